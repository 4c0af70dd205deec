import { BlockstorageVolumeV3 } from "@scs-blueprints/provider-openstack/lib/blockstorage-volume-v3";
import { DataOpenstackBlockstorageVolumeV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-blockstorage-volume-v3";
import { Construct, type IConstruct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { Names, RemovalPolicy, refuse } from "../../core/index";
import { checkedId } from "../../core/lookups";
import { VolumeType } from "./volume-type";

/** A volume, owned or looked up. */
export interface IVolume extends IConstruct {
  /** Id of the volume, known after apply. */
  readonly volumeId: string;
}

/** What volumes have in common, those of their own and those of servers. */
export interface VolumeOptions {
  /** Size in GiB. It can grow later, while the volume is in use; it cannot shrink. */
  readonly sizeGiB: number;
  /** Volume type. @default - that of the cloud's profile, else the cloud's default type */
  readonly volumeType?: VolumeType;
  /** Snapshot that the volume is made from. @default - empty */
  readonly snapshotId?: string;
  /** What becomes of the data. @default RemovalPolicy.RETAIN: plans that would destroy the volume are refused */
  readonly removalPolicy?: RemovalPolicy;
}

/** Properties of a {@link Volume}. */
export interface VolumeProps extends VolumeOptions {
  /** Name in the cloud. @default - stack and path, `shop-data` */
  readonly name?: string;
  /** Availability zone of the block storage. @default - the cloud's default zone */
  readonly zone?: string;
}

/** How to find a volume. */
export interface VolumeLookup {
  /** Its name. */
  readonly name: string;
}

/**
 * Block storage with a life of its own: it survives the servers that it is attached to, and by default nothing but
 * taking it out of the program destroys it.
 *
 * Defines: a volume.
 *
 * @example
 * const data = new Volume(stack, "data", { sizeGiB: 100 });
 * new Server(stack, "db", { tier: network.tier("db"), flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04") })
 *   .attachVolume("data", data);
 */
export class Volume extends Construct implements IVolume {
  /**
   * A volume that is there already, found when Terraform plans.
   *
   * Defines: a data source.
   */
  public static fromLookup(scope: Construct, id: string, lookup: VolumeLookup): IVolume {
    const volume = new ImportedVolume(scope, id);
    volume.volumeId = new DataOpenstackBlockstorageVolumeV3(volume, "lookup", { name: lookup.name }).id;
    return volume;
  }

  /**
   * A volume that is there already, by its id. Nothing is looked up.
   *
   * @throws BlueprintError SCSBP-2019 for an empty id
   */
  public static fromVolumeId(scope: Construct, id: string, volumeId: string): IVolume {
    const volume = new ImportedVolume(scope, id);
    volume.volumeId = checkedId(volumeId, "a volume", scope.node.path);
    return volume;
  }

  public readonly volumeId: string;
  /** Name in the cloud. */
  public readonly name: string;

  /**
   * @throws BlueprintError SCSBP-2044 for an impossible size; SCSBP-1105, SCSBP-1107 and SCSBP-1108 for a zone or type
   *   that the cloud does not have, where the stack has a context
   */
  public constructor(scope: Construct, id: string, props: VolumeProps) {
    super(scope, id);
    const { sizeGiB } = props;
    if (!Number.isInteger(sizeGiB) || sizeGiB < 1) {
      throw refuse(this, "SCSBP-2044", {
        got: `${sizeGiB} GiB`,
        allowed: "a whole number of GiB, at least 1",
        fix: "correct sizeGiB",
      });
    }
    const cloud = KnownCloud.of(this);
    const volumeType = props.volumeType ?? defaultType(cloud);
    if (volumeType !== undefined) {
      cloud.volumeType(volumeType.name, volumeType.aspects, this.node.path);
    }
    cloud.volumeZone(props.zone, this.node.path);
    this.name = props.name ?? Names.ofConstruct(this);
    this.volumeId = new BlockstorageVolumeV3(this, "Resource", {
      name: this.name,
      size: sizeGiB,
      enableOnlineResize: true,
      ...(volumeType === undefined ? {} : { volumeType: volumeType.name }),
      ...(volumeType === undefined || volumeType.aspects.length === 0
        ? {}
        : { metadata: { "scs-aspects": volumeType.aspects.join(", ") } }),
      ...(props.snapshotId === undefined ? {} : { snapshotId: props.snapshotId }),
      ...(props.zone === undefined ? {} : { availabilityZone: props.zone }),
      ...(props.removalPolicy === RemovalPolicy.DESTROY ? {} : { lifecycle: { preventDestroy: true } }),
    }).id;
  }
}

function defaultType({ profile }: KnownCloud): VolumeType | undefined {
  return profile.volumeType === undefined ? undefined : VolumeType.fromName(profile.volumeType);
}

/** A volume that is there already. */
class ImportedVolume extends Construct implements IVolume {
  public volumeId = "";
}
