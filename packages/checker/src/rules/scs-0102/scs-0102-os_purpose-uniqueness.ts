import { Findings, ImageMetadata, ImageMetadataVersion, type ImageFacts } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import { DeclaredImage } from "../../evidence/declared-image";
import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind, Outcome } from "../../report-model";
import { Rule, type Observation, type RuleContext } from "../../rule";
import { fromFindings } from "../from-findings";
import { Testcases } from "../testcases";

const READS = ["os_purpose", "architecture", "os_distro", "os_version"];

/** scs-0102-os_purpose-uniqueness: one generic image for each architecture, distribution and version. */
export class OsPurposeUniqueness extends Rule {
  public constructor() {
    super(
      Testcases.props("scs-0102-os_purpose-uniqueness", {
        title: "Generic images are unique for architecture, os_distro and os_version",
        rationale: "Users select by properties; two answers to one question make a deployment depend on chance",
        clause: "os_purpose: at most one public, visible image is generic for each architecture, os_distro, os_version",
        fix: "hide the older images, or set their os_purpose to oldgeneric",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
      }),
    );
  }

  public override synth(declared: Declared, context: RuleContext): Observation[] {
    const images = DeclaredImage.offered(declared);
    const unclear = images.filter(
      (image) => !image.isVisibilityKnown || READS.some((name) => image.value(name).isUnknown),
    );
    const deferred = unclear.map((image) => ({
      outcome: Outcome.DEFERRED,
      subject: image.resource.subject("image"),
      message: "known only later: what the image is for",
    }));
    const known = images.filter((image) => !unclear.includes(image));
    const first = known[0];
    return first === undefined
      ? deferred
      : [
          ...deferred,
          ...this.judge(
            known.map((image) => image.facts),
            context,
          ).map((each) => ({ ...each, subject: known.length === 1 ? first.resource.subject("image") : each.subject })),
        ];
  }

  public override live(live: LiveEvidence, context: RuleContext): Observation[] {
    const { images } = live.facts;
    return images === undefined
      ? [this.notLookedAt(live, "images")]
      : this.judge(images, context).map((each) => ({ ...each, subject: live.subject("images") }));
  }

  private judge(images: readonly ImageFacts[], context: RuleContext): Observation[] {
    const findings = ImageMetadata.check([...images], context.date, { version: ImageMetadataVersion.V2 });
    return fromFindings(Findings.ofTestcase(findings, this.id), () => ({ kind: "images" }));
  }
}
