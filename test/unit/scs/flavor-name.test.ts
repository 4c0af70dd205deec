import vectors from "../../data/scs-flavor-name-vectors.json";
import grammar from "../../../packages/standards/src/data/scs-flavor-grammar.json";
import {
  FindingResult,
  FlavorCpuType,
  FlavorCpuVendor,
  FlavorDiskType,
  FlavorGpuVendor,
  FlavorHypervisor,
  FlavorName,
  FlavorSyntax,
  type FlavorNameParts,
} from "../../../packages/standards/src/index";
import { BlueprintError } from "../../../packages/standards/src/errors";

interface Vector {
  readonly name: string;
  readonly v1: string;
  readonly v3: string;
  readonly canonicalV3?: string;
  readonly shortV3?: string;
  readonly canonicalV1?: string;
  readonly isCanonical?: boolean;
  readonly derived?: Readonly<Record<string, unknown>>;
}

function verdict(text: string, syntax: FlavorSyntax): string {
  const result = FlavorName.tryParse(text, syntax);
  return result.ok ? "ok" : result.isScs ? "error" : "not-scs";
}

function refusal(action: () => unknown): BlueprintError {
  try {
    action();
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      return error;
    }
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the 113 names judged by the reference parser", () => {
  const all = vectors.vectors as readonly Vector[];

  test("all are there", () => expect(all).toHaveLength(113));

  test.each(all)("$name", (vector) => {
    expect(verdict(vector.name, FlavorSyntax.V1)).toBe(vector.v1);
    expect(verdict(vector.name, FlavorSyntax.V3)).toBe(vector.v3);
    expect(verdict(vector.name, FlavorSyntax.V2)).toBe(vector.v3);
    if (vector.canonicalV3 === undefined) {
      return;
    }
    const syntax = vector.v3 === "ok" ? FlavorSyntax.V3 : FlavorSyntax.V1;
    const name = FlavorName.parse(vector.name, syntax);
    expect(name.canonical).toBe(vector.canonicalV3);
    expect(name.short).toBe(vector.shortV3);
    expect(name.nameV1).toBe(vector.canonicalV1);
    expect(vector.name === (syntax === FlavorSyntax.V3 ? name.canonical : name.nameV1)).toBe(vector.isCanonical);
    const { cpus, ram, disk, ...specs } = vector.derived ?? {};
    expect(name.vcpus).toBe(cpus);
    expect(name.ramGiB).toBe(ram);
    expect(name.diskGB ?? (name.hasDisk ? null : undefined)).toBe(disk);
    expect(name.extraSpecs()).toEqual(specs);
  });
});

