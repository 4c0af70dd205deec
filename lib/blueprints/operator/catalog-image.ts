import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Quote, UtcTime } from "@scs-blueprints/standards/internal";

/** What an image is for: `os_purpose` (scs-0102). */
export enum ImagePurpose {
  /** The plain operating system; the one that users find by distribution and version. */
  GENERIC = "generic",
  MINIMAL = "minimal",
  /** A node of a Kubernetes cluster. */
  K8S_NODE = "k8snode",
  GPU = "gpu",
  /** A router, a firewall and the like. */
  NETWORK = "network",
  /** Anything else, and in doubt. */
  CUSTOM = "custom",
}

/** How often an image is replaced at least: `replace_frequency` (scs-0102). The standard advises monthly or oftener. */
export enum ReplaceFrequency {
  DAILY = "daily",
  WEEKLY = "weekly",
  MONTHLY = "monthly",
  QUARTERLY = "quarterly",
  YEARLY = "yearly",
  /** For critical issues only. */
  CRITICAL_BUG = "critical_bug",
  NEVER = "never",
}

/** Who sees an image. */
export enum ImageVisibility {
  /** Every project. */
  PUBLIC = "public",
  /** Every project that asks for it by its id. */
  COMMUNITY = "community",
  /** Projects that it is shared with. */
  SHARED = "shared",
  /** The operator's project. */
  PRIVATE = "private",
}

/** Format of an image's file: `disk_format`. The container format is always `bare`. */
export enum ImageFormat {
  RAW = "raw",
  QCOW2 = "qcow2",
  VMDK = "vmdk",
  VHD = "vhd",
  VHDX = "vhdx",
  VDI = "vdi",
  ISO = "iso",
}

/** What a guest's disk hangs on: `hw_disk_bus` (scs-0102). */
export enum DiskBus {
  /** Recommended; `hw_scsi_model` is set to `virtio-scsi` with it. */
  SCSI = "scsi",
  VIRTIO = "virtio",
}

/** How a checksum is computed. */
export enum HashAlgorithm {
  /** Glance's own, where its operator changed nothing (glance, option `hashing_algorithm`). */
  SHA512 = "sha512",
  SHA256 = "sha256",
}

const DIGITS: ReadonlyMap<HashAlgorithm, number> = new Map([
  [HashAlgorithm.SHA512, 128],
  [HashAlgorithm.SHA256, 64],
]);

/** What the file of an image must hash to, as its vendor publishes it. */
export class ImageChecksum {
  /** @param digest 128 hexadecimal digits; @throws BlueprintError SCSBP-6221 for anything else */
  public static sha512(digest: string): ImageChecksum {
    return new ImageChecksum(HashAlgorithm.SHA512, digest);
  }

  /** @param digest 64 hexadecimal digits; @throws BlueprintError SCSBP-6221 for anything else */
  public static sha256(digest: string): ImageChecksum {
    return new ImageChecksum(HashAlgorithm.SHA256, digest);
  }

  /**
   * Reads `sha512:<digest>` or `sha256:<digest>`, as the image manager of OSISM writes it.
   *
   * @throws BlueprintError SCSBP-6221 for anything else; MD5 and SHA-1 can be forged
   */
  public static parse(text: string): ImageChecksum {
    const [algorithm, digest] = text.split(":");
    const known = Object.values(HashAlgorithm).find((each) => each === algorithm);
    if (known === undefined || digest === undefined) {
      throw unfit(text);
    }
    return new ImageChecksum(known, digest);
  }

  private constructor(
    public readonly algorithm: HashAlgorithm,
    /** Hexadecimal digits, lower case. */
    public readonly digest: string,
  ) {
    this.digest = digest.toLowerCase();
    if (!new RegExp(`^[0-9a-f]{${DIGITS.get(algorithm)}}$`).test(this.digest)) {
      throw unfit(`${algorithm}:${digest}`);
    }
  }

  public toString(): string {
    return `${this.algorithm}:${this.digest}`;
  }
}

function unfit(got: string): BlueprintError {
  return refuse("SCSBP-6221", {
    what: "not a checksum that protects an image",
    got: Quote.text(got),
    allowed: "sha512:<128 hexadecimal digits> or sha256:<64 hexadecimal digits>",
    fix: "take it from the vendor's SHA512SUMS or SHA256SUMS",
  });
}

