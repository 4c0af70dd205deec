import { EvidenceKind } from "../../report-model";
import { Testcases } from "../testcases";
import { ImageRule } from "./image-rule";

/** scs-0102-image-recency: offered images are replaced as often as they say. */
export class ImageRecencyRule extends ImageRule {
  protected readonly reads = ["image_build_date", "replace_frequency", "provided_until"];

  public constructor() {
    super(
      Testcases.props("scs-0102-image-recency", {
        title: "Each offered image is as recent as its properties suggest",
        rationale: "An outdated image starts servers with known vulnerabilities",
        clause: "replace_frequency: images are replaced within that time, with three days of grace",
        fix: "upload the current image, then rename or hide the old one; or correct replace_frequency",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
      }),
    );
  }
}
