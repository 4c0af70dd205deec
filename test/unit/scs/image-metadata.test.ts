import { IMAGE_PROPERTY_RULES } from "../../../packages/standards/src/image-property-rules";
import {
  FindingResult,
  Findings,
  ImageMetadata,
  ImageMetadataVersion,
  Scope,
  type Finding,
  type ImageFacts,
} from "../../../packages/standards/src/index";

const NOW = "2026-11-23T10:00:00Z";
const GIB = 1024 ** 3;

const good: ImageFacts = {
  name: "Ubuntu 24.04",
  minDiskGiB: 8,
  minRamMiB: 512,
  sizeBytes: 3 * GIB,
  createdAt: "2026-11-15T08:30:00Z",
  hashAlgo: "sha512",
  properties: {
    architecture: "x86_64",
    os_version: "24.04",
    os_distro: "ubuntu",
    os_purpose: "generic",
    hw_disk_bus: "scsi",
    hw_scsi_model: "virtio-scsi",
    hypervisor_type: "qemu",
    replace_frequency: "monthly",
    provided_until: "none",
    uuid_validity: "last-3",
    image_source: "https://cloud-images.ubuntu.com/releases/noble/image.img",
    image_description: "Ubuntu 24.04 LTS",
    image_build_date: "2026-11-14",
    image_original_user: "ubuntu",
  },
};

const withProperty = (name: string, value: string | undefined): ImageFacts => {
  const others = Object.entries(good.properties ?? {}).filter(([key]) => key !== name);
  return { ...good, properties: Object.fromEntries(value === undefined ? others : [...others, [name, value]]) };
};

const all = { version: ImageMetadataVersion.V2, withRecommended: true };
const resultOf = (image: ImageFacts, testcase: string, others: ImageFacts[] = []): FindingResult | undefined =>
  ImageMetadata.check([image, ...others], NOW, all).find(
    (each: Finding) => each.testcase === testcase && (each.subject ?? image.name) === image.name,
  )?.result;

describe("what is looked at", () => {
  const mandatory = (scope: Scope): string[] =>
    scope.mandatoryTestcases.map((each) => each.id).filter((id) => id.startsWith("scs-0102"));
  const seen = (version: ImageMetadataVersion): string[] =>
    ImageMetadata.check([good], NOW, { version }).map((each) => each.testcase);

  test("the testcases of IaaS v5.1 and next, no more and no less", () => {
    expect(seen(ImageMetadataVersion.V1).sort()).toEqual(mandatory(Scope.IAAS_V5_1).sort());
    expect(seen(ImageMetadataVersion.V2).sort()).toEqual(mandatory(Scope.IAAS_NEXT).sort());
  });

  test("13 and 14 mandatory properties of 38; each testcase has a rule", () => {
    expect(ImageMetadata.mandatory()).toHaveLength(13);
    expect(ImageMetadata.mandatory(ImageMetadataVersion.V2)).toHaveLength(14);
    expect(ImageMetadata.properties()).toHaveLength(38);
    const tested = ImageMetadata.properties().filter((each) => each.testcase !== undefined);
    expect(tested.map((each) => each.name).sort()).toEqual([...IMAGE_PROPERTY_RULES.keys()].sort());
  });

  test("a good image passes everything", () => {
    const findings = ImageMetadata.check([good], NOW, all);
    expect(findings).toHaveLength(20);
    expect(Findings.worst(findings)).toBe(FindingResult.PASS);
  });

  test("hidden, private and shared images are passed over", () => {
    const bad = { name: "x" };
    const images = [
      { ...bad, hidden: true },
      { ...bad, visibility: "private" },
      { ...bad, visibility: "shared" },
    ];
    expect(ImageMetadata.check(images, NOW)).toEqual([]);
    expect(ImageMetadata.check([{ ...bad, visibility: "community" }], NOW)).toHaveLength(14);
  });

  test("an unreadable date is refused", () => expect(() => ImageMetadata.check([], "now")).toThrow("SCSBP-5010"));
});

