import type { ICloudSession } from "@scs-blueprints/checker";
import { OpenStackClient, texts } from "@scs-blueprints/checker/internal";
import { textOf, type JsonObject } from "@scs-blueprints/checker/reading";
import { refuse } from "@scs-blueprints/standards/errors";
import { type AdoptedFlavor, type AdoptedImage, CatalogAdoption } from "@scs-blueprints/standards";

/** Nova's version that tells description (2.55) and extra specs (2.61) with a flavor. */
const FLAVOR_VERSION = "2.61";

/** Attributes of an image that are no properties (glance, image schema). */
const IMAGE_ATTRIBUTES = new Set([
  "checksum",
  "container_format",
  "created_at",
  "direct_url",
  "disk_format",
  "file",
  "id",
  "locations",
  "min_disk",
  "min_ram",
  "name",
  "os_hash_algo",
  "os_hash_value",
  "os_hidden",
  "owner",
  "protected",
  "schema",
  "self",
  "size",
  "status",
  "stores",
  "tags",
  "updated_at",
  "virtual_size",
  "visibility",
]);

/**
 * Reads the flavors of a cloud as its operator sees them, private ones too, and the images that are the operator's: public
 * or of the login's project, hidden ones too.
 *
 * @internal
 */
export class AdoptionReader {
  /** @throws BlueprintError SCSBP-8110 when the user is no operator, SCSBP-4040 for a service that does not answer */
  public static async read(session: ICloudSession): Promise<CatalogAdoption> {
    const client = new OpenStackClient(session);
    const [flavors, images] = [await AdoptionReader.flavors(client), await AdoptionReader.images(client)];
    return CatalogAdoption.fromFacts({ cloud: session.cloud, flavors, images });
  }

  private static async flavors(client: OpenStackClient): Promise<AdoptedFlavor[]> {
    const compute = client.endpoint(["compute"]);
    const version = {
      "openstack-api-version": `compute ${FLAVOR_VERSION}`,
      "x-openstack-nova-api-version": FLAVOR_VERSION,
    };
    const rows = await client.list(`${compute}/flavors/detail?is_public=None`, "flavors", version);
    return rows.map((row) => {
      // what only an operator may read is missing for others, and would be overwritten unseen
      if (row["extra_specs"] === undefined) {
        throw refuse("SCSBP-8110", {
          what: `${client.session.cloud} does not show the extra specs of its flavors to this user`,
          got: `roles ${client.session.roles.join(", ")}`,
          allowed: "a user who manages flavors: admin",
          fix: "name the operator's entry of clouds.yaml",
        });
      }
      return {
        id: textOf(row, "id") ?? "",
        name: textOf(row, "name") ?? "",
        vcpus: number(row, "vcpus"),
        ramMiB: number(row, "ram"),
        diskGB: number(row, "disk"),
        ephemeralGB: number(row, "OS-FLV-EXT-DATA:ephemeral"),
        swapMiB: number(row, "swap"),
        rxTxFactor: number(row, "rxtx_factor", 1),
        isPublic: row["os-flavor-access:is_public"] !== false,
        description: textOf(row, "description") ?? "",
        extraSpecs: texts(row["extra_specs"]),
      };
    });
  }

  private static async images(client: OpenStackClient): Promise<AdoptedImage[]> {
    const endpoint = client.endpoint(["image"], /\/v[12](?:\.\d+)?$/);
    const { projectId } = client.session;
    const shown: AdoptedImage[] = [];
    for (const hidden of ["false", "true"]) {
      const url = `${endpoint}/v2/images?status=active&limit=200&os_hidden=${hidden}`;
      for (const row of await client.list(url, "images")) {
        // an admin sees the images of all tenants, which are theirs
        if (row["visibility"] === "public" || (projectId !== undefined && row["owner"] === projectId)) {
          shown.push(AdoptionReader.image(row, hidden === "true"));
        }
      }
    }
    return shown;
  }

  private static image(row: JsonObject, hidden: boolean): AdoptedImage {
    const properties = Object.entries(texts(row)).filter(
      ([key]) => !IMAGE_ATTRIBUTES.has(key) && !key.startsWith("os_glance_"),
    );
    const tags = row["tags"];
    return {
      id: textOf(row, "id") ?? "",
      name: textOf(row, "name") ?? "",
      visibility: textOf(row, "visibility") ?? "private",
      hidden,
      diskFormat: textOf(row, "disk_format") ?? "",
      containerFormat: textOf(row, "container_format") ?? "",
      minDiskGiB: number(row, "min_disk"),
      minRamMiB: number(row, "min_ram"),
      hashAlgorithm: textOf(row, "os_hash_algo") ?? "",
      hash: textOf(row, "os_hash_value") ?? "",
      tags: Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === "string") : [],
      properties: Object.fromEntries(properties),
    };
  }
}

/** Nova writes the empty text for no swap. */
function number(row: JsonObject, key: string, otherwise = 0): number {
  const value = row[key];
  return typeof value === "number" ? value : otherwise;
}
