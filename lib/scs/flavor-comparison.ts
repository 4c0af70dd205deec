import { FindingResult, type Finding } from "./finding";
import type { StandardFlavor } from "./flavors";
import type { FlavorFacts } from "./flavor-promise";

/** A flavor as a cloud lists it. */
export interface ObservedFlavor extends FlavorFacts {
  /** Name in Nova. */
  readonly name: string;
}

/** Looked up by this extra spec first, then by name (scs-0103-flavor-*). */
const LOOKUP_KEY = "scs:name-v2";

/** The exact comparison of scs-0103-v1. @internal */
export class FlavorComparison {
  public static check(standard: StandardFlavor, observed: readonly ObservedFlavor[]): Finding {
    const canonical = standard.name.canonical;
    const found = observed.filter((flavor) => (flavor.extraSpecs?.[LOOKUP_KEY] ?? flavor.name) === canonical);
    if (found.length === 0) {
      const misnamed = observed.find((flavor) => flavor.name === canonical);
      return FlavorComparison.finding(standard, FindingResult.FAIL, {
        message: `flavor ${canonical} is missing`,
        got: misnamed === undefined ? "absent" : `${LOOKUP_KEY}=${misnamed.extraSpecs?.[LOOKUP_KEY] ?? ""}`,
        allowed: FlavorComparison.wanted(standard),
        fix:
          misnamed === undefined
            ? `create flavor ${canonical}`
            : `set ${LOOKUP_KEY}=${canonical} on the flavor of that name: the official test looks there first`,
      });
    }
    const wrong = found
      .map((flavor) => FlavorComparison.differences(standard, flavor))
      .filter((each) => each.length > 0);
    if (wrong.length > 0) {
      const undecided = wrong.length < found.length;
      return FlavorComparison.finding(standard, undecided ? FindingResult.UNKNOWN : FindingResult.FAIL, {
        message: undecided
          ? `${found.length} flavors answer to ${canonical} and not all are right: the official verdict depends on their order`
          : `flavor ${canonical} differs from the standard, which must be met exactly`,
        got: wrong.flat().join(", "),
        allowed: FlavorComparison.wanted(standard),
        fix: "set these values; vCPUs, RAM and disk of a flavor cannot be changed, so create it anew",
      });
    }
    const extra = standard.diskGB === 0 && found.some((flavor) => flavor.extraSpecs?.["scs:disk0-type"] !== undefined);
    if (extra) {
      return FlavorComparison.finding(standard, FindingResult.WARN, {
        message: "a flavor without disk carries scs:disk0-type; the standard forbids it, the official test ignores it",
        got: "scs:disk0-type is set",
        allowed: "unset",
        fix: "remove scs:disk0-type",
      });
    }
    return FlavorComparison.finding(standard, FindingResult.PASS, { message: `flavor ${canonical} is as it must be` });
  }

  private static differences(standard: StandardFlavor, flavor: ObservedFlavor): string[] {
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

  private static wanted(standard: StandardFlavor): string {
    const specs = Object.entries(standard.extraSpecs).map(([key, value]) => `${key}=${value}`);
    return [`${standard.vcpus} vCPUs`, `${standard.ramMiB} MiB`, `${standard.diskGB} GB`, ...specs].join(", ");
  }

  private static finding(
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
}
