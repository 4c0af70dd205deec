import { type ImagePropertyRow, ScsData } from "./data";
import { type Finding, FindingResult } from "./finding";
import { IMAGE_PROPERTY_RULES, type PropertyVerdict } from "./image-property-rules";
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

/** The period of replace_frequency may be exceeded by a tenth (scs-0102-image-recency). */
const TOLERANCE = 1.1;

/** "Each image is as recent as its properties suggest" (scs-0102-image-recency). @internal @jsii ignore */
export class ImageRecency {
  public static check(image: ImageFacts, others: readonly ImageFacts[], now: number): PropertyVerdict {
    const due = ImageRecency.due(image);
    if (due === undefined) {
      return {
        result: FindingResult.UNKNOWN,
        message:
          "neither a readable image_build_date (or created_at) nor a known replace_frequency: the official check aborts",
        fix: "set image_build_date and replace_frequency",
      };
    }
    if (now <= due) {
      return { result: FindingResult.PASS, message: `due for replacement after ${UtcTime.day(due)}` };
    }
    return ImageRecency.excuse(image, others, now) ?? ImageRecency.outdated(image, due, now);
  }

  /** When the image breaks its promise if nothing replaces it, milliseconds; undefined when it promises nothing. */
  public static deadline(image: ImageFacts): number | undefined {
    return ImageRecency.excuse(image, [], 0) === undefined ? ImageRecency.due(image) : undefined;
  }

  /** When the image becomes outdated, milliseconds; undefined when that cannot be told. */
  private static due(image: ImageFacts): number | undefined {
    const { properties = {}, createdAt } = image;
    const built = properties["image_build_date"];
    const seconds = ImageRecency.seconds(properties["replace_frequency"] ?? "");
    if (seconds === undefined) {
      return undefined;
    }
    let start: number | undefined;
    if (built !== undefined && built !== "") {
      start = UtcTime.parse(built);
    } else if (createdAt !== undefined) {
      start = UtcTime.require(createdAt, "created_at of the image");
    }
    return start === undefined ? undefined : start + TOLERANCE * seconds * 1000;
  }

  private static seconds(frequency: string): number | undefined {
    return new Map(Object.entries(ScsData.imageMetadata().replaceFrequencySecondsInTest)).get(frequency);
  }

  private static excuse(image: ImageFacts, others: readonly ImageFacts[], now: number): PropertyVerdict | undefined {
    const { properties = {} } = image;
    const excused = (message: string): PropertyVerdict => ({ result: FindingResult.PASS, message });
    const frequency = properties["replace_frequency"] ?? "";
    if (["never", "critical_bug"].includes(frequency)) {
      return excused(`replace_frequency is ${frequency}: no date promised`);
    }
    const until = properties["provided_until"] ?? "";
    if (["none", "notice"].includes(until)) {
      return excused(`provided_until is ${until}: nothing promised`);
    }
    const end = UtcTime.parse(until);
    if (end !== undefined && end < now) {
      return excused(`provided until ${until} only`);
    }
    const words = image.name.lastIndexOf(" ");
    const successor = words < 0 ? undefined : image.name.slice(0, words).trimEnd();
    const fresh = others.find((other) => other.name === successor && (ImageRecency.due(other) ?? 0) >= now);
    if (fresh !== undefined) {
      return excused(`replaced by ${fresh.name}`);
    }
    if (end === undefined) {
      return {
        result: FindingResult.UNKNOWN,
        message: "the image is outdated and provided_until is missing or unreadable: the official check aborts",
        fix: "replace the image and set provided_until",
      };
    }
    return undefined;
  }

  private static outdated(image: ImageFacts, due: number, now: number): PropertyVerdict {
    const { properties = {} } = image;
    return {
      result: FindingResult.FAIL,
      message: `the image is outdated by ${Math.ceil((now - due) / 86_400_000)} days`,
      got: `built ${properties["image_build_date"] ?? image.createdAt ?? ""}, replaced ${properties["replace_frequency"] ?? ""}`,
      allowed: `a replacement by ${UtcTime.day(due)}`,
      fix: "upload the current image; rename or hide this one",
    };
  }
}

/** An image as Glance shows it, or as a stack declares it. */
export interface ImageFacts {
  readonly name: string;
  /** Image properties, such as `os_distro`; values as Glance keeps them, as text. @default - none */
  readonly properties?: Record<string, string>;
  /** public, community, shared or private. @default - taken as public */
  readonly visibility?: string;
  /** `os_hidden`. @default false */
  readonly hidden?: boolean;
  /** `min_disk` in GiB. @default 0 */
  readonly minDiskGiB?: number;
  /** `min_ram` in MiB. @default 0 */
  readonly minRamMiB?: number;
  /** Size of the stored file in bytes. @default - not known, as before the upload */
  readonly sizeBytes?: number;
  /** When Glance created it, such as `2026-08-01T12:00:00Z`. @default - not known */
  readonly createdAt?: string;
  /** `os_hash_algo`; empty when Glance shows none. @default - not known */
  readonly hashAlgo?: string;
}

/**
 * Which images the standards look at.
 *
 * @internal
 */
export class ImageSelection {
  /** What a user finds: public or community, not hidden. */
  public static offered(images: readonly ImageFacts[]): ImageFacts[] {
    return images.filter(
      (image) => image.hidden !== true && ["public", "community"].includes(image.visibility ?? "public"),
    );
  }

  /** Public only, not hidden. */
  public static public(images: readonly ImageFacts[]): ImageFacts[] {
    return images.filter((image) => image.hidden !== true && (image.visibility ?? "public") === "public");
  }
}