describe("one property each", () => {
  const { PASS, WARN, FAIL } = FindingResult;
  test.each<[string, string | undefined, FindingResult]>([
    ["architecture", "aarch64", PASS],
    ["architecture", "risc-v", WARN],
    ["architecture", "amd64", FAIL],
    ["architecture", undefined, FAIL],
    ["os_version", "noble", WARN],
    ["os_version", "", FAIL],
    ["os_distro", "Ubuntu", WARN],
    ["os_distro", undefined, FAIL],
    ["os_purpose", "oldgeneric", PASS],
    ["os_purpose", "desktop", FAIL],
    ["os_purpose", undefined, FAIL],
    ["hw_disk_bus", "virtio", PASS],
    ["hw_disk_bus", undefined, WARN],
    ["hw_disk_bus", "ide", FAIL],
    ["hypervisor_type", undefined, WARN],
    ["hypervisor_type", "bhyve", FAIL],
    ["hw_rng_model", undefined, PASS],
    ["hw_rng_model", "virtio", PASS],
    ["hw_rng_model", "none", FAIL],
    ["replace_frequency", "weekly", PASS],
    ["replace_frequency", "yearly", WARN],
    ["replace_frequency", "sometimes", FAIL],
    ["replace_frequency", undefined, FAIL],
    ["provided_until", "2027-01-01", PASS],
    ["provided_until", "notice", PASS],
    ["provided_until", "soon", WARN],
    ["provided_until", undefined, FAIL],
    ["uuid_validity", "forever", PASS],
    ["uuid_validity", "2027-01-01", PASS],
    ["uuid_validity", undefined, WARN],
    ["uuid_validity", "last-", FAIL],
    ["uuid_validity", "last-three", FAIL],
    ["hotfix_hours", undefined, PASS],
    ["hotfix_hours", "24", PASS],
    ["hotfix_hours", "-1", FAIL],
    ["image_source", "private", PASS],
    ["image_source", "ftps://host/file", PASS],
    ["image_source", "file:///tmp/x", FAIL],
    ["image_source", "https://", FAIL],
    ["image_source", undefined, FAIL],
    ["image_description", undefined, FAIL],
    ["image_original_user", "none", PASS],
    ["image_original_user", undefined, FAIL],
    ["image_build_date", "2026-11-14 23:59:59", PASS],
    ["image_build_date", "2026-11-14T23:59:59Z", WARN],
    ["image_build_date", "2026-11-15 08:30", PASS],
    ["image_build_date", "2026-11-15 08:31", FAIL],
    ["image_build_date", "2026-02-30", FAIL],
    ["image_build_date", "14.11.2026", FAIL],
    ["image_build_date", undefined, FAIL],
  ])("%s=%j: %s", (name, value, expected) => {
    expect(resultOf(withProperty(name, value), `scs-0102-prop-${name}`)).toBe(expected);
  });

  test("scsi without model", () => {
    expect(resultOf(withProperty("hw_scsi_model", undefined), "scs-0102-prop-hw_disk_bus")).toBe(WARN);
  });

  test("a build date in the future, with no upload known", () => {
    const image = { ...withProperty("image_build_date", "2026-11-24"), createdAt: undefined };
    expect(resultOf(image, "scs-0102-prop-image_build_date")).toBe(FAIL);
  });

  test.each<[Partial<ImageFacts>, string, FindingResult]>([
    [{ minDiskGiB: 3 }, "min_disk", PASS],
    [{ minDiskGiB: 3, sizeBytes: 3 * GIB + 1 }, "min_disk", FAIL],
    [{ minDiskGiB: 0 }, "min_disk", FAIL],
    [{ minDiskGiB: undefined }, "min_disk", FAIL],
    [{ sizeBytes: undefined }, "min_disk", FindingResult.UNKNOWN],
    [{ minRamMiB: 63 }, "min_ram", WARN],
    [{ minRamMiB: 64 }, "min_ram", PASS],
    [{ minRamMiB: 0 }, "min_ram", FAIL],
    [{ hashAlgo: "md5" }, "hash_algo", FAIL],
    [{ hashAlgo: "" }, "hash_algo", FAIL],
    [{ hashAlgo: undefined }, "hash_algo", FindingResult.UNKNOWN],
  ])("%j: %s %s", (patch, name, expected) => {
    expect(resultOf({ ...good, ...patch }, `scs-0102-prop-${name}`)).toBe(expected);
  });
});

