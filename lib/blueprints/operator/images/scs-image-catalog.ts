import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { ImagesImageV2 } from "@scs-blueprints/provider-openstack/lib/images-image-v2";
import { Construct } from "constructs";
import { dependable, TerraformStack } from "../../../core/engine";
import { BlueprintError, Names, RemovalPolicy, refuse } from "../../../core/index";
import { importExisting, type TerraformData } from "../../../core/terraform-data";
import {
  type AdoptedImage,
  type CatalogAdoption,
  CloudStep,
  FindingResult,
  ImageMetadata,
  ImageMetadataVersion,
  StandardImages,
} from "@scs-blueprints/standards";
import { Quote, UtcTime } from "@scs-blueprints/standards/internal";
import { OutOfBandStep } from "../steps/out-of-band-step";
import type { CatalogImage, ImageVersion } from "./catalog-image";
import { ImageAdoption } from "./image-adoption";
import { ImageDeadline } from "./image-deadline";
import { HashAlgorithm } from "./image-checksum";
import { ImageRenewal, ImageState, type RenewedVersion } from "./image-renewal";
import { ImageFormat } from "./image-types";

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
