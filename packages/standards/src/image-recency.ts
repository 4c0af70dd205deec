import { ScsData } from "./data";
import { FindingResult } from "./finding";
import type { ImageFacts } from "./image-facts";
import type { PropertyVerdict } from "./image-property-rules";
import { UtcTime } from "./utc-time";

/** The period of replace_frequency may be exceeded by a tenth (scs-0102-image-recency). */
const TOLERANCE = 1.1;

/** "Each image is as recent as its properties suggest" (scs-0102-image-recency). @internal */
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