describe("more names, decided from the grammar", () => {
  test.each([
    // name, verdict in v3, canonical
    ["SCS-2V-4\n", "error", ""],
    ["SCS-2V-4_i\n", "error", ""],
    [" SCS-2V-4", "not-scs", ""],
    ["\ufeffSCS-2V-4", "not-scs", ""],
    ["SCS-٢V-4", "error", ""],
    ["SCS-2V-４", "error", ""],
    ["SCS-2V-4_ＧNa", "error", ""],
    ["SCS-2V-4\u0000", "error", ""],
    ["SCS--2V-4", "error", ""],
    ["SCS-+2V-4", "error", ""],
    ["SCS-2V-4,5", "error", ""],
    ["SCS-2V-4.", "ok", "SCS-2V-4"],
    ["SCS-2V-.5", "ok", "SCS-2V-0.5"],
    ["SCS-2V-.", "error", ""],
    ["SCS-2V-4.50", "ok", "SCS-2V-4.5"],
    ["SCS-2V-0.0", "error", ""],
    ["SCS-2V-4.5.", "error", ""],
    ["SCS-2V-NaN", "error", ""],
    ["SCS-2V-4-010n", "ok", "SCS-2V-4-10n"],
    ["SCS-2V-4-03x010n", "ok", "SCS-2V-4-3x10n"],
    ["SCS-2V-4-x10", "error", ""],
    ["SCS-2V-4-1x", "ok", "SCS-2V-4-"],
    ["SCS-2V-4-1xs", "ok", "SCS-2V-4-s"],
    ["SCS-2V-4-3x0", "error", ""],
    ["SCS-2V-4-3x3x10", "error", ""],
    ["SCS-2V-4-3X10", "error", ""],
    ["SCS-2V-4-10sn", "error", ""],
    ["SCS-2V-4-10h", "ok", "SCS-2V-4-10h"],
    ["SCS-2V-4-h", "ok", "SCS-2V-4-h"],
    ["SCS-2Vii-4", "error", ""],
    ["SCS-2V-4uu", "error", ""],
    ["SCS-2V-4_", "error", ""],
    ["SCS-2V-4__ib", "error", ""],
    ["SCS-2V-4_kvm_xen", "error", ""],
    ["SCS-2V-4_KVM", "error", ""],
    ["SCS-2V-4_kvmhwv", "error", ""],
    ["SCS-2V-4_hwv_hwv", "error", ""],
    ["SCS-2V-4_ib_GNa", "error", ""],
    ["SCS-2V-4_z03", "ok", "SCS-2V-4_z3"],
    ["SCS-2V-4_z00hh", "ok", "SCS-2V-4_zhh"],
    ["SCS-2V-4_i6", "ok", "SCS-2V-4_i6"],
    ["SCS-2V-4_i7", "error", ""],
    ["SCS-2V-4_z6hhh", "ok", "SCS-2V-4_z6hhh"],
    ["SCS-2V-4_a5", "ok", "SCS-2V-4_a5"],
    ["SCS-2V-4_rh", "ok", "SCS-2V-4_rh"],
    ["SCS-2V-4_i1.5", "error", ""],
    ["SCS-2V-4_i-ib", "error", ""],
    ["SCS-2V-4_i_a", "error", ""],
    ["SCS-2V-4_ih3", "error", ""],
    ["SCS-2V-4_G", "error", ""],
    ["SCS-2V-4_GX", "error", ""],
    ["SCS-2V-4_GNa-", "error", ""],
    ["SCS-2V-4_GNa-64-", "error", ""],
    ["SCS-2V-4_GNa-064-016", "ok", "SCS-2V-4_GNa-64-16"],
    ["SCS-2V-4_GNa-64-16-8", "error", ""],
    ["SCS-2V-4_GA1.1-64", "ok", "SCS-2V-4_GA1.1-64"],
    ["SCS-2V-4_GA1.", "error", ""],
    ["SCS-2V-4_GA0", "error", ""],
    ["SCS-2V-4_GA01", "error", ""],
    ["SCS-2V-4_GI0.95hh-128", "ok", "SCS-2V-4_GI0.95hh-128"],
    ["SCS-2V-4_GI0.951", "error", ""],
    ["SCS-2V-4_gA", "ok", "SCS-2V-4_gA"],
    ["SCS-2V-4_GNhh", "ok", "SCS-2V-4_GNhh"],
    ["SCS-99999999999999999999V-4", "ok", "SCS-99999999999999999999V-4"],
    ["SCS-2V-100000000000000000000000", "ok", "SCS-2V-99999999999999991611392"],
    [`SCS-${"9".repeat(400)}V-4`, "error", ""],
    [`SCS-2V-${"9".repeat(400)}`, "error", ""],
    [`SCS-2V-${"0".repeat(400)}4`, "ok", "SCS-2V-4"],
  ])("%j is %s in v3", (text, expected, canonical) => {
    const result = FlavorName.tryParse(text, FlavorSyntax.V3);
    expect(verdict(text, FlavorSyntax.V3)).toBe(expected);
    expect(result.name?.canonical ?? "").toBe(canonical);
  });

  test.each([
    ["SCS-2V:4:-ib", "SCS-2V-4-_ib"],
    ["SCS-2V:4.0:1x10-kvm-hwv-z0", "SCS-2V-4-10_kvm_hwv_z"],
    ["SCS-2V:4-i-ib", "SCS-2V-4_i_ib"],
    ["SCS-2V:4-i6-gNa:14h:6hh-ib", "SCS-2V-4_i6_gNa-14h-6hh_ib"],
  ])("%s is a v1 name", (text, canonical) => {
    expect(FlavorName.parse(text, FlavorSyntax.V1).canonical).toBe(canonical);
  });

  test.each(["SCS-2V:4-chy", "SCS-2V:4_ib", "SCS-2V-4", "SCS-2V:4:10:10", "SCS:2V:4", "SCS-2V:4-ibx"])(
    "%s is no v1 name",
    (text) => expect(FlavorName.tryParse(text, FlavorSyntax.V1).ok).toBe(false),
  );

  test("every GPU of the supplement has a valid piece that says what its row says", () => {
    expect(grammar.gpuTable).toHaveLength(61);
    for (const row of grammar.gpuTable) {
      const { gpu } = FlavorName.parse(`SCS-2V-4_${row.piece}`);
      expect(gpu).toMatchObject({ units: row.units, vramGiB: row.vramGiB, isVirtual: false });
    }
  });
});

