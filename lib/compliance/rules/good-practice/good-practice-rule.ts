import { EvidenceKind, RuleTarget } from "../../report-model";
import { Rule, type RuleProps } from "../../rule";

/** A rule beyond SCS, about code. @internal */
export abstract class GoodPracticeRule extends Rule {
  protected constructor(
    props: Pick<RuleProps, "id" | "title" | "rationale" | "clause" | "fix"> &
      Partial<Pick<RuleProps, "url" | "evidence">>,
  ) {
    super({
      url: `https://github.com/scs-blueprints/scs-blueprints/blob/main/docs/compliance.md#${props.id}`,
      evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN],
      ...props,
      standard: "good-practice",
      target: RuleTarget.CODE,
    });
  }
}
