import { ImageMetadata, ImageMetadataVersion, type ImageFacts } from "@scs-blueprints/standards";
import type { Declared } from "../evidence/declared";
import { DeclaredImage } from "../evidence/declared-offers";
import { Outcome, type Observation } from "../report-model";
import type { Rule, RuleContext } from "../rule";
import { fromFindings, testcaseRule, testcasesWithPrefix, withFact, type TestcaseDefinition } from "./rule-definition";

const PROPERTY = "scs-0102-prop-";
const UNIQUENESS = "scs-0102-os_purpose-uniqueness";

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

/** SCS-0102: image metadata. @internal */
export const scs0102 = (): Rule[] => [
  ...propertyRules(),
  imageRule("scs-0102-image-recency", ["image_build_date", "replace_frequency", "provided_until"], {
    title: "Each offered image is as recent as its properties suggest",
    rationale: "An outdated image starts servers with known vulnerabilities",
    clause: "replace_frequency: images are replaced within that time, with three days of grace",
    fix: "upload the current image, then rename or hide the old one; or correct replace_frequency",
  }),
  testcaseRule(UNIQUENESS, {
    title: "Generic images are unique for architecture, os_distro and os_version",
    rationale: "Users select by properties; two answers to one question make a deployment depend on chance",
    clause: "os_purpose: at most one public, visible image is generic for each architecture, os_distro, os_version",
    fix: "hide the older images, or set their os_purpose to oldgeneric",
    synth: uniquenessInCode,
    live: (live, context) =>
      withFact(live, "images", (images) =>
        checkUniqueness(images, context).map((each) => ({ ...each, subject: live.subject("images") })),
      ),
  }),
];

/** One rule for each property that has a testcase: offered images have a meaningful value for it. */
function propertyRules(): Rule[] {
  const properties = ImageMetadata.properties();
  return testcasesWithPrefix(PROPERTY).map(({ id }) => {
    const property = properties.find((each) => each.testcase === id);
    const short = id.replace(PROPERTY, "");
    const name = property?.name ?? short;
    return imageRule(id, [name], {
      title: `Each offered image has a meaningful value for ${short}`,
      rationale: (REASONS[short] ?? "users rely on it").replace(/^./, (first) => first.toUpperCase()),
      clause: `${property?.location ?? "image property"} ${name}: ${property?.rule ?? "see the standard"}`,
      fix: `set ${name}${property?.allowed === undefined ? "" : ` to one of ${property.allowed.join(", ")}`} on the image`,
    });
  });
}

/**
 * The rule of a testcase that looks at each offered image on its own.
 *
 * @param reads properties and attributes that the testcase reads
 */
function imageRule(id: string, reads: readonly string[], texts: TestcaseDefinition): Rule {
  // the versions of the standard differ in what is mandatory, not in what a testcase demands
  const check = (images: readonly ImageFacts[], { date }: RuleContext) =>
    ImageMetadata.check([...images], date, { withRecommended: true });
  return testcaseRule(id, {
    ...texts,
    synth: (declared, context) =>
      DeclaredImage.offered(declared).flatMap((image) => {
        const subject = image.resource.subject("image");
        const unknown = [
          ...(image.isVisibilityKnown ? [] : ["visibility"]),
          ...reads.filter((name) => image.value(name).isUnknown),
        ];
        return unknown.length > 0
          ? [{ outcome: Outcome.DEFERRED, subject, message: `known only later: ${unknown.join(", ")}` }]
          : fromFindings(check([image.facts], context), subject, { testcase: id, undecided: Outcome.DEFERRED });
      }),
    live: (live, context) =>
      withFact(live, "images", (images) =>
        fromFindings(check(images, context), (finding) => live.subject("image", finding.subject), { testcase: id }),
      ),
  });
}

function uniquenessInCode(declared: Declared, context: RuleContext): Observation[] {
  const reads = ["os_purpose", "architecture", "os_distro", "os_version"];
  const images = DeclaredImage.offered(declared);
  const unclear = images.filter(
    (image) => !image.isVisibilityKnown || reads.some((name) => image.value(name).isUnknown),
  );
  const deferred = unclear.map((image) => ({
    outcome: Outcome.DEFERRED,
    subject: image.resource.subject("image"),
    message: "known only later: what the image is for",
  }));
  const known = images.filter((image) => !unclear.includes(image));
  const [first] = known;
  if (first === undefined) {
    return deferred;
  }
  const facts = known.map((image) => image.facts);
  return [
    ...deferred,
    ...checkUniqueness(facts, context).map((each) =>
      known.length === 1 ? { ...each, subject: first.resource.subject("image") } : each,
    ),
  ];
}

function checkUniqueness(images: readonly ImageFacts[], { date }: RuleContext): Observation[] {
  const findings = ImageMetadata.check([...images], date, { version: ImageMetadataVersion.V2 });
  return fromFindings(findings, { kind: "images" }, { testcase: UNIQUENESS });
}
