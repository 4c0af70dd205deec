import {
  DataOpenstackImagesImageV2,
  type DataOpenstackImagesImageV2Config,
} from "@scs-blueprints/provider-openstack/lib/data-openstack-images-image-v2";
import type { Construct } from "constructs";
import { refuse } from "../../core/index";
import { lookupId, lookupOnce } from "../../core/lookups";
import { KnownCloud } from "../../cloud/known-cloud";
import type { ContextImage } from "@scs-blueprints/standards";

/** Properties of scs-0102 to find an image by. */
export interface ImageProperties {
  /** `os_distro`, in lower case: `ubuntu`, `debian`, `flatcar` … */
  readonly osDistro: string;
  /** `os_version`: `24.04`, `12` … */
  readonly osVersion: string;
  /** `os_purpose`, mandatory from scs-0102-v2 on: `generic`, `minimal`, `k8snode` … @default - any */
  readonly osPurpose?: string;
}

/** An image as a server needs it. @internal */
export interface BoundImage {
  readonly imageId: string;
  /** Smallest disk the image fits on, in GB. @default - not known */
  readonly minDiskGB?: string;
  /** Smallest memory the image runs with, in MiB. @default - not known */
  readonly minRamMiB?: string;
  /** Its properties, a map. @default - not known */
  readonly properties?: string;
  /** The images it can be, as far as the context of the stack knows them. */
  readonly known: readonly ContextImage[];
}

/**
 * The image a server is made from, found in the cloud when Terraform plans: the newest of those that match.
 */
export class Image {
  /**
   * Ubuntu under the name that scs-0104 gives it, `Ubuntu 24.04`; that very image is mandatory for IaaS v5.1.
   *
   * @param version release such as `24.04`
   */
  public static ubuntu(version: string): Image {
    return Image.fromName(`Ubuntu ${version}`);
  }

  /** Debian under the name that scs-0104 gives it, `Debian 12`; recommended, not mandatory. */
  public static debian(version: string): Image {
    return Image.fromName(`Debian ${version}`);
  }

  /** An image by its name. */
  public static fromName(name: string): Image {
    if (name.trim() === "") {
      throw refuse("SCSBP-2030", {
        got: JSON.stringify(name),
        allowed: "a name as `openstack image list` shows it",
        fix: 'name it: Image.ubuntu("24.04"), Image.fromName("Rocky 9")',
      });
    }
    return new Image(lookupId("image", name), { name });
  }

  /** An image by its metadata (scs-0102), whatever its name is. */
  public static fromProperties(properties: ImageProperties): Image {
    const { osDistro, osVersion, osPurpose } = properties;
    const wanted = ["properties", osDistro, osVersion, ...(osPurpose === undefined ? [] : [osPurpose])];
    return new Image(lookupId("image", wanted.join(" ")), {
      properties: {
        os_distro: osDistro,
        os_version: osVersion,
        ...(osPurpose === undefined ? {} : { os_purpose: osPurpose }),
      },
    });
  }

  /** A certain image. It is not looked up, so its minimum disk and memory are not checked. */
  public static fromId(imageId: string): Image {
    return new Image(undefined, {}, imageId);
  }

  private constructor(
    private readonly lookupId: string | undefined,
    private readonly query: DataOpenstackImagesImageV2Config,
    private readonly imageId?: string,
  ) {}

  /** @internal @jsii ignore */
  public bind(scope: Construct): BoundImage {
    const id = this.lookupId;
    if (id === undefined) {
      return { imageId: this.imageId ?? "", known: [] };
    }
    const { name, properties } = this.query;
    const known = KnownCloud.of(scope).images({ name, properties }, scope.node.path);
    const found = lookupOnce(
      scope,
      id,
      (stack) => new DataOpenstackImagesImageV2(stack, id, { ...this.query, mostRecent: true }),
    );
    return {
      imageId: found.id,
      minDiskGB: `\${${found.fqn}.min_disk_gb}`,
      minRamMiB: `\${${found.fqn}.min_ram_mb}`,
      properties: `\${${found.fqn}.properties}`,
      known,
    };
  }
}