function day(text: string, what: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || UtcTime.parse(text) === undefined) {
    throw refuse("SCSBP-6224", {
      what: `${what} is not a day`,
      got: Quote.text(text),
      allowed: "an existing day, YYYY-MM-DD, in UTC",
      fix: "correct it",
    });
  }
  return text;
}

/** How long an image stays reachable by its id: `uuid_validity` (scs-0102). */
export class UuidValidity {
  /** As long as it is the current one. */
  public static none(): UuidValidity {
    return new UuidValidity("none");
  }

  /**
   * The last `count` replaced images stay, beside the current one.
   *
   * @throws BlueprintError SCSBP-6224 for less than one
   */
  public static last(count: number): UuidValidity {
    if (!Number.isInteger(count) || count < 1) {
      throw refuse("SCSBP-6224", {
        what: "not a number of images to keep",
        got: String(count),
        allowed: "a whole number, 1 or more",
        fix: "use UuidValidity.none() to keep none",
      });
    }
    return new UuidValidity(`last-${count}`, count);
  }

  /** Until a day at least, that day included. @throws BlueprintError SCSBP-6224 when there is no such day */
  public static until(date: string): UuidValidity {
    return new UuidValidity(day(date, "uuid_validity"), undefined, date);
  }

  /** Until a notice is given: {@link ImageVersion.endsOn}. */
  public static notice(): UuidValidity {
    return new UuidValidity("notice");
  }

  /** As long as the cloud operates. */
  public static forever(): UuidValidity {
    return new UuidValidity("forever");
  }

  /** Reads the value of the property. @throws BlueprintError SCSBP-6224 when it is none */
  public static parse(text: string): UuidValidity {
    const last = /^last-([1-9]\d*)$/.exec(text);
    if (last !== null) {
      return UuidValidity.last(Number(last[1]));
    }
    return ["none", "notice", "forever"].includes(text) ? new UuidValidity(text) : UuidValidity.until(text);
  }

  private constructor(
    /** Value of the property. */
    public readonly value: string,
    /** Replaced images that stay. @default - not by number */
    public readonly count?: number,
    /** Last day. @default - not by day */
    public readonly lastDay?: string,
  ) {}
}

/** Until when an image is offered and renewed under its name: `provided_until` (scs-0102). */
export class ProvidedUntil {
  /** Nothing is promised. */
  public static none(): ProvidedUntil {
    return new ProvidedUntil("none");
  }

  /** Until a notice is given. */
  public static notice(): ProvidedUntil {
    return new ProvidedUntil("notice");
  }

  /** Until a day at least, that day included. @throws BlueprintError SCSBP-6224 when there is no such day */
  public static day(date: string): ProvidedUntil {
    return new ProvidedUntil(day(date, "provided_until"), date);
  }

  /** Reads the value of the property. @throws BlueprintError SCSBP-6224 when it is none */
  public static parse(text: string): ProvidedUntil {
    return ["none", "notice"].includes(text) ? new ProvidedUntil(text) : ProvidedUntil.day(text);
  }

  private constructor(
    /** Value of the property. */
    public readonly value: string,
    /** Last day. @default - none promised */
    public readonly lastDay?: string,
  ) {}
}

/** One build of an image. */
export interface ImageVersion {
  /** Its key, such as `20260901`: part of the resource address. Another file is another version. */
  readonly version: string;
  /** Where the vendor publishes the file: `image_source`. */
  readonly url: string;
  /** Where the file is fetched from, such as an own mirror. @default - `url` */
  readonly mirrorUrl?: string;
  /** What the file hashes to. */
  readonly checksum: ImageChecksum;
  /** `image_build_date`: YYYY-MM-DD or YYYY-MM-DD hh:mm[:ss], in UTC. The latest build is the current one. */
  readonly buildDate: string;
  /** Last day under this id, for images that stay until a notice: the notice is given. @default - no notice */
  readonly endsOn?: string;
  /** `patchlevel`. @default - not set */
  readonly patchlevel?: string;
}

