import { App, Cloud, Flavor, Image, ProjectNetwork, ServerPool } from "scs-blueprints";
import { Fleet, StateStore } from "scs-blueprints/fleet";

const app = new App();

// States lie in files here, for a trial on one machine; engines want a store that all of their jobs reach.
const bucket = process.env["TF_STATE_BUCKET"];
const state =
  bucket === undefined
    ? StateStore.local()
    : StateStore.s3({ bucket, endpoint: process.env["TF_STATE_ENDPOINT"] ?? "https://s3.example.org" });

// First the canary, then development everywhere, then production, where a person looks at each plan.
const fleet = new Fleet(app, "shop", { state, waves: { canary: {}, dev: {}, prod: { approval: true } } });

// Here both clouds are what OS_CLOUD names. Without `cloud`, each target logs in with the entry of clouds.yaml that has its
// key as the name: cloud-a-dev, cloud-a-prod, cloud-b-dev, cloud-b-prod.
fleet.addMatrix({
  clouds: { "cloud-a": { cloud: Cloud.fromEnvironment() }, "cloud-b": { cloud: Cloud.fromEnvironment() } },
  environments: { dev: { wave: "dev" }, prod: { wave: "prod" } },
  waves: { "cloud-a-dev": "canary" },
});

for (const target of fleet.targets) {
  const production = target.environment === "prod";
  const stack = target.stack("shop");
  const network = new ProjectNetwork(stack, "network", { tiers: ["web"] });
  const web = new ServerPool(stack, "web", {
    tier: network.tier("web"),
    flavor: Flavor.SCS_1V_2,
    image: Image.ubuntu("24.04"),
    size: production ? 2 : 1,
  });
  stack.addOutput("web", web.privateIps, { description: "Addresses of the web servers" });
}

app.synth();
