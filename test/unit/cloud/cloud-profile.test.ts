import {
  Cloud,
  CloudProfile,
  LoadBalancer,
  ProjectNetwork,
  ScsStack,
  Server,
  ServerPool,
  Flavor,
  Image,
  ObjectStore,
  RemovalPolicy,
  Volume,
} from "../../../lib/index";
import { ScsClouds } from "../../../packages/standards/src";
import { errorOf } from "../../support/errors";
import { synth } from "../../support/synth";

const FACTORIES = {
  "cah-dd8a": () => Cloud.cloudAndHeat(),
  artcodix: () => Cloud.cndsMuc(),
  "artcodix-ro": () => Cloud.cndsRo(),
  "regio-a": () => Cloud.regiocloud(),
  "scaleup-occ2": () => Cloud.scaleup(),
};

const provider = (cloud: Cloud) =>
  (synth(() => undefined, cloud).json["provider"] as { openstack: unknown[] }).openstack[0];

test("each certified cloud has a factory", () => {
  expect(Object.keys(FACTORIES).sort()).toEqual(
    ScsClouds.iaas()
      .filter((cloud) => cloud.certified)
      .map((cloud) => cloud.id)
      .sort(),
  );
});

test.each(Object.entries(FACTORIES))("%s: URL and region of the data, in one spelling", (id, make) => {
  const { authUrl, region } = ScsClouds.get(id);
  const expected = { auth_url: ScsClouds.normalizeAuthUrl(authUrl!), region };
  expect(provider(make())).toEqual(expected);
  expect(expected.auth_url).toMatch(/^https:\/\/.*\/v3$/);
});

test("all listed clouds have a profile; what is only assumed is no part of it", () => {
  for (const { id } of ScsClouds.iaas()) {
    const { externalNetwork, zones = [] } = CloudProfile.fromScsCloud(id);
    expect([externalNetwork ?? "none", ...zones].filter((name) => /[\s();]/.test(name))).toEqual([]);
  }
  expect(CloudProfile.fromScsCloud("pco-prod1")).toMatchObject({ externalNetwork: "ext01", zones: ["az1"] });
  expect(CloudProfile.fromScsCloud("pco-prod2").externalNetwork).toBeUndefined();
  expect(CloudProfile.fromScsCloud("pco-prod4").zones).toBeUndefined();
  expect(CloudProfile.fromScsCloud("regio-a")).toMatchObject({ externalNetwork: "public", zones: ["nova"] });
  expect(CloudProfile.fromScsCloud("scaleup-occ2")).toMatchObject({
    externalNetwork: "external",
    loadBalancerProvider: "ovn",
  });
});

test("with an entry of clouds.yaml the login is the entry's, and the profile stays", () => {
  const cloud = Cloud.regiocloud({ cloudName: "regio", externalNetwork: "mine" });
  expect(provider(cloud)).toEqual({ cloud: "regio" });
  expect(cloud.profile).toMatchObject({ externalNetwork: "mine", region: "RegionA" });
});

test.each<[string, () => unknown, string]>([
  ["a cloud that SCS does not list", () => Cloud.fromScsCloud("regio-b"), "SCSBP-5020"],
  ["a cloud whose URL is not published", () => Cloud.fromScsCloud("nsc-iaas"), "SCSBP-1021"],
  ["an entry without a name", () => Cloud.regiocloud({ cloudName: " " }), "SCSBP-1020"],
  ["an empty name", () => CloudProfile.custom({ externalNetwork: "" }), "SCSBP-1120"],
  ["an empty volume type", () => Cloud.scaleup({ volumeType: " " }), "SCSBP-1120"],
  ["no URL", () => CloudProfile.custom({ s3Endpoint: "s3.example" }), "SCSBP-1120"],
  ["no zones", () => CloudProfile.custom({ zones: [] }), "SCSBP-1120"],
  ["a zone twice", () => CloudProfile.custom({ zones: ["a", "a"] }), "SCSBP-1120"],
])("refused: %s", (_, make, code) => {
  const error = errorOf(make);
  expect(error.code).toBe(code);
  expect([error.got, error.allowed, error.fix].every((text) => text !== undefined && text !== "")).toBe(true);
});

