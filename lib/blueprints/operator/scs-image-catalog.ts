import { ImagesImageV2 } from "@scs-blueprints/provider-openstack/lib/images-image-v2";
import {
  type AdoptedImage,
  type CatalogAdoption,
  CloudStep,
  FindingResult,
  ImageMetadata,
  ImageMetadataVersion,
  StandardImages,
} from "@scs-blueprints/standards";
import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { ImageRecency, Quote, UtcTime } from "@scs-blueprints/standards/internal";
import { Construct } from "constructs";
import { dependable, TerraformStack } from "../../core/engine";
import { Names, RemovalPolicy } from "../../core/index";
import { importExisting, type TerraformData } from "../../core/terraform-data";
import { OutOfBandStep } from "./out-of-band-step";
import { type CatalogImage, HashAlgorithm, ImageFormat, type ImageVersion } from "./catalog-image";

/** Who fetches the files. */
export enum ImageTransfer {
  /** Terraform downloads and uploads: works with every Glance, and needs room and bandwidth where Terraform runs. */
  UPLOAD = "upload",
  /** Glance downloads by itself (`web-download`): its `allowed_ports` and `allowed_hosts` must admit the URL. */
  WEB_DOWNLOAD = "web-download",
}

/** Properties of a {@link ScsImageCatalog}. */
export interface ScsImageCatalogProps {
  /**
   * The day the catalogue is made for, YYYY-MM-DD in UTC: which builds are current, kept or deleted follows from it.
   * Nothing reads the clock; whoever renews the catalogue moves the date.
   */
  readonly date: string;
  /** The images. */
  readonly images: CatalogImage[];
  /** @default ImageTransfer.UPLOAD */
  readonly transfer?: ImageTransfer;
  /** What Glance hashes files with: its option `hashing_algorithm`. @default HashAlgorithm.SHA512, its default */
  readonly glanceHashing?: HashAlgorithm;
  /** Who manages the images, for the tag `managed_by_<vendor>` that scs-0102 recommends. @default - no tag */
  readonly managedBy?: string;
  /**
   * Images that the cloud has already: one of a catalogue image's name is the build whose checksum its file has. It is
   * imported, keeps its id, and is mended in place; what it says beside the catalogue stays. Nothing is uploaded for it.
   * @default - none, every image is uploaded
   */
  readonly adopt?: CatalogAdoption;
  /** What becomes of an image that a plan would delete or replace. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The images of a cloud with all that scs-0102 asks them to say, from the sources that scs-0104 allows.
 *
 * A build is known by its version: a newer one takes the name over, the older one is hidden and dated without a new
 * upload, and deleted when `uuid_validity` no longer promises it.
 *
 * Defines: for each build that is current or kept an image; for an adopted one whose `os_` properties are not right a
 * step, because the provider never changes these. With a `providedUntil` a `check`, which warns when a build is overdue.
 *
 * @example
 * const images = new ScsImageCatalog(stack, "images", {
 *   date: "2026-11-23",
 *   images: [
 *     CatalogImage.ubuntu("24.04", {
 *       versions: [
 *         {
 *           version: "20261101",
 *           url: "https://cloud-images.ubuntu.com/releases/noble/release-20261101/ubuntu-24.04-server-cloudimg-amd64.img",
 *           checksum: ImageChecksum.sha512("0".repeat(128)),
 *           buildDate: "2026-11-01",
 *         },
 *       ],
 *     }),
 *   ],
 * });
 * images.currentVersion("Ubuntu 24.04"); // "20261101"
 */
export class ScsImageCatalog extends Construct {
  private readonly renewed = new Map<string, RenewedVersion[]>();
  private readonly current = new Map<string, ImagesImageV2>();
  /** Images of the cloud by image and version. */
  private readonly adopted = new Map<CatalogImage, Map<string, AdoptedImage>>();
  private readonly now: number;

