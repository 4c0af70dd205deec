import type { ImagesImageV2 } from "@scs-blueprints/provider-openstack/lib/images-image-v2";
import { ImageRecency, UtcTime } from "@scs-blueprints/standards/internal";
import type { CatalogImage, ImageVersion } from "./catalog-image";

/**
 * Until when the current build of an image keeps the promise of `replace_frequency`, as the official test counts it
 * (scs-0102-image-recency). Terraform looks at the clock when it plans; the program never does.
 *
 * @internal
 */
export class ImageDeadline {
  /** The assertion of a `check`; undefined for an image that promises no replacement. */
  public static assertion(
    image: CatalogImage,
    version: ImageVersion,
    resource: ImagesImageV2,
  ): { condition: string; error_message: string } | undefined {
    const properties = image.propertiesOf(version);
    const deadline = ImageRecency.deadline({ name: image.name, properties });
    if (deadline === undefined) {
      return undefined;
    }
    const before = (time: number): string => `timecmp(plantimestamp(), "${ImageDeadline.rfc3339(time)}")`;
    const end = image.providedUntil.lastDay;
    const over = end === undefined ? "" : ` || ${before(UtcTime.plusDays(UtcTime.require(end, "a last day"), 1))} >= 0`;
    // Terraform wants a condition to speak of some resource
    const named = `${resource.terraformResourceType}.${resource.friendlyUniqueId}.name != ${JSON.stringify(image.name)}`;
    return {
      condition: `\${${named} || ${before(deadline)} <= 0${over}}`,
      error_message:
        `SCSBP-6245: ${image.name} ${version.version} should have been replaced by ${UtcTime.day(deadline)}.\n` +
        `allowed: a build not older than replace_frequency, ${image.replaceFrequency}, and a tenth of it (scs-0102)\n` +
        "do: add the current build to the catalogue and move its date; Terraform goes on without it.",
    };
  }

  private static rfc3339(time: number): string {
    return `${new Date(time).toISOString().slice(0, 19)}Z`;
  }
}
