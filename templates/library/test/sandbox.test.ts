import assert from "node:assert/strict";
import test from "node:test";
import { App, Cloud, Peer, ProjectNetwork, ScsStack } from "scs-blueprints";
import { SandboxFixture } from "scs-blueprints/testing";
import { WebFarm } from "../lib";

/** On a real OpenStack, which takes some minutes: `npm run test:sandbox`. */
test(
  "is applied, planned again without changes, destroyed",
  { skip: process.env["ON_SANDBOX"] === undefined },
  async () => {
    const sandbox = await SandboxFixture.start();
    try {
      const stack = new ScsStack(new App(), "farm", { cloud: Cloud.fromEnvironment() });
      const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web"] });
      stack.addOutput(
        "address",
        new WebFarm(stack, "shop", {
          tier: network.tier("web"),
          clients: [Peer.cidr("203.0.113.0/24")],
          members: ["a", "b"],
        }).balancer.address,
      );
      const deployment = await sandbox.deployStack(stack);
      assert.equal(deployment.counts["compute instance"], 2);
      assert.match(deployment.outputs["address"] ?? "", /^\d+\.\d+\.\d+\.\d+$/);
    } finally {
      await sandbox.stop();
    }
  },
);
