import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  App,
  Bastion,
  Cloud,
  Flavor,
  Image,
  LoadBalancer,
  Peer,
  ProjectNetwork,
  ScsStack,
  Secret,
  Server,
  ServerPool,
} from "../../../../lib/index";
import { HighAvailabilityVip, VpnGateway } from "../../../../lib/blueprints/tenant/index";
import { schemaProblems } from "../../../support/provider-schema";

const image = Image.ubuntu("24.04");
const KEY = "HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=";

/** Each has a floating IP in a tier of another stack. */
const constructs: Record<string, (scope: ScsStack, network: ProjectNetwork) => unknown> = {
  Server: (scope, network) =>
    new Server(scope, "one", { tier: network.tier("web"), flavor: Flavor.SCS_1V_2, image, floatingIp: true }),
  ServerPool: (scope, network) =>
    new ServerPool(scope, "one", {
      tier: network.tier("web"),
      flavor: Flavor.SCS_1V_2,
      image,
      size: 2,
      floatingIp: true,
    }),
  LoadBalancer: (scope, network) => new LoadBalancer(scope, "one", { tier: network.tier("web"), floatingIp: true }),
  Bastion: (scope, network) =>
    new Bastion(scope, "one", { tier: network.tier("web"), image, allowedSources: [Peer.cidr("192.0.2.0/24")] }),
  HighAvailabilityVip: (scope, network) =>
    new HighAvailabilityVip(scope, "one", { tier: network.tier("web"), image, floatingIp: true }),
  VpnGateway: (scope, network) =>
    new VpnGateway(scope, "one", {
      network,
      image,
      privateKey: Secret.fromVariable("vpn_private_key"),
      publicKey: KEY,
      allowedSources: [Peer.anywhere("people who travel")],
      peers: { ada: { publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=" } },
    }),
};

test.each(Object.keys(constructs))("%s: a floating IP in a tier of another stack", (name) => {
  const outdir = mkdtempSync(join(tmpdir(), "scs-blueprints-test-"));
  try {
    const app = new App({ outdir });
    const cloud = Cloud.fromEnvironment();
    const network = new ProjectNetwork(new ScsStack(app, "net", { cloud }), "network", { tiers: ["web"] });
    constructs[name]!(new ScsStack(app, "app", { cloud }), network);
    app.synth();
    const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), "utf8")) as Record<string, object>;
    const made = read("stacks/app/cdk.tf.json");
    expect(JSON.stringify(made)).toContain("openstack_networking_floatingip_associate_v2");
    expect(JSON.stringify(made).match(/"depends_on":\[[^\]]*remote_state[^\]]*\]/g)).toBeNull();
    expect(schemaProblems(made)).toEqual([]);
    expect(read("manifest.json")).toMatchObject({
      stacks: { app: { dependencies: ["net"] }, net: { dependencies: [] } },
    });
    // whole resources would cross as outputs, too
    const crossing = Object.keys(read("stacks/net/cdk.tf.json")["output"]!);
    expect(crossing.filter((output) => output.includes("router_interface"))).toEqual([]);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
