import { App, Cloud, Flavor, Image, KeyPair, Peer, ProjectNetwork, ScsStack, Server } from "scs-blueprints";
import { Compliance, Profile } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";
import { JumpHostProject } from "scs-blueprints/tenant";

const app = new App();
const stack = new ScsStack(app, "jump-host", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { cidr: "10.14.0.0/20", tiers: ["app"] });

// The single way in, in a tier of its own.
const jump = new JumpHostProject(stack, "jump", {
  image: Image.ubuntu("24.04"),
  network,
  // From where people log in (TEST-NET-1: put yours).
  allowedSources: [Peer.cidr("192.0.2.0/24")],
  // Who logs in: put the public keys of your people.
  users: [
    {
      name: "ada",
      publicKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGtYy0pyXHfNZtWyH7h1qMxZ0DN1xqyhXXH0MbqSYzU ada"],
      administrator: true,
    },
    {
      name: "grace",
      publicKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE9m3nYw6mJvE0JrZ4vM1Rk2cOq4bS0f1o7dC2uX8h5T grace"],
    },
  ],
  sessionLog: true,
});

// Something to reach: a server without a public address, which knows Ada's key.
const app1 = new Server(stack, "app1", {
  tier: network.tier("app"),
  flavor: Flavor.SCS_1V_2,
  image: Image.ubuntu("24.04"),
  keyPair: new KeyPair(stack, "key", {
    publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGtYy0pyXHfNZtWyH7h1qMxZ0DN1xqyhXXH0MbqSYzU ada",
  }),
});
jump.grantTo(app1);

stack.addOutput("jump_host", jump.publicIp, { description: "Public address of the jump host" });
stack.addOutput("app1", app1.privateIp, { description: "Address of the server: ssh -J ada@jump_host ubuntu@app1" });

Compliance.of(app).require(Scope.IAAS_V5_1);
Compliance.of(app).requireProfile(Profile.goodPractice());

app.synth();
