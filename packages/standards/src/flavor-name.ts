import { refuse } from "./errors";
import { ScsData } from "./data";
import { type Finding, FindingResult } from "./finding";
import {
  FlavorNameComposer,
  FlavorNameParser,
  type FlavorPieces,
  shortenFlavorName,
  writeFlavorName,
  CPU_LETTERS,
  DISK_LETTERS,
  PREFIX,
} from "./flavor-grammar";
import {
  type FlavorCpu,
  FlavorCpuType,
  type FlavorCpuVendor,
  type FlavorDisks,
  FlavorDiskType,
  type FlavorGpu,
  type FlavorGpuVendor,
  FlavorHypervisor,
  type FlavorNameParts,
  type FlavorNameProblem,
  FlavorSyntax,
} from "./flavor-types";

/** A flavor as Nova knows it. */
export interface FlavorFacts {
  readonly vcpus: number;
  /** RAM in MiB. */
  readonly ramMiB: number;
  /** Root disk in GB; 0 without. */
  readonly diskGB: number;
  /** @default - unknown, not looked at */
  readonly extraSpecs?: Record<string, string>;
}

const TESTCASE = "scs-0100-semantics-check";
const STANDARD = "scs-0100-v3";

const CPU_ORDER = Object.values(FlavorCpuType);
const DISK_ORDER = [FlavorDiskType.HDD, FlavorDiskType.SSD, FlavorDiskType.NVME];

/**
 * RAM in GiB that the official test credits a flavor with: rounded down to tenths after adding 51 MiB, half of a
 * tenth of a GiB (scs-0100-semantics-check).
 */
function creditedGiB(ramMiB: number): number {
  return Math.floor((ramMiB + 51) / 102.4) / 10;
}

function comparePromise(name: FlavorName, against: FlavorFacts): Finding[] {
  const findings = [
    promisedAmount(name, "vCPUs", against.vcpus >= name.vcpus, against.vcpus, name.vcpus, ""),
    promisedAmount(name, "RAM", creditedGiB(against.ramMiB) >= name.ramGiB, against.ramMiB, name.ramMiB, " MiB"),
    promisedDisk(name, against),
  ];
  return [...findings, ...promisedExtraSpecs(name, against.extraSpecs ?? {})];
}

function promisedDisk(name: FlavorName, against: FlavorFacts): Finding {
  if (name.hasDisk && name.diskGB === undefined) {
    return finding(name, {
      clause: "disk",
      result: FindingResult.UNKNOWN,
      message: "the name has a disk part without size: the official check aborts on it and the testcase is not passed",
      got: `${against.diskGB} GB`,
      fix: "name the size, or leave the disk part out",
    });
  }
  const promised = name.diskGB ?? 0;
  return promisedAmount(name, "disk", against.diskGB >= promised, against.diskGB, promised, " GB");
}

function promisedExtraSpecs(name: FlavorName, specs: Readonly<Record<string, string>>): Finding[] {
  const findings: Finding[] = [];
  const cpuType = specs["scs:cpu-type"];
  if (cpuType !== undefined) {
    const less = CPU_ORDER.indexOf(cpuType as FlavorCpuType) < CPU_ORDER.indexOf(name.cpuType);
    findings.push(promisedSpec(name, "scs:cpu-type", !less, cpuType, name.cpuType));
  }
  const diskType = specs["scs:disk0-type"];
  const promised = name.diskType;
  if (diskType !== undefined && promised !== undefined && promised !== FlavorDiskType.NETWORK) {
    const less = DISK_ORDER.indexOf(diskType as FlavorDiskType) < DISK_ORDER.indexOf(promised);
    findings.push(promisedSpec(name, "scs:disk0-type", !less, diskType, promised));
  }
  return findings;
}

function promisedAmount(
  name: FlavorName,
  clause: string,
  holds: boolean,
  got: number,
  promised: number,
  unit: string,
): Finding {
  return finding(name, {
    clause,
    result: holds ? FindingResult.PASS : FindingResult.FAIL,
    message: holds ? `${clause} as promised` : `the name promises more ${clause} than the flavor has`,
    got: `${got}${unit}`,
    allowed: `at least ${promised}${unit}`,
    fix: holds ? undefined : "give the flavor what its name says, or rename it",
  });
}

function promisedSpec(name: FlavorName, key: string, holds: boolean, got: string, promised: string): Finding {
  return finding(name, {
    clause: key,
    result: holds ? FindingResult.PASS : FindingResult.WARN,
    message: holds
      ? `${key} as promised`
      : `the name promises more than the extra spec ${key} admits (not looked at by the official test)`,
    got,
    allowed: `${promised} or better`,
    fix: holds ? undefined : `set ${key} to the truth, and rename the flavor if that is less than the name says`,
  });
}