describe("recency", () => {
  const { PASS, FAIL, UNKNOWN } = FindingResult;
  const old = (patch: Record<string, string | undefined>): ImageFacts => {
    const properties: Record<string, string> = {};
    const merged = { ...good.properties, image_build_date: "2026-01-01", provided_until: "2027-12-31", ...patch };
    for (const [key, value] of Object.entries(merged)) {
      if (value !== undefined) {
        properties[key] = value;
      }
    }
    return { ...good, name: "Ubuntu 24.04 20260101", createdAt: undefined, properties };
  };

  test.each<[Record<string, string | undefined>, FindingResult]>([
    [{}, FAIL],
    // monthly is 31 days, and a tenth more: 34.1 days back from 2026-11-23 10:00 is 2026-10-20 07:36
    [{ image_build_date: "2026-10-20 07:37" }, PASS],
    [{ image_build_date: "2026-10-20 07:36" }, PASS],
    [{ image_build_date: "2026-10-20 07:35" }, FAIL],
    [{ replace_frequency: "never" }, PASS],
    [{ replace_frequency: "critical_bug" }, PASS],
    [{ replace_frequency: "yearly" }, PASS],
    [{ replace_frequency: "daily" }, FAIL],
    [{ replace_frequency: "constructor" }, UNKNOWN],
    [{ replace_frequency: undefined }, UNKNOWN],
    [{ provided_until: "none" }, PASS],
    [{ provided_until: "notice" }, PASS],
    [{ provided_until: "2026-11-01" }, PASS],
    [{ provided_until: undefined }, UNKNOWN],
    [{ provided_until: "soon" }, UNKNOWN],
    [{ image_build_date: "yesterday" }, UNKNOWN],
    [{ image_build_date: undefined }, UNKNOWN],
  ])("%j: %s", (patch, expected) => expect(resultOf(old(patch), "scs-0102-image-recency")).toBe(expected));

  test("the upload counts when no build date is given", () => {
    const image = { ...old({ image_build_date: undefined }), createdAt: "2026-11-20T00:00:00.123456Z" };
    expect(resultOf(image, "scs-0102-image-recency")).toBe(PASS);
  });

  test("a fresh image of the name without its last word excuses", () => {
    expect(resultOf(old({}), "scs-0102-image-recency", [good])).toBe(PASS);
    expect(resultOf(old({}), "scs-0102-image-recency", [{ ...old({}), name: "Ubuntu 24.04" }])).toBe(FAIL);
  });
});

describe("uniqueness and licences", () => {
  const unique = (images: ImageFacts[]): FindingResult | undefined =>
    ImageMetadata.check(images, NOW, all).find((each) => each.testcase === "scs-0102-os_purpose-uniqueness")?.result;

  test("two generic images of one system", () => {
    const other = { ...good, name: "Ubuntu again" };
    expect(unique([good])).toBe(FindingResult.PASS);
    expect(unique([])).toBe(FindingResult.PASS);
    expect(unique([good, other])).toBe(FindingResult.FAIL);
    expect(unique([good, { ...other, hidden: true }])).toBe(FindingResult.PASS);
    expect(unique([good, { ...other, visibility: "community" }])).toBe(FindingResult.PASS);
    expect(unique([good, { ...withProperty("architecture", "aarch64"), name: "arm" }])).toBe(FindingResult.PASS);
    expect(unique([good, { ...withProperty("os_purpose", "minimal"), name: "small" }])).toBe(FindingResult.PASS);
    expect(ImageMetadata.check([good, other], NOW).map((each) => each.testcase)).not.toContain(
      "scs-0102-os_purpose-uniqueness",
    );
  });

  test("a licence both included and required", () => {
    const image = { ...good, properties: { ...good.properties, license_included: "true", license_required: "true" } };
    expect(resultOf(image, "scs-0102-v2:licence")).toBe(FindingResult.FAIL);
    expect(resultOf(good, "scs-0102-v2:licence")).toBeUndefined();
  });
});
