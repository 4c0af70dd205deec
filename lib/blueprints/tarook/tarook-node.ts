import type { DataVolumeOptions, Flavor, IKeyPair, Image, VolumeType } from "../../openstack/index";

/** What a node of a Tarook cluster is for. */
export enum TarookRole {
  /** Control plane: API, etcd, Vault. */
  MASTER = "master",
  /** Workloads. */
  WORKER = "worker",
}

/** What all nodes of a role have, where one has nothing of its own. */
export interface TarookDefaults {
  /** Size. @default - see the role */
  readonly flavor?: Flavor;
  /** What it is made from. @default - the cluster's image */
  readonly image?: Image;
  /** Root volume in GiB, for flavors without a disk. @default - see the role */
  readonly rootDiskGiB?: number;
  /** Type of the root volume. @default - the cloud's default type */
  readonly rootDiskVolumeType?: VolumeType;
}

/** A gateway. */
export interface TarookGateway extends TarookDefaults {
  /** Its zone; later changes do not move it. @default - the cloud chooses */
  readonly zone?: string;
  /** Its address in the cluster's network. @default - one that Neutron chooses and that then stays */
  readonly fixedIp?: string;
  /** Any change replaces this gateway alone, with the image of that day. @default - it is not replaced */
  readonly imageRevision?: string;
}

/** A node: a master or a worker. */
export interface TarookNode extends TarookGateway {
  /** What it is for. */
  readonly role: TarookRole;
  /** Workers of one group are on different hosts, or not at all. A later change does not move them. @default - none */
  readonly antiAffinityGroup?: string;
  /** Volumes for data, which survive the node's replacement: for Rook, for instance. @default - none */
  readonly dataVolumes?: DataVolumeOptions[];
}

/** What a server of the cluster is made with. @internal */
export interface TarookShared {
  readonly image: Image;
  readonly keyPair?: IKeyPair;
}