function finding(
  name: FlavorName,
  part: Pick<Finding, "clause" | "result" | "message" | "got" | "allowed" | "fix">,
): Finding {
  return { testcase: TESTCASE, standard: STANDARD, subject: name.canonical, ...part };
}

/** What `FlavorName.tryParse` gives back. */
export interface FlavorNameResult {
  /** Whether the text is a valid name. */
  readonly ok: boolean;
  /** Whether the text starts with `SCS-`, that is, whether scs-0100 applies to it. */
  readonly isScs: boolean;
  /** The name. @default - the text is not valid */
  readonly name?: FlavorName;
  /** What is wrong. @default - the text is valid */
  readonly problem?: FlavorNameProblem;
}

/**
 * A flavor name by scs-0100-v3 (revision v3.3), parsed or composed. Immutable; equal names have equal `canonical`.
 *
 * Verdicts are those of the reference parser of the SCS test suite.
 *
 * @example
 * const name = FlavorName.parse("SCS-2V-4-20s");
 * name.vcpus; // 2
 * name.disks?.sizeGB; // 20
 * name.extraSpecs()["scs:disk0-type"]; // "ssd"
 */
export class FlavorName {
  /**
   * Reads a name.
   *
   * @param text the name, exactly: no white space around it, upper and lower case as in the standard
   * @param syntax how it is spelled; @default FlavorSyntax.V3
   * @throws BlueprintError SCSBP-5001 when it does not start with `SCS-`, SCSBP-5002 when it breaks the grammar
   *
   * @example
   * FlavorName.parse("SCS-2C:4:10n", FlavorSyntax.V1).canonical; // "SCS-2C-4-10n"
   */
  public static parse(text: string, syntax: FlavorSyntax = FlavorSyntax.V3): FlavorName {
    const { pieces, problem } = FlavorNameParser.scan(text, syntax);
    if (pieces === undefined) {
      throw (problem as FlavorNameProblem).toError();
    }
    return new FlavorName(pieces);
  }

  /**
   * Reads a name without throwing: for lists of names from a cloud.
   *
   * @example
   * FlavorName.tryParse("m1.small", FlavorSyntax.V3).isScs; // false
   */
  public static tryParse(text: string, syntax: FlavorSyntax = FlavorSyntax.V3): FlavorNameResult {
    const { pieces, problem } = FlavorNameParser.scan(text, syntax);
    if (pieces === undefined) {
      return { ok: false, isScs: FlavorName.isScs(text), problem };
    }
    return { ok: true, isScs: true, name: new FlavorName(pieces) };
  }

  /**
   * Makes a name from parts.
   *
   * @throws BlueprintError SCSBP-5003 when a part is out of range or unknown
   *
   * @example
   * FlavorName.compose({ vcpus: 2, ramGiB: 4, disks: { sizeGB: 20, type: FlavorDiskType.SSD } }).canonical; // "SCS-2V-4-20s"
   */
  public static compose(parts: FlavorNameParts): FlavorName {
    return new FlavorName(FlavorNameComposer.pieces(parts));
  }

  /** Whether scs-0100 applies to a name: it starts with `SCS-`, in this case. */
  public static isScs(text: string): boolean {
    return text.startsWith(PREFIX);
  }

  /** The name in v2/v3 spelling, normalised: `SCS-02C-4.0-1x10` becomes `SCS-2C-4-10`. */
  public readonly canonical: string;

  private constructor(private readonly pieces: FlavorPieces) {
    this.canonical = writeFlavorName(pieces, FlavorSyntax.V3);
  }

  /** The short name, which scs-0100-v3 advises to offer: without hypervisor, hwv, Intel or AMD CPU, and GPU marks. */
  public get short(): string {
    return writeFlavorName(shortenFlavorName(this.pieces), FlavorSyntax.V3);
  }

  /** The name in v1 spelling. With Cloud Hypervisor (`chy`) this is no valid v1 name; the extra specs hold it anyway. */
  public get nameV1(): string {
    return writeFlavorName(this.pieces, FlavorSyntax.V1);
  }

  /** The short name in v1 spelling. */
  public get shortV1(): string {
    return writeFlavorName(shortenFlavorName(this.pieces), FlavorSyntax.V1);
  }

  public get vcpus(): number {
    return Number(this.pieces.cpus);
  }

  public get cpuType(): FlavorCpuType {
    return CPU_LETTERS.get(this.pieces.cpuLetter) as FlavorCpuType;
  }

