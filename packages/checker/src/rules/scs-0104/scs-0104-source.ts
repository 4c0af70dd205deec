import { EvidenceKind } from "../../report-model";
import type { Observation, Rule } from "../../rule";
import { Testcases } from "../testcases";
import { ImageListRule } from "./image-list-rule";

/** scs-0104-source-*: images of a known name come from where the standard says. One rule for each testcase. */
export class StandardImageSource extends ImageListRule {
  public static all(): Rule[] {
    return Testcases.withPrefix("scs-0104-source-").map(
      (testcase) => new StandardImageSource(testcase.id, (testcase.description ?? "").split(" images adhere")[0] ?? ""),
    );
  }

  protected readonly reads = ["image_source"];

  private constructor(id: string, image: string) {
    super(
      Testcases.props(id, {
        title: `${image} images come from their canonical source`,
        rationale: "Whoever starts an image by its vendor's name expects the vendor's image",
        clause: "Image list of the scope: image_source begins with one of the listed prefixes, whatever the status",
        fix: "take the image from the listed source and say so in image_source, or name it differently",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
      }),
    );
  }

  protected override absent(): Observation[] {
    return [];
  }
}
