import { ScsData } from "./data";
import type { ImagePropertyRow } from "./data-images";
import { FindingResult, type Finding } from "./finding";
import { ImageSelection, type ImageFacts } from "./image-facts";
import { IMAGE_PROPERTY_RULES, type PropertyVerdict } from "./image-property-rules";
import { ImageRecency } from "./image-recency";
import { Quote } from "./quote";
import { UtcTime } from "./utc-time";

/** Version of the image metadata standard. */
export enum ImageMetadataVersion {
  /** scs-0102-v1, revision 1.1: part of IaaS v3 to v5.1. */
  V1 = "scs-0102-v1",
  /** scs-0102-v2, revision 2.0, a draft: part of IaaS next; os_purpose and its uniqueness become mandatory. */
  V2 = "scs-0102-v2",
}

/** One property, attribute or tag of images by scs-0102. */
export interface ImageProperty {
  readonly name: string;
  /** image property, image attribute or image tag. */
  readonly location: string;
  /** mandatory, recommended, optional; with conditions where there are some. */
  readonly status: string;
  /** The rule in own words. */
  readonly rule: string;
  /** Values; `<…>` stands for a pattern. @default - free text */
  readonly allowed?: string[];
  /** Official testcase. @default - none */
  readonly testcase?: string;
}

/** What to look at; see `ImageMetadata.check`. */
export interface ImageMetadataOptions {
  /** @default ImageMetadataVersion.V1 */
  readonly version?: ImageMetadataVersion;
  /** Also the testcases that no certificate depends on. @default false */
  readonly withRecommended?: boolean;
}

/**
 * Metadata of public images (scs-0102).
 *
 * @example
 * const image = { name: "Ubuntu 24.04", minDiskGiB: 8, minRamMiB: 512, properties: { architecture: "x86_64" } };
 * Findings.failed(ImageMetadata.check([image], "2026-11-23")).map((each) => each.clause); // ["os_version", …]
 */
export class ImageMetadata {
  /** All properties, in the order of the standard. */
  public static properties(version: ImageMetadataVersion = ImageMetadataVersion.V1): ImageProperty[] {
    return ScsData.imageMetadata().properties.map((row) => ({
      name: row.name,
      location: row.location,
      status: ImageMetadata.status(row, version),
      rule: row.standardRule,
      allowed: row.enum === null ? undefined : [...row.enum],
      testcase: row.testcase ?? undefined,
    }));
  }

  /** Names of the properties that must be set: 13 in v1, 14 in v2. */
  public static mandatory(version: ImageMetadataVersion = ImageMetadataVersion.V1): string[] {
    return ImageMetadata.properties(version)
      .filter((property) => property.status === "mandatory")
      .map((property) => property.name);
  }

  /**
   * Checks the images that users find: public or community, not hidden. One finding for each image and testcase, then
   * one for the uniqueness of generic images where that is asked for. Without any such image there is nothing to find
   * (the official tests pass then), except for uniqueness.
   *
   * @param images all images of the cloud, or of a stack
   * @param date time of the check, UTC: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ; a day is taken as its beginning
   * @throws BlueprintError SCSBP-5010 when a time is unreadable
   */
  public static check(images: ImageFacts[], date: string, options: ImageMetadataOptions = {}): Finding[] {
    const version = options.version ?? ImageMetadataVersion.V1;
    const now = UtcTime.require(date, "the time of the check");
    const offered = ImageSelection.offered(images);
    const withRecommended = options.withRecommended ?? false;
    const findings = offered.flatMap((image) => ImageMetadata.ofImage(image, offered, now, version, withRecommended));
    if (version === ImageMetadataVersion.V2 || withRecommended) {
      findings.push(ImageMetadata.uniqueness(images, version));
    }
    return findings;
  }

  private static ofImage(
    image: ImageFacts,
    offered: readonly ImageFacts[],
    now: number,
    version: ImageMetadataVersion,
    withRecommended: boolean,
  ): Finding[] {
    const findings: Finding[] = [];
    for (const row of ScsData.imageMetadata().properties) {
      const rule = IMAGE_PROPERTY_RULES.get(row.name);
      const counts = withRecommended || ImageMetadata.status(row, version) === "mandatory";
      if (rule !== undefined && row.testcase !== null && counts) {
        const value = image.properties?.[row.name];
        const verdict = rule({ row, image, now, value: value === "" ? undefined : value });
        findings.push(ImageMetadata.finding(version, row.testcase, row.name, image.name, verdict));
      }
    }
    const recency = ImageRecency.check(image, offered, now);
    findings.push(ImageMetadata.finding(version, "scs-0102-image-recency", "recency", image.name, recency));
    if (image.properties?.["license_included"] === "true" && image.properties["license_required"] === "true") {
      findings.push(
        ImageMetadata.finding(version, `${version}:licence`, "license_included, license_required", image.name, {
          result: FindingResult.FAIL,
          message: "a licence cannot be both included and required",
          fix: "remove one of the two",
        }),
      );
    }
    return findings;
  }

  private static uniqueness(images: readonly ImageFacts[], version: ImageMetadataVersion): Finding {
    const groups = new Map<string, string[]>();
    for (const image of ImageSelection.public(images)) {
      const { architecture = "", os_distro = "", os_version = "", os_purpose } = image.properties ?? {};
      if (os_purpose === "generic") {
        const key = [architecture, os_distro, os_version].join(" ");
        groups.set(key, [...(groups.get(key) ?? []), image.name]);
      }
    }
    const twice = [...groups].filter(([, names]) => names.length > 1);
    return ImageMetadata.finding(
      version,
      "scs-0102-os_purpose-uniqueness",
      "one generic image for each architecture, os_distro and os_version",
      undefined,
      twice.length === 0
        ? { result: FindingResult.PASS, message: "generic images are unique" }
        : {
            result: FindingResult.FAIL,
            message: "several generic images answer to the same question",
            got: twice.map(([key, names]) => `${key}: ${names.map((name) => Quote.text(name)).join(", ")}`).join("; "),
            allowed: "one public, visible image each",
            fix: "hide the older ones, or set their os_purpose to oldgeneric",
          },
    );
  }

  private static status(row: ImagePropertyRow, version: ImageMetadataVersion): string {
    return version === ImageMetadataVersion.V1 ? row.statusV1_1 : row.statusV2_0;
  }

  private static finding(
    version: ImageMetadataVersion,
    testcase: string,
    clause: string,
    subject: string | undefined,
    verdict: PropertyVerdict,
  ): Finding {
    return { testcase, standard: version, clause, subject, ...verdict };
  }
}
