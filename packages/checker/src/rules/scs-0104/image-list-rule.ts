import {
  Findings,
  Scope,
  StandardImages,
  type Finding as ScsFinding,
  type ImageFacts,
} from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import { DeclaredImage } from "../../evidence/declared-image";
import type { LiveEvidence } from "../../evidence/live";
import { Outcome } from "../../report-model";
import { Rule, type Observation, type RuleContext } from "../../rule";
import { fromFindings } from "../from-findings";

/** A testcase of scs-0104: about images of a known name. @internal */
export abstract class ImageListRule extends Rule {
  /** Property that has to be known to decide. */
  protected abstract readonly reads: readonly string[];

  public override synth(declared: Declared, context: RuleContext): Observation[] {
    const images = DeclaredImage.offered(declared);
    const unclear = images.filter(
      (image) =>
        !image.isVisibilityKnown ||
        image.resource.attribute("name").isUnknown ||
        // an image of another name is none of this rule's business, whatever else is unknown of it
        (this.reads.some((name) => image.value(name).isUnknown) && this.isMeant(image.facts, context)),
    );
    const deferred = unclear.map((image) => ({
      outcome: Outcome.DEFERRED,
      subject: image.resource.subject("image"),
      message: "known only later: name, visibility or source of the image",
    }));
    const decided = images
      .filter((image) => !unclear.includes(image) && this.isMeant(image.facts, context))
      .flatMap((image) => fromFindings(this.judge([image.facts], context), () => image.resource.subject("image")));
    const all = [...decided, ...deferred];
    return all.length > 0 ? all : this.absent(declared, context, images.length);
  }

  public override live(live: LiveEvidence, context: RuleContext): Observation[] {
    const { images } = live.facts;
    return images === undefined
      ? [this.notLookedAt(live, "images")]
      : fromFindings(this.judge(images, context), (finding) => live.subject("image", finding.subject));
  }

  /** What to say when the code declares images and none is meant. */
  protected abstract absent(declared: Declared, context: RuleContext, seen: number): Observation[];

  protected judge(images: readonly ImageFacts[], context: RuleContext): ScsFinding[] {
    const scope = context.scope ?? Scope.IAAS_V5_1;
    const scopes = [scope, Scope.IAAS_V5_1, Scope.IAAS_V4].filter((each) => each.testcase(this.id) !== undefined);
    return Findings.ofTestcase(StandardImages.check([...images], scopes[0] ?? scope, true), this.id);
  }

  /** Whether the rule is about this image: with its name it is decided, without it is not. */
  private isMeant(image: ImageFacts, context: RuleContext): boolean {
    const [finding] = this.judge([{ ...image, visibility: "public", hidden: false }], context);
    const [without] = this.judge([], context);
    return finding?.result !== without?.result;
  }
}
