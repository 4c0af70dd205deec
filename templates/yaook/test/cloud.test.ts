import assert from "node:assert/strict";
import test from "node:test";
import { App } from "scs-blueprints";
import { Scope } from "scs-blueprints/scs";
import { Conformance, Template } from "scs-blueprints/testing";
import { defineCloud, defineRehearsal } from "../cloud";

test("the cloud offers what was rehearsed", () => {
  const rehearsed = Template.fromStack(defineRehearsal(new App()));
  const made = Template.fromStack(defineCloud(new App()).content);
  const flavors = (template: Template) =>
    Object.values(template.findResources("openstack_compute_flavor_v2"))
      .map(({ name }) => name)
      .sort();
  assert.ok(flavors(made).length > 0);
  assert.deepEqual(flavors(made), flavors(rehearsed));
});

test("three stacks, each after the one it needs", () => {
  const cloud = defineCloud(new App());
  assert.ok(cloud.content.dependsOn(cloud.openstack));
});

test("violates nothing of IaaS v5.1", () => {
  const app = new App();
  defineCloud(app);
  Conformance.of(app).meets(Scope.IAAS_V5_1, { date: "2026-11-23" });
});
