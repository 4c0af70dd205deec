import {
  Findings,
  Scope,
  StandardImages,
  type Finding as StandardFinding,
  type ImageFacts,
} from "@scs-blueprints/standards";
import type { Declared } from "../evidence/declared";
import { DeclaredImage } from "../evidence/declared-offers";
import { Outcome, type Observation } from "../report-model";
import type { Rule, RuleContext } from "../rule";
import { notDeclared } from "./declared-cloud";
import { fromFindings, testcaseRule, testcasesWithPrefix, withFact, type TestcaseDefinition } from "./rule-definition";

/** SCS-0104: standard images, for each name whether they are there and where they come from. @internal */
export const scs0104 = (): Rule[] => [
  ...testcasesWithPrefix("scs-0104-source-").map(({ id, description = "" }) =>
    imageListRule(id, {
      title: `${description.split(" images adhere")[0] ?? ""} images come from their canonical source`,
      rationale: "Whoever starts an image by its vendor's name expects the vendor's image",
      clause: "Image list of the scope: image_source begins with one of the listed prefixes, whatever the status",
      fix: "take the image from the listed source and say so in image_source, or name it differently",
      reads: ["image_source"],
    }),
  ),
  ...testcasesWithPrefix("scs-0104-image-").map(({ id, description = "" }) => {
    const image = description.split(" image is ")[0] ?? "";
    return imageListRule(id, {
      title: `An image ${image} is on offer`,
      rationale: "Users write the image's name once and deploy to any SCS-compatible cloud",
      clause: "Image list of the scope: images with status mandatory are provided by name",
      fix: `offer the ${image} image under the name of the list, public and not hidden`,
      universal: false,
      reads: [],
      absent: (declared, context, seen) =>
        notDeclared(declared, context, `an image ${image}`, { kind: "image", name: image }, seen),
    });
  }),
];

interface ImageListDefinition extends TestcaseDefinition {
  /** Properties that have to be known to decide. */
  readonly reads: readonly string[];
  /** Evaluates code that declares images and none of the name. @default - there is nothing to say */
  readonly absent?: (declared: Declared, context: RuleContext, seen: number) => Observation[];
}

/** The rule of a testcase about images of a known name. */
function imageListRule(id: string, { reads, absent, ...texts }: ImageListDefinition): Rule {
  const check = (images: readonly ImageFacts[], context: RuleContext): StandardFinding[] => {
    const scope = context.scope ?? Scope.IAAS_V5_1;
    const scopes = [scope, Scope.IAAS_V5_1, Scope.IAAS_V4].filter((each) => each.testcase(id) !== undefined);
    return Findings.ofTestcase(StandardImages.check([...images], scopes[0] ?? scope, true), id);
  };
  /** Whether the testcase is about this image: with its name it is decided, without it is not. */
  const isAbout = (image: ImageFacts, context: RuleContext): boolean => {
    const [finding] = check([{ ...image, visibility: "public", hidden: false }], context);
    const [without] = check([], context);
    return finding?.result !== without?.result;
  };
  return testcaseRule(id, {
    ...texts,
    synth: (declared, context) => {
      const images = DeclaredImage.offered(declared);
      const unclear = images.filter(
        (image) =>
          !image.isVisibilityKnown ||
          image.resource.attribute("name").isUnknown ||
          // an image of another name is none of this rule's business, whatever else is unknown of it
          (reads.some((name) => image.value(name).isUnknown) && isAbout(image.facts, context)),
      );
      const deferred = unclear.map((image) => ({
        outcome: Outcome.DEFERRED,
        subject: image.resource.subject("image"),
        message: "known only later: name, visibility or source of the image",
      }));
      const decided = images
        .filter((image) => !unclear.includes(image) && isAbout(image.facts, context))
        .flatMap((image) => fromFindings(check([image.facts], context), image.resource.subject("image")));
      const all = [...decided, ...deferred];
      return all.length > 0 ? all : (absent?.(declared, context, images.length) ?? []);
    },
    live: (live, context) =>
      withFact(live, "images", (images) =>
        fromFindings(check(images, context), (finding) => live.subject("image", finding.subject)),
      ),
  });
}