  /**
   * @throws BlueprintError SCSBP-6221 for a checksum that Glance cannot confirm, SCSBP-6222 for a source that scs-0104
   *   forbids, SCSBP-6223 for metadata that scs-0102 forbids, SCSBP-6224 for a date that is none, SCSBP-6227 for two
   *   images that answer to one question, SCSBP-6228 for an image without a build at that date, SCSBP-6241 to
   *   SCSBP-6244 for images of the cloud that cannot be adopted as they are
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ScsImageCatalogProps,
  ) {
    super(scope, id);
    const time = /^\d{4}-\d{2}-\d{2}$/.test(props.date) ? UtcTime.parse(props.date) : undefined;
    if (time === undefined) {
      throw this.refuse(
        "SCSBP-6224",
        "the catalogue's date is not a day",
        Quote.text(props.date),
        "YYYY-MM-DD",
        "correct it",
      );
    }
    // builds of the day itself are there
    this.now = UtcTime.plusDays(time, 1) - 1000;
    for (const image of props.images) {
      this.addImage(image);
    }
    this.checkMetadata();
    this.warnOfOverdue();
  }

  /** The build of an image that has its name at the catalogue's date. @throws BlueprintError SCSBP-6229 for none */
  public currentVersion(name: string): string {
    const found = this.renewed.get(name)?.find((each) => each.state === ImageState.CURRENT);
    return found?.version.version ?? this.unknown(name);
  }

  /** Id of the current build, known after apply. @throws BlueprintError SCSBP-6229 for an image that is not offered */
  public imageId(name: string): string {
    return this.current.get(name)?.id ?? this.unknown(name);
  }

  private addImage(image: CatalogImage): void {
    if (this.renewed.has(image.name)) {
      throw this.refuse(
        "SCSBP-6227",
        "two images of the catalogue have one name",
        Quote.text(image.name),
        "each name once, with all its builds as versions",
        "join them, or rename one",
      );
    }
    const versions = ImageRenewal.at(image, this.now);
    if (versions.length === 0) {
      throw this.refuse(
        "SCSBP-6228",
        `${Quote.text(image.name)} has no build yet at ${this.props.date}`,
        image.options.versions.map((version) => `${version.version} of ${version.buildDate}`).join(", "),
        "a build that is not after the date",
        "move the date, or add a build",
      );
    }
    this.renewed.set(image.name, versions);
    const { adopt } = this.props;
    if (adopt !== undefined) {
      this.adopted.set(image, ImageAdoption.match(image, versions, adopt, this.node.path));
    }
    const builds = new Construct(this, image.name);
    let newer: ImagesImageV2 | undefined;
    for (const each of versions.filter(({ state }) => state !== ImageState.GONE)) {
      const resource = this.addVersion(builds, image, each);
      if (newer !== undefined) {
        // the name is given up when the image that takes it over is there and has its checksum
        resource.dependsOn = [...(resource.dependsOn ?? []), dependable(newer)];
      }
      newer = resource;
      if (each.state === ImageState.CURRENT) {
        this.current.set(image.name, resource);
      }
    }
  }

  private addVersion(builds: Construct, image: CatalogImage, { version, name, state }: RenewedVersion): ImagesImageV2 {
    const { options } = image;
    const webDownload = this.props.transfer === ImageTransfer.WEB_DOWNLOAD;
    const { managedBy, removalPolicy = RemovalPolicy.RETAIN } = this.props;
    const vendor = managedBy === undefined ? [] : [`managed_by_${managedBy}`];
    const live = this.liveOf(image, version);
    // who manages an image is one: the catalogue, where it says so
    const before = ImageAdoption.tags(live).filter((tag) => managedBy === undefined || !tag.startsWith("managed_by_"));
    const tags = [...new Set([`os:${options.osDistro}`, ...vendor, ...before, ...(options.tags ?? [])])].sort();
    const resource = new ImagesImageV2(builds, version.version, {
      name,
      containerFormat: "bare",
      diskFormat: options.format ?? ImageFormat.QCOW2,
      visibility: image.visibility,
      minDiskGb: options.minDiskGiB,
      minRamMb: options.minRamMiB,
      properties: this.propertiesOf(image, version),
      tags,
      imageSourceUrl: version.mirrorUrl ?? version.url,
      ...(webDownload ? { webDownload } : {}),
      ...(state === ImageState.CURRENT ? {} : { hidden: true }),
      lifecycle: {
        // Where a file came from is history once it is there, and the cache's path is of the machine that planned.
        // Whether an adopted image is protected from deletion stays as it was.
        ignoreChanges: [
          "image_source_url",
          "web_download",
          "image_cache_path",
          ...(live === undefined ? [] : ["protected"]),
        ],
        postcondition: this.postconditions(image, version),
        ...(removalPolicy === RemovalPolicy.RETAIN ? { preventDestroy: true } : {}),
      },
    });
    if (live !== undefined) {
      importExisting(resource, live.id);
      this.mendOsProperties(builds, image, version, resource, live);
    }
    return resource;
  }