/** What is said of all images. */
export interface ImageCatalogOptions {
  /** The builds, in any order; those of the past may stay listed. */
  readonly versions: ImageVersion[];
  /** @default ReplaceFrequency.MONTHLY, which the standard advises */
  readonly replaceFrequency?: ReplaceFrequency;
  /** @default - the last three replaced images stay, as OSISM has it */
  readonly uuidValidity?: UuidValidity;
  /** @default - nothing is promised */
  readonly providedUntil?: ProvidedUntil;
  /** Who sees the current image. @default ImageVisibility.PUBLIC */
  readonly visibility?: ImageVisibility;
  /** @default ImageFormat.QCOW2 */
  readonly format?: ImageFormat;
  /** Glance's `architecture`: x86_64 or aarch64. @default x86_64 */
  readonly architecture?: string;
  /** @default DiskBus.SCSI for Ubuntu and Debian, DiskBus.VIRTIO for nodes */
  readonly diskBus?: DiskBus;
  /** `hotfix_hours`: within how many hours a critical issue is mended; 0 is best effort. @default - no promise */
  readonly hotfixHours?: number;
  /** Further properties, such as `hypervisor_type`. @default - none */
  readonly properties?: { [key: string]: string };
  /** Further tags; `os:<distribution>` is always there. @default - none */
  readonly tags?: string[];
}

/** What is said of images whose distribution is known. */
export interface KnownImageOptions extends ImageCatalogOptions {
  /** Smallest root disk in GiB, at least the size of the file. @default 8 for Ubuntu and Debian, 20 for nodes */
  readonly minDiskGiB?: number;
  /** Least memory in MiB. @default 512 for Ubuntu and Debian, 1024 for nodes */
  readonly minRamMiB?: number;
  /** `image_description`: text, or the URL of release notes. @default - the vendor's page */
  readonly description?: string;
}

/** What is said of any other image. */
export interface CatalogImageOptions extends ImageCatalogOptions {
  readonly minDiskGiB: number;
  readonly minRamMiB: number;
  readonly description: string;

  /** `os_distro`, in lower case: `rocky`, `opensuse` … (glance, useful image properties). */
  readonly osDistro: string;
  /** `os_version`, a number where the distribution has numbers. */
  readonly osVersion: string;
  /** `image_original_user`, the user to log in as; `none` when there is none. */
  readonly login: string;
  /** `os_purpose`, mandatory from scs-0102-v2 on. @default ImagePurpose.GENERIC */
  readonly purpose?: ImagePurpose;
}

/**
 * An image as an operator offers it, with all its builds: in a {@link ScsImageCatalog}.
 *
 * Defaults of size, login and hardware are those of osism/openstack-image-manager (etc/images/*.yml).
 */
export class CatalogImage {
  /** Ubuntu under the name of scs-0104, `Ubuntu 24.04`: that version is mandatory for IaaS v5.1. */
  public static ubuntu(release: string, options: KnownImageOptions): CatalogImage {
    return CatalogImage.custom(`Ubuntu ${release}`, {
      minDiskGiB: 8,
      minRamMiB: 512,
      description: "https://cloud-images.ubuntu.com/",
      ...options,
      osDistro: "ubuntu",
      osVersion: release,
      login: "ubuntu",
    });
  }

  /** Debian under the name of scs-0104, `Debian 12`: recommended. */
  public static debian(release: string, options: KnownImageOptions): CatalogImage {
    return CatalogImage.custom(`Debian ${release}`, {
      minDiskGiB: 8,
      minRamMiB: 512,
      description: "https://cloud.debian.org/images/cloud/",
      ...options,
      osDistro: "debian",
      osVersion: release,
      login: "debian",
    });
  }

  /**
   * The node image of a Kubernetes version under the name of scs-0104, `ubuntu-capi-image-v1.34.2`: recommended.
   *
   * @param kubernetes such as `v1.34.2`
   * @throws BlueprintError SCSBP-6226 for a version that is none
   */
  public static capiNode(kubernetes: string, options: KnownImageOptions): CatalogImage {
    if (!/^v\d+\.\d+(\.\d+)?$/.test(kubernetes)) {
      throw refuse("SCSBP-6226", {
        what: "not a version of Kubernetes",
        got: Quote.text(kubernetes),
        allowed: "such as v1.34.2",
        fix: "correct it",
      });
    }
    return CatalogImage.custom(`ubuntu-capi-image-${kubernetes}`, {
      minDiskGiB: 20,
      minRamMiB: 1024,
      diskBus: DiskBus.VIRTIO,
      replaceFrequency: ReplaceFrequency.NEVER,
      description: "https://github.com/osism/k8s-capi-images",
      ...options,
      osDistro: "ubuntu",
      osVersion: "24.04",
      login: "ubuntu",
      purpose: ImagePurpose.K8S_NODE,
    });
  }

  /** Any other image. @throws BlueprintError SCSBP-6225 for unfit versions, SCSBP-6226 for an unfit name */
  public static custom(name: string, options: CatalogImageOptions): CatalogImage {
    return new CatalogImage(name, options);
  }

