import type { ErrorCode } from "./error-codes";
import { BlueprintError, refuse } from "./errors";
import { Quote } from "./quote";

/**
 * How a flavor name is spelled (scs-0100). v2 and v3 share one spelling (`SCS-2V-4-20s_kvm`), v1 is `SCS-2V:4:20s-kvm`.
 */
export enum FlavorSyntax {
  /** scs-0100-v1: `:` before RAM and disk, `-` before extensions; knows no `chy`. */
  V1 = "v1",
  /** scs-0100-v2: as v3. */
  V2 = "v2",
  /** scs-0100-v3, the one in force: `-` before RAM and disk, `_` before extensions. */
  V3 = "v3",
}

/** What a vCPU is (scs-0100-v3, CPU type), from least to most. The values are those of `scs:cpu-type` (scs-0103-v1). */
export enum FlavorCpuType {
  /** `L`: heavily oversubscribed core. */
  CROWDED_CORE = "crowded-core",
  /** `V`: shared core, at least 20 % of a core in more than 99 % of the time over a month. */
  SHARED_CORE = "shared-core",
  /** `T`: a hardware thread of its own. */
  DEDICATED_THREAD = "dedicated-thread",
  /** `C`: a core of its own. */
  DEDICATED_CORE = "dedicated-core",
}

/** Where the root disk lives (scs-0100-v3, disk type). The values are those of `scs:disk0-type` (scs-0103-v1). */
export enum FlavorDiskType {
  /** `n`: network storage, such as Ceph. */
  NETWORK = "network",
  /** `h`: local rotating disk. */
  HDD = "hdd",
  /** `s`: local SSD. */
  SSD = "ssd",
  /** `p`: local NVMe. */
  NVME = "nvme",
}

/** Hypervisor extension of a name (scs-0100-v3). */
export enum FlavorHypervisor {
  KVM = "kvm",
  /** Cloud Hypervisor; unknown to syntax v1. */
  CLOUD_HYPERVISOR = "chy",
  XEN = "xen",
  VMWARE = "vmw",
  HYPER_V = "hyv",
  /** No hypervisor. */
  BARE_METAL = "bms",
}

/** CPU vendor or architecture (scs-0100-v3). The values are the letters in the name. */
export enum FlavorCpuVendor {
  INTEL = "i",
  AMD = "z",
  /** ARM v8 and later, aarch64. */
  ARM = "a",
  RISC_V = "r",
}

/** GPU vendor (scs-0100-v3). The values are the letters in the name. */
export enum FlavorGpuVendor {
  NVIDIA = "N",
  AMD = "A",
  INTEL = "I",
}

/** The disk part of a flavor name. */
export interface FlavorDisks {
  /** Number of independent disks of that size. @default 1 */
  readonly count?: number;
  /** Size of each in GB. @default - the cloud chooses a size that fits the image's min_disk */
  readonly sizeGB?: number;
  /** @default - not specified; counts as network in extra specs */
  readonly type?: FlavorDiskType;
}

/** The CPU extension of a flavor name. */
export interface FlavorCpu {
  readonly vendor: FlavorCpuVendor;
  /** Generation by the vendor's table in scs-0100-v3; 0 is "unspecified" and is not printed. @default 0 */
  readonly generation?: number;
  /** Marks for the all-core frequency: 1 above 2.75 GHz, 2 above 3.25 GHz, 3 above 3.75 GHz. @default 0 */
  readonly frequencyMarks?: number;
}

/** The GPU extension of a flavor name. */
export interface FlavorGpu {
  readonly vendor: FlavorGpuVendor;
  /** Whether it is a vGPU (`g`) rather than pass-through (`G`). @default false */
  readonly isVirtual?: boolean;
  /** Generation by the vendor's table in scs-0100-v3, such as `a` (Nvidia Ampere) or `3.1`. @default - unspecified */
  readonly generation?: string;
  /** Processing units: SM (Nvidia), CU (AMD), EU (Intel). @default - unspecified */
  readonly units?: number;
  /** Marks for a faster clock, 0 to 2. @default 0 */
  readonly frequencyMarks?: number;
  /** Video memory in GiB, rounded down. @default - unspecified */
  readonly vramGiB?: number;
  /** Marks for high-bandwidth memory, 0 to 2. @default 0 */
  readonly bandwidthMarks?: number;
}

