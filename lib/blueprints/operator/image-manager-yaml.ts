import { parse, stringify } from "yaml";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Quote } from "@scs-blueprints/standards/internal";
import {
  CatalogImage,
  type CatalogImageOptions,
  type ImageVersion,
  HashAlgorithm,
  ImageChecksum,
  ProvidedUntil,
  UuidValidity,
  DiskBus,
  ImageFormat,
  ImagePurpose,
  ImageVisibility,
  ReplaceFrequency,
} from "./catalog-image";

/** How a file of the image manager is read. */
export interface ImageManagerOptions {
  /**
   * SHA-512 of files by the SHA-256 that the YAML has, both as hexadecimal digits: Glance confirms SHA-512 alone.
   * @default - checksums stay as they are
   */
  readonly sha512BySha256?: { [sha256: string]: string };
}

/** How a file of the image manager is written. */
export interface ImageManagerWriteOptions {
  /**
   * `hypervisor_type` of images that have none in their `properties`. The tool's schema demands one; Nova then starts the
   * image on such hosts only.
   * @default - none: the file is for this library
   */
  readonly hypervisorType?: string;
}

type Row = Record<string, unknown>;

/** Keys of `meta` that are options of a catalogue's image; all others are kept as properties. */
const KNOWN_META = [
  "architecture",
  "hotfix_hours",
  "hw_disk_bus",
  "image_description",
  "os_distro",
  "os_purpose",
  "os_version",
  "provided_until",
  "replace_frequency",
  "uuid_validity",
];

/**
 * The YAML of osism/openstack-image-manager (etc/schema.yaml at 4170bad), read and written.
 *
 * An entry with `multi: true` is one image with its builds; without, each version is an image named after it, as the
 * image manager has it. Disabled entries are passed over. `os_purpose`, which older files lack, is `generic` where the
 * name is distribution and version, else `custom`.
 */
export class ImageManagerYaml {
  /**
   * @param text content of the file
   * @throws BlueprintError SCSBP-6240 naming the place that is not as it must be, SCSBP-6220 for a version without
   *   checksum, and what {@link CatalogImage.custom} throws
   */
  public static read(text: string, options: ImageManagerOptions = {}): CatalogImage[] {
    let root: unknown;
    try {
      root = parse(text);
    } catch (error) {
      throw broken("the file", (error as Error).message.split("\n")[0] ?? "", "YAML");
    }
    return list(root, "images", "the file")
      .filter((row) => row["enable"] !== false)
      .flatMap((row) => ImageManagerYaml.images(row, options));
  }

  /**
   * Writes images in the same form: reading it gives the same images, with the `hypervisorType` that was added.
   *
   * @throws BlueprintError SCSBP-6240 for what the form has no place for: `endsOn`, `patchlevel` of a build
   */
  public static write(images: CatalogImage[], options: ImageManagerWriteOptions = {}): string {
    return stringify({ images: images.map((image) => ImageManagerYaml.row(image, options)) }, { lineWidth: 0 });
  }

  private static images(row: Row, options: ImageManagerOptions): CatalogImage[] {
    const name = text(row, "name", "an image");
    const versions = list(row, "versions", name);
    const own = (version: Row): ImageVersion => ImageManagerYaml.version(version, name, options);
    const shared = ImageManagerYaml.options(row, name);
    if (row["multi"] === true) {
      const other = versions.find((version) => version["os_version"] !== undefined || version["meta"] !== undefined);
      if (other !== undefined) {
        const what = "os_version or meta of one version";
        throw broken(
          `${name} ${text(other, "version", name)}`,
          what,
          "the same for all versions of an image with multi",
        );
      }
      return [CatalogImage.custom(name, { ...shared, versions: versions.map(own) })];
    }
    const separator = typeof row["separator"] === "string" ? row["separator"] : " ";
    return versions.map((version) => {
      const osVersion = version["os_version"] === undefined ? shared.osVersion : text(version, "os_version", name);
      const full = `${name}${separator}${text(version, "version", name)}`;
      return CatalogImage.custom(full, { ...shared, osVersion, versions: [own(version)] });
    });
  }

