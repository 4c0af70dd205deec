import { App, Cloud, KeyPair, Peer, ScsStack } from "scs-blueprints";
import { Compliance } from "scs-blueprints/compliance";
import { OsismTestbedInfra } from "scs-blueprints/osism";
import { Scope } from "scs-blueprints/scs";

const app = new App();
const stack = new ScsStack(app, "osism-testbed", { cloud: Cloud.fromEnvironment() });

// A manager and six nodes with three volumes each, on which OSISM deploys a cloud.
const testbed = new OsismTestbedInfra(stack, "testbed", {
  // Who deploys: put your public key, and from where you come (TEST-NET-1).
  keyPair: new KeyPair(stack, "key", {
    name: "testbed",
    publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGtYy0pyXHfNZtWyH7h1qMxZ0DN1xqyhXXH0MbqSYzU ada",
  }),
  operators: [Peer.cidr("192.0.2.0/24")],
  nodes: [0, 1, 2, 3, 4, 5],
});

stack.addOutput("manager_address", testbed.managerAddress, { description: "ssh ubuntu@manager_address" });
stack.addOutput("api_address", testbed.virtualIps[0], { description: "Where the testbed's API will answer" });
stack.addOutput("number_of_nodes", testbed.deployVariables["NUMBER_OF_NODES"], {
  description: "NUMBER_OF_NODES for the deployment",
});

Compliance.of(app).require(Scope.IAAS_V5_1);

app.synth();
