import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";

const FORM = /^(20\d{2})\.([12])$/;

/**
 * A release of OpenStack, as Yaook's operators take it in `targetRelease`: a text, never a number.
 *
 * The operators hold a list of releases each, and go from one to the next of that list only (docs.yaook.cloud,
 * implementation_details/openstack_upgrades). Those lists are not to be had; the releases here are those that public
 * Yaook clouds run, in the order in which they were gone through: 2024.1 drmtoboggan/yaook-caracal; 2025.1
 * lanixx/talos-aws; 2025.1, 2025.2, 2026.1 RPCU/argus infrastructure/yaook (2025.1 → 2026.1 had been tried there
 * and was taken back).
 *
 * @example
 * YaookRelease.fromName("2025.1").next?.name; // "2025.2"
 * YaookRelease.upgradePath(YaookRelease.V2024_1, YaookRelease.V2025_2).map((one) => one.name); // ["2025.1", "2025.2"]
 */
export class YaookRelease {
  /** Caracal. Domain managers need policies of one's own (scs-0302: native from 2024.2 on). */
  public static readonly V2024_1 = new YaookRelease("2024.1");
  /** Epoxy. */
  public static readonly V2025_1 = new YaookRelease("2025.1");
  /** Flamingo. */
  public static readonly V2025_2 = new YaookRelease("2025.2");
  /** Gazpacho. */
  public static readonly V2026_1 = new YaookRelease("2026.1");

  /** The known ones, oldest first: the order of upgrades. */
  public static get known(): YaookRelease[] {
    return [YaookRelease.V2024_1, YaookRelease.V2025_1, YaookRelease.V2025_2, YaookRelease.V2026_1];
  }

  /**
   * A known release.
   *
   * @throws BlueprintError SCSBP-6500 for any other
   */
  public static fromName(name: string): YaookRelease {
    const found = YaookRelease.known.find((one) => one.name === name);
    if (found === undefined) {
      throw refuse("SCSBP-6500", {
        what: "not a release that Yaook's operators are known to run (targetRelease)",
        got: JSON.stringify(name),
        allowed: YaookRelease.known.map((one) => one.name).join(", "),
        fix: "use one of these, or YaookRelease.unlisted(name, why) if the installed operators have it in their lists",
      });
    }
    return found;
  }

  /**
   * A release that operators newer than this library know.
   *
   * @param name year and number, `2026.2`
   * @param why for who reads the program: where the operators' list was looked up
   * @throws BlueprintError SCSBP-6500 for what is not a release of OpenStack, or no reason
   */
  public static unlisted(name: string, why: string): YaookRelease {
    if (!FORM.test(name) || why.trim() === "") {
      throw refuse("SCSBP-6500", {
        what: "an unlisted release has a year and a number, and a reason",
        got: `${JSON.stringify(name)}, ${JSON.stringify(why)}`,
        allowed: "such as 2026.2, and where the operators' list has it",
        fix: "look into RELEASES of the operators' source at the chart's version",
      });
    }
    return YaookRelease.known.find((one) => one.name === name) ?? new YaookRelease(name);
  }

  /**
   * The releases to go through, one `targetRelease` after the other, the last one being `to`; none if both are the same.
   *
   * @throws BlueprintError SCSBP-6501 for a way back
   */
  public static upgradePath(from: YaookRelease, to: YaookRelease): YaookRelease[] {
    if (to.isBefore(from)) {
      throw YaookRelease.refused(from, to, `${from.name} or newer`, "restore a backup: the operators do not go back");
    }
    const between = YaookRelease.known.filter((one) => from.isBefore(one) && one.isBefore(to));
    return to.name === from.name ? [] : [...between, to];
  }

  private static refused(from: YaookRelease, to: YaookRelease, allowed: string, fix: string): BlueprintError {
    return refuse("SCSBP-6501", {
      what: `Yaook's operators do not go from ${from.name} to ${to.name} (targetRelease)`,
      got: to.name,
      allowed,
      fix,
    });
  }

  private constructor(
    /** Year and number, `2025.1`. */
    public readonly name: string,
  ) {}

  /** The known release after this one. @default - none is known */
  public get next(): YaookRelease | undefined {
    return YaookRelease.known.find((one) => this.isBefore(one));
  }

  /** Whether this one came out before the other. */
  public isBefore(other: YaookRelease): boolean {
    return this.order < other.order;
  }

  /**
   * Refuses this release as a step from the one that is installed: the next of the list, or the same.
   *
   * @throws BlueprintError SCSBP-6501
   */
  public requireStepFrom(installed: YaookRelease): void {
    const path = YaookRelease.upgradePath(installed, this);
    const step = path[0];
    if (path.length > 1 && step !== undefined) {
      throw YaookRelease.refused(
        installed,
        this,
        `${installed.name}, ${step.name}`,
        `apply ${path.map((one) => one.name).join(", then ")}, each until status.installedRelease says so`,
      );
    }
  }

  private get order(): number {
    const [, year, number] = FORM.exec(this.name) ?? [];
    return Number(year) * 2 + Number(number);
  }
}
