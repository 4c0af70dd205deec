import assert from "node:assert/strict";
import test from "node:test";
import { App, Cloud, Peer, ProjectNetwork, ScsStack } from "scs-blueprints";
import { Profile } from "scs-blueprints/compliance";
import { Conformance, Template } from "scs-blueprints/testing";
import { WebFarm } from "../lib";

function define(members: string[], port?: number): { stack: ScsStack; farm: WebFarm } {
  const stack = new ScsStack(new App(), "test", { cloud: Cloud.fromEnvironment() });
  const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web"] });
  return {
    stack,
    farm: new WebFarm(stack, "shop", {
      tier: network.tier("web"),
      clients: [Peer.cidr("203.0.113.0/24")],
      members,
      port,
    }),
  };
}

test("each server is a member of the balancer's pool, on the port it listens on", () => {
  const template = Template.fromStack(define(["a", "b", "c"], 3000).stack);
  template.resourceCountIs("openstack_compute_instance_v2", 3);
  template.resourceCountIs("openstack_lb_member_v2", 3, { protocol_port: 3000 });
});

test("removing a server leaves the addresses of the others as they are", () => {
  const addresses = (members: string[]) =>
    Template.fromStack(define(members).stack)
      .addresses()
      .filter((each) => each.startsWith("openstack_compute_instance_v2"));
  const before = addresses(["a", "b", "c"]);
  for (const address of addresses(["a", "c"])) {
    assert.ok(before.includes(address), address);
  }
});

test("refuses a farm of one", () => {
  assert.throws(() => define(["a"]), /two servers or more/);
});

test("violates no good practice", () => {
  Conformance.of(define(["a", "b"]).stack).meetsProfile(Profile.goodPractice(), { date: "2026-11-23" });
});
