import { Outcome, type Finding } from "../report-model";

/**
 * Findings that say the same of several things: they are told once. Two dozen images without a property are one
 * sentence and a list.
 *
 * @internal
 */
export class Alike {
  /** Groups in the order of their first finding; none is empty. */
  public static groups(findings: readonly Finding[]): (readonly [Finding, ...Finding[]])[] {
    const groups = new Map<string, [Finding, ...Finding[]]>();
    for (const finding of findings) {
      const { outcome, evidence, message, got, allowed, fix, waiver } = finding;
      const key = JSON.stringify([outcome, evidence, message, got, allowed, fix, waiver?.id]);
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [finding]);
      } else {
        group.push(finding);
      }
    }
    return [...groups.values()];
  }

  /** Whether a finding asks for something, or says that something is not known. */
  public static isTelling({ outcome }: Finding): boolean {
    return outcome !== Outcome.PASS && outcome !== Outcome.NOT_APPLICABLE;
  }
}
