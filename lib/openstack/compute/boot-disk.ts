import type { ComputeInstanceV2BlockDevice } from "@scs-blueprints/provider-openstack/lib/compute-instance-v2";
import { refuse } from "../../core/index";
import type { Flavor } from "./flavor";
import type { BoundImage } from "./image";
import type { VolumeType } from "../storage/volume-type";

/** The volume a server boots from when its flavor brings no disk. */
export interface BootVolumeOptions {
  /** Size in GiB. @default 20, the root disk of SCS-2V-4-20s, the smallest mandatory flavor with one (scs-0103) */
  readonly sizeGiB?: number;
  /** Volume type. @default - that of the cloud's profile, else the cloud's default type */
  readonly volumeType?: VolumeType;
  /** Whether the volume is deleted with its server. @default true */
  readonly deleteWithServer?: boolean;
}

const DEFAULT_SIZE_GIB = 20;

/** Where a server boots from, as fields of its resource. @internal */
export interface BootDisk {
  readonly imageId?: string;
  readonly blockDevice?: ComputeInstanceV2BlockDevice[];
  /** What a newer image would change in place of its replacement by the program. */
  readonly ignoreChanges: string[];
  /** Size of the disk. @default - chosen by the cloud */
  readonly sizeGB?: number;
}

/**
 * Decides by the flavor: its own disk where it has one, else a volume made from the image.
 *
 * @throws BlueprintError SCSBP-2040 for a boot volume beside a flavor's disk, SCSBP-2041 for an impossible size
 * @internal
 */
export function bootDisk(
  flavor: Flavor,
  image: BoundImage,
  volume: BootVolumeOptions | undefined,
  path: string,
): BootDisk {
  if (flavor.hasDisk) {
    if (volume !== undefined) {
      throw refuse(path, "SCSBP-2040", {
        got: `bootVolume beside ${flavor.name}`,
        allowed: "a boot volume for flavors without a disk",
        fix: "leave bootVolume out, or take the flavor of the same size without a disk",
      });
    }
    return { imageId: image.imageId, ignoreChanges: ["image_id"], sizeGB: flavor.diskGB };
  }
  const sizeGB = volume?.sizeGiB ?? DEFAULT_SIZE_GIB;
  if (!Number.isInteger(sizeGB) || sizeGB < 1) {
    throw refuse(path, "SCSBP-2041", {
      what: "not a size for a boot volume",
      got: `${sizeGB} GiB`,
      allowed: "a whole number of GiB, at least 1",
      fix: "correct bootVolume.sizeGiB",
    });
  }
  return {
    blockDevice: [
      {
        sourceType: "image",
        uuid: image.imageId,
        destinationType: "volume",
        volumeSize: sizeGB,
        bootIndex: 0,
        deleteOnTermination: volume?.deleteWithServer ?? true,
        ...(volume?.volumeType === undefined ? {} : { volumeType: volume.volumeType.name }),
      },
    ],
    ignoreChanges: ["block_device[0].uuid"],
    sizeGB,
  };
}
