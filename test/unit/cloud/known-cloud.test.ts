import { join } from "node:path";
import {
  AddressGroup,
  Cloud,
  CloudContext,
  type CloudContextFacts,
  CloudProfile,
  DnsZone,
  ExternalNetwork,
  Flavor,
  Image,
  LoadBalancer,
  LoadBalancerProvider,
  ObjectStore,
  ProjectNetwork,
  QosPolicy,
  ScsStack,
  Secret,
  SecretStore,
  Server,
  SubnetPool,
  Volume,
  VolumeType,
} from "../../../lib/index";
import { VolumeAspect } from "../../../packages/standards/src";
import { errorOf } from "../../support/errors";
import { synth } from "../../support/synth";

const FIXTURE = join(__dirname, "../../data/scs-context-sandbox.json");
const { facts } = CloudContext.fromFile(FIXTURE);

const refusal = (
  define: (stack: ScsStack) => void,
  other: Partial<CloudContextFacts> = {},
  cloud = Cloud.fromEnvironment(),
) => errorOf(() => synth(define, cloud, CloudContext.fromFacts({ ...facts, ...other })));

const web = (stack: ScsStack) => new ProjectNetwork(stack, "network", { tiers: ["web"] }).tier("web");
const server = (props: object) => (stack: ScsStack) => {
  new Server(stack, "server", { tier: web(stack), flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04"), ...props });
};
const without = (type: string) => ({ services: facts.services.filter((service) => service.type !== type) });
const image = (over: object) => ({ images: facts.images.map((one) => ({ ...one, ...over })) });

test.each<[string, (stack: ScsStack) => void, Partial<CloudContextFacts>, string, string, string]>([
  [
    "a flavor that the cloud does not have",
    server({ flavor: Flavor.fromName("SCS-4V-16-200s") }),
    {},
    "SCSBP-1100",
    "SCS-4V-16-200s",
    "nearest are SCS-4V-16-100s, SCS-4V-16-50, SCS-4V-32-100",
  ],
  [
    "a flavor of no SCS name",
    server({ flavor: Flavor.custom("m1.tiny", { vcpus: 1, ramGiB: 1 }) }),
    {},
    "SCSBP-1100",
    "m1.tiny",
    "SCS-16V-128, SCS-16V-32, SCS-16V-32-100, SCS-16V-64, SCS-1L-1, SCS-1L-1-5, SCS-1V-2, SCS-1V-2-5, SCS-1V-4, SCS-1V-4-10, SCS-1V-8, SCS-1V-8-20 and 19 more",
  ],
  [
    "a flavor of a cloud without any",
    server({}),
    { flavors: [] },
    "SCSBP-1100",
    "SCS-2V-4",
    "none: the cloud has no flavor at all",
  ],
  [
    "a flavor of another size",
    server({ flavor: Flavor.custom("m1", { vcpus: 2, ramGiB: 4 }) }),
    { flavors: [{ name: "m1", vcpus: 2, ramMiB: 4096, diskGB: 20 }] },
    "SCSBP-1101",
    '{"vcpus":2,"ramGiB":4,"diskGB":0}',
    '{"vcpus":2,"ramGiB":4,"diskGB":20}',
  ],
  [
    "an image by a name",
    server({ image: Image.ubuntu("26.04") }),
    {},
    "SCSBP-1102",
    "Ubuntu 26.04",
    "nearest are Ubuntu 24.04",
  ],
  [
    "an image by its properties",
    server({ image: Image.fromProperties({ osDistro: "debian", osVersion: "13" }) }),
    {},
    "SCSBP-1102",
    "os_distro=debian os_version=13",
    "nearest are os_distro=debian os_version=12, os_distro=ubuntu os_version=24.04",
  ],
  [
    "an image larger than the boot volume",
    server({ bootVolume: { sizeGiB: 7 } }),
    {},
    "SCSBP-1103",
    "7 GB",
    "8 GB or more",
  ],
  [
    "an image larger than the default boot volume",
    server({}),
    image({ sizeGiB: 21 }),
    "SCSBP-1103",
    "20 GB",
    "21 GB or more",
  ],
  [
    "an image larger than the flavor's disk",
    server({ flavor: Flavor.SCS_2V_4_20S }),
    image({ minDiskGiB: 30 }),
    "SCSBP-1103",
    "20 GB",
    "30 GB or more",
  ],
  [
    "an image larger than the disk that only the cloud knows",
    server({ flavor: Flavor.fromName("SCS-2V-4-n") }),
    { flavors: [{ name: "SCS-2V-4-n", vcpus: 2, ramMiB: 4096, diskGB: 5 }] },
    "SCSBP-1103",
    "5 GB",
    "8 GB or more",
  ],
  [
    "an image that needs more memory",
    server({}),
    image({ minRamMiB: 4097 }),
    "SCSBP-1104",
    "4096 MiB of SCS-2V-4",
    "4097 MiB or more",
  ],
  ["a compute zone", server({ zone: "zone4" }), {}, "SCSBP-1105", "zone4", "nearest are zone1, zone2, zone3"],
  [
    "a zone of a tier",
    (stack) => void new ProjectNetwork(stack, "n", { zones: ["zone1", "az1"] }),
    {},
    "SCSBP-1105",
    "az1",
    "zone1, zone2, zone3",
  ],
  [
    "a zone of block storage",
    (stack) => void new Volume(stack, "v", { sizeGiB: 1, zone: "zone2" }),
    {},
    "SCSBP-1105",
    "zone2",
    "nearest are zone1",
  ],
  [
    "an external network",
    (stack) => void ExternalNetwork.fromLookup(stack, "found-1", { name: "ext01" }),
    {},
    "SCSBP-1106",
    "ext01",
    "public",
  ],
  [
    "no name where there are several",
    (stack) => void web(stack),
    { externalNetworks: [{ name: "a" }, { name: "b" }] },
    "SCSBP-1106",
    "none is named",
    "a, b",
  ],
  [
    "a way outside where there is none",
    (stack) => void web(stack),
    { externalNetworks: [] },
    "SCSBP-1106",
    "none is named",
    "networks without a way outside",
  ],
  [
    "a volume type",
    (stack) => void new Volume(stack, "v", { sizeGiB: 1, volumeType: VolumeType.fromName("sdd") }),
    {},
    "SCSBP-1107",
    "sdd",
    "nearest are hdd, ssd",
  ],
  [
    "the type of a boot volume",
    server({ bootVolume: { volumeType: VolumeType.fromName("luks") } }),
    {},
    "SCSBP-1107",
    "luks",
    "__DEFAULT__, hdd, ssd",
  ],
  [
    "an aspect that another type has",
    (stack) =>
      void new Volume(stack, "v", { sizeGiB: 1, volumeType: VolumeType.fromName("hdd", [VolumeAspect.REPLICATED]) }),
    {},
    "SCSBP-1108",
    "no aspects",
    "ssd",
  ],
  [
    "aspects that no type has",
    server({
      bootVolume: { volumeType: VolumeType.fromName("ssd", [VolumeAspect.REPLICATED, VolumeAspect.ENCRYPTED]) },
    }),
    {},
    "SCSBP-1108",
    "replicated",
    "no type of this cloud is encrypted and replicated",
  ],
  [
    "a provider of load balancers",
    (stack) => void new LoadBalancer(stack, "lb", { tier: web(stack), provider: LoadBalancerProvider.OVN }),
    {},
    "SCSBP-1109",
    "ovn",
    "sandbox",
  ],
  [
    "load balancers",
    (stack) => void new LoadBalancer(stack, "lb", { tier: web(stack) }),
    without("load-balancer"),
    "SCSBP-1111",
    "no load-balancer in the catalogue",
    "block-storage, compute, dns, identity, image, key-manager, network, object-store, object-store-s3, placement, volumev3",
  ],
  [
    "DNS",
    (stack) => void new DnsZone(stack, "z", { name: "a.example", email: "a@a.example" }),
    without("dns"),
    "SCSBP-1111",
    "no dns in the catalogue",
    "block-storage, compute, identity, image, key-manager, load-balancer, network, object-store, object-store-s3, placement, volumev3",
  ],
  [
    "an object store",
    (stack) => void new ObjectStore(stack, "o"),
    without("object-store"),
    "SCSBP-1111",
    "no object-store in the catalogue",
    "block-storage, compute, dns, identity, image, key-manager, load-balancer, network, object-store-s3, placement, volumev3",
  ],
  [
    "secrets",
    (stack) => void new SecretStore(stack, "s").addSecret("a", Secret.fromVariable("a")),
    without("key-manager"),
    "SCSBP-1111",
    "no key-manager in the catalogue",
    "block-storage, compute, dns, identity, image, load-balancer, network, object-store, object-store-s3, placement, volumev3",
  ],
])("refused at synth: %s", (_, define, other, code, got, allowed) => {
  const error = refusal(define, other);
  expect({ code: error.code, got: error.got, allowed: error.allowed }).toEqual({ code, got, allowed });
  expect(error.fix).toMatch(
    /^\w.*; if the cloud has changed since, look again: npx scs-blueprints lookup --cloud sandbox/,
  );
  expect(error.path).toMatch(/^test(\/|$)/);
});

test.each<[string, (stack: ScsStack) => void]>([
  ["address-group", (stack) => void new AddressGroup(stack, "a", { addresses: ["192.0.2.0/24"] })],
  ["qos", (stack) => void QosPolicy.fromLookup(stack, "found-2", { name: "gold" })],
  ["subnet_allocation", (stack) => void new SubnetPool(stack, "p", { prefixes: ["10.0.0.0/8"] })],
  ["default-subnetpools", (stack) => void SubnetPool.fromLookup(stack, "found-3")],
  [
    "rbac-policies",
    (stack) => void new ProjectNetwork(stack, "n", { tiers: ["web"] }).tier("web").shareWith("other", "0123"),
  ],
])("refused at synth: what needs the network extension %s", (alias, define) => {
  const error = refusal(define, { networkExtensions: facts.networkExtensions.filter((one) => one !== alias) });
  expect(error).toMatchObject({ code: "SCSBP-1110", got: `no extension ${alias}` });
  synth(define, undefined, CloudContext.fromFacts(facts));
});

test("an image of the project: how to have it in the context", () => {
  const define = server({ image: Image.fromName("golden") });
  expect(refusal(define).fix).toContain("npx scs-blueprints lookup --cloud sandbox --private-images");
  expect(refusal(define, { privateImages: true }).fix).not.toContain("where it is an image of your project");
});

test("with several images of a name only what fits none of them is refused", () => {
  const [, ubuntu] = facts.images;
  const images = [{ ...ubuntu!, minDiskGiB: 30 }, ubuntu!];
  synth(server({}), undefined, CloudContext.fromFacts({ ...facts, images }));
  expect(refusal(server({}), { images: [images[0]!, { ...images[0]!, minDiskGiB: 25 }] }).allowed).toBe(
    "25 GB or more",
  );
});

test("what is unchecked is left to the plan", () => {
  const context = CloudContext.fromFacts(facts, {
    unchecked: ["golden", "SCS-3V-6", "zone9", "nvme", "mpls", "ovn", "dns", "qos"],
  });
  const without = CloudContext.fromFacts(
    { ...context.facts, services: [{ type: "load-balancer" }], networkExtensions: [] },
    { unchecked: ["golden", "SCS-3V-6", "zone9", "nvme", "mpls", "ovn", "dns", "qos"] },
  );
  synth(
    (stack) => {
      const network = new ProjectNetwork(stack, "network", {
        externalNetwork: ExternalNetwork.fromLookup(stack, "found-4", { name: "mpls" }),
        tiers: ["web"],
      });
      new Server(stack, "s", {
        tier: network.tier("web"),
        flavor: Flavor.fromName("SCS-3V-6"),
        image: Image.fromName("golden"),
        zone: "zone9:host1",
        bootVolume: { volumeType: VolumeType.fromName("nvme") },
      });
      new LoadBalancer(stack, "lb", { tier: network.tier("web"), provider: LoadBalancerProvider.OVN });
      new DnsZone(stack, "z", { name: "a.example", email: "a@a.example" });
      QosPolicy.fromLookup(stack, "found-5", { name: "gold" });
    },
    undefined,
    without,
  );
});

test("providers that the cloud does not show are left to the plan", () => {
  const define = (stack: ScsStack) =>
    void new LoadBalancer(stack, "lb", { tier: web(stack), provider: LoadBalancerProvider.OVN });
  synth(define, undefined, CloudContext.fromFacts({ ...facts, loadBalancerProviders: undefined }));
});

test("with a context the same comes out as without", () => {
  const program = (stack: ScsStack) => {
    const tier = web(stack);
    new Server(stack, "server", { tier, flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04"), zone: "zone1" });
    new LoadBalancer(stack, "lb", { tier, provider: LoadBalancerProvider.fromName("sandbox") });
    new ObjectStore(stack, "o");
  };
  const { "//": comment, ...same } = synth(program, undefined, CloudContext.fromFile(FIXTURE)).json;
  const { "//": _, ...without } = synth(program).json;
  expect(same).toEqual(without);
  expect(comment).toMatchObject({
    "scs-context": {
      cloud: "sandbox",
      volumeTypes: [
        { name: "__DEFAULT__", aspects: [], isDefault: true },
        { name: "hdd", aspects: [] },
        { name: "ssd", aspects: ["replicated"] },
      ],
    },
  });
});

test("a context belongs to one stack", () => {
  synth(
    (stack, app) => {
      const other = new ScsStack(app, "other", { cloud: Cloud.fromEnvironment() });
      new Server(other, "s", { tier: web(other), flavor: Flavor.fromName("SCS-3V-6"), image: Image.ubuntu("24.04") });
      expect(errorOf(() => Image.ubuntu("26.04").bind(stack)).code).toBe("SCSBP-1102");
    },
    undefined,
    CloudContext.fromFacts(facts),
  );
});

test.each<[string, CloudProfile, string]>([
  ["another region", CloudProfile.custom({ region: "RegionA" }), "region RegionOne"],
  ["another URL", CloudProfile.custom({ authUrl: "https://keystone.example/v3" }), "http://127.0.0.1:5000/v3"],
])("a context of another cloud is refused: %s", (_, profile, got) => {
  const error = refusal(() => undefined, {}, Cloud.fromEnvironment({ profile }));
  expect(error).toMatchObject({ code: "SCSBP-1112", got });
});

test("a profile of the same cloud is fine, and its external network is held against the context", () => {
  const profile = CloudProfile.custom({
    region: "RegionOne",
    authUrl: "http://127.0.0.1:5000/",
    externalNetwork: "ext01",
  });
  expect(refusal((stack) => void web(stack), {}, Cloud.fromEnvironment({ profile }))).toMatchObject({
    code: "SCSBP-1106",
    got: "ext01",
  });
  synth(
    (stack) => void web(stack),
    Cloud.fromEnvironment({ profile: profile.with({ externalNetwork: "public" }) }),
    CloudContext.fromFacts(facts),
  );
});
