import { refuse } from "./errors";
import { ScsData, type FlavorRow } from "./data";
import { type Finding, FindingResult } from "./finding";
import { type FlavorFacts, FlavorName } from "./flavor-name";
import { FlavorCpuType, FlavorDiskType, FlavorSyntax } from "./flavor-types";
import { Quote } from "./quote";
import { Suggestions } from "./suggestions";

/** How strongly scs-0103-v1 (v1.2) asks for a flavor. */
export enum StandardFlavorStatus {
  /** Every SCS-compatible cloud has it. */
  MANDATORY = "mandatory",
  /** A cloud should have it; no certificate depends on it. */
  RECOMMENDED = "recommended",
}

/** One flavor of scs-0103-v1. */
export interface StandardFlavor {
  readonly name: FlavorName;
  readonly status: StandardFlavorStatus;
  readonly vcpus: number;
  readonly cpuType: FlavorCpuType;
  readonly ramGiB: number;
  /** RAM as Nova counts it. */
  readonly ramMiB: number;
  /** 0 without root disk. */
  readonly diskGB: number;
  /** Disk type the text asks for. @default - no disk, or any type */
  readonly diskType?: FlavorDiskType;
  /** The `scs:` extra specs the official test compares. */
  readonly extraSpecs: Record<string, string>;
  /** Official testcase of its presence. */
  readonly testcase: string;
}

/** What a workload needs, for `StandardFlavors.findFlavor`. */
export interface FlavorNeed {
  /** At least so many vCPUs. @default 1 */
  readonly vcpus?: number;
  /** At least so much RAM in GiB. @default - any */
  readonly minRamGiB?: number;
  /** At least so large a root disk in GB. @default - any, also none */
  readonly minDiskGB?: number;
  /** A local SSD (or better) that the standard promises, such as for etcd (scs-0110-v1). @default false */
  readonly localSsd?: boolean;
  /** At least this kind of vCPU. @default FlavorCpuType.SHARED_CORE */
  readonly minCpuType?: FlavorCpuType;
  /** Only flavors that every SCS-compatible cloud has. @default false */
  readonly mandatoryOnly?: boolean;
}

/**
 * The standard flavors: 15 mandatory and 16 recommended ones (scs-0103-v1, revision v1.2).
 */
export class StandardFlavors {
  /** All of them, in the order of the standard. */
  public static all(): StandardFlavor[] {
    StandardFlavors.cached ??= ScsData.flavors().flavors.map((row) => StandardFlavors.fromRow(row));
    return [...StandardFlavors.cached];
  }

  /** The 15 that every SCS-compatible cloud (IaaS v4 and later) has. */
  public static mandatory(): StandardFlavor[] {
    return StandardFlavors.all().filter((flavor) => flavor.status === StandardFlavorStatus.MANDATORY);
  }

  /** The 16 that a cloud should have. */
  public static recommended(): StandardFlavor[] {
    return StandardFlavors.all().filter((flavor) => flavor.status === StandardFlavorStatus.RECOMMENDED);
  }

  /**
   * The standard flavor of a name in any spelling (`SCS-2V-4`, `SCS-2V:4`, `SCS-02V-4.0`), or undefined.
   *
   * @example
   * StandardFlavors.find("SCS-2V:4")?.testcase; // "scs-0103-flavor-2v-4"
   */
  public static find(name: string): StandardFlavor | undefined {
    const parsed = FlavorName.tryParse(name, FlavorSyntax.V3).name ?? FlavorName.tryParse(name, FlavorSyntax.V1).name;
    return parsed === undefined
      ? undefined
      : StandardFlavors.all().find((flavor) => flavor.name.canonical === parsed.canonical);
  }

  /**
   * As `find`, but refuses.
   *
   * @throws BlueprintError SCSBP-5005, naming the nearest
   */
  public static get(name: string): StandardFlavor {
    const flavor = StandardFlavors.find(name);
    if (flavor === undefined) {
      const nearest = StandardFlavors.closest(name);
      throw refuse("SCSBP-5005", {
        got: Quote.text(name),
        allowed: "the 31 flavors of scs-0103-v1",
        fix: nearest.length > 0 ? `nearest are ${nearest.join(", ")}` : "see StandardFlavors.all()",
      });
    }
    return flavor;
  }

