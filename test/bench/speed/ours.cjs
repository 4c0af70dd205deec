/** The workload by the library: pools of 100 servers each, and with `check` a full compliance report at synth. */
const { measured } = require("./measured.cjs");

measured((phase) => {
  const { App, Cloud, Flavor, Image, ProjectNetwork, ScsStack, ServerPool } = require("../../../dist/index.js");
  phase("import");
  return ({ servers, check, outdir }) => {
    const app = new App({ outdir });
    const stack = new ScsStack(app, "bench", { cloud: Cloud.fromCloudsYaml("bench") });
    const network = new ProjectNetwork(stack, "network", { cidr: "10.0.0.0/8", tiers: ["web", "db"] });
    for (let pool = 0; pool * 100 < servers; pool += 1) {
      new ServerPool(stack, `pool${pool}`, {
        tier: network.tier("web"),
        flavor: Flavor.SCS_2V_4,
        image: Image.ubuntu("24.04"),
        size: Math.min(100, servers - pool * 100),
      });
    }
    if (check) {
      const { Compliance, Profile } = require("../../../dist/compliance.js");
      const { Scope } = require("../../../packages/standards/dist/index.js");
      Compliance.of(app).require(Scope.IAAS_V5_1);
      Compliance.of(app).requireProfile(Profile.goodPractice());
    }
    phase("construct");
    app.synth();
    phase("synth");
  };
});
