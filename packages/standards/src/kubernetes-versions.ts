import { refuse } from "./errors";
import { ScsData } from "./data";
import { FindingResult, type Finding } from "./finding";
import { Quote } from "./quote";
import { UtcTime } from "./utc-time";

/** One minor version of Kubernetes. */
export interface KubernetesMinor {
  /** Such as `1.36`. */
  readonly minor: string;
  /** Day of release, YYYY-MM-DD. */
  readonly releasedAt: string;
  /** Last day of upstream support, YYYY-MM-DD. */
  readonly endOfLife: string;
  /** Whether the table of the official test knows it. */
  readonly inOfficialTable: boolean;
}

/** One patch release of Kubernetes. */
export interface KubernetesPatch {
  /** Such as `1.36.4`. */
  readonly version: string;
  /** Day of release, YYYY-MM-DD. */
  readonly releasedAt: string;
  /** Whether it repairs a vulnerability with a CVSS base score of 8 or more. @default false */
  readonly fixesSevere?: boolean;
}

/** What runs, and what is on offer. */
export interface KubernetesVersionFacts {
  /** Version of the cluster, such as `v1.36.4` or `1.36.4`. @default - no cluster to look at */
  readonly running?: string;
  /** Minor versions that users can order, such as `1.36`. @default - not known */
  readonly offered?: string[];
  /** Known patch releases, in place of the library's table. @default - the table, as of its source date */
  readonly patches?: KubernetesPatch[];
}

const TESTCASE = "version-policy-check";
const STANDARD = "scs-0210-v2";
/** Months until a new minor must be on offer. */
const MINOR_MONTHS = 4;
/** Days after which a newer patch must be in use, as the official test counts them. */
const PATCH_DAYS = 31;
/** The same when the patch repairs a severe vulnerability. */
const SEVERE_PATCH_DAYS = 14;

/**
 * Versions of Kubernetes on a day (scs-0210-v2): patches within a month (two weeks when severe), new minors within four
 * months, every minor until its end of life upstream.
 */
export class KubernetesVersions {
  /** All known minor versions, newest first. */
  public static all(): KubernetesMinor[] {
    return ScsData.kubernetes().minors.map((row) => ({ ...row }));
  }

  /** Day up to which the library's table is complete, YYYY-MM-DD. */
  public static tableDate(): string {
    return ScsData.kubernetes().patchesCompleteUntil;
  }

  /** Known patch releases, newest first within a minor. */
  public static patches(): KubernetesPatch[] {
    return Object.entries(ScsData.kubernetes().patches).map(([version, releasedAt]) => ({ version, releasedAt }));
  }

  /**
   * Minor versions released and not at their end of life on a day, newest first. The last day still counts.
   *
   * @example
   * KubernetesVersions.aliveAt("2026-11-23").map((each) => each.minor); // ["1.37", "1.36", "1.35"]
   */
  public static aliveAt(date: string): KubernetesMinor[] {
    const day = UtcTime.day(UtcTime.require(date, "the day of the check"));
    return KubernetesVersions.all().filter((each) => each.releasedAt <= day && day <= each.endOfLife);
  }

  /** Minor versions that a provider must offer on a day: alive, and released at least four months ago. */
  public static requiredAt(date: string): KubernetesMinor[] {
    const now = UtcTime.require(date, "the day of the check");
    return KubernetesVersions.aliveAt(date).filter(
      (each) => UtcTime.plusMonths(UtcTime.require(each.releasedAt, "day of release"), MINOR_MONTHS) <= now,
    );
  }

  /**
   * Checks what runs and what is on offer.
   *
   * @param date day of the check, YYYY-MM-DD
   * @throws BlueprintError SCSBP-5010 for an unreadable date, SCSBP-5040 for an unreadable version
   */
  public static check(facts: KubernetesVersionFacts, date: string): Finding[] {
    const now = UtcTime.require(date, "the day of the check");
    const findings: Finding[] = [];
    if (facts.running !== undefined) {
      findings.push(KubernetesVersions.minorAlive(facts.running, date));
      findings.push(KubernetesVersions.patchCurrent(facts.running, facts.patches, now));
    }
    if (facts.offered !== undefined) {
      findings.push(KubernetesVersions.offer(facts.offered, date));
    }
    return findings;
  }

