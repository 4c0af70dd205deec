import assert from "node:assert/strict";
import test from "node:test";
import { App, Cloud } from "scs-blueprints";
import { Scope } from "scs-blueprints/scs";
import { Conformance, Match, Template } from "scs-blueprints/testing";
import { ClusterStack } from "../stack";

const define = () => new ClusterStack(new App(), "kaas", Cloud.fromEnvironment());

test("three control-plane nodes and two workers", () => {
  const servers = Object.values(Template.fromStack(define()).findResources("openstack_compute_instance_v2"));
  assert.equal(servers.length, 5);
});

test("the control plane's nodes are on different hosts", () => {
  Template.fromStack(define()).hasResource("openstack_compute_servergroup_v2", {
    policies: Match.arrayWith([Match.stringLikeRegexp("anti-affinity")]),
  });
});

test("the token is a sensitive variable", () => {
  Template.fromStack(define()).hasVariable("cluster_token", { sensitive: true, default: Match.absent() });
});

test("violates nothing of IaaS v5.1", () => {
  Conformance.of(define()).meets(Scope.IAAS_V5_1, { date: "2026-11-23" });
});
