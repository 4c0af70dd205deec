import { ScsData, type StandardImagesData } from "./data";
import { FindingResult, type Finding } from "./finding";
import { ImageSelection, type ImageFacts } from "./image-metadata";
import { Quote } from "./quote";
import { Scope, TestcaseLevel, type Testcase } from "./scopes";

/** One entry of the image list of scs-0104-v1. */
export interface StandardImage {
  readonly name: string;
  /** mandatory, recommended or optional. */
  readonly status: string;
  /** Regular expression that names begin with. @default - the name itself */
  readonly nameScheme?: string;
  /** `os_distro`, for selecting by property. @default - none */
  readonly osDistro?: string;
  /** `os_version`, for selecting by property. @default - none */
  readonly osVersion?: string;
  /** What `image_source` must begin with whenever an image of that name exists. */
  readonly sourcePrefixes: string[];
}

type Spec = StandardImagesData["testImplementation"]["specs"][number];

/**
 * The images that a cloud offers by name (scs-0104-v1): `Ubuntu 24.04` must be there under IaaS v5.1, and images of
 * known names must come from known places.
 */
export class StandardImages {
  /**
   * The image list of a scope; empty for scopes without scs-0104.
   *
   * @example
   * StandardImages.list(Scope.IAAS_V5_1)[0]?.name; // "Ubuntu 24.04"
   */
  public static list(scope: Scope): StandardImage[] {
    const file = ScsData.standardImages().specFiles.find((each) =>
      each.usedBy.some((used) => `SCS-compatible IaaS ${used.replace("SCS-compatible IaaS ", "")}` === scope.title),
    );
    return (file?.images ?? []).map((row) => ({
      name: row.name,
      status: row.status,
      nameScheme: row.nameScheme ?? undefined,
      osDistro: row.osDistro ?? undefined,
      osVersion: row.osVersion ?? undefined,
      sourcePrefixes: [...row.sourcePrefixes],
    }));
  }

  /**
   * Checks images by name against the testcases of a scope. Looks at public and community images that are not hidden.
   *
   * @param images all images of the cloud, or of a stack
   * @param scope @default Scope.IAAS_V5_1
   * @param withRecommended also presence of the recommended images; @default false
   */
  public static check(images: ImageFacts[], scope: Scope = Scope.IAAS_V5_1, withRecommended = false): Finding[] {
    const offered = ImageSelection.offered(images);
    return [...scope.testcases, ...(withRecommended ? scope.furtherTestcases : [])]
      .filter((testcase) => /^scs-0104-(source|image)-/.test(testcase.id))
      .map((testcase) => StandardImages.testcase(testcase, offered));
  }

  private static testcase(testcase: Testcase, images: readonly ImageFacts[]): Finding {
    const [, , kind = "", ...slug] = testcase.id.split("-");
    const base = { testcase: testcase.id, standard: "scs-0104-v1" };
    const spec = ScsData.standardImages().testImplementation.specs.find(
      (each) => StandardImages.slug(each) === slug.join("-"),
    );
    if (spec === undefined) {
      return {
        ...base,
        clause: "image list",
        result: FindingResult.UNKNOWN,
        message: "the library knows no image for this testcase",
      };
    }
    const found = images.filter((image) => StandardImages.matches(spec, image.name));
    return kind === "image"
      ? {
          ...base,
          clause: `presence (${testcase.level})`,
          subject: spec.key,
          ...StandardImages.presence(spec, found, testcase),
        }
      : { ...base, clause: "image_source", subject: spec.key, ...StandardImages.source(spec, found) };
  }

  private static presence(
    spec: Spec,
    found: readonly ImageFacts[],
    testcase: Testcase,
  ): Pick<Finding, "result" | "message" | "allowed" | "fix"> {
    const wanted = spec.nameScheme ?? spec.key;
    if (found.length > 0) {
      return { result: FindingResult.PASS, message: `image ${wanted} is there` };
    }
    const must = testcase.level === TestcaseLevel.MANDATORY ? "must" : "should";
    return {
      result: FindingResult.FAIL,
      message: `no public image is named ${wanted}; one ${must} be`,
      allowed: spec.nameScheme === null ? `exactly ${Quote.text(spec.key)}` : `a name that begins with ${wanted}`,
      fix: `offer the image from ${spec.sourcePrefixes[0] ?? "its vendor"}`,
    };
  }

  private static source(
    spec: Spec,
    found: readonly ImageFacts[],
  ): Pick<Finding, "result" | "message" | "got" | "allowed" | "fix"> {
    if (found.length === 0) {
      return { result: FindingResult.NOT_APPLICABLE, message: "no image of that name, so no source to check" };
    }
    const wrong = found.filter((image) => {
      const source = image.properties?.["image_source"] ?? "";
      return !spec.sourcePrefixes.some((prefix) => source.startsWith(prefix));
    });
    if (wrong.length === 0) {
      return { result: FindingResult.PASS, message: "the image comes from where it should" };
    }
    return {
      result: FindingResult.FAIL,
      message: "image_source does not begin with one of the listed prefixes",
      got: wrong
        .map((image) => `${Quote.text(image.name)}: ${Quote.text(image.properties?.["image_source"] ?? "")}`)
        .join(", "),
      allowed: spec.sourcePrefixes.join(", "),
      fix: "take the image from there, or name it differently",
    };
  }

  /** Schemes are anchored at the start only, as in the official test. */
  private static matches(spec: Spec, name: string): boolean {
    return spec.nameScheme === null ? name === spec.key : new RegExp(`^(?:${spec.nameScheme})`).test(name);
  }

  /** `Ubuntu 24.04` → `ubuntu-2404`, `ubuntu-capi-image-2` → `capi-2`: the end of the testcase id. */
  private static slug(spec: Spec): string {
    return spec.key.replace("ubuntu-capi-image", "capi").toLowerCase().replaceAll(".", "").replaceAll(" ", "-");
  }
}
