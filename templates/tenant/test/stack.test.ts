import test from "node:test";
import { App, Cloud } from "scs-blueprints";
import { Profile } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";
import { Conformance, Match, Template } from "scs-blueprints/testing";
import { TenantStack } from "../stack";

function define(webServers: number): TenantStack {
  return new TenantStack(new App(), "tenant", {
    cloud: Cloud.fromEnvironment(),
    operators: "192.0.2.0/24",
    webServers,
  });
}

test("one server a web server, one database, one way in", () => {
  Template.fromStack(define(3)).resourceCountIs("openstack_compute_instance_v2", 5);
});

test("SSH from outside comes from the operators only, and to one public address", () => {
  const template = Template.fromStack(define(2));
  template.resourceCountIs("openstack_networking_floatingip_v2", 1);
  template.hasResource("openstack_networking_secgroup_rule_v2", {
    direction: "ingress",
    port_range_min: 22,
    remote_ip_prefix: "192.0.2.0/24",
  });
  template.hasNoResource("openstack_networking_secgroup_rule_v2", {
    direction: "ingress",
    remote_ip_prefix: Match.stringLikeRegexp("^(0\\.0\\.0\\.0|::)/0$"),
  });
});

test("meets what SCS and good practice ask of the code", () => {
  const stack = define(2);
  Conformance.of(stack).meets(Scope.IAAS_V5_1, { date: "2026-11-23" });
  Conformance.of(stack).meetsProfile(Profile.goodPractice(), { date: "2026-11-23" });
});
