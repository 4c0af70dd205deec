import { BlueprintError } from "../../../packages/standards/src/errors";
import {
  FindingResult,
  FlavorCpuType,
  FlavorDiskType,
  StandardFlavors,
  StandardFlavorStatus,
  type FlavorNeed,
  type ObservedFlavor,
  type StandardFlavor,
} from "../../../packages/standards/src/index";

const observe = (flavor: StandardFlavor): ObservedFlavor => ({
  name: flavor.name.canonical,
  vcpus: flavor.vcpus,
  ramMiB: flavor.ramMiB,
  diskGB: flavor.diskGB,
  extraSpecs: flavor.extraSpecs,
});

describe("the list", () => {
  test("15 mandatory, 16 recommended", () => {
    expect(StandardFlavors.all()).toHaveLength(31);
    expect(StandardFlavors.mandatory()).toHaveLength(15);
    expect(StandardFlavors.recommended()).toHaveLength(16);
    expect(new Set(StandardFlavors.all().map((each) => each.testcase)).size).toBe(31);
  });

  test.each(StandardFlavors.all())("$testcase: the data agree with the name", (flavor) => {
    const { name } = flavor;
    expect([name.vcpus, name.cpuType, name.ramGiB, name.ramMiB]).toEqual([
      flavor.vcpus,
      flavor.cpuType,
      flavor.ramGiB,
      flavor.ramMiB,
    ]);
    expect(name.diskGB ?? 0).toBe(flavor.diskGB);
    expect(name.diskType).toBe(flavor.diskType);
    expect(name.extraSpecs()).toEqual(flavor.extraSpecs);
    expect(flavor.testcase).toBe(`scs-0103-flavor-${name.canonical.slice(4).toLowerCase()}`);
  });

  test("the list handed out is a copy", () => {
    StandardFlavors.all().pop();
    expect(StandardFlavors.all()).toHaveLength(31);
  });
});

describe("find and get", () => {
  test.each(["SCS-2V-4", "SCS-2V:4", "SCS-02V-4.0"])("%s", (name) => {
    expect(StandardFlavors.find(name)?.testcase).toBe("scs-0103-flavor-2v-4");
  });
  test.each(["SCS-3V-4", "m1.small", ""])("%j is none", (name) => {
    expect(StandardFlavors.find(name)).toBeUndefined();
  });
  test("get names the nearest", () => {
    const attempt = (): unknown => StandardFlavors.get("SCS-3V-8");
    expect(attempt).toThrow("SCSBP-5005");
    expect(attempt).toThrow("nearest are SCS-4V-8, SCS-2V-8");
    expect(attempt).toThrow(BlueprintError);
    expect(StandardFlavors.get("SCS-16V-128").status).toBe(StandardFlavorStatus.RECOMMENDED);
  });
});

describe("closest", () => {
  test.each([
    ["SCS-3V-8", "SCS-4V-8"],
    ["SCS-2V-4-10s", "SCS-2V-4-20s"],
    ["SCS-2T-4", "SCS-2V-4"],
    ["SCS-2V4", "SCS-2V-4"],
    ["scs-2v-4-20s", "SCS-2V-4-20s"],
  ])("%s: %s", (name, first) => expect(StandardFlavors.closest(name)[0]).toBe(first));

  test("among given names", () => {
    expect(StandardFlavors.closest("SCS-2V-4", ["m1.small", "SCS-4V-8", "SCS-2V-8"])).toEqual(["SCS-2V-8", "SCS-4V-8"]);
    expect(StandardFlavors.closest("wholly different thing")).toEqual([]);
    expect(StandardFlavors.closest("x".repeat(100_000))).toEqual([]);
  });
});

describe("findFlavor", () => {
  test.each<[FlavorNeed, string | undefined]>([
    [{ vcpus: 2, minRamGiB: 6, localSsd: true }, "SCS-4V-16-100s"],
    [{ vcpus: 2, minRamGiB: 4, localSsd: true }, "SCS-2V-4-20s"],
    [{ vcpus: 2, minRamGiB: 6 }, "SCS-2V-8"],
    [{}, "SCS-1V-2"],
    [{ minCpuType: FlavorCpuType.CROWDED_CORE }, "SCS-1L-1"],
    [{ minCpuType: FlavorCpuType.DEDICATED_CORE }, undefined],
    [{ minDiskGB: 10 }, "SCS-2V-4-20s"],
    [{ minRamGiB: 64 }, "SCS-8V-64"],
    [{ minRamGiB: 64, mandatoryOnly: true }, undefined],
    [{ vcpus: 17 }, undefined],
  ])("%j: %s", (need, name) => expect(StandardFlavors.findFlavor(need)?.name.canonical).toBe(name));
});

