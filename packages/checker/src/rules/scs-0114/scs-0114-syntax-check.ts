import { Findings, VolumeAspects, type Finding as ScsFinding, type VolumeTypeFacts } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind, Outcome } from "../../report-model";
import { Rule, type Observation } from "../../rule";
import { fromFindings } from "../from-findings";
import { Testcases } from "../testcases";
import { declaredVolumeTypes } from "./declared-volume-type";

/** scs-0114-syntax-check: the list of aspects of a volume type is well-formed, where there is one. */
export class VolumeAspectSyntax extends Rule {
  public constructor() {
    super(
      Testcases.props("scs-0114-syntax-check", {
        title: "The list of aspects in a volume type's description is well-formed",
        rationale: "Users and tools find encrypted or replicated storage by that list",
        clause: "Systematic description of volume types: [scs:aspect, aspect] at the start, sorted, each once",
        fix: "begin the description with [scs:encrypted], [scs:replicated] or [scs:encrypted, replicated]",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
      }),
    );
  }

  public override synth(declared: Declared): Observation[] {
    return declaredVolumeTypes(declared).flatMap(({ resource, facts }) => {
      const subject = resource.subject("volume type");
      return facts === undefined
        ? [{ outcome: Outcome.DEFERRED, subject, message: "the description is known only later" }]
        : fromFindings(this.judge([facts]), () => subject);
    });
  }

  public override live(live: LiveEvidence): Observation[] {
    const { volumeTypes } = live.facts;
    return volumeTypes === undefined
      ? [this.notLookedAt(live, "volumeTypes")]
      : fromFindings(this.judge(volumeTypes), (finding) => live.subject("volume type", finding.subject));
  }

  private judge(types: VolumeTypeFacts[]): ScsFinding[] {
    return Findings.ofTestcase(VolumeAspects.check(types), this.id);
  }
}
