import { createHash } from "node:crypto";
import type { FindingSubject } from "./assembly/declared";
import { Outcome, type EvidenceKind, type Finding, type Observation } from "./report-model";
import type { WaiverLedger } from "./waiver-ledger";

/** Makes findings of observations: identity and waivers. @internal */
export class FindingFactory {
  private readonly used = new Map<string, number>();

  public constructor(
    private readonly ruleId: string,
    private readonly ledger: WaiverLedger,
  ) {}

  public findings(evidence: EvidenceKind, observations: readonly Observation[]): Finding[] {
    return observations.map((observation) => {
      const violated = observation.outcome === Outcome.FAIL;
      const waiver = violated ? this.ledger.use(this.ruleId, observation.subject) : undefined;
      const outcome = waiver !== undefined && !waiver.expired ? Outcome.WAIVED : observation.outcome;
      const { subject, message, got, allowed, fix } = observation;
      return {
        ruleId: this.ruleId,
        outcome,
        evidence,
        subject,
        message,
        ...(got === undefined ? {} : { got }),
        ...(allowed === undefined ? {} : { allowed }),
        ...(fix === undefined ? {} : { fix }),
        fingerprint: this.fingerprint(evidence, subject),
        ...(waiver === undefined ? {} : { waiver }),
      };
    });
  }

  /** Of what stays when code moves: no line, no message, and the construct rather than its address. */
  private fingerprint(evidence: EvidenceKind, subject: FindingSubject): string {
    const { kind, stack, constructPath, address, cloud, name, id } = subject;
    // what a module makes has the construct of its call in common
    const place = kind !== "module" && address?.startsWith("module.") === true ? address : (constructPath ?? address);
    const identity = JSON.stringify([this.ruleId, evidence, kind, stack, place, cloud, name, id]);
    const number = this.used.get(identity) ?? 0;
    this.used.set(identity, number + 1);
    return createHash("sha256").update(`${identity}#${number}`).digest("hex").slice(0, 32);
  }
}
