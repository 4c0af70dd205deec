import { ContextCollector } from "../../../packages/cli/src/actions/lookup/context-collector";
import { FakeCloud } from "../../compliance/support/fake-cloud";
import { errorOf } from "./helpers";

const NOVA = "http://nova/v2.1";
const CINDER = `http://cinder/v3/${"0".repeat(32)}`;
const SERVICES = {
  compute: NOVA,
  image: "http://glance",
  "block-storage": CINDER,
  network: "http://neutron",
  "load-balancer": "http://octavia",
  dns: "http://designate",
};

/** A cloud that answers everything, with lists in an order of its own and pages. */
function cloud(): FakeCloud {
  return new FakeCloud(SERVICES)
    .json("GET http://nova/", {
      versions: [
        { id: "v2.0", status: "SUPPORTED" },
        { id: "v2.1", status: "CURRENT", version: "2.96", min_version: "2.1" },
      ],
    })
    .json(
      "GET http://cinder/",
      { versions: [{ id: "v3.0", status: "CURRENT", version: "3.71", min_version: "3.0" }] },
      300,
    )
    .json("GET http://glance/", { versions: [{ id: "v2.17", status: "CURRENT" }] }, 300)
    .json(`GET ${NOVA}/os-availability-zone`, {
      availabilityZoneInfo: [{ zoneName: "b" }, { zoneName: "internal" }, { zoneName: "a" }],
    })
    .on(`GET ${NOVA}/flavors/detail`, (_, url) =>
      url.searchParams.has("marker")
        ? {
            json: {
              flavors: [{ id: "1", name: "SCS-1V-2", vcpus: 1, ram: 2048, disk: 0, extra_specs: { b: "2", a: "1" } }],
            },
          }
        : {
            json: {
              flavors: [{ id: "2", name: "SCS-2V-4", vcpus: 2, ram: 4096, disk: 0, extra_specs: {} }],
              flavors_links: [{ rel: "next", href: `${NOVA}/flavors/detail?marker=2` }],
            },
          },
    )
    .on("GET http://glance/v2/images", (_, url) =>
      url.searchParams.has("marker")
        ? {
            json: {
              images: [
                { name: "golden", visibility: "private", min_disk: 1, min_ram: 1, size: 1 },
                { name: "lent", visibility: "shared", min_disk: 1, min_ram: 1, size: 1 },
              ],
            },
          }
        : {
            json: {
              images: [
                {
                  name: "Ubuntu 24.04",
                  visibility: "public",
                  min_disk: 8,
                  min_ram: 512,
                  size: 5,
                  virtual_size: 3 * 1024 ** 3 + 1,
                  os_distro: "ubuntu",
                  image_build_date: "2026-01-01",
                  owner: "f".repeat(32),
                  id: "x",
                },
                { name: "new", visibility: "community", min_disk: null, min_ram: 0, size: null },
              ],
              next: "/v2/images?marker=1",
            },
          },
    )
    .json(`GET ${CINDER}/os-availability-zone`, { availabilityZoneInfo: [{ zoneName: "nova" }] })
    .json(`GET ${CINDER}/types`, {
      volume_types: [
        { name: "luks", description: "[scs:encrypted, replicated] Ceph" },
        { name: "hdd", description: null },
      ],
    })
    .json(`GET ${CINDER}/types/default`, { volume_type: { name: "hdd" } })
    .json("GET http://neutron/v2.0/extensions", { extensions: [{ alias: "router" }, { alias: "availability_zone" }] })
    .json("GET http://neutron/v2.0/networks", {
      networks: [
        { name: "public", is_default: true },
        { name: "mpls", is_default: false },
      ],
    })
    .json("GET http://neutron/v2.0/availability_zones", {
      availability_zones: [
        { name: "nova", resource: "router" },
        { name: "nova", resource: "network" },
      ],
    })
    .json("GET http://octavia/", {
      versions: [
        { id: "v2.0", status: "SUPPORTED" },
        { id: "v2.27", status: "CURRENT" },
      ],
    })
    .json("GET http://octavia/v2/lbaas/providers", { providers: [{ name: "ovn" }, { name: "amphora" }] });
}

const collect = (fake: FakeCloud, privateImages = false, parts: string[] = []) =>
  ContextCollector.collect(fake, {
    authUrl: "http://keystone/v3",
    privateImages,
    onPart: (part, count) => parts.push(`${count} ${part}`),
  });

