import { FindingResult, type Finding } from "./finding";
import type { FlavorName } from "./flavor-name";
import { FlavorCpuType, FlavorDiskType } from "./flavor-types";

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

/** "A name must not promise more than the flavor gives" (scs-0100-v3). @internal */
export class FlavorPromise {
  /**
   * RAM in GiB that the official test credits a flavor with: rounded down to tenths after adding 51 MiB, half of a
   * tenth of a GiB (scs-0100-semantics-check).
   */
  public static creditedGiB(ramMiB: number): number {
    return Math.floor((ramMiB + 51) / 102.4) / 10;
  }

  public static check(name: FlavorName, against: FlavorFacts): Finding[] {
    const findings = [
      FlavorPromise.compare(name, "vCPUs", against.vcpus >= name.vcpus, against.vcpus, name.vcpus, ""),
      FlavorPromise.compare(
        name,
        "RAM",
        FlavorPromise.creditedGiB(against.ramMiB) >= name.ramGiB,
        against.ramMiB,
        name.ramMiB,
        " MiB",
      ),
      FlavorPromise.disk(name, against),
    ];
    return [...findings, ...FlavorPromise.extraSpecs(name, against.extraSpecs ?? {})];
  }

  private static disk(name: FlavorName, against: FlavorFacts): Finding {
    if (name.hasDisk && name.diskGB === undefined) {
      return FlavorPromise.finding(name, {
        clause: "disk",
        result: FindingResult.UNKNOWN,
        message:
          "the name has a disk part without size: the official check aborts on it and the testcase is not passed",
        got: `${against.diskGB} GB`,
        fix: "name the size, or leave the disk part out",
      });
    }
    const promised = name.diskGB ?? 0;
    return FlavorPromise.compare(name, "disk", against.diskGB >= promised, against.diskGB, promised, " GB");
  }

  private static extraSpecs(name: FlavorName, specs: Readonly<Record<string, string>>): Finding[] {
    const findings: Finding[] = [];
    const cpuType = specs["scs:cpu-type"];
    if (cpuType !== undefined) {
      const less = CPU_ORDER.indexOf(cpuType as FlavorCpuType) < CPU_ORDER.indexOf(name.cpuType);
      findings.push(FlavorPromise.spec(name, "scs:cpu-type", !less, cpuType, name.cpuType));
    }
    const diskType = specs["scs:disk0-type"];
    const promised = name.diskType;
    if (diskType !== undefined && promised !== undefined && promised !== FlavorDiskType.NETWORK) {
      const less = DISK_ORDER.indexOf(diskType as FlavorDiskType) < DISK_ORDER.indexOf(promised);
      findings.push(FlavorPromise.spec(name, "scs:disk0-type", !less, diskType, promised));
    }
    return findings;
  }

  private static compare(
    name: FlavorName,
    clause: string,
    holds: boolean,
    got: number,
    promised: number,
    unit: string,
  ): Finding {
    return FlavorPromise.finding(name, {
      clause,
      result: holds ? FindingResult.PASS : FindingResult.FAIL,
      message: holds ? `${clause} as promised` : `the name promises more ${clause} than the flavor has`,
      got: `${got}${unit}`,
      allowed: `at least ${promised}${unit}`,
      fix: holds ? undefined : "give the flavor what its name says, or rename it",
    });
  }

  private static spec(name: FlavorName, key: string, holds: boolean, got: string, promised: string): Finding {
    return FlavorPromise.finding(name, {
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

  private static finding(
    name: FlavorName,
    part: Pick<Finding, "clause" | "result" | "message" | "got" | "allowed" | "fix">,
  ): Finding {
    return { testcase: TESTCASE, standard: STANDARD, subject: name.canonical, ...part };
  }
}
