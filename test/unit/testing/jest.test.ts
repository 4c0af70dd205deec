import { ComputeInstanceV2 } from "@scs-blueprints/provider-openstack/lib/compute-instance-v2";
import { ComputeKeypairV2 } from "@scs-blueprints/provider-openstack/lib/compute-keypair-v2";
import { DataOpenstackComputeFlavorV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-compute-flavor-v2";
import { DataOpenstackDnsZoneV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-dns-zone-v2";
import { DataOpenstackImagesImageV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-images-image-v2";
import { Testing } from "cdktf";
import "cdktf/lib/testing/adapters/jest";
import { Profile } from "../../../packages/checker/src/index";
import { App, Cloud, Flavor, Image, Peer, Port, ProjectNetwork, ScsStack, Server } from "../../../lib/index";
import { Scope } from "../../../packages/standards/src/index";
import { matchers } from "../../../lib/testing/jest";
import { Conformance, Template } from "../../../lib/testing/index";
import { errorOf } from "../../support/errors";

const date = "2026-11-23";
const GUARDED = "good-practice-guarded-port-open";

function shop({ open }: { open: boolean }) {
  const app = new App();
  const stack = new ScsStack(app, "shop", { cloud: Cloud.fromEnvironment() });
  const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web"] });
  const server = new Server(stack, "web", {
    tier: network.tier("web"),
    flavor: Flavor.SCS_2V_4,
    image: Image.ubuntu("24.04"),
  });
  if (open) {
    server.connections.allowFrom(Peer.anywhere("a mistake"), Port.tcp(22));
  }
  return { app, stack };
}

describe("matchers of Jest hold, and can fail", () => {
  const { app, stack } = shop({ open: true });

  test("on a stack, an app or a template", () => {
    expect(stack).toHaveResource("openstack_networking_network_v2");
    expect(app).toHaveResource("openstack_networking_network_v2");
    expect(Template.fromStack(stack)).toHaveResourceCount("openstack_compute_instance_v2", 1);
    expect(() => expect("shop").toHaveResource("openstack_networking_network_v2")).toThrow(TypeError);
  });

  test("toHaveResource", () => {
    const fails = () => expect(stack).toHaveResource("openstack_networking_network_v2", { name: "x" });
    expect(fails).toThrow(/SCSBP-8501[\s\S]*name: expected "x"/);
    expect(stack).not.toHaveResource("openstack_networking_network_v2", { name: "x" });
    expect(() => expect(stack).not.toHaveResource("openstack_networking_network_v2")).toThrow(/SCSBP-8502/);
    expect(() => expect(stack).not.toHaveResource("openstack_network_v2")).toThrow(/SCSBP-8503/);
  });

  test("toHaveResourceCount", () => {
    expect(() => expect(stack).toHaveResourceCount("openstack_compute_instance_v2", 2)).toThrow(/SCSBP-8504/);
    expect(() => expect(stack).not.toHaveResourceCount("openstack_compute_instance_v2", 1)).toThrow(/has just 1/);
  });

  test("toHaveDataSource", () => {
    expect(stack).toHaveDataSource("openstack_images_image_v2");
    expect(() => expect(stack).toHaveDataSource("openstack_images_image_v2", { name: "x" })).toThrow(/SCSBP-8501/);
    expect(() => expect(stack).not.toHaveDataSource("openstack_images_image_v2")).toThrow(/data\.openstack_images/);
    expect(() => expect(stack).not.toHaveDataSource("openstack_images_image")).toThrow(/SCSBP-8503/);
  });

  test("toHaveOutput", () => {
    stack.addOutput("zone", "az1");
    expect(stack).toHaveOutput("zone", { value: "az1" });
    expect(() => expect(stack).toHaveOutput("zone", { value: "az2" })).toThrow(/value: expected "az2", got "az1"/);
    expect(stack).not.toHaveOutput("zones");
  });
});

describe("in a project of `cdktf init`, whose tests use cdktf's matchers", () => {
  const { stack } = shop({ open: false });
  const text = Testing.synth(stack);
  const own = { ...matchers };

  beforeAll(() => {
    Testing.setupJest(); // in the project's setup file, before the tests import ours
    expect.extend(own);
  });

  test("what they ask of Testing.synth's text is still theirs", () => {
    expect(text).toHaveResource(ComputeInstanceV2);
    expect(text).toHaveResourceWithProperties(ComputeInstanceV2, { name: "shop-web" });
    expect(text).toHaveDataSource(DataOpenstackImagesImageV2);
    expect(text).not.toHaveResource(ComputeKeypairV2);
    expect(text).not.toHaveDataSource(DataOpenstackDnsZoneV2);
    expect(() => expect(text).toHaveResource(ComputeKeypairV2)).toThrow(/Expected openstack_compute_keypair_v2/);
    expect(() => expect(text).not.toHaveDataSource(DataOpenstackImagesImageV2)).toThrow(/Expected no openstack_images/);
  });

  test("what is asked of a stack is ours, and a text with the name of a type is refused", () => {
    expect(stack).toHaveResource("openstack_compute_instance_v2");
    expect(() => expect(text).toHaveResource("openstack_compute_instance_v2")).toThrow(TypeError);
  });
});

describe("compliance", () => {
  test("toBeCompliantWith says rule, clause and what to do", () => {
    expect(shop({ open: false }).app).toBeCompliantWith(Scope.IAAS_V5_1, { date });
    const own = new App();
    const stack = new ScsStack(own, "own", { cloud: Cloud.fromEnvironment() });
    new DataOpenstackComputeFlavorV2(stack, "flavor", { name: "SCS-2V-4-fast" });
    const fails = () => expect(own).toBeCompliantWith(Scope.IAAS_V5_1, { date });
    expect(fails).toThrow(/scs-0100-syntax-check: [\s\S]*own\/flavor: [\s\S]*do: [\s\S]*clause: .+; see https/);
    expect(own).not.toBeCompliantWith(Scope.IAAS_V5_1, { date });
    expect(() => expect(shop({ open: false }).app).not.toBeCompliantWith(Scope.IAAS_V5_1, { date })).toThrow(
      /the app violates nothing of/,
    );
  });

  test("Conformance meets, violates, and refuses to check nothing", () => {
    const [safe, open] = [shop({ open: false }).stack, shop({ open: true }).stack];
    Conformance.of(safe).meetsProfile(Profile.goodPractice(), { date });
    const error = errorOf(() => Conformance.of(open).meetsProfile(Profile.goodPractice(), { date }));
    expect(error.code).toBe("SCSBP-4030");
    expect(error.got).toMatch(new RegExp(`${GUARDED}: [\\s\\S]*shop/web[\\s\\S]*do: [\\s\\S]*clause: .+; see https`));
    Conformance.of(open).violates(GUARDED, Profile.goodPractice(), { date });
    expect(errorOf(() => Conformance.of(safe).violates(GUARDED, Profile.goodPractice(), { date }))).toMatchObject({
      code: "SCSBP-8511",
    });
    expect(
      errorOf(() => Conformance.of(safe).violates("no-such-rule", Profile.goodPractice(), { date })),
    ).toMatchObject({
      code: "SCSBP-8511",
      what: expect.stringContaining("has no rule") as string,
    });
    expect(errorOf(() => Conformance.of(new App()).meets(Scope.IAAS_V5_1, { date }))).toMatchObject({
      code: "SCSBP-8510",
    });
  });
});