test("everything of all pages, in a fixed order, nothing of the project", async () => {
  const parts: string[] = [];
  const context = await collect(cloud(), false, parts);
  expect(JSON.parse(context.render())).toEqual({
    format: "scs-blueprints/cloud-context",
    version: 1,
    cloud: "fake",
    authUrl: "http://keystone/v3",
    region: "r1",
    services: [
      { type: "block-storage", minVersion: "3.0", maxVersion: "3.71" },
      { type: "compute", minVersion: "2.1", maxVersion: "2.96" },
      { type: "dns" },
      { type: "image", maxVersion: "2.17" },
      { type: "load-balancer", maxVersion: "2.27" },
      { type: "network" },
    ],
    computeZones: ["a", "b"],
    volumeZones: ["nova"],
    networkZones: ["nova"],
    flavors: [
      { name: "SCS-1V-2", vcpus: 1, ramMiB: 2048, diskGB: 0, extraSpecs: { a: "1", b: "2" } },
      { name: "SCS-2V-4", vcpus: 2, ramMiB: 4096, diskGB: 0, extraSpecs: {} },
    ],
    privateImages: false,
    images: [
      {
        name: "Ubuntu 24.04",
        visibility: "public",
        properties: { os_distro: "ubuntu" },
        minDiskGiB: 8,
        minRamMiB: 512,
        sizeGiB: 4,
      },
      { name: "new", visibility: "community", properties: {}, minDiskGiB: 0, minRamMiB: 0 },
    ],
    volumeTypes: [
      { name: "hdd", aspects: [], isDefault: true },
      { name: "luks", aspects: ["encrypted", "replicated"] },
    ],
    externalNetworks: [{ name: "mpls" }, { name: "public", isDefault: true }],
    networkExtensions: ["availability_zone", "router"],
    loadBalancerProviders: ["amphora", "ovn"],
  });
  expect(parts.sort()).toEqual(
    [
      "2 external networks",
      "2 flavors",
      "2 images",
      "2 load balancer providers",
      "2 network extensions",
      "2 network zones",
      "2 volume types",
      "1 volume zones",
      "3 compute zones",
      "6 services",
    ].sort(),
  );
});

test("images of the project when they are asked for", async () => {
  const { facts } = await collect(cloud(), true);
  expect(facts.images.map((image) => `${image.name} ${image.visibility}`).sort()).toEqual([
    "Ubuntu 24.04 public",
    "golden private",
    "lent shared",
    "new community",
  ]);
  expect(facts.privateImages).toBe(true);
});

test.each([403, 404])("load balancer providers that are hidden (%i) stay unknown", async (status) => {
  const context = await collect(cloud().json("GET http://octavia/v2/lbaas/providers", {}, status));
  expect(context.facts.loadBalancerProviders).toBeUndefined();
  expect(context.render()).not.toContain("loadBalancerProviders");
});

test("a cloud without a default volume type, and without zones in Neutron", async () => {
  const fake = cloud()
    .json(`GET ${CINDER}/types/default`, {}, 404)
    .json("GET http://neutron/v2.0/extensions", { extensions: [{ alias: "router" }] });
  const { facts } = await collect(fake);
  expect(facts.volumeTypes.some((type) => type.isDefault)).toBe(false);
  expect(facts.networkZones).toEqual([]);
});

test("services that are not there are not asked", async () => {
  const fake = new FakeCloud({ compute: NOVA });
  fake
    .json(`GET ${NOVA}/os-availability-zone`, { availabilityZoneInfo: [] })
    .json(`GET ${NOVA}/flavors/detail`, { flavors: [] });
  const { facts } = await collect(fake);
  expect(facts).toMatchObject({ services: [{ type: "compute" }], images: [], volumeTypes: [], externalNetworks: [] });
});

test.each<[string, (fake: FakeCloud) => unknown, string, RegExp]>([
  [
    "a service that fails",
    (fake) => fake.json(`GET ${NOVA}/flavors/detail`, {}, 500),
    "flavors",
    /^500 \(the service broke\)/,
  ],
  [
    "an answer without the list",
    (fake) => fake.json("GET http://glance/v2/images", { other: [] }),
    "images",
    /without a list of images/,
  ],
  [
    "zones without the list",
    (fake) => fake.json(`GET ${NOVA}/os-availability-zone`, {}),
    "compute zones",
    /without a list of availabilityZoneInfo/,
  ],
  [
    "half an answer",
    (fake) => fake.on(`GET ${CINDER}/types`, () => ({ status: 200, body: '{"volume_types": [{"na' })),
    "volume types",
    /is not JSON/,
  ],
  [
    "a second page that fails",
    (fake) =>
      fake.on("GET http://glance/v2/images", (_, url) =>
        url.searchParams.has("marker") ? { status: 503 } : { json: { images: [], next: "/v2/images?marker=1" } },
      ),
    "images",
    /^503/,
  ],
  [
    "pages without an end",
    (fake) => fake.json("GET http://glance/v2/images", { images: [], next: "/v2/images?marker=1" }),
    "images",
    /never end/,
  ],
  [
    "networks that are refused",
    (fake) => fake.json("GET http://neutron/v2.0/networks", {}, 403),
    "external networks",
    /^403/,
  ],
  [
    "providers that fail",
    (fake) => fake.json("GET http://octavia/v2/lbaas/providers", {}, 500),
    "load balancer providers",
    /^500/,
  ],
  ["a version document that fails", (fake) => fake.json("GET http://glance/", {}, 502), "services", /^502/],
  [
    "no connection",
    (fake) =>
      fake.on("GET http://neutron/v2.0/extensions", () => {
        throw Object.assign(new Error("x"), { code: "ECONNRESET" });
      }),
    "network extensions",
    /connection reset/,
  ],
])("all or nothing: %s", async (_, breakIt, part, got) => {
  const fake = cloud();
  breakIt(fake);
  const error = await errorOf(() => collect(fake));
  expect(error).toMatchObject({ code: "SCSBP-8100", what: `fake does not tell its ${part}` });
  expect(error.got).toMatch(got);
});

test("several regions and none named", async () => {
  const fake = cloud();
  Object.assign(fake, { region: undefined });
  const error = await errorOf(() => collect(fake));
  expect(error).toMatchObject({ code: "SCSBP-8105", got: "r1, r2" });
});