describe("errors", () => {
  test.each([
    ["scs-2V-4", "SCSBP-5001", "write the prefix as SCS-"],
    ["m1.small", "SCSBP-5001", "outside scs-0100"],
    ["SCS-2V-4.25", "SCSBP-5002", "write 4 or 4.5"],
    ["SCS-2v-4", "SCSBP-5002", "upper case"],
    ["SCS-2V:4", "SCSBP-5002", "after the CPU part"],
    ["SCS-2V-4:20s", "SCSBP-5002", "looks like syntax v1"],
    ["SCS-2V-4_z7", "SCSBP-5002", "0 to 6"],
    ["SCS-2V-4_z3_kvm", "SCSBP-5002", "order"],
    ["SCS-2V-4_foo", "SCSBP-5002", "unknown extension"],
    ["SCS-2V-4-20s-20s", "SCSBP-5002", "one disk part"],
    ["SCS-2V-4-20 ", "SCSBP-5002", "white space"],
    ["SCS-2V-4\u001b[31m", "SCSBP-5002", "\\u001b"],
  ])("%j", (text, code, words) => {
    const error = refusal(() => FlavorName.parse(text));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    // eslint-disable-next-line no-control-regex
    expect(error.message.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f]/);
  });

  test("the position is that of the first character that does not fit", () => {
    const position = (text: string): number | undefined => FlavorName.tryParse(text).problem?.position;
    expect(position("SCS-2D-4")).toBe(6);
    expect(position("SCS-2V-4.25")).toBe(8);
    expect(position("SCS-2V-4_foo")).toBe(9);
    expect(position("SCS-")).toBe(5);
  });

  test("a long text is shortened", () => {
    expect(refusal(() => FlavorName.parse(`SCS-2V-4${"?".repeat(100000)}`)).message.length).toBeLessThan(600);
  });
});