  /** `i`: microcode updates or L1TF protection are lacking. */
  public get insecure(): boolean {
    return this.pieces.insecure;
  }

  /** RAM in GiB, a multiple of 0.5. */
  public get ramGiB(): number {
    return Number(this.pieces.ram);
  }

  /** RAM in MiB as Nova counts it: 1024 × GiB. */
  public get ramMiB(): number {
    return this.ramGiB * 1024;
  }

  /** Whether the RAM has error correction: no `u`. */
  public get ecc(): boolean {
    return !this.pieces.noEcc;
  }

  /** `u`: the RAM has no error correction. */
  public get noEcc(): boolean {
    return this.pieces.noEcc;
  }

  /** `o`: more RAM is sold than there is. */
  public get ramOversubscribed(): boolean {
    return this.pieces.ramOversubscribed;
  }

  /** Whether there is a disk part, sized or not; without, the user brings a boot volume. */
  public get hasDisk(): boolean {
    return this.pieces.disk !== undefined;
  }

  /** The disk part; `count` is always set. Undefined without one. */
  public get disks(): FlavorDisks | undefined {
    const { disk } = this.pieces;
    if (disk === undefined) {
      return undefined;
    }
    return {
      count: disk.count === "" ? 1 : Number(disk.count),
      sizeGB: disk.size === "" ? undefined : Number(disk.size),
      type: DISK_LETTERS.get(disk.letter),
    };
  }

  /** Size of the root disk in GB; undefined without disk part or when the cloud chooses the size. */
  public get diskGB(): number | undefined {
    return this.disks?.sizeGB;
  }

  /** Type of the root disk as written; undefined without disk part or type. */
  public get diskType(): FlavorDiskType | undefined {
    return this.disks?.type;
  }

  public get hypervisor(): FlavorHypervisor | undefined {
    return this.pieces.hypervisor === "" ? undefined : (this.pieces.hypervisor as FlavorHypervisor);
  }

  /** `hwv`: hardware-assisted virtualisation works inside the guest. */
  public get hwVirtualization(): boolean {
    return this.pieces.hwv;
  }

  /** The CPU extension; generation and marks are always set. Undefined without: generic x86-64. */
  public get cpu(): FlavorCpu | undefined {
    const { cpu } = this.pieces;
    if (cpu === undefined) {
      return undefined;
    }
    return { vendor: cpu.letter as FlavorCpuVendor, generation: Number(cpu.generation), frequencyMarks: cpu.marks };
  }

  /** Glance architecture of images that run on it: x86_64, aarch64; undefined for RISC-V, which Glance does not know. */
  public get imageArchitecture(): string | undefined {
    const letter = this.pieces.cpu?.letter;
    return letter === "r" ? undefined : letter === "a" ? "aarch64" : "x86_64";
  }

  /** The GPU extension; undefined without. */
  public get gpu(): FlavorGpu | undefined {
    const { gpu } = this.pieces;
    if (gpu === undefined) {
      return undefined;
    }
    return {
      vendor: gpu.letter as FlavorGpuVendor,
      isVirtual: gpu.mode === "g",
      generation: gpu.generation === "" ? undefined : gpu.generation,
      units: gpu.units === "" ? undefined : Number(gpu.units),
      frequencyMarks: gpu.frequencyMarks,
      vramGiB: gpu.vram === "" ? undefined : Number(gpu.vram),
      bandwidthMarks: gpu.bandwidthMarks,
    };
  }

  /** `ib`: an InfiniBand adapter. */
  public get infiniband(): boolean {
    return this.pieces.infiniband;
  }

  /** The parts, as `compose` takes them: `FlavorName.compose(name.parts)` is the same name. */
  public get parts(): FlavorNameParts {
    return {
      vcpus: this.vcpus,
      cpuType: this.cpuType,
      insecure: this.insecure,
      ramGiB: this.ramGiB,
      noEcc: this.noEcc,
      ramOversubscribed: this.ramOversubscribed,
      disks: this.disks,
      hypervisor: this.hypervisor,
      hwVirtualization: this.hwVirtualization,
      cpu: this.cpu,
      gpu: this.gpu,
      infiniband: this.infiniband,
    };
  }

  /**
   * The name in words.
   *
   * @example
   * FlavorName.parse("SCS-2V-4-20s").explain(); // "2 vCPUs on shared cores; 4 GiB RAM; one local SSD disk of 20 GB"
   */
  public explain(): string {
    return describeFlavorName(this).join("; ");
  }

