import { App, Cloud, CloudInit, Image, Peer, Port, ProjectNetwork, ScsStack } from "scs-blueprints";
import { Compliance, Profile } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";
import { HighAvailabilityVip } from "scs-blueprints/tenant";

const app = new App();
const stack = new ScsStack(app, "high-availability-vip", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { cidr: "10.13.0.0/20", tiers: ["web"] });

// Two nodes on different hosts. One of them has the address; when its HAProxy stops answering, the other one takes it.
const entry = new HighAvailabilityVip(stack, "entry", {
  tier: network.tier("web"),
  image: Image.ubuntu("24.04"),
  nodes: ["a", "b"],
  cloudInit: new CloudInit({ packages: ["haproxy"] }),
  healthCheck: "systemctl is-active --quiet haproxy",
  floatingIp: true,
});

// Who may connect (TEST-NET-2: put yours, or Peer.anywhere with a reason).
entry.connections.allowFrom(Peer.cidr("198.51.100.0/24"), Port.tcp(443));

stack.addOutput("address", entry.publicAddress, { description: "Address of the service" });
stack.addOutput("nodes", entry.nodes.privateIps, { description: "Addresses of the nodes" });

Compliance.of(app).require(Scope.IAAS_V5_1);
Compliance.of(app).requireProfile(Profile.goodPractice());

app.synth();
