import test from "node:test";
import { App, Cloud } from "scs-blueprints";
import { Scope, StandardFlavors } from "scs-blueprints/scs";
import { Conformance, Template } from "scs-blueprints/testing";
import { OperatorStack } from "../stack";

const define = () => new OperatorStack(new App(), "operator", Cloud.fromEnvironment());

test("offers each mandatory flavor of scs-0103, with its name as an extra spec", () => {
  const template = Template.fromStack(define());
  for (const { name } of StandardFlavors.mandatory()) {
    template.hasResource("openstack_compute_flavor_v2", {
      name: name.toString(),
      extra_specs: { "scs:name-v2": name.toString() },
    });
  }
});

test("offers the mandatory image and a volume type that encrypts", () => {
  const template = Template.fromStack(define());
  template.hasResource("openstack_images_image_v2", { name: "Ubuntu 24.04" });
  template.hasResource("openstack_blockstorage_volume_type_v3", { name: "ssd-luks" });
});

test("violates nothing of IaaS v5.1", () => {
  Conformance.of(define()).meets(Scope.IAAS_V5_1, { date: "2026-11-23" });
});
