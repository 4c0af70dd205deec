import { ImageMetadata, type ImageProperty } from "@scs-blueprints/standards";
import { EvidenceKind } from "../../report-model";
import type { Rule } from "../../rule";
import { Testcases } from "../testcases";
import { ImageRule } from "./image-rule";

/** Why users need a property. */
const REASONS: Readonly<Record<string, string>> = {
  architecture: "the scheduler places a server by it",
  min_disk: "a server with a smaller disk does not boot",
  min_ram: "a server with less memory does not boot",
  os_version: "users select the image by it",
  os_distro: "users select the image by it",
  os_purpose: "users select the image by it and tell generic images from special ones",
  hw_disk_bus: "the guest needs the driver for it",
  image_build_date: "it tells which patches are in the image",
  image_original_user: "without it nobody can log in",
  image_source: "it tells who made the image and where to compare it",
  image_description: "it tells what is in the image",
  replace_frequency: "it tells when to expect a newer image",
  provided_until: "it tells how long the image can be relied on",
  uuid_validity: "it tells whether an id in code will keep working",
  hash_algo: "users compare the download with it",
  hypervisor_type: "the scheduler places a server by it",
  hw_rng_model: "guests get randomness by it",
  hotfix_hours: "it tells how fast severe vulnerabilities are repaired",
};

/** scs-0102-prop-*: each offered image has a meaningful value for one property. One rule for each testcase. */
export class ImagePropertyRule extends ImageRule {
  /** One rule for each property that has a testcase. */
  public static all(): Rule[] {
    const properties = ImageMetadata.properties();
    return Testcases.withPrefix("scs-0102-prop-").map((testcase) => {
      const property = properties.find((each) => each.testcase === testcase.id);
      return new ImagePropertyRule(testcase.id, property);
    });
  }

  protected readonly reads: readonly string[];

  private constructor(id: string, property: ImageProperty | undefined) {
    const name = id.replace("scs-0102-prop-", "");
    super(
      Testcases.props(id, {
        title: `Each offered image has a meaningful value for ${name}`,
        rationale: `${REASONS[name] ?? "users rely on it"}`.replace(/^./, (first) => first.toUpperCase()),
        clause: `${property?.location ?? "image property"} ${property?.name ?? name}: ${property?.rule ?? "see the standard"}`,
        fix: `set ${property?.name ?? name}${property?.allowed === undefined ? "" : ` to one of ${property.allowed.join(", ")}`} on the image`,
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
      }),
    );
    this.reads = [property?.name ?? name];
  }
}
