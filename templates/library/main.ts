import { App, Cloud, Peer, ProjectNetwork, ScsStack } from "scs-blueprints";
import { WebFarm } from "./lib";

/** What `npm start` applies: one use of each blueprint, for trying. */
const app = new App();
const stack = new ScsStack(app, "trial", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web"] });
const farm = new WebFarm(stack, "shop", {
  tier: network.tier("web"),
  clients: [Peer.cidr("203.0.113.0/24")],
  members: ["a", "b"],
});
stack.addOutput("address", farm.balancer.address, { description: "Public address of the shop" });

app.synth();
