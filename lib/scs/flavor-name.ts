import type { Finding } from "./finding";
import { FlavorExtraSpecs } from "./flavor-extra-specs";
import { FlavorGrammar } from "./flavor-grammar";
import { FlavorNameComposer } from "./flavor-name-composer";
import { FlavorNameParser } from "./flavor-name-parser";
import type { FlavorNameProblem } from "./flavor-name-problem";
import { FlavorNameWords } from "./flavor-name-words";
import { FlavorPromise, type FlavorFacts } from "./flavor-promise";
import { FlavorText, type FlavorPieces } from "./flavor-pieces";
import {
  FlavorSyntax,
  type FlavorCpu,
  type FlavorCpuType,
  type FlavorCpuVendor,
  type FlavorDisks,
  type FlavorDiskType,
  type FlavorGpu,
  type FlavorGpuVendor,
  type FlavorHypervisor,
  type FlavorNameParts,
} from "./flavor-types";

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
    return text.startsWith(FlavorGrammar.PREFIX);
  }

  /** The name in v2/v3 spelling, normalised: `SCS-02C-4.0-1x10` becomes `SCS-2C-4-10`. */
  public readonly canonical: string;

  private constructor(private readonly pieces: FlavorPieces) {
    this.canonical = FlavorText.full(pieces, FlavorSyntax.V3);
  }

  /** The short name, which scs-0100-v3 advises to offer: without hypervisor, hwv, Intel or AMD CPU, and GPU marks. */
  public get short(): string {
    return FlavorText.full(FlavorText.shorten(this.pieces), FlavorSyntax.V3);
  }

  /** The name in v1 spelling. With Cloud Hypervisor (`chy`) this is no valid v1 name; the extra specs hold it anyway. */
  public get nameV1(): string {
    return FlavorText.full(this.pieces, FlavorSyntax.V1);
  }

  /** The short name in v1 spelling. */
  public get shortV1(): string {
    return FlavorText.full(FlavorText.shorten(this.pieces), FlavorSyntax.V1);
  }

  public get vcpus(): number {
    return Number(this.pieces.cpus);
  }

  public get cpuType(): FlavorCpuType {
    return FlavorGrammar.CPU_TYPES.get(this.pieces.cpuLetter) as FlavorCpuType;
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
      type: FlavorGrammar.DISK_TYPES.get(disk.letter),
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
    return FlavorNameWords.clauses(this).join("; ");
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
    return FlavorExtraSpecs.derive(this);
  }

  /**
   * Holds a real flavor against the name: a name may promise less than the flavor gives, never more (scs-0100-v3).
   * Decides vCPUs, RAM (up to 51 MiB less are tolerated, as in the official test) and disk; warns where the extra specs
   * admit to less CPU or disk than the name says, which the official test does not look at.
   */
  public promises(against: FlavorFacts): Finding[] {
    return FlavorPromise.check(this, against);
  }

  public isSameAs(other: FlavorName): boolean {
    return this.canonical === other.canonical;
  }

  public toString(): string {
    return this.canonical;
  }
}
