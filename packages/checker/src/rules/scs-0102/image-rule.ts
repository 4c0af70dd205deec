import { Findings, ImageMetadata, type Finding as ScsFinding, type ImageFacts } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import { DeclaredImage } from "../../evidence/declared-image";
import type { LiveEvidence } from "../../evidence/live";
import { Outcome } from "../../report-model";
import { Rule, type Observation, type RuleContext } from "../../rule";
import { fromFindings } from "../from-findings";

/** A testcase of scs-0102 that looks at each offered image on its own. @internal */
export abstract class ImageRule extends Rule {
  /** Properties and attributes that the testcase reads. */
  protected abstract readonly reads: readonly string[];

  public override synth(declared: Declared, context: RuleContext): Observation[] {
    return DeclaredImage.offered(declared).flatMap((image) => {
      const subject = image.resource.subject("image");
      const unknown = [
        ...(image.isVisibilityKnown ? [] : ["visibility"]),
        ...this.reads.filter((name) => image.value(name).isUnknown),
      ];
      if (unknown.length > 0) {
        return [{ outcome: Outcome.DEFERRED, subject, message: `known only later: ${unknown.join(", ")}` }];
      }
      return fromFindings(this.judge([image.facts], context), () => subject).map((each) =>
        each.outcome === Outcome.NOT_LOOKED_AT ? { ...each, outcome: this.undecided } : each,
      );
    });
  }

  public override live(live: LiveEvidence, context: RuleContext): Observation[] {
    const { images } = live.facts;
    if (images === undefined) {
      return [this.notLookedAt(live, "images")];
    }
    return fromFindings(this.judge(images, context), (finding) => live.subject("image", finding.subject));
  }

  /** What an undecided finding means at synth: known only later, unless the facts will not change. */
  protected get undecided(): Outcome {
    return Outcome.DEFERRED;
  }

  protected judge(images: readonly ImageFacts[], context: RuleContext): ScsFinding[] {
    // the versions of the standard differ in what is mandatory, not in what a testcase demands
    const findings = ImageMetadata.check([...images], context.date, { withRecommended: true });
    return Findings.ofTestcase(findings, this.id);
  }
}
