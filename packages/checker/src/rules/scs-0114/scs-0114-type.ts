import { Findings, VolumeAspect, VolumeAspects } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind, Outcome } from "../../report-model";
import { Rule, type Observation, type RuleContext } from "../../rule";
import { fromFindings } from "../from-findings";
import { notDeclared } from "../presence";
import { Testcases } from "../testcases";
import { declaredVolumeTypes } from "./declared-volume-type";

/** scs-0114-encrypted-type, scs-0114-replicated-type: a volume type with the aspect can be found. */
export class VolumeTypeWithAspect extends Rule {
  public static all(): Rule[] {
    return [VolumeAspect.ENCRYPTED, VolumeAspect.REPLICATED].map((aspect) => new VolumeTypeWithAspect(aspect));
  }

  private constructor(private readonly aspect: VolumeAspect) {
    super(
      Testcases.props(`scs-0114-${aspect}-type`, {
        title: `A volume type that is ${aspect} can be found`,
        rationale: "Without it users cannot tell which storage protects their data",
        clause: `Types with aspects (recommended): at least one type is ${aspect}`,
        fix: `offer a volume type that is ${aspect}, described with [scs:${aspect}]`,
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
        universal: false,
      }),
    );
  }

  public override synth(declared: Declared, context: RuleContext): Observation[] {
    const types = declaredVolumeTypes(declared);
    const found = types.find(
      ({ facts }) => facts !== undefined && VolumeAspects.parse(facts.description ?? "").aspects.includes(this.aspect),
    );
    if (found !== undefined) {
      return [
        {
          outcome: Outcome.PASS,
          subject: found.resource.subject("volume type"),
          message: `the stacks make a volume type that is ${this.aspect}`,
        },
      ];
    }
    const later = types.filter(({ facts }) => facts === undefined);
    return later.length > 0
      ? later.map(({ resource }) => ({
          outcome: Outcome.DEFERRED,
          subject: resource.subject("volume type"),
          message: "the description is known only later",
        }))
      : notDeclared(declared, context, `a volume type that is ${this.aspect}`, { kind: "volume type" }, types.length);
  }

  public override live(live: LiveEvidence): Observation[] {
    const { volumeTypes } = live.facts;
    return volumeTypes === undefined
      ? [this.notLookedAt(live, "volumeTypes")]
      : fromFindings(Findings.ofTestcase(VolumeAspects.check(volumeTypes, true), this.id), (finding) =>
          live.subject("volume type", finding.subject),
        );
  }
}