  /**
   * The extra specs that scs-0103-v1 derives from the name: `scs:cpu-type`, `scs:diskN-type` (a type left open counts
   * as network), and `scs:name-vN`: full and short name in v1 and v2 spelling, each once, longest first, v1 before v2.
   *
   * @throws BlueprintError SCSBP-5004 for more than 256 disks
   *
   * @example
   * FlavorName.parse("SCS-2V-4").extraSpecs()["scs:name-v1"]; // "SCS-2V:4"
   */
  public extraSpecs(): Record<string, string> {
    return extraSpecsOf(this);
  }

  /**
   * Holds a real flavor against the name: a name may promise less than the flavor gives, never more (scs-0100-v3).
   * Decides vCPUs, RAM (up to 51 MiB less are tolerated, as in the official test) and disk; warns where the extra specs
   * admit to less CPU or disk than the name says, which the official test does not look at.
   */
  public promises(against: FlavorFacts): Finding[] {
    return comparePromise(this, against);
  }

  public isSameAs(other: FlavorName): boolean {
    return this.canonical === other.canonical;
  }

  public toString(): string {
    return this.canonical;
  }
}

/** Nova attaches far fewer; keeps a name like SCS-1V-1-999999999x from filling the memory. */
const MOST_DISKS = 256;

/** Extra specs of scs-0103-v1. */
function extraSpecsOf(name: FlavorName): Record<string, string> {
  const specs: Record<string, string> = { "scs:cpu-type": name.cpuType };
  const { disks } = name;
  const count = disks?.count ?? 0;
  if (count > MOST_DISKS) {
    throw refuse("SCSBP-5004", {
      got: `${count} disks in ${name.canonical.slice(0, 80)}`,
      allowed: `up to ${MOST_DISKS}`,
      fix: "use a name with fewer disks",
    });
  }
  for (let index = 0; index < count; index += 1) {
    specs[`scs:disk${index}-type`] = disks?.type ?? FlavorDiskType.NETWORK;
  }
  // both spellings of a name are equally long and a short name is shorter, so this is "longest first, v1 before v2"
  const names = [...new Set([name.nameV1, name.canonical, name.shortV1, name.short])];
  names.forEach((each, index) => {
    specs[`scs:name-v${index + 1}`] = each;
  });
  return specs;
}

const CPU_TYPES: Readonly<Record<FlavorCpuType, string>> = {
  [FlavorCpuType.CROWDED_CORE]: "heavily oversubscribed cores",
  [FlavorCpuType.SHARED_CORE]: "shared cores",
  [FlavorCpuType.DEDICATED_THREAD]: "dedicated hardware threads",
  [FlavorCpuType.DEDICATED_CORE]: "dedicated cores",
};

const DISK_TYPES: Readonly<Record<FlavorDiskType, string>> = {
  [FlavorDiskType.NETWORK]: "network",
  [FlavorDiskType.HDD]: "local HDD",
  [FlavorDiskType.SSD]: "local SSD",
  [FlavorDiskType.NVME]: "local NVMe",
};

const HYPERVISORS: Readonly<Record<FlavorHypervisor, string>> = {
  [FlavorHypervisor.KVM]: "KVM",
  [FlavorHypervisor.CLOUD_HYPERVISOR]: "Cloud Hypervisor",
  [FlavorHypervisor.XEN]: "Xen",
  [FlavorHypervisor.VMWARE]: "VMware",
  [FlavorHypervisor.HYPER_V]: "Hyper-V",
  [FlavorHypervisor.BARE_METAL]: "bare metal, no hypervisor",
};

/** All-core frequency above this many GHz, by number of h marks (scs-0100-v3). */
const FREQUENCIES = ["", "2.75", "3.25", "3.75"];

/** The name in words, part by part. */
function describeFlavorName(name: FlavorName): string[] {
  const clauses = [
    `${name.vcpus} vCPU${name.vcpus === 1 ? "" : "s"} on ${CPU_TYPES[name.cpuType]}` +
      (name.insecure ? ", not fully protected against CPU vulnerabilities" : ""),
    `${name.ramGiB} GiB RAM${ramNotes(name)}`,
    describeDisks(name),
  ];
  if (name.hypervisor !== undefined) {
    clauses.push(HYPERVISORS[name.hypervisor]);
  }
  if (name.hwVirtualization) {
    clauses.push("hardware virtualisation usable inside");
  }
  clauses.push(...describeCpu(name), ...describeGpu(name));
  if (name.infiniband) {
    clauses.push("InfiniBand");
  }
  return clauses;
}

function ramNotes(name: FlavorName): string {
  return `${name.noEcc ? " without ECC" : ""}${name.ramOversubscribed ? ", oversubscribed" : ""}`;
}

