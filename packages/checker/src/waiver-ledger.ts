import type { FindingSubject } from "./assembly/declared";
import { WaiverState, type WaiverRecord, type WaiverReference } from "./report-model";
import type { Waiver } from "./waiver";

/** Which waiver covers what, and how often. @internal */
export class WaiverLedger {
  private readonly covered = new Map<Waiver, number>();

  public constructor(
    private readonly waivers: readonly Waiver[],
    private readonly date: string,
  ) {}

  /** The waiver that covers a violation: one that holds before one that expired. Each that would cover it counts it. */
  public use(ruleId: string, subject: FindingSubject): WaiverReference | undefined {
    const matching = this.waivers.filter((waiver) => waiver.covers(ruleId, subject));
    for (const waiver of matching) {
      this.covered.set(waiver, (this.covered.get(waiver) ?? 0) + 1);
    }
    const chosen = matching.find((waiver) => !waiver.isExpiredAt(this.date)) ?? matching[0];
    if (chosen === undefined) {
      return undefined;
    }
    const { id, reason, owner, expires } = chosen;
    return { id, reason, owner, expires, expired: chosen.isExpiredAt(this.date) };
  }

  /** All waivers, used or not. */
  public records(): WaiverRecord[] {
    return this.waivers.map((waiver) => {
      const covered = this.covered.get(waiver) ?? 0;
      const { id, rule, where, source, reason, owner, expires } = waiver;
      const expired = waiver.isExpiredAt(this.date);
      const state = expired ? WaiverState.EXPIRED : covered === 0 ? WaiverState.UNUSED : WaiverState.ACTIVE;
      return { id, rule, where, source, reason, owner, expires, state, covered };
    });
  }
}