  private static options(row: Row, name: string): Omit<CatalogImageOptions, "versions"> {
    const meta = row["meta"];
    if (!isRow(meta)) {
      throw broken(name, "no meta", "a map");
    }
    const value = (key: string): string => text(meta, key, `${name}, meta`);
    const optional = (key: string): string | undefined => (meta[key] == null ? undefined : value(key));
    const [osDistro, osVersion, purpose] = [value("os_distro"), value("os_version"), optional("os_purpose")];
    const diskBus = member(DiskBus, value("hw_disk_bus"), name);
    const isPlain = name.toLowerCase() === `${osDistro} ${osVersion}`;
    const further = Object.keys(meta).filter(
      (key) =>
        !KNOWN_META.includes(key) &&
        meta[key] != null &&
        !(key === "hw_scsi_model" && diskBus === DiskBus.SCSI && meta[key] === "virtio-scsi"),
    );
    const hotfix = optional("hotfix_hours");
    return {
      osDistro,
      osVersion,
      login: text(row, "login", name),
      minDiskGiB: number(row, "min_disk", name),
      minRamMiB: number(row, "min_ram", name),
      description: optional("image_description") ?? name,
      purpose:
        purpose === undefined
          ? isPlain
            ? ImagePurpose.GENERIC
            : ImagePurpose.CUSTOM
          : member(ImagePurpose, purpose, name),
      format: member(ImageFormat, text(row, "format", name), name),
      visibility: member(ImageVisibility, text(row, "visibility", name), name),
      architecture: value("architecture"),
      diskBus,
      replaceFrequency: member(ReplaceFrequency, value("replace_frequency"), name),
      uuidValidity: UuidValidity.parse(value("uuid_validity")),
      providedUntil: ProvidedUntil.parse(value("provided_until")),
      ...(hotfix === undefined ? {} : { hotfixHours: Number(hotfix) }),
      ...(further.length === 0 ? {} : { properties: Object.fromEntries(further.map((key) => [key, value(key)])) }),
      ...(Array.isArray(row["tags"]) && row["tags"].length > 0 ? { tags: row["tags"].map(String) } : {}),
    };
  }

  private static version(row: Row, name: string, { sha512BySha256 = {} }: ImageManagerOptions): ImageVersion {
    const version = text(row, "version", name);
    const at = `${name} ${version}`;
    const url = text(row, "url", at).trim();
    const source = row["source"] === undefined ? url : text(row, "source", at).trim();
    const mirror = row["mirror_url"] === undefined ? url : text(row, "mirror_url", at).trim();
    const found = row["checksum"] === undefined ? undefined : ImageChecksum.parse(text(row, "checksum", at));
    const better = found?.algorithm === HashAlgorithm.SHA256 ? sha512BySha256[found.digest] : undefined;
    return {
      version,
      url: source,
      ...(mirror === source ? {} : { mirrorUrl: mirror }),
      // an image without a checksum is refused by CatalogImage, in its own words
      checksum: (better === undefined ? found : ImageChecksum.sha512(better)) as ImageChecksum,
      buildDate: text(row, "build_date", at),
    };
  }

  private static row({ name, options }: CatalogImage, { hypervisorType }: ImageManagerWriteOptions): Row {
    const image = CatalogImage.custom(name, options);
    return {
      name,
      enable: true,
      format: options.format ?? ImageFormat.QCOW2,
      login: options.login,
      min_disk: options.minDiskGiB,
      min_ram: options.minRamMiB,
      status: "active",
      visibility: image.visibility,
      multi: true,
      meta: {
        ...image.commonProperties,
        ...(options.hotfixHours === undefined ? {} : { hotfix_hours: options.hotfixHours }),
        image_description: options.description,
        ...(hypervisorType === undefined ? {} : { hypervisor_type: hypervisorType }),
        ...options.properties,
      },
      tags: options.tags ?? [],
      versions: options.versions.map((version) => {
        const at = `${name} ${version.version}`;
        if (version.endsOn !== undefined || version.patchlevel !== undefined) {
          throw broken(at, "endsOn or patchlevel", "builds without them: the image manager has no place for them");
        }
        return {
          version: version.version,
          url: version.url,
          ...(version.mirrorUrl === undefined ? {} : { mirror_url: version.mirrorUrl }),
          checksum: version.checksum.toString(),
          build_date: version.buildDate,
        };
      }),
    };
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(row: unknown, key: string, at: string): Row[] {
  const rows = isRow(row) ? row[key] : undefined;
  if (!Array.isArray(rows) || !rows.every(isRow)) {
    throw broken(at, `no list ${key}`, `${key}: a list of maps`);
  }
  return rows;
}

function text(row: Row, key: string, at: string): string {
  const value = row[key];
  if ((typeof value !== "string" || value === "") && typeof value !== "number" && typeof value !== "boolean") {
    throw broken(at, `${key}: ${String(JSON.stringify(value))}`, "a text");
  }
  return String(value);
}

function number(row: Row, key: string, at: string): number {
  const value = row[key];
  if (typeof value !== "number") {
    throw broken(at, `${key}: ${String(JSON.stringify(value))}`, "a number");
  }
  return value;
}

function member<T extends string>(values: Readonly<Record<string, T>>, value: string, at: string): T {
  const found = Object.values(values).find((each) => each === value);
  if (found === undefined) {
    throw broken(at, Quote.text(value), Object.values(values).join(", "));
  }
  return found;
}

function broken(at: string, got: string, allowed: string): BlueprintError {
  return refuse("SCSBP-6240", {
    what: `${Quote.text(at)} cannot be read or written as an image of the image manager`,
    got,
    allowed,
    fix: "correct the entry (osism/openstack-image-manager, etc/schema.yaml)",
  });
}
