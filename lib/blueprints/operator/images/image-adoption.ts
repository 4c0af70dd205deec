import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import type { AdoptedImage, CatalogAdoption } from "@scs-blueprints/standards";
import type { CatalogImage, ImageVersion } from "./catalog-image";
import { ImageRenewal, ImageState, type RenewedVersion } from "./image-renewal";
import { ImageFormat } from "./image-types";

/** Promises of scs-0102 that only the catalogue makes: what an older image said of them is not carried on. */
const PROMISES = ["hotfix_hours", "patchlevel"];

/**
 * Which builds of an image the cloud has already. The file decides: an image is the build whose checksum it has, so the
 * same adopt.json stays right when newer builds take the name over.
 *
 * @internal
 */
export class ImageAdoption {
  /**
   * The images of the cloud by version, of builds that are current or kept.
   *
   * @throws BlueprintError SCSBP-6241 for an image of that name whose file is no declared build, SCSBP-6242 for two
   *   images of one build, SCSBP-6243 for one that Glance shows no hash of, SCSBP-6244 for one that Terraform would replace
   */
  public static match(
    image: CatalogImage,
    versions: readonly RenewedVersion[],
    adopt: CatalogAdoption,
    path: string,
  ): Map<string, AdoptedImage> {
    const found = new Map<string, AdoptedImage>();
    const dated = versions.map(({ version }) => ImageRenewal.dated(image, version));
    for (const live of adopt.facts.images) {
      const hasName = live.name === image.name;
      if (!hasName && !dated.includes(live.name)) {
        continue;
      }
      const build = versions.find(({ version }) => version.checksum.toString() === ImageAdoption.hashOf(live));
      if (build === undefined) {
        if (hasName && !live.hidden) {
          throw ImageAdoption.stranger(image, versions, live, path);
        }
        continue; // hidden or dated: an older one that the catalogue says nothing of
      }
      if (build.state === ImageState.GONE) {
        continue; // deleted by now, or not the catalogue's to keep
      }
      const other = found.get(build.version.version);
      if (other !== undefined) {
        throw refuse(path, "SCSBP-6242", {
          what: `two images of the cloud are the build ${build.version.version} of ${image.name}`,
          got: `${name(other)} and ${name(live)}`,
          allowed: "one image for each build",
          fix: "rename the one that is not to be managed (openstack image set --name), and run adopt again",
        });
      }
      ImageAdoption.checkReplacement(image, live, path);
      found.set(build.version.version, live);
    }
    return found;
  }

  /** Properties that the image has and the catalogue says nothing of: they stay. Those of `os_` stay by themselves. */
  public static kept(live: AdoptedImage): Record<string, string> {
    const kept = Object.entries(live.properties).filter(([key]) => !key.startsWith("os_") && !PROMISES.includes(key));
    return Object.fromEntries(kept.map(([key, value]) => [key, ImageAdoption.literal(value)]));
  }

  /** Tags that the image has. */
  public static tags(live: AdoptedImage | undefined): string[] {
    return (live?.tags ?? []).map((tag) => ImageAdoption.literal(tag));
  }

  /** A text of the cloud's, in which Terraform is to interpolate nothing. */
  public static literal(text: string): string {
    return text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
  }

  /** The `os_` properties of a build. */
  public static osProperties(image: CatalogImage, version: ImageVersion): Record<string, string> {
    return Object.fromEntries(Object.entries(image.propertiesOf(version)).filter(([key]) => key.startsWith("os_")));
  }

  /** Whether some `os_` property, which the provider never changes, is not as it should be. */
  public static needsStep(wanted: Readonly<Record<string, string>>, live: AdoptedImage): boolean {
    return Object.entries(wanted).some(([key, value]) => live.properties[key] !== value);
  }

  private static hashOf({ hashAlgorithm, hash }: AdoptedImage): string {
    return `${hashAlgorithm}:${hash}`.toLowerCase();
  }

  private static stranger(
    image: CatalogImage,
    versions: readonly RenewedVersion[],
    live: AdoptedImage,
    path: string,
  ): BlueprintError {
    const rename = `openstack image set --name "${image.name} old" ${live.id}, and run adopt again`;
    if (live.hash === "") {
      return refuse(path, "SCSBP-6243", {
        what: `Glance shows no hash of an image that has the name ${image.name}, so nothing tells which build it is`,
        got: name(live),
        allowed: "images with os_hash_value, which Glance computes since 2018 (Rocky)",
        fix: `keep it under another name: ${rename}`,
      });
    }
    return refuse(path, "SCSBP-6241", {
      what: `an image of the cloud has the name ${image.name}, and its file is none of the declared builds`,
      got: `${name(live)} with ${ImageAdoption.hashOf(live)}`,
      allowed: versions.map(({ version }) => `${version.version} with ${version.checksum.toString()}`).join("; "),
      fix: `add the build that it is as a version with this checksum: newer ones take the name over; or ${rename}; or, when it is gone, run adopt again`,
    });
  }

  /** Glance cannot change the formats of a file, so Terraform would delete the image and make another. */
  private static checkReplacement({ name: title, options }: CatalogImage, live: AdoptedImage, path: string): void {
    const rows: [string, string, string][] = [
      ["disk_format", live.diskFormat, options.format ?? ImageFormat.QCOW2],
      ["container_format", live.containerFormat, "bare"],
    ];
    const differing = rows.filter(([, got, want]) => got !== want);
    if (differing.length > 0) {
      const known = Object.values<string>(ImageFormat).includes(live.diskFormat);
      const declarable = known && live.containerFormat === "bare";
      throw refuse(path, "SCSBP-6244", {
        got: `${name(live)}: ${differing.map(([what, got, want]) => `${what}: ${got} → ${want}`).join(", ")}`,
        allowed: "the formats that the image has; the container format of catalogues is bare",
        fix: declarable
          ? `declare the format that it has: format: ImageFormat.${live.diskFormat.toUpperCase()}`
          : `keep it under another name: openstack image set --name "${title} old" ${live.id}, and run adopt again`,
      });
    }
  }
}

function name(live: AdoptedImage): string {
  return `${live.name} (${live.id})`;
}
