import { refuse } from "@scs-blueprints/standards/errors";
import { FindingResult, KubernetesVersions } from "@scs-blueprints/standards";

/**
 * A version of Kubernetes, once, in whichever form its target wants: `v1.34.7` for Cluster API, `1.34.7` for Gardener,
 * `1.34` for a cluster stack.
 *
 * @example
 * const version = KubernetesVersion.parse("1.36.4");
 * version.tag; // "v1.36.4"
 * version.minor; // "1.36"
 */
export class KubernetesVersion {
  /**
   * @param text major, minor and patch, with or without a `v` in front
   * @throws BlueprintError SCSBP-6400 for what is no whole version, SCSBP-6401 for a minor that is known to be past its
   * end of life on the day of the library's table
   */
  public static parse(text: string): KubernetesVersion {
    const version = KubernetesVersion.read(text);
    version.requireNotOutdated(text);
    return version;
  }

  /**
   * A version that is past its end of life, for a cluster that runs it until it is upgraded.
   *
   * @param why the reason, for who reads the program
   * @throws BlueprintError SCSBP-6400 for what is no whole version, SCSBP-6402 without a reason
   */
  public static outdated(text: string, why: string): KubernetesVersion {
    if (why.trim() === "") {
      throw refuse("SCSBP-6402", {
        got: text,
        allowed: "a reason, such as the ticket of the upgrade",
        fix: `KubernetesVersion.outdated("${text}", "…")`,
      });
    }
    return KubernetesVersion.read(text);
  }

  private static read(text: string): KubernetesVersion {
    const match = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(text);
    if (match === null) {
      const onlyMinor = /^v?\d+\.\d+$/.test(text);
      throw refuse("SCSBP-6400", {
        what: onlyMinor ? "a cluster runs a patch release, this is a minor version" : "not a version of Kubernetes",
        got: JSON.stringify(text),
        allowed: "major, minor and patch, such as 1.36.4 or v1.36.4",
        fix: "name the patch release; what a target wants less of (1.36) or in another form it is given so",
      });
    }
    const minor = `${Number(match[1])}.${Number(match[2])}`;
    return new KubernetesVersion(`${minor}.${Number(match[3])}`, minor);
  }

  private constructor(
    /** `1.36.4`. */
    public readonly text: string,
    /** `1.36`. */
    public readonly minor: string,
  ) {}

  /** `v1.36.4`. */
  public get tag(): string {
    return `v${this.text}`;
  }

  /**
   * Refuses what the library's own table knows to be over. The day is the table's, not today's: the same program
   * synthesizes the same on any day. What has gone out of support since then is found by `check`, which has a clock.
   */
  private requireNotOutdated(text: string): void {
    const day = KubernetesVersions.tableDate();
    if (KubernetesVersions.minorAlive(this.text, day).result === FindingResult.FAIL) {
      const row = KubernetesVersions.all().find((one) => one.minor === this.minor);
      throw refuse("SCSBP-6401", {
        what: `Kubernetes ${this.minor} is past its end of life${row === undefined ? "" : ` (${row.endOfLife})`}`,
        got: text,
        allowed: KubernetesVersions.aliveAt(day)
          .map((one) => one.minor)
          .join(", "),
        fix: "upgrade: scs-0210 asks for a version that upstream supports; for the time until then use KubernetesVersion.outdated()",
      });
    }
  }
}
