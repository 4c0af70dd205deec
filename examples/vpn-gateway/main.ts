import { App, Cloud, Flavor, Image, Peer, Port, ProjectNetwork, ScsStack, Secret, Server } from "scs-blueprints";
import { Compliance, Profile } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";
import { VpnGateway } from "scs-blueprints/tenant";

const app = new App();
const stack = new ScsStack(app, "vpn-gateway", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { cidr: "10.15.0.0/20", tiers: ["app"] });

const vpn = new VpnGateway(stack, "vpn", {
  image: Image.ubuntu("24.04"),
  network,
  // wg genkey | tee gateway.key | wg pubkey: the private key goes to TF_VAR_vpn_private_key, the public one here.
  privateKey: Secret.fromVariable("vpn_private_key"),
  publicKey: "lviykPDwLJ2W3zWGWM06pamssDnZkqKd1VxJwsH9NH4=",
  allowedSources: [Peer.anywhere("people who travel; WireGuard answers nobody without a key")],
  // Put the public keys of your people, and of your office's router.
  peers: {
    ada: { publicKey: "+WLuBDtRxIOfJRMaAZR1qKUASGViuVK/aD6fhTIyRA8=" },
    grace: { publicKey: "W8mwpsy1694RaLw6RQiGSCtrZ9HjB4sLcNl7j9Ad7jc=" },
    office: { publicKey: "fdVj0vbBvY2mk5DUqbY8UXrF1wD7aJwDj0FoQ1WFFzw=", networks: ["192.168.20.0/24"] },
  },
});

// Something to reach: peers get to its web interface, Ada to its SSH too.
const wiki = new Server(stack, "wiki", {
  tier: network.tier("app"),
  flavor: Flavor.SCS_1V_2,
  image: Image.ubuntu("24.04"),
});
vpn.grantTo(wiki, Port.tcp(443));
vpn.grantPeerTo("ada", wiki, Port.tcp(22));

// terraform output -raw vpn_peer_ada > wg0.conf
vpn.addOutputs("vpn");

Compliance.of(app).require(Scope.IAAS_V5_1);
Compliance.of(app).requireProfile(Profile.goodPractice());

app.synth();
