import { FindingResult, Scope, StandardImages, type ImageFacts } from "../../../packages/standards/src/index";

const NOBLE = "https://cloud-images.ubuntu.com/releases/noble/x.img";
const image = (name: string, source: string, more: Partial<ImageFacts> = {}): ImageFacts => ({
  name,
  properties: { image_source: source },
  ...more,
});
const resultOf = (images: ImageFacts[], testcase: string, scope = Scope.IAAS_V5_1): FindingResult | undefined =>
  StandardImages.check(images, scope, true).find((each) => each.testcase === testcase)?.result;

describe("standard images (scs-0104)", () => {
  test.each([
    [Scope.IAAS_V5_1, 7, "Ubuntu 24.04"],
    [Scope.IAAS_NEXT, 7, "Ubuntu 24.04"],
    [Scope.IAAS_V5, 7, "Ubuntu 24.04"],
    [Scope.IAAS_V4, 6, "Ubuntu 22.04"],
  ])("list of %s", (scope, count, mandatory) => {
    const list = StandardImages.list(scope);
    expect(list).toHaveLength(count);
    expect(list.filter((each) => each.status === "mandatory").map((each) => each.name)).toEqual([mandatory]);
  });

  test("no list for KaaS and old versions", () => {
    expect(StandardImages.list(Scope.KAAS_V1)).toEqual([]);
    expect(StandardImages.check([], Scope.IAAS_V3)).toEqual([]);
  });

  test.each([Scope.IAAS_V5_1, Scope.IAAS_NEXT, Scope.IAAS_V4])("all testcases of %s are decided", (scope) => {
    const wanted = scope.mandatoryTestcases.map((each) => each.id).filter((id) => id.startsWith("scs-0104"));
    const findings = StandardImages.check([], scope);
    expect(findings.map((each) => each.testcase)).toEqual(wanted);
    expect(StandardImages.check([], scope, true).map((each) => each.result)).not.toContain(FindingResult.UNKNOWN);
  });

  test.each<[ImageFacts[], string, FindingResult]>([
    [[image("Ubuntu 24.04", NOBLE)], "scs-0104-image-ubuntu-2404", FindingResult.PASS],
    [[image("ubuntu 24.04", NOBLE)], "scs-0104-image-ubuntu-2404", FindingResult.FAIL],
    [[image("Ubuntu 24.04 LTS", NOBLE)], "scs-0104-image-ubuntu-2404", FindingResult.FAIL],
    [[image("Ubuntu 24.04", NOBLE, { hidden: true })], "scs-0104-image-ubuntu-2404", FindingResult.FAIL],
    [[image("Ubuntu 24.04", NOBLE, { visibility: "private" })], "scs-0104-image-ubuntu-2404", FindingResult.FAIL],
    [[], "scs-0104-image-ubuntu-2404", FindingResult.FAIL],
    [[image("Ubuntu 24.04", NOBLE)], "scs-0104-source-ubuntu-2404", FindingResult.PASS],
    [[image("Ubuntu 24.04", "https://mirror.example/x.img")], "scs-0104-source-ubuntu-2404", FindingResult.FAIL],
    [[{ name: "Ubuntu 24.04" }], "scs-0104-source-ubuntu-2404", FindingResult.FAIL],
    [[], "scs-0104-source-ubuntu-2404", FindingResult.NOT_APPLICABLE],
    [
      [image("Debian 13", "https://cloud.debian.org/images/cloud/trixie/latest/x.qcow2")],
      "scs-0104-source-debian-13",
      FindingResult.PASS,
    ],
    [
      [image("ubuntu-capi-image-v1.34.7", "https://nbg1.your-objectstorage.com/osism/openstack-k8s-capi-images/x")],
      "scs-0104-source-capi-2",
      FindingResult.PASS,
    ],
    [[image("ubuntu-capi-image-v1.34.7-rc1", "https://elsewhere/")], "scs-0104-source-capi-2", FindingResult.FAIL],
    [[image("ubuntu-capi-image v1.34.7", "https://elsewhere/")], "scs-0104-source-capi-1", FindingResult.FAIL],
    [
      [image("my-ubuntu-capi-image-v1.34", "https://elsewhere/")],
      "scs-0104-source-capi-2",
      FindingResult.NOT_APPLICABLE,
    ],
    [[image("ubuntu-capi-image-v1.34.7", "x")], "scs-0104-image-capi-2", FindingResult.PASS],
    [[], "scs-0104-image-debian-12", FindingResult.FAIL],
  ])("%j: %s %s", (images, testcase, expected) => expect(resultOf(images, testcase)).toBe(expected));
});