  /**
   * Whether the minor version is within upstream support on a day; unknown for one that is newer than the table.
   *
   * @throws BlueprintError SCSBP-5010 for an unreadable date, SCSBP-5040 for an unreadable version
   */
  public static minorAlive(running: string, date: string): Finding {
    const { minor } = KubernetesVersions.read(running);
    const clause = "minor version within upstream support";
    const row = KubernetesVersions.all().find((each) => each.minor === minor);
    if (row === undefined) {
      const oldest = KubernetesVersions.all().at(-1)?.minor ?? "";
      const past = KubernetesVersions.compare(`${minor}.0`, `${oldest}.0`) < 0;
      return {
        ...KubernetesVersions.finding(
          clause,
          past ? FindingResult.FAIL : FindingResult.UNKNOWN,
          past ? `${minor} is long past its end of life` : `the library does not know ${minor}: its table is older`,
        ),
        got: running,
        fix: past ? "upgrade the cluster" : "update the library",
      };
    }
    const alive = UtcTime.day(UtcTime.require(date, "the day of the check")) <= row.endOfLife;
    if (!alive) {
      return {
        ...KubernetesVersions.finding(
          clause,
          FindingResult.FAIL,
          `${minor} reached its end of life on ${row.endOfLife}`,
        ),
        got: running,
        allowed: KubernetesVersions.aliveAt(date)
          .map((each) => each.minor)
          .join(", "),
        fix: "upgrade the cluster",
      };
    }
    return row.inOfficialTable
      ? {
          ...KubernetesVersions.finding(clause, FindingResult.PASS, `${minor} is supported until ${row.endOfLife}`),
          got: running,
        }
      : {
          ...KubernetesVersions.finding(
            clause,
            FindingResult.WARN,
            `${minor} is supported until ${row.endOfLife}, but the official test of ${ScsData.kubernetes().source.standardsCommitDate} does not know it`,
          ),
          got: running,
        };
  }

  private static patchCurrent(running: string, given: KubernetesPatch[] | undefined, now: number): Finding {
    const { minor, version } = KubernetesVersions.read(running);
    const clause = "patch version current";
    const newer = (given ?? KubernetesVersions.patches()).filter(
      (patch) =>
        KubernetesVersions.read(patch.version).minor === minor &&
        KubernetesVersions.compare(patch.version, version) > 0,
    );
    const due = newer.filter((patch) => {
      const days = patch.fixesSevere === true ? SEVERE_PATCH_DAYS : PATCH_DAYS;
      return UtcTime.plusDays(UtcTime.require(patch.releasedAt, "day of release"), days) < now;
    });
    if (due.length > 0) {
      return {
        ...KubernetesVersions.finding(clause, FindingResult.FAIL, `${version} should have been replaced by now`),
        got: running,
        allowed: due.map((patch) => `${patch.version} of ${patch.releasedAt}`).join(", "),
        fix: "upgrade to the newest patch of the same minor",
      };
    }
    const until = ScsData.kubernetes().patchesCompleteUntil;
    if (given === undefined && UtcTime.plusDays(UtcTime.require(until, "day of the table"), SEVERE_PATCH_DAYS) < now) {
      return {
        ...KubernetesVersions.finding(
          clause,
          FindingResult.UNKNOWN,
          `the library's table of patches ends on ${until}: newer ones may be due`,
        ),
        got: running,
        fix: "pass the list of patch releases, or look at https://kubernetes.io/releases/",
      };
    }
    const message =
      newer.length === 0
        ? `no newer patch than ${version} is known`
        : "a newer patch is out, but within the allowed time";
    return { ...KubernetesVersions.finding(clause, FindingResult.PASS, message), got: running };
  }

  private static offer(offered: readonly string[], date: string): Finding {
    const minors = offered.map((each) => KubernetesVersions.read(each).minor);
    const missing = KubernetesVersions.requiredAt(date).filter((each) => !minors.includes(each.minor));
    const clause = "every supported minor on offer, new ones within four months (not tested officially)";
    return missing.length === 0
      ? { ...KubernetesVersions.finding(clause, FindingResult.PASS, "all are on offer"), got: offered.join(", ") }
      : {
          ...KubernetesVersions.finding(clause, FindingResult.FAIL, "minor versions are missing from the offer"),
          got: offered.join(", "),
          allowed: missing.map((each) => `${each.minor}, released ${each.releasedAt}`).join("; "),
          fix: "test and offer them",
        };
  }

  /** `v1.36.4`, `1.36.4-gke.1`, `1.36` (patch 0). */
  private static read(text: string): { readonly minor: string; readonly version: string } {
    const match = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,5}))?(?:[-+][0-9A-Za-z.+-]{0,100})?$/.exec(text);
    if (match === null || text.endsWith("\n")) {
      throw refuse("SCSBP-5040", {
        got: Quote.text(text),
        allowed: "major.minor.patch, such as v1.36.4",
        fix: "pass what GET /version says as gitVersion",
      });
    }
    const [major, minor, patch] = [match[1], match[2], match[3] ?? "0"].map(Number) as [number, number, number];
    return { minor: `${major}.${minor}`, version: `${major}.${minor}.${patch}` };
  }

  private static compare(a: string, b: string): number {
    const [left, right] = [a, b].map((each) => KubernetesVersions.read(each).version.split(".").map(Number));
    for (let index = 0; index < 3; index += 1) {
      const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
      if (difference !== 0) {
        return difference;
      }
    }
    return 0;
  }

  private static finding(clause: string, result: FindingResult, message: string): Finding {
    return { testcase: TESTCASE, standard: STANDARD, clause, result, message };
  }
}