  private constructor(
    /** Name of the current image. */
    public readonly name: string,
    /** What is said of it. */
    public readonly options: CatalogImageOptions,
  ) {
    if (name.trim() !== name || name === "" || name.length > 200) {
      throw refuse("SCSBP-6226", {
        what: "not a name for an image",
        got: Quote.text(name),
        allowed: "1 to 200 characters, no white space around them; replaced images get their date appended",
        fix: "rename the image",
      });
    }
    this.checkVersions();
  }

  /** @internal @jsii ignore */
  public get uuidValidity(): UuidValidity {
    return this.options.uuidValidity ?? UuidValidity.last(3);
  }

  /** @internal @jsii ignore */
  public get providedUntil(): ProvidedUntil {
    return this.options.providedUntil ?? ProvidedUntil.none();
  }

  /** @internal @jsii ignore */
  public get replaceFrequency(): ReplaceFrequency {
    return this.options.replaceFrequency ?? ReplaceFrequency.MONTHLY;
  }

  /** @internal @jsii ignore */
  public get visibility(): ImageVisibility {
    return this.options.visibility ?? ImageVisibility.PUBLIC;
  }

  /** Properties that all builds have, apart from those that depend on the reader: numbers, texts, sources. @internal @jsii ignore */
  public get commonProperties(): Record<string, string> {
    const { options } = this;
    const diskBus = options.diskBus ?? DiskBus.SCSI;
    return {
      architecture: options.architecture ?? "x86_64",
      hw_disk_bus: diskBus,
      ...(diskBus === DiskBus.SCSI ? { hw_scsi_model: "virtio-scsi" } : {}),
      os_distro: options.osDistro,
      os_version: options.osVersion,
      os_purpose: options.purpose ?? ImagePurpose.GENERIC,
      replace_frequency: this.replaceFrequency,
      uuid_validity: this.uuidValidity.value,
      provided_until: this.providedUntil.value,
    };
  }

  /** Properties of scs-0102 of one build, apart from those that are attributes of Glance. @internal @jsii ignore */
  public propertiesOf(version: ImageVersion): Record<string, string> {
    const { options } = this;
    return {
      ...this.commonProperties,
      ...(options.hotfixHours === undefined ? {} : { hotfix_hours: String(options.hotfixHours) }),
      image_source: version.url,
      image_description: options.description,
      image_build_date: version.buildDate,
      image_original_user: options.login,
      ...(version.patchlevel === undefined ? {} : { patchlevel: version.patchlevel }),
      ...options.properties,
    };
  }

  private checkVersions(): void {
    const { versions } = this.options;
    const refusal = (what: string, got: string, allowed: string, fix: string): BlueprintError =>
      refuse("SCSBP-6225", { what: `${what} of ${Quote.text(this.name)}`, got, allowed, fix });
    if (versions.length === 0) {
      throw refusal("no versions", "none", "one or more", "add the current build");
    }
    const keys = new Set<string>();
    const times = new Set<number>();
    for (const { version, url, mirrorUrl, buildDate, checksum } of versions) {
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(version) || keys.has(version)) {
        const allowed = "letters, digits, dots, hyphens; each version once";
        throw refusal("an unfit version, or one that is there twice,", Quote.text(version), allowed, "rename it");
      }
      keys.add(version);
      const time = UtcTime.parse(buildDate);
      if (time === undefined || buildDate.includes("T") || times.has(time)) {
        const allowed = "YYYY-MM-DD or YYYY-MM-DD hh:mm[:ss], UTC; each time once, so that one build is the latest";
        throw refusal(`an unfit build date of version ${version}`, Quote.text(buildDate), allowed, "correct it");
      }
      times.add(time);
      const unfit = [url, mirrorUrl ?? url].find((each) => !/^https?:\/\/[^\s/]+\/\S+$/.test(each));
      if (unfit !== undefined) {
        throw refusal(`an unfit URL of version ${version}`, Quote.text(unfit), "http(s)://host/path", "correct it");
      }
      // in JavaScript, and in YAML, it may be missing all the same
      if ((checksum as ImageChecksum | undefined) === undefined) {
        throw refuse("SCSBP-6220", {
          what: `version ${version} of ${Quote.text(this.name)} has no checksum`,
          got: "none",
          allowed: "sha512 or sha256",
          fix: 'take it from the vendor\'s SHA512SUMS or SHA256SUMS: ImageChecksum.sha512("…")',
        });
      }
    }
  }
}