  /** Before Terraform looks at the image for the last time, so that its postconditions see the mended one. */
  private mendOsProperties(
    builds: Construct,
    image: CatalogImage,
    version: ImageVersion,
    resource: ImagesImageV2,
    live: AdoptedImage,
  ): void {
    const wanted = ImageAdoption.osProperties(image, version);
    if (ImageAdoption.needsStep(wanted, live)) {
      // no version begins with an underscore
      const id = `_properties-${version.version}`;
      const { resource: mended } = new OutOfBandStep(builds, id, { step: CloudStep.imageProperties(live.id, wanted) });
      resource.dependsOn = [dependable(mended as TerraformData)];
    }
  }

  /** The image of the cloud that a build is already. */
  private liveOf(image: CatalogImage, version: ImageVersion): AdoptedImage | undefined {
    return this.adopted.get(image)?.get(version.version);
  }

  private propertiesOf(image: CatalogImage, version: ImageVersion): Record<string, string> {
    const live = this.liveOf(image, version);
    return { ...(live === undefined ? {} : ImageAdoption.kept(live)), ...image.propertiesOf(version) };
  }

  /** What only the uploaded file can tell. */
  private postconditions(image: CatalogImage, version: ImageVersion) {
    const { checksum } = version;
    const hashing = this.props.glanceHashing ?? HashAlgorithm.SHA512;
    if (checksum.algorithm !== hashing) {
      throw this.refuse(
        "SCSBP-6221",
        `Glance hashes files with ${hashing}, so it cannot confirm the checksum of ${image.name} ${version.version}`,
        checksum.algorithm,
        hashing,
        `give the ${hashing} of the file, or say what Glance is configured with: glanceHashing`,
      );
    }
    const title = `${image.name} ${version.version}`;
    const given = Object.entries(ImageAdoption.osProperties(image, version));
    const before = this.liveOf(image, version)?.properties ?? {};
    // while the plan is made, an adopted image is still as it was found
    const accepted = ([key, value]: [string, string]): string => {
      const looked = `lookup(self.properties, "${key}", "")`;
      const old = before[key] ?? value;
      return old === value
        ? `${looked} == ${JSON.stringify(value)}`
        : `contains([${JSON.stringify(value)}, ${ImageAdoption.literal(JSON.stringify(old))}], ${looked})`;
    };
    return [
      {
        // before the upload the status is unknown, and with it the condition
        condition: `\${self.status != "active" || lookup(self.properties, "os_hash_value", "") == "${checksum.digest}"}`,
        errorMessage: `SCSBP-6230: the file of ${title} does not have the checksum ${checksum.toString()}: do not use the image; take the version out of the catalogue, apply, correct its url or checksum, and add it again`,
      },
      {
        // the provider never changes properties that begin with os_, and its plans say nothing of it
        condition: `\${self.status != "active" || ${given.map(accepted).join(" && ")}}`,
        errorMessage: `SCSBP-6232: the image ${title} has other os_ properties than the catalogue, and Terraform cannot change them: set ${given.map(([key, value]) => `${key}=${value}`).join(", ")} with \`openstack image set\`, or make it a new version`,
      },
      {
        condition: "${self.min_disk_gb * 1073741824 >= self.size_bytes}",
        errorMessage: `SCSBP-6231: the file of ${title} is larger than minDiskGiB, ${image.options.minDiskGiB} GiB: enlarge it`,
      },
    ];
  }