describe("compare (scs-0103)", () => {
  const all = StandardFlavors.all().map(observe);
  const resultOf = (observed: ObservedFlavor[], testcase: string): string | undefined =>
    StandardFlavors.compare(observed, true).find((each) => each.testcase === testcase)?.result;
  const change = (name: string, patch: Partial<ObservedFlavor>): ObservedFlavor[] =>
    all.map((each) => (each.name === name ? { ...each, ...patch } : each));
  const specs = (name: string): Record<string, string> => ({ ...all.find((each) => each.name === name)?.extraSpecs });

  test("a cloud with all of them passes", () => {
    const findings = StandardFlavors.compare(all, true);
    expect(findings).toHaveLength(31);
    expect(new Set(findings.map((each) => each.result))).toEqual(new Set([FindingResult.PASS]));
    expect(StandardFlavors.compare(all)).toHaveLength(15);
  });

  test("an empty cloud fails all", () => {
    expect(new Set(StandardFlavors.compare([]).map((each) => each.result))).toEqual(new Set([FindingResult.FAIL]));
  });

  test.each<[string, Partial<ObservedFlavor>]>([
    ["one vCPU more", { vcpus: 5 }],
    ["RAM of 16 GB rather than GiB", { ramMiB: 16000 }],
    ["one MiB less", { ramMiB: 16383 }],
    ["a disk too large", { diskGB: 101 }],
    ["no extra specs", { extraSpecs: undefined }],
    ["NVMe", { extraSpecs: { ...specs("SCS-4V-16-100s"), "scs:disk0-type": FlavorDiskType.NVME } }],
    ["wrong v1 name", { extraSpecs: { ...specs("SCS-4V-16-100s"), "scs:name-v1": "SCS-4V-16-100s" } }],
    ["another name-v2", { extraSpecs: { ...specs("SCS-4V-16-100s"), "scs:name-v2": "SCS-4V-16" } }],
  ])("%s fails", (_what, patch) => {
    expect(resultOf(change("SCS-4V-16-100s", patch), "scs-0103-flavor-4v-16-100s")).toBe(FindingResult.FAIL);
  });

  test.each<[string, Partial<ObservedFlavor>]>([
    ["another name, found by scs:name-v2", { name: "m1.large" }],
    ["an additional key", { extraSpecs: { ...specs("SCS-4V-16-100s"), "hw_rng:allowed": "True" } }],
  ])("%s passes", (_what, patch) => {
    expect(resultOf(change("SCS-4V-16-100s", patch), "scs-0103-flavor-4v-16-100s")).toBe(FindingResult.PASS);
  });

  test("a flavor of the right name hidden by another name-v2 is told apart from a missing one", () => {
    const hidden = change("SCS-2V-4", { extraSpecs: { "scs:name-v2": "SCS-2V-4-x" } });
    const find = (observed: ObservedFlavor[]) =>
      StandardFlavors.compare(observed).find((each) => each.testcase === "scs-0103-flavor-2v-4");
    expect(find(hidden)).toMatchObject({ got: "scs:name-v2=SCS-2V-4-x", result: FindingResult.FAIL });
    expect(find([])).toMatchObject({ got: "absent", fix: "create flavor SCS-2V-4" });
  });

  test("scs:disk0-type without disk is only warned about", () => {
    const observed = change("SCS-4V-16", { extraSpecs: { ...specs("SCS-4V-16"), "scs:disk0-type": "network" } });
    expect(resultOf(observed, "scs-0103-flavor-4v-16")).toBe(FindingResult.WARN);
  });

  test("two flavors for one name, one wrong, is undecided", () => {
    const observed = [...all, { name: "SCS-2V-4", vcpus: 3, ramMiB: 4096, diskGB: 0 }];
    expect(resultOf(observed, "scs-0103-flavor-2v-4")).toBe(FindingResult.UNKNOWN);
  });
});