function everything(stack: ScsStack) {
  const network = new ProjectNetwork(stack, "network", { tiers: ["web"] });
  const common = { tier: network.tier("web"), image: Image.ubuntu("24.04") };
  new Server(stack, "diskless", { ...common, flavor: Flavor.SCS_1V_2 });
  new Server(stack, "disk", { ...common, flavor: Flavor.SCS_2V_4_20S });
  new ServerPool(stack, "pool", { ...common, flavor: Flavor.SCS_1V_2, size: 3 });
  new LoadBalancer(stack, "lb", { tier: network.tier("web") });
  new Volume(stack, "data", { sizeGiB: 1 });
  new ObjectStore(stack, "objects", { removalPolicy: RemovalPolicy.DESTROY });
}

const FULL = CloudProfile.custom({
  externalNetwork: "ext01",
  volumeType: "ssd",
  zones: ["az1", "az2"],
  loadBalancerProvider: "ovn",
  s3Endpoint: "https://s3.example:8080/",
});

test("constructs take from the profile what a program does not say", () => {
  const stack = synth(everything, Cloud.fromEnvironment({ profile: FULL }));
  const [outside] = stack.dataSources.filter((one) => one.type === "openstack_networking_network_v2");
  expect(outside?.config["name"]).toBe("ext01");
  const server = (end: string) => stack.one("openstack_compute_instance_v2", end).config;
  expect(server("diskless/Resource")["block_device"]).toMatchObject([{ volume_type: "ssd", volume_size: 20 }]);
  expect(server("/disk/Resource")["block_device"]).toBeUndefined();
  expect(["1", "2", "3"].map((key) => server(`members/${key}/Resource`)["availability_zone"])).toEqual([
    "az1",
    "az2",
    "az1",
  ]);
  expect(server("diskless/Resource")["availability_zone"]).toBeUndefined();
  expect(stack.one("openstack_lb_loadbalancer_v2").config["loadbalancer_provider"]).toBe("ovn");
  expect(stack.one("openstack_blockstorage_volume_v3").config["volume_type"]).toBe("ssd");
  expect(stack.dataSources.map((one) => one.type)).not.toContain("openstack_identity_auth_scope_v3");
});

test("what a program says counts more, and OVN's limits hold for the default too", () => {
  const stack = synth(
    (scope) => {
      const network = new ProjectNetwork(scope, "network", {
        internetAccess: false,
        zones: ["az2", "az3"],
        tiers: ["web"],
      });
      const common = { tier: network.tier("web"), image: Image.ubuntu("24.04"), flavor: Flavor.SCS_1V_2 };
      new ServerPool(scope, "pool", { ...common, size: 2 });
      const lb = new LoadBalancer(scope, "lb", { tier: network.tier("web") });
      expect(errorOf(() => new LoadBalancer(scope, "zoned", { tier: network.tier("web"), zone: "az1" })).code).toBe(
        "SCSBP-2101",
      );
      expect(lb.node.id).toBe("lb");
    },
    Cloud.fromEnvironment({ profile: FULL }),
  );
  // az2 alone is both a zone of the profile and of the tier: there is nothing to spread over
  for (const { config } of stack.all("openstack_compute_instance_v2")) {
    expect(config["availability_zone"]).toBeUndefined();
  }
});

test("resource addresses are the same with and without a profile", () => {
  const addresses = (cloud: Cloud) =>
    synth(everything, cloud)
      .resources.map((one) => one.address)
      .sort();
  expect(addresses(Cloud.fromEnvironment({ profile: FULL }))).toEqual(addresses(Cloud.fromEnvironment()));
});