describe("properties", () => {
  test("everything in one name", () => {
    const name = FlavorName.parse("SCS-16Ti-64.5uo-3x10s_bms_hwv_z3hh_GA3.1-96h-48hh_ib");
    const parts: FlavorNameParts = {
      vcpus: 16,
      cpuType: FlavorCpuType.DEDICATED_THREAD,
      insecure: true,
      ramGiB: 64.5,
      noEcc: true,
      ramOversubscribed: true,
      disks: { count: 3, sizeGB: 10, type: FlavorDiskType.SSD },
      hypervisor: FlavorHypervisor.BARE_METAL,
      hwVirtualization: true,
      cpu: { vendor: FlavorCpuVendor.AMD, generation: 3, frequencyMarks: 2 },
      gpu: {
        vendor: FlavorGpuVendor.AMD,
        isVirtual: false,
        generation: "3.1",
        units: 96,
        frequencyMarks: 1,
        vramGiB: 48,
        bandwidthMarks: 2,
      },
      infiniband: true,
    };
    expect(name.parts).toEqual(parts);
    expect(FlavorName.compose(parts).canonical).toBe(name.canonical);
    expect(name.ecc).toBe(false);
    expect(name.explain()).toBe(
      "16 vCPUs on dedicated hardware threads, not fully protected against CPU vulnerabilities; " +
        "64.5 GiB RAM without ECC, oversubscribed; 3 local SSD disks of 10 GB each; bare metal, no hypervisor; " +
        "hardware virtualisation usable inside; AMD CPU (Zen 3 Milan or newer), all cores above 3.25 GHz; " +
        "AMD GPU (pass-through), RDNA3, 96 CU with a fast clock, 48 GiB high-bandwidth video memory; InfiniBand",
    );
  });

  test("a plain name", () => {
    const name = FlavorName.parse("SCS-1L-0.5");
    expect(name.disks).toBeUndefined();
    expect([name.hasDisk, name.insecure, name.ecc, name.infiniband]).toEqual([false, false, true, false]);
    expect([name.hypervisor, name.cpu, name.gpu]).toEqual([undefined, undefined, undefined]);
    expect(name.imageArchitecture).toBe("x86_64");
    expect(name.ramMiB).toBe(512);
    expect(name.explain()).toBe("1 vCPU on heavily oversubscribed cores; 0.5 GiB RAM; no disk: bring a boot volume");
    expect(`${name}`).toBe("SCS-1L-0.5");
    expect(name.isSameAs(FlavorName.parse("SCS-01L-.5"))).toBe(true);
  });

  test("ARM and RISC-V", () => {
    expect(FlavorName.parse("SCS-1V-4_a2h").imageArchitecture).toBe("aarch64");
    expect(FlavorName.parse("SCS-1V-4_a2h").short).toBe("SCS-1V-4_a");
    expect(FlavorName.parse("SCS-1V-4_r").imageArchitecture).toBeUndefined();
  });
});

describe("compose", () => {
  test("defaults", () => expect(FlavorName.compose({ vcpus: 2, ramGiB: 4 }).canonical).toBe("SCS-2V-4"));
  test("empty disk part", () => {
    expect(FlavorName.compose({ vcpus: 2, ramGiB: 4, disks: {} }).canonical).toBe("SCS-2V-4-");
  });

  test.each<[string, Partial<FlavorNameParts>]>([
    ["vcpus", { vcpus: 0 }],
    ["vcpus", { vcpus: 1.5 }],
    ["vcpus", { vcpus: Number.NaN }],
    ["cpuType", { cpuType: "quantum" as FlavorCpuType }],
    ["ramGiB", { ramGiB: 0 }],
    ["ramGiB", { ramGiB: 4.25 }],
    ["ramGiB", { ramGiB: Number.POSITIVE_INFINITY }],
    ["disks.count", { disks: { count: 0 } }],
    ["disks.sizeGB", { disks: { sizeGB: -1 } }],
    ["disks.type", { disks: { type: "tape" as FlavorDiskType } }],
    ["hypervisor", { hypervisor: "bhyve" as FlavorHypervisor }],
    ["cpu.vendor", { cpu: { vendor: "x" as FlavorCpuVendor } }],
    ["cpu.generation", { cpu: { vendor: FlavorCpuVendor.AMD, generation: 7 } }],
    ["cpu.frequencyMarks", { cpu: { vendor: FlavorCpuVendor.AMD, frequencyMarks: 4 } }],
    ["gpu.vendor", { gpu: { vendor: "X" as FlavorGpuVendor } }],
    ["gpu.generation", { gpu: { vendor: FlavorGpuVendor.NVIDIA, generation: "z" } }],
    ["gpu.units", { gpu: { vendor: FlavorGpuVendor.NVIDIA, units: 0 } }],
    ["gpu.vramGiB", { gpu: { vendor: FlavorGpuVendor.NVIDIA, vramGiB: 8 } }],
    ["gpu.bandwidthMarks", { gpu: { vendor: FlavorGpuVendor.NVIDIA, bandwidthMarks: 1 } }],
    ["gpu.frequencyMarks", { gpu: { vendor: FlavorGpuVendor.NVIDIA, frequencyMarks: 3 } }],
  ])("%s out of range", (field, parts) => {
    const error = refusal(() => FlavorName.compose({ vcpus: 2, ramGiB: 4, ...parts }));
    expect(error.code).toBe("SCSBP-5003");
    expect(error.got).toContain(field);
  });
});