function describeDisks(name: FlavorName): string {
  const { disks } = name;
  if (disks === undefined) {
    return "no disk: bring a boot volume";
  }
  const count = disks.count ?? 1;
  const type = disks.type === undefined ? "" : `${DISK_TYPES[disks.type]} `;
  const size = disks.sizeGB === undefined ? "of a size the cloud chooses" : `of ${disks.sizeGB} GB`;
  return count === 1
    ? `one ${type}disk ${size}`
    : `${count} ${type}disks ${size}${disks.sizeGB === undefined ? "" : " each"}`;
}

function describeCpu(name: FlavorName): string[] {
  const { cpu } = name;
  if (cpu === undefined) {
    return [];
  }
  const row = ScsData.flavorGrammar().cpuVendors.find((each) => each.letter === cpu.vendor);
  const generation = cpu.generation ?? 0;
  const meaning = row?.generations.find((each) => each.value === generation)?.meaning;
  const detail = generation === 0 || meaning === undefined ? "" : ` (${meaning} or newer)`;
  const marks = cpu.frequencyMarks ?? 0;
  return [
    `${row?.vendor ?? cpu.vendor} CPU${detail}${marks === 0 ? "" : `, all cores above ${FREQUENCIES[marks]} GHz`}`,
  ];
}

function describeGpu(name: FlavorName): string[] {
  const { gpu } = name;
  if (gpu === undefined) {
    return [];
  }
  const data = ScsData.flavorGrammar();
  const row = data.gpuVendors.find((each) => each.letter === gpu.vendor);
  const meaning = row?.generations.find((each) => each.value === gpu.generation)?.meaning;
  const parts = [
    `${row?.vendor ?? gpu.vendor} ${gpu.isVirtual === true ? "virtual GPU" : "GPU (pass-through)"}` +
      (meaning === undefined ? "" : `, ${meaning}`),
  ];
  if (gpu.units !== undefined) {
    parts.push(
      `${gpu.units} ${row?.processingUnit ?? "units"}${(gpu.frequencyMarks ?? 0) > 0 ? " with a fast clock" : ""}`,
    );
  }
  if (gpu.vramGiB !== undefined) {
    parts.push(`${gpu.vramGiB} GiB ${(gpu.bandwidthMarks ?? 0) > 0 ? "high-bandwidth " : ""}video memory`);
  }
  return [parts.join(", ")];
}

/**
 * One name read by the batch form. A wire format: every key is always there, in this order, with null for what is
 * unknown or does not apply.
 * @jsii ignore
 */
export interface FlavorBatchRow {
  /** The name as received. */
  readonly name: string;
  /** Whether it is a valid SCS name; false also for names that do not start with `SCS-`. */
  readonly ok: boolean;
  /** The normalised name in v2/v3 spelling. */
  readonly canonical: string | null;
  /** The short name in v2/v3 spelling. */
  readonly short: string | null;
  /** The normalised name in v1 spelling. */
  readonly nameV1: string | null;
  readonly vcpus: number | null;
  /** crowded-core, shared-core, dedicated-thread or dedicated-core. */
  readonly cpuType: string | null;
  readonly ramGiB: number | null;
  /** Null without disk and when the cloud chooses the size. */
  readonly diskGB: number | null;
  /** network, hdd, ssd or nvme; null without disk and when the name leaves it open. */
  readonly diskType: string | null;
  /** What is wrong, in one line; null when ok. */
  readonly error: string | null;
}

/** Reading many names for other programs. @jsii ignore */
export class FlavorBatch {
  /**
   * Reads one name.
   *
   * @param text one line without its line end
   *
   * @example
   * FlavorBatch.row("SCS-2V-4-20s", FlavorSyntax.V3).diskType; // "ssd"
   */
  public static row(text: string, syntax: FlavorSyntax = FlavorSyntax.V3): FlavorBatchRow {
    const { name, problem } = FlavorName.tryParse(text, syntax);
    const disks = name?.disks;
    return {
      name: text,
      ok: name !== undefined,
      canonical: name?.canonical ?? null,
      short: name?.short ?? null,
      nameV1: name?.nameV1 ?? null,
      vcpus: name?.vcpus ?? null,
      cpuType: name?.cpuType ?? null,
      ramGiB: name?.ramGiB ?? null,
      diskGB: disks?.sizeGB ?? null,
      diskType: disks?.type ?? null,
      error:
        problem === undefined ? null : `${problem.what} at character ${problem.position}; allowed: ${problem.allowed}`,
    };
  }

  /** The row as one line of JSON, without line end. */
  public static line(text: string, syntax: FlavorSyntax = FlavorSyntax.V3): string {
    return JSON.stringify(FlavorBatch.row(text, syntax));
  }
}
