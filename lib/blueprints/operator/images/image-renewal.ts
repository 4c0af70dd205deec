import { UtcTime } from "@scs-blueprints/standards/internal";
import type { CatalogImage, ImageVersion } from "./catalog-image";

/** What has become of a build at a date. */
export enum ImageState {
  /** The image of that name. */
  CURRENT = "current",
  /** Replaced or no longer provided: hidden, dated, and reachable by its id. */
  KEPT = "kept",
  /** Deleted: its id is no longer promised. */
  GONE = "gone",
}

/** A build at a date. */
export interface RenewedVersion {
  readonly version: ImageVersion;
  readonly state: ImageState;
  /** Its name in the cloud at that date. */
  readonly name: string;
}

/**
 * Which builds of an image are offered, kept and deleted at a date, by its `uuid_validity` and `provided_until`
 * (scs-0102, Image updating).
 *
 * @internal
 */
export class ImageRenewal {
  /** The builds of an image at a date, the latest first. Builds of the future are not there yet. */
  public static at(image: CatalogImage, date: number): RenewedVersion[] {
    const built = (version: ImageVersion): number => UtcTime.require(version.buildDate, "image_build_date");
    const versions = image.options.versions
      .filter((version) => built(version) <= date)
      .sort((a, b) => built(b) - built(a));
    const provided = ImageRenewal.includes(image.providedUntil.lastDay, date);
    return versions.map((version, index) => {
      const state =
        index === 0 && provided ? ImageState.CURRENT : ImageRenewal.afterwards(image, version, index, date, provided);
      return { version, state, name: state === ImageState.CURRENT ? image.name : ImageRenewal.dated(image, version) };
    });
  }

  private static afterwards(
    image: CatalogImage,
    version: ImageVersion,
    index: number,
    date: number,
    provided: boolean,
  ): ImageState {
    const { value, count, lastDay } = image.uuidValidity;
    // the current image is none of the replaced ones, which `last-N` counts
    const replaced = provided ? index - 1 : index;
    const keep =
      (value === "notice" && ImageRenewal.includes(version.endsOn, date)) ||
      value === "forever" ||
      (count !== undefined && replaced < count) ||
      (lastDay !== undefined && ImageRenewal.includes(lastDay, date));
    return keep ? ImageState.KEPT : ImageState.GONE;
  }

  /** Whether a date is not after the end of a last day; without one there is no end. */
  private static includes(lastDay: string | undefined, date: number): boolean {
    return lastDay === undefined || date < UtcTime.plusDays(UtcTime.require(lastDay, "a last day"), 1);
  }

  /** A date stamp as scs-0102 recommends: ` YYYYMMDD`, the day of the build. */
  public static dated(image: CatalogImage, version: ImageVersion): string {
    return `${image.name} ${version.buildDate.slice(0, 10).replaceAll("-", "")}`;
  }
}
