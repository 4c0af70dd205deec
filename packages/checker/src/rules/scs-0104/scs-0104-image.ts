import type { Declared } from "../../evidence/declared";
import { EvidenceKind } from "../../report-model";
import type { Observation, Rule, RuleContext } from "../../rule";
import { notDeclared } from "../presence";
import { Testcases } from "../testcases";
import { ImageListRule } from "./image-list-rule";

/** scs-0104-image-*: an image of a name is on offer. One rule for each testcase. */
export class StandardImagePresence extends ImageListRule {
  public static all(): Rule[] {
    return Testcases.withPrefix("scs-0104-image-").map(
      (testcase) => new StandardImagePresence(testcase.id, (testcase.description ?? "").split(" image is ")[0] ?? ""),
    );
  }

  protected readonly reads: readonly string[] = [];

  private constructor(
    id: string,
    private readonly image: string,
  ) {
    super(
      Testcases.props(id, {
        title: `An image ${image} is on offer`,
        rationale: "Users write the image's name once and deploy to any SCS-compatible cloud",
        clause: "Image list of the scope: images with status mandatory are provided by name",
        fix: `offer the ${image} image under the name of the list, public and not hidden`,
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
        universal: false,
      }),
    );
  }

  protected override absent(declared: Declared, context: RuleContext, seen: number): Observation[] {
    return notDeclared(declared, context, `an image ${this.image}`, { kind: "image", name: this.image }, seen);
  }
}
