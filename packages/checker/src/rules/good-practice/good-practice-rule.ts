import { EvidenceKind, RuleTarget } from "../../report-model";
import { Rule, type RuleProps } from "../../rule";

/** A rule beyond SCS, about code. @internal */
export abstract class GoodPracticeRule extends Rule {
  protected constructor(
    props: Pick<RuleProps, "id" | "title" | "rationale" | "clause" | "fix"> & {
      /** A page of others that says more. */
      readonly url: string;
      /** @default - code and plan */
      readonly evidence?: EvidenceKind[];
    },
  ) {
    super({
      evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN],
      ...props,
      standard: "good-practice",
      target: RuleTarget.CODE,
    });
  }
}