/** What a flavor name is made of; see `FlavorName.compose`. */
export interface FlavorNameParts {
  /** Number of vCPUs, at least 1. */
  readonly vcpus: number;
  /** @default FlavorCpuType.SHARED_CORE */
  readonly cpuType?: FlavorCpuType;
  /** Microcode updates or protection against L1TF are lacking (`i`); must be shown when it applies. @default false */
  readonly insecure?: boolean;
  /** RAM in GiB: a positive multiple of 0.5; half GiB are advised against from 10 GiB up. */
  readonly ramGiB: number;
  /** The RAM has no error correction (`u`); must be shown when it applies. @default false */
  readonly noEcc?: boolean;
  /** The RAM is oversubscribed (`o`); must be shown when it applies. @default false */
  readonly ramOversubscribed?: boolean;
  /** @default - no disk: the user brings a boot volume */
  readonly disks?: FlavorDisks;
  /** @default - unspecified */
  readonly hypervisor?: FlavorHypervisor;
  /** Hardware-assisted virtualisation inside the guest (`hwv`). @default false */
  readonly hwVirtualization?: boolean;
  /** @default - generic x86-64 */
  readonly cpu?: FlavorCpu;
  /** @default - none */
  readonly gpu?: FlavorGpu;
  /** InfiniBand adapter (`ib`). @default false */
  readonly infiniband?: boolean;
}

/** What a problem is made of. @internal */
export interface FlavorNameProblemProps {
  readonly code: ErrorCode;
  readonly what: string;
  /** Counted from 0. */
  readonly index: number;
  readonly text: string;
  /** What was found there; the character itself when not given. */
  readonly found?: string;
  readonly allowed: string;
  readonly fix?: string;
}

/** Why a text is no flavor name. */
export class FlavorNameProblem {
  /** @internal @jsii ignore */
  public static define(props: FlavorNameProblemProps): FlavorNameProblem {
    return new FlavorNameProblem(props);
  }

  /** @internal @jsii ignore */
  public static notScs(text: string): FlavorNameProblem {
    const almost = text.slice(0, 12).trim().toUpperCase().startsWith("SCS-");
    return new FlavorNameProblem({
      code: "SCSBP-5001",
      what: "not an SCS flavor name",
      index: 0,
      text,
      allowed: "a name that starts with SCS- (upper case, nothing before it)",
      fix: almost ? "write the prefix as SCS-" : "names without the prefix are outside scs-0100: they promise nothing",
    });
  }

  /** `SCSBP-5001`: not an SCS name at all; `SCSBP-5002`: starts with `SCS-` and breaks the grammar. */
  public readonly code: ErrorCode;
  /** What is wrong, one sentence without full stop. */
  public readonly what: string;
  /** The first character that does not fit, counted from 1. */
  public readonly position: number;
  /** What would be accepted there. */
  public readonly allowed: string;
  /** What to do. @default - nothing beyond writing what is allowed */
  public readonly fix?: string;

  /** @internal */
  private constructor(private readonly props: FlavorNameProblemProps) {
    this.code = props.code;
    this.what = props.what;
    this.position = props.index + 1;
    this.allowed = props.allowed;
    this.fix = props.fix;
  }

  /** The name received and what stands at the position; control characters escaped, shortened when long. */
  public get got(): string {
    const { text, index, found = text.charAt(index), code } = this.props;
    return code === "SCSBP-5001"
      ? Quote.text(text)
      : `${Quote.text(text)}, at character ${this.position}: ${found === "" ? "the end" : Quote.text(found)}`;
  }

  /** The problem as the error that `FlavorName.parse` throws. @jsii ignore */
  public toError(): BlueprintError {
    return refuse(this.code, {
      what: this.what,
      got: this.got,
      allowed: this.allowed,
      fix: this.fix ?? "see scs-0100-v3, or compose the name with FlavorName.compose",
    });
  }
}
