import {
  CatalogImage,
  HashAlgorithm,
  ImageChecksum,
  ImageFormat,
  ImagePurpose,
  type ImageVersion,
  ImageTransfer,
  ProvidedUntil,
  ReplaceFrequency,
  ScsImageCatalog,
  type ScsImageCatalogProps,
  UuidValidity,
} from "../../../../../lib/blueprints/operator/index";
import { RemovalPolicy } from "../../../../../lib/core/index";
import { errorOf } from "../../../../support/errors";
import { schemaProblems } from "../../../../support/provider-schema";
import { synth } from "../../../../support/synth";

const IMAGE = "openstack_images_image_v2";
const DIGEST = "ab".repeat(64);

const build = (buildDate: string, more: Partial<ImageVersion> = {}): ImageVersion => {
  const version = buildDate.slice(0, 10).replaceAll("-", "");
  const url = `https://cloud-images.ubuntu.com/releases/noble/release-${version}/ubuntu-24.04-server-cloudimg-amd64.img`;
  return { version, url, checksum: ImageChecksum.sha512(DIGEST), buildDate, ...more };
};
const ubuntu = (...days: string[]) => CatalogImage.ubuntu("24.04", { versions: days.map((day) => build(day)) });

function synthCatalog(images: CatalogImage[], props: Partial<ScsImageCatalogProps> = {}) {
  const stack = synth((scope) => {
    new ScsImageCatalog(scope, "images", { date: "2026-11-23", images, ...props });
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}
const codeOf = (images: () => CatalogImage[], props: Partial<ScsImageCatalogProps> = {}) =>
  errorOf(() => synthCatalog(images(), props)).code;
const shown = (stack: ReturnType<typeof synthCatalog>) =>
  stack
    .all(IMAGE)
    .map(({ config }) => `${String(config["name"])}${config["hidden"] === true ? " (hidden)" : ""}`)
    .sort();

test("an image says all that scs-0102 asks, os_purpose of its second version too", () => {
  const { config } = synthCatalog([ubuntu("2026-11-01")], { managedBy: "acme" }).one(IMAGE);
  expect(config).toMatchObject({
    name: "Ubuntu 24.04",
    container_format: "bare",
    disk_format: "qcow2",
    visibility: "public",
    min_disk_gb: 8,
    min_ram_mb: 512,
    image_source_url: build("2026-11-01").url,
    properties: {
      architecture: "x86_64",
      hw_disk_bus: "scsi",
      hw_scsi_model: "virtio-scsi",
      image_build_date: "2026-11-01",
      image_description: "https://cloud-images.ubuntu.com/",
      image_original_user: "ubuntu",
      image_source: build("2026-11-01").url,
      os_distro: "ubuntu",
      os_purpose: "generic",
      os_version: "24.04",
      provided_until: "none",
      replace_frequency: "monthly",
      uuid_validity: "last-3",
    },
    tags: ["managed_by_acme", "os:ubuntu"],
  });
  for (const absent of ["hidden", "web_download", "verify_checksum"]) {
    expect(config).not.toHaveProperty(absent);
  }
});

test("the file comes from a mirror, and is said to come from the vendor", () => {
  const versions = [build("2026-11-01", { mirrorUrl: "http://mirror.example.org/noble.img" })];
  const { config } = synthCatalog([CatalogImage.ubuntu("24.04", { versions })], {
    transfer: ImageTransfer.WEB_DOWNLOAD,
  }).one(IMAGE);
  expect(config).toMatchObject({ image_source_url: "http://mirror.example.org/noble.img", web_download: true });
  expect(config["properties"]).toMatchObject({ image_source: build("2026-11-01").url });
});

test("the uploaded file is held against its checksum and its min_disk", () => {
  const { config } = synthCatalog([ubuntu("2026-11-01")]).one(IMAGE);
  const { postcondition, prevent_destroy } = config["lifecycle"] as Record<string, { condition: string }[]>;
  expect(postcondition!.map(({ condition }) => condition)).toEqual([
    `\${self.status != "active" || lookup(self.properties, "os_hash_value", "") == "${DIGEST}"}`,
    expect.stringMatching(/lookup\(self\.properties, "os_purpose", ""\) == "generic"/),
    "${self.min_disk_gb * 1073741824 >= self.size_bytes}",
  ]);
  expect(prevent_destroy).toBe(true);
  const loose = synthCatalog([ubuntu("2026-11-01")], { removalPolicy: RemovalPolicy.DESTROY }).one(IMAGE);
  expect(loose.config["lifecycle"]).not.toHaveProperty("prevent_destroy");
});

test("a newer build takes the name over; the older one is dated, hidden and waits for it", () => {
  const before = synthCatalog([ubuntu("2026-10-02")]);
  const after = synthCatalog([ubuntu("2026-10-02", "2026-11-01")]);
  expect(shown(after)).toEqual(["Ubuntu 24.04", "Ubuntu 24.04 20261002 (hidden)"]);
  const [older] = before.all(IMAGE);
  const newer = after.one(IMAGE, "20261101");
  const same = after.one(IMAGE, "20261002");
  expect(same.address).toBe(older!.address);
  expect(same.config["depends_on"]).toEqual([newer.address]);
  expect(same.config["image_source_url"]).toBe(older!.config["image_source_url"]);
});

test("the date decides, not the order, and nothing of the future is there yet", () => {
  const image = ubuntu("2026-12-01", "2026-10-02", "2026-11-01");
  expect(shown(synthCatalog([image]))).toEqual(["Ubuntu 24.04", "Ubuntu 24.04 20261002 (hidden)"]);
  expect(shown(synthCatalog([image], { date: "2026-10-02" }))).toEqual(["Ubuntu 24.04"]);
  expect(shown(synthCatalog([image], { date: "2026-12-01" }))).toHaveLength(3);
});

const DAYS = ["2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01"];
const olds = (...days: string[]) => days.map((day) => `Ubuntu 24.04 ${day.replaceAll("-", "")} (hidden)`);

test.each<[string, UuidValidity, ProvidedUntil, string, string[]]>([
  ["none", UuidValidity.none(), ProvidedUntil.none(), "2026-11-23", ["Ubuntu 24.04"]],
  [
    "last-2",
    UuidValidity.last(2),
    ProvidedUntil.none(),
    "2026-11-23",
    ["Ubuntu 24.04", ...olds("2026-09-01", "2026-08-01")],
  ],
  [
    "forever",
    UuidValidity.forever(),
    ProvidedUntil.none(),
    "2026-11-23",
    ["Ubuntu 24.04", ...olds(...DAYS.slice(0, 4).reverse())],
  ],
  [
    "a day, on it",
    UuidValidity.until("2026-11-23"),
    ProvidedUntil.none(),
    "2026-11-23",
    ["Ubuntu 24.04", ...olds(...DAYS.slice(0, 4).reverse())],
  ],
  ["a day, after it", UuidValidity.until("2026-11-23"), ProvidedUntil.none(), "2026-11-24", ["Ubuntu 24.04"]],
  [
    "the last day it is provided",
    UuidValidity.last(1),
    ProvidedUntil.day("2026-11-23"),
    "2026-11-23",
    ["Ubuntu 24.04", ...olds("2026-09-01")],
  ],
  [
    "no longer provided, last-1",
    UuidValidity.last(1),
    ProvidedUntil.day("2026-11-23"),
    "2026-11-24",
    olds("2026-10-01"),
  ],
  ["no longer provided, none", UuidValidity.none(), ProvidedUntil.day("2026-11-23"), "2026-11-24", []],
  [
    "no longer provided, forever",
    UuidValidity.forever(),
    ProvidedUntil.day("2026-11-23"),
    "2026-11-24",
    olds(...[...DAYS].reverse()),
  ],
])("uuid_validity %s", (_, uuidValidity, providedUntil, date, expected) => {
  const versions = DAYS.map((day) => build(day));
  const image = CatalogImage.ubuntu("24.04", { versions, uuidValidity, providedUntil });
  expect(shown(synthCatalog([image], { date }))).toEqual([...expected].sort());
});

test("until a notice: a build stays until the day of its notice, that day included", () => {
  const versions = [build("2026-09-01", { endsOn: "2026-11-22" }), build("2026-10-01"), build("2026-11-01")];
  const image = CatalogImage.ubuntu("24.04", { versions, uuidValidity: UuidValidity.notice() });
  expect(shown(synthCatalog([image], { date: "2026-11-22" }))).toHaveLength(3);
  expect(shown(synthCatalog([image]))).toEqual(["Ubuntu 24.04", ...olds("2026-10-01")]);
});

test("node images, one for each version of Kubernetes, live side by side", () => {
  const node = (kubernetes: string) => {
    const url = "https://nbg1.your-objectstorage.com/osism/openstack-k8s-capi-images/ubuntu-2404-kube-v1.34/x.qcow2";
    return CatalogImage.capiNode(kubernetes, { versions: [build("2026-11-01", { url })] });
  };
  const stack = synthCatalog([node("v1.33.5"), node("v1.34.2")]);
  expect(shown(stack)).toEqual(["ubuntu-capi-image-v1.33.5", "ubuntu-capi-image-v1.34.2"]);
  expect(stack.all(IMAGE)[0]!.config).toMatchObject({
    min_disk_gb: 20,
    properties: { os_purpose: "k8snode", hw_disk_bus: "virtio", replace_frequency: "never" },
  });
});

test("an image of one's own", () => {
  const options = { osDistro: "rocky", osVersion: "9", login: "rocky", minDiskGiB: 10, minRamMiB: 1024 };
  const version = build("2026-11-01", {
    url: "https://dl.rockylinux.org/pub/rocky/9/images/x.qcow2",
    patchlevel: "9.7",
  });
  const image = CatalogImage.custom("Rocky 9 GPU", {
    ...options,
    description: "with drivers",
    purpose: ImagePurpose.GPU,
    format: ImageFormat.RAW,
    hotfixHours: 0,
    properties: { hypervisor_type: "qemu" },
    tags: ["gpu"],
    versions: [version],
  });
  expect(synthCatalog([image]).one(IMAGE).config).toMatchObject({
    disk_format: "raw",
    tags: ["gpu", "os:rocky"],
    properties: { os_purpose: "gpu", hotfix_hours: "0", patchlevel: "9.7", hypervisor_type: "qemu" },
  });
});

test("which build is current, and its id", () => {
  synth((scope) => {
    const image = CatalogImage.debian("12", {
      versions: [build("2026-11-01", { url: "https://cloud.debian.org/images/cloud/bookworm/x/y.qcow2" })],
      providedUntil: ProvidedUntil.day("2026-11-30"),
    });
    const catalog = new ScsImageCatalog(scope, "images", { date: "2026-11-23", images: [image] });
    expect(catalog.currentVersion("Debian 12")).toBe("20261101");
    expect(catalog.imageId("Debian 12")).toMatch(/TfToken|\$\{/);
    expect(errorOf(() => catalog.imageId("Debian 11")).code).toBe("SCSBP-6229");
    const ended = new ScsImageCatalog(scope, "ended", { date: "2026-12-01", images: [image] });
    expect(errorOf(() => ended.currentVersion("Debian 12")).code).toBe("SCSBP-6229");
  });
});

describe("refused", () => {
  const of = (version: Partial<ImageVersion>) => () => [
    CatalogImage.ubuntu("24.04", { versions: [build("2026-11-01", version)] }),
  ];
  test.each<[string, string, () => CatalogImage[], Partial<ScsImageCatalogProps>?]>([
    ["no checksum", "SCSBP-6220", of({ checksum: undefined as unknown as ImageChecksum })],
    ["a checksum of the wrong length", "SCSBP-6221", () => of({ checksum: ImageChecksum.sha512("ab") })()],
    ["MD5", "SCSBP-6221", () => of({ checksum: ImageChecksum.parse(`md5:${"a".repeat(32)}`) })()],
    [
      "a checksum that Glance cannot confirm",
      "SCSBP-6221",
      () => of({ checksum: ImageChecksum.sha256("a".repeat(64)) })(),
    ],
    ["a source that scs-0104 does not list", "SCSBP-6222", of({ url: "https://example.org/noble.img" })],
    [
      "a plain-text source that looks like a listed one",
      "SCSBP-6222",
      of({ url: build("2026-11-01").url.replace("https", "http") }),
    ],
    ["no date", "SCSBP-6224", () => [ubuntu("2026-11-01")], { date: "today" }],
    ["a day that there is not", "SCSBP-6224", () => [ubuntu("2026-11-01")], { date: "2026-02-30" }],
    [
      "a number of images below one",
      "SCSBP-6224",
      () => [CatalogImage.ubuntu("24.04", { versions: [], uuidValidity: UuidValidity.last(0) })],
    ],
    ["no versions", "SCSBP-6225", () => [ubuntu()]],
    ["a version twice", "SCSBP-6225", () => [ubuntu("2026-11-01", "2026-11-01")]],
    ["a build date that there is not", "SCSBP-6225", of({ buildDate: "2026-11-31" })],
    ["a file URL", "SCSBP-6225", of({ mirrorUrl: "file:///srv/noble.img" })],
    [
      "an empty name",
      "SCSBP-6226",
      () => [
        CatalogImage.custom("", {
          ...build("2026-11-01"),
          osDistro: "x",
          osVersion: "1",
          login: "x",
          minDiskGiB: 1,
          minRamMiB: 512,
          description: "x",
          versions: [build("2026-11-01")],
        }),
      ],
    ],
    [
      "no version of Kubernetes",
      "SCSBP-6226",
      () => [CatalogImage.capiNode("1.34", { versions: [build("2026-11-01")] })],
    ],
    ["a name twice", "SCSBP-6227", () => [ubuntu("2026-11-01"), ubuntu("2026-11-02")]],
    [
      "two generic images of one system",
      "SCSBP-6227",
      () => [ubuntu("2026-11-01"), CatalogImage.custom("Noble", { ...ubuntu("2026-11-01").options })],
    ],
    ["builds of the future only", "SCSBP-6228", () => [ubuntu("2026-11-24")]],
    [
      "an implausible architecture",
      "SCSBP-6223",
      () => [CatalogImage.ubuntu("24.04", { versions: [build("2026-11-01")], architecture: "sparc" })],
    ],
    [
      "no minimum disk",
      "SCSBP-6223",
      () => [CatalogImage.ubuntu("24.04", { versions: [build("2026-11-01")], minDiskGiB: 0 })],
    ],
  ])("%s: %s", (...[, code, images, props]) => {
    expect(codeOf(images, props)).toBe(code);
  });
});

describe("a build that is overdue is warned of at plan time", () => {
  const asserts = (image: CatalogImage) => {
    const { json } = synthCatalog([image]);
    const check = (json["check"] ?? {}) as Record<string, { assert: { condition: string; error_message: string }[] }>;
    return Object.values(check).flatMap(({ assert }) => assert);
  };
  const versions = [build("2026-10-01"), build("2026-11-01")];

  test("the current build has replace_frequency and a tenth of it, and no longer than it is provided", () => {
    const promised = { versions, providedUntil: ProvidedUntil.day("2029-05-31") };
    const [only, ...more] = asserts(CatalogImage.ubuntu("24.04", promised));
    expect(more).toEqual([]);
    expect(only!.condition).toMatch(/^\$\{openstack_images_image_v2\.\S*20261101\S*\.name != "Ubuntu 24\.04" \|\| /);
    // 31 days and a tenth
    expect(only!.condition).toContain('timecmp(plantimestamp(), "2026-12-05T02:24:00Z") <= 0');
    expect(only!.condition).toContain('timecmp(plantimestamp(), "2029-06-01T00:00:00Z") >= 0');
    expect(only!.error_message).toContain("SCSBP-6245: Ubuntu 24.04 20261101 should have been replaced by 2026-12-05");
  });

  test.each([
    ["no end is promised", { versions }],
    ["only critical issues replace it", { versions, replaceFrequency: ReplaceFrequency.CRITICAL_BUG }],
    ["it is no longer provided", { versions, providedUntil: ProvidedUntil.day("2026-11-01") }],
  ])("nothing where %s", (_, options) => {
    expect(asserts(CatalogImage.ubuntu("24.04", options))).toEqual([]);
  });
});

test("SHA-256 where Glance hashes with it", () => {
  const versions = [build("2026-11-01", { checksum: ImageChecksum.parse(`sha256:${"AB".repeat(32)}`) })];
  const stack = synthCatalog([CatalogImage.ubuntu("24.04", { versions })], { glanceHashing: HashAlgorithm.SHA256 });
  expect(JSON.stringify(stack.one(IMAGE).config["lifecycle"])).toContain("ab".repeat(32));
});
