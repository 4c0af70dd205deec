/** What main.tf makes, by constructs. First argument: how many servers; second: where to write. */
const {
  App,
  Cloud,
  Flavor,
  Image,
  Peer,
  Port,
  ProjectNetwork,
  ScsStack,
  ServerPool,
} = require("../../../dist/index.js");

const app = new App({ outdir: process.argv[3] });
const stack = new ScsStack(app, "bench", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { cidr: "10.60.0.0/16", tiers: ["web", "db"] });
const web = new ServerPool(stack, "web", {
  tier: network.tier("web"),
  flavor: Flavor.SCS_2V_4_20S,
  image: Image.ubuntu("24.04"),
  size: Number(process.argv[2]),
});
web.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(443));
app.synth();