  /**
   * Names nearest to `name`, best first, at most three: by resources when it is a valid SCS name, else by spelling.
   *
   * @param names what to choose from; @default - all standard flavors
   *
   * @example
   * StandardFlavors.closest("SCS-3V-8"); // ["SCS-4V-8", "SCS-2V-8", …]
   */
  public static closest(name: string, names?: string[]): string[] {
    const known = names ?? StandardFlavors.all().map((flavor) => flavor.name.canonical);
    const wanted = FlavorName.tryParse(name, FlavorSyntax.V3).name ?? FlavorName.tryParse(name, FlavorSyntax.V1).name;
    if (wanted === undefined) {
      return Suggestions.nearest(name, known);
    }
    return known
      .map((each, index) => ({ each, index, name: FlavorName.tryParse(each, FlavorSyntax.V3).name }))
      .flatMap(({ each, index, name: other }) =>
        other === undefined ? [] : [{ each, index, distance: StandardFlavors.distance(wanted, other) }],
      )
      .sort((a, b) => a.distance - b.distance || a.index - b.index)
      .slice(0, 3)
      .map(({ each }) => each);
  }

  /**
   * The smallest standard flavor that fits: mandatory before recommended, then fewest vCPUs, least RAM, least disk.
   * Undefined when none fits.
   *
   * @example
   * StandardFlavors.findFlavor({ vcpus: 2, minRamGiB: 6, localSsd: true })?.name.canonical; // "SCS-4V-16-100s"
   */
  public static findFlavor(need: FlavorNeed): StandardFlavor | undefined {
    return StandardFlavors.fitting(need)[0];
  }

  /** All standard flavors that fit, the best first. */
  public static fitting(need: FlavorNeed): StandardFlavor[] {
    const cpuTypes = Object.values(FlavorCpuType);
    const minCpu = cpuTypes.indexOf(need.minCpuType ?? FlavorCpuType.SHARED_CORE);
    const rank = (flavor: StandardFlavor): number => (flavor.status === StandardFlavorStatus.MANDATORY ? 0 : 1);
    return StandardFlavors.all()
      .filter(
        (flavor) =>
          flavor.vcpus >= (need.vcpus ?? 1) &&
          flavor.ramGiB >= (need.minRamGiB ?? 0) &&
          flavor.diskGB >= (need.minDiskGB ?? 0) &&
          cpuTypes.indexOf(flavor.cpuType) >= minCpu &&
          (need.localSsd !== true ||
            flavor.diskType === FlavorDiskType.SSD ||
            flavor.diskType === FlavorDiskType.NVME) &&
          (need.mandatoryOnly !== true || flavor.status === StandardFlavorStatus.MANDATORY),
      )
      .sort((a, b) => rank(a) - rank(b) || a.vcpus - b.vcpus || a.ramGiB - b.ramGiB || a.diskGB - b.diskGB);
  }

  /**
   * Holds the flavors of a cloud against scs-0103-v1: one finding for each standard flavor, with its official testcase.
   * Exact, unlike scs-0100: more vCPUs, RAM or disk than named fail too.
   *
   * @param observed all flavors the tenant can list
   * @param withRecommended also the 16 recommended ones; @default false
   */
  public static compare(observed: ObservedFlavor[], withRecommended = false): Finding[] {
    const wanted = withRecommended ? StandardFlavors.all() : StandardFlavors.mandatory();
    return wanted.map((flavor) => compareWithStandard(flavor, observed));
  }

  private static cached?: StandardFlavor[];

  private static fromRow(row: FlavorRow): StandardFlavor {
    const diskType = Object.values(FlavorDiskType).find((each) => each === row.diskTypeInStandard);
    return {
      name: FlavorName.parse(row.name),
      status: row.currentStatus as StandardFlavorStatus,
      vcpus: row.vcpus,
      cpuType: row.cpuType as FlavorCpuType,
      ramGiB: row.ramGiB,
      ramMiB: row.ramMiB,
      diskGB: row.diskGB,
      diskType,
      extraSpecs: { ...row.extraSpecsExpectedByTest },
      testcase: row.testcase,
    };
  }