describe("extra specs", () => {
  test("too many disks", () => {
    expect(refusal(() => FlavorName.parse("SCS-1V-1-999999999x").extraSpecs()).code).toBe("SCSBP-5004");
    expect(Object.keys(FlavorName.parse("SCS-1V-1-256x").extraSpecs())).toHaveLength(259);
  });
});

describe("promises", () => {
  const results = (text: string, facts: Parameters<FlavorName["promises"]>[0]): string =>
    FlavorName.parse(text)
      .promises(facts)
      .map((finding) => `${finding.clause} ${finding.result}`)
      .join(", ");

  test.each([
    ["SCS-2V-4", { vcpus: 2, ramMiB: 4096, diskGB: 0 }, "vCPUs pass, RAM pass, disk pass"],
    ["SCS-2V-4", { vcpus: 4, ramMiB: 8192, diskGB: 20 }, "vCPUs pass, RAM pass, disk pass"],
    ["SCS-2V-4", { vcpus: 1, ramMiB: 4096, diskGB: 0 }, "vCPUs fail, RAM pass, disk pass"],
    ["SCS-2V-4", { vcpus: 2, ramMiB: 4045, diskGB: 0 }, "vCPUs pass, RAM pass, disk pass"],
    ["SCS-2V-4", { vcpus: 2, ramMiB: 4044, diskGB: 0 }, "vCPUs pass, RAM fail, disk pass"],
    ["SCS-2V-4-20s", { vcpus: 2, ramMiB: 4096, diskGB: 19 }, "vCPUs pass, RAM pass, disk fail"],
    ["SCS-2V-4-20s", { vcpus: 2, ramMiB: 4096, diskGB: 20 }, "vCPUs pass, RAM pass, disk pass"],
    ["SCS-2V-4-n", { vcpus: 2, ramMiB: 4096, diskGB: 20 }, "vCPUs pass, RAM pass, disk unknown"],
  ])("%s against %j", (text, facts, expected) => expect(results(text, facts)).toBe(expected));

  test.each([
    ["SCS-2C-4-20s", "scs:cpu-type", "shared-core", FindingResult.WARN],
    ["SCS-2V-4-20s", "scs:cpu-type", "dedicated-core", FindingResult.PASS],
    ["SCS-2V-4-20s", "scs:cpu-type", "rubbish", FindingResult.WARN],
    ["SCS-2V-4-20s", "scs:disk0-type", "network", FindingResult.WARN],
    ["SCS-2V-4-20s", "scs:disk0-type", "nvme", FindingResult.PASS],
    ["SCS-2V-4-20h", "scs:disk0-type", "ssd", FindingResult.PASS],
  ])("%s with %s=%s", (text, key, value, expected) => {
    const facts = { vcpus: 2, ramMiB: 4096, diskGB: 20, extraSpecs: { [key]: value } };
    expect(
      FlavorName.parse(text)
        .promises(facts)
        .find((each) => each.clause === key)?.result,
    ).toBe(expected);
  });
});
