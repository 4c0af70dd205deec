import { App, Cloud, Flavor, Image, Peer, Port, ProjectNetwork, ScsStack, Server, ServerPool } from "scs-blueprints";
import { Compliance, Profile } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";

const app = new App();

// The cloud is whatever OS_CLOUD names in clouds.yaml: the sandbox today, your provider tomorrow.
const stack = new ScsStack(app, "quickstart", { cloud: Cloud.fromEnvironment() });

// A private network with two tiers, behind a router to the cloud's external network.
const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web", "db"] });

// Three web servers, kept on different hosts as far as possible. SCS-2V-4 brings no disk: they boot from volumes.
const web = new ServerPool(stack, "web", {
  tier: network.tier("web"),
  flavor: Flavor.SCS_2V_4,
  image: Image.ubuntu("24.04"),
  size: 3,
});

// A database on local SSD: SCS-2V-4-20s brings its disk.
const db = new Server(stack, "db", {
  tier: network.tier("db"),
  flavor: Flavor.SCS_2V_4_20S,
  image: Image.ubuntu("24.04"),
});

// The way in: one small server with a public address, SSH from one network only (TEST-NET-1: put yours).
const bastion = new Server(stack, "bastion", {
  tier: network.tier("web"),
  flavor: Flavor.SCS_1V_2,
  image: Image.ubuntu("24.04"),
  floatingIp: true,
});
bastion.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(22));

// Nothing else is open: who talks to whom is said here.
bastion.connections.allowTo(web, Port.tcp(22));
web.connections.allowTo(db, Port.tcp(5432));

stack.addOutput("bastion", bastion.floatingIp, { description: "Public address of the bastion" });
stack.addOutput("web", web.privateIps, { description: "Addresses of the web servers" });

// Checked while it is synthesized: what SCS asks for, and what every cloud user should want (docs/compliance.md).
Compliance.of(app).require(Scope.IAAS_V5_1);
Compliance.of(app).requireProfile(Profile.goodPractice());

app.synth();