  /** Doublings between two flavors; what a wrong kind of CPU or disk costs is a judgement. */
  private static distance(a: FlavorName, b: FlavorName): number {
    const doublings = (from: number, to: number): number => Math.abs(Math.log2(from) - Math.log2(to));
    const cpuTypes = Object.values(FlavorCpuType);
    const [diskA, diskB] = [a.diskGB ?? 0, b.diskGB ?? 0];
    const smaller = b.vcpus < a.vcpus || b.ramGiB < a.ramGiB ? 0.5 : 0;
    return (
      2 * doublings(a.vcpus, b.vcpus) +
      2 * doublings(a.ramGiB, b.ramGiB) +
      Math.abs(cpuTypes.indexOf(a.cpuType) - cpuTypes.indexOf(b.cpuType)) +
      (a.hasDisk === b.hasDisk ? 0 : 1) +
      0.5 * doublings(diskA + 1, diskB + 1) +
      (a.diskType === b.diskType ? 0 : 0.5) +
      smaller
    );
  }
}

/** A flavor as a cloud lists it. */
export interface ObservedFlavor extends FlavorFacts {
  /** Name in Nova. */
  readonly name: string;
}

/** Looked up by this extra spec first, then by name (scs-0103-flavor-*). */
const LOOKUP_KEY = "scs:name-v2";

/** The exact comparison of scs-0103-v1. */
function compareWithStandard(standard: StandardFlavor, observed: readonly ObservedFlavor[]): Finding {
  const canonical = standard.name.canonical;
  const found = observed.filter((flavor) => (flavor.extraSpecs?.[LOOKUP_KEY] ?? flavor.name) === canonical);
  if (found.length === 0) {
    const misnamed = observed.find((flavor) => flavor.name === canonical);
    return finding(standard, FindingResult.FAIL, {
      message: `flavor ${canonical} is missing`,
      got: misnamed === undefined ? "absent" : `${LOOKUP_KEY}=${misnamed.extraSpecs?.[LOOKUP_KEY] ?? ""}`,
      allowed: wanted(standard),
      fix:
        misnamed === undefined
          ? `create flavor ${canonical}`
          : `set ${LOOKUP_KEY}=${canonical} on the flavor of that name: the official test looks there first`,
    });
  }
  const wrong = found.map((flavor) => differences(standard, flavor)).filter((each) => each.length > 0);
  if (wrong.length > 0) {
    const undecided = wrong.length < found.length;
    return finding(standard, undecided ? FindingResult.UNKNOWN : FindingResult.FAIL, {
      message: undecided
        ? `${found.length} flavors answer to ${canonical} and not all are right: the official verdict depends on their order`
        : `flavor ${canonical} differs from the standard, which must be met exactly`,
      got: wrong.flat().join(", "),
      allowed: wanted(standard),
      fix: "set these values; vCPUs, RAM and disk of a flavor cannot be changed, so create it anew",
    });
  }
  const extra = standard.diskGB === 0 && found.some((flavor) => flavor.extraSpecs?.["scs:disk0-type"] !== undefined);
  if (extra) {
    return finding(standard, FindingResult.WARN, {
      message: "a flavor without disk carries scs:disk0-type; the standard forbids it, the official test ignores it",
      got: "scs:disk0-type is set",
      allowed: "unset",
      fix: "remove scs:disk0-type",
    });
  }
  return finding(standard, FindingResult.PASS, { message: `flavor ${canonical} is as it must be` });
}

function differences(standard: StandardFlavor, flavor: ObservedFlavor): string[] {
  const rows: [string, string, string][] = [
    ["vCPUs", String(flavor.vcpus), String(standard.vcpus)],
    ["RAM MiB", String(flavor.ramMiB), String(standard.ramMiB)],
    ["disk GB", String(flavor.diskGB), String(standard.diskGB)],
    ...Object.entries(standard.extraSpecs).map(([key, value]): [string, string, string] => [
      key,
      flavor.extraSpecs?.[key] ?? "(unset)",
      value,
    ]),
  ];
  return rows.filter(([, got, want]) => got !== want).map(([key, got]) => `${key}: ${got}`);
}

function wanted(standard: StandardFlavor): string {
  const specs = Object.entries(standard.extraSpecs).map(([key, value]) => `${key}=${value}`);
  return [`${standard.vcpus} vCPUs`, `${standard.ramMiB} MiB`, `${standard.diskGB} GB`, ...specs].join(", ");
}

function finding(
  standard: StandardFlavor,
  result: FindingResult,
  part: Pick<Finding, "message" | "got" | "allowed" | "fix">,
): Finding {
  return {
    testcase: standard.testcase,
    standard: "scs-0103-v1",
    clause: `${standard.status} flavor`,
    subject: standard.name.canonical,
    result,
    ...part,
  };
}
