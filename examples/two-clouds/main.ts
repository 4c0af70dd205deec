
import { App, Cloud, Flavor, Image, ProjectNetwork, ScsStack, Server } from "scs-blueprints";
const app = new App();
const stack = new ScsStack(app, "shop", { cloud: Cloud.fromEnvironment() });
const tier = new ProjectNetwork(stack, "network", { tiers: ["web"] }).tier("web");
new Server(stack, "web", { tier, flavor: Flavor.SCS_1V_2, image: Image.ubuntu("24.04"), bootVolume: { sizeGiB: 12 } });
app.synth();