  /** Whoever plans after a build's time has run out is told; nothing fails. */
  private warnOfOverdue(): void {
    const assert = this.props.images.flatMap((image) => {
      const version = this.renewed.get(image.name)?.find(({ state }) => state === ImageState.CURRENT)?.version;
      const resource = this.current.get(image.name);
      return version === undefined || resource === undefined
        ? []
        : (ImageDeadline.assertion(image, version, resource) ?? []);
    });
    if (assert.length > 0) {
      const name = Names.ofConstruct(this).replace(/-/g, "_");
      TerraformStack.of(this).addOverride(`check.${name}`, { assert });
    }
  }

  /** What the official tests would say of the current images, apart from their age, which the plan tells. */
  private checkMetadata(): void {
    const images = this.props.images.flatMap((image) =>
      (this.renewed.get(image.name) ?? []).map(({ version, name, state }) => ({
        name,
        properties: this.propertiesOf(image, version),
        visibility: image.visibility,
        hidden: state !== ImageState.CURRENT,
        minDiskGiB: image.options.minDiskGiB,
        minRamMiB: image.options.minRamMiB,
      })),
    );
    const date = `${this.props.date} 23:59:59`;
    for (const finding of ImageMetadata.check(images, date, {
      version: ImageMetadataVersion.V2,
      withRecommended: true,
    })) {
      if (finding.result === FindingResult.FAIL && finding.testcase !== "scs-0102-image-recency") {
        const code = finding.testcase === "scs-0102-os_purpose-uniqueness" ? "SCSBP-6227" : "SCSBP-6223";
        const what =
          finding.subject === undefined ? finding.message : `${Quote.text(finding.subject)}: ${finding.message}`;
        throw this.refuse(code, what, finding.got, finding.allowed, finding.fix);
      }
    }
    for (const finding of StandardImages.check(images)) {
      if (finding.clause === "image_source" && finding.result === FindingResult.FAIL) {
        const what = `${Quote.text(finding.subject ?? "")} does not come from where scs-0104 wants it`;
        const fix = "give the vendor's url, and an own mirror as mirrorUrl, or name the image differently";
        throw this.refuse("SCSBP-6222", what, finding.got, finding.allowed, fix);
      }
    }
  }

  private unknown(name: string): never {
    throw this.refuse(
      "SCSBP-6229",
      "the catalogue offers no such image at its date",
      Quote.text(name),
      Quote.list([...this.current.keys()]),
      "use one of these names, or add the image",
    );
  }

  private refuse(code: ErrorCode, what: string, got?: string, allowed?: string, fix?: string): BlueprintError {
    return refuse(this, code, { what, got, allowed, fix });
  }
}

/** What has become of a build at a date. */
enum ImageState {
  /** The image of that name. */
  CURRENT = "current",
  /** Replaced or no longer provided: hidden, dated, and reachable by its id. */
  KEPT = "kept",
  /** Deleted: its id is no longer promised. */
  GONE = "gone",
}

/** A build at a date. */
interface RenewedVersion {
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
class ImageRenewal {
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

/** Promises of scs-0102 that only the catalogue makes: what an older image said of them is not carried on. */
const PROMISES = ["hotfix_hours", "patchlevel"];

/**
 * Which builds of an image the cloud has already. The file decides: an image is the build whose checksum it has, so the
 * same adopt.json stays right when newer builds take the name over.
 *
 * @internal
 */
class ImageAdoption {
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

/**
 * Until when the current build of an image keeps the promise of `replace_frequency`, as the official test counts it
 * (scs-0102-image-recency). Terraform looks at the clock when it plans; the program never does.
 *
 * @internal
 */
class ImageDeadline {
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
