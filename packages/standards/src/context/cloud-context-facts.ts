import type { ObservedFlavor } from "../flavors";
import type { VolumeAspect } from "../volume-aspects";

/** An image of a cloud, as far as a program can rely on it. */
export interface ContextImage {
  readonly name: string;
  /** public, community, shared or private. */
  readonly visibility: string;
  /** The properties that images are found by (scs-0102): `os_distro`, `os_version`, `os_purpose`, `architecture`. */
  readonly properties: { [key: string]: string };
  /** `min_disk` in GiB; 0 for none. */
  readonly minDiskGiB: number;
  /** `min_ram` in MiB; 0 for none. */
  readonly minRamMiB: number;
  /** Whole GiB that the image fills, the larger of the stored and the virtual size. @default - Glance does not say */
  readonly sizeGiB?: number;
}

/** An external network of a cloud. */
export interface ContextExternalNetwork {
  readonly name: string;
  /** Whether Neutron takes it where none is named. @default false */
  readonly isDefault?: boolean;
}

/** A volume type of a cloud. */
export interface ContextVolumeType {
  readonly name: string;
  /** What the type promises (scs-0114). */
  readonly aspects: VolumeAspect[];
  /** Whether it is the type of volumes that ask for none. @default false */
  readonly isDefault?: boolean;
}

/** A service of a cloud's catalogue. */
export interface ContextService {
  /** Type, such as `compute`. */
  readonly type: string;
  /** Highest version or microversion of its API. @default - not read: the service has one version */
  readonly maxVersion?: string;
  /** Lowest microversion. @default - the service has no microversions */
  readonly minVersion?: string;
}

/** What a cloud offers to the user that looked. */
export interface CloudContextFacts {
  /** Name of the cloud in the clouds.yaml of who looked. */
  readonly cloud: string;
  /** Keystone's URL. */
  readonly authUrl: string;
  /** @default - the cloud's only region */
  readonly region?: string;
  readonly services: ContextService[];
  readonly computeZones: string[];
  readonly volumeZones: string[];
  readonly networkZones: string[];
  readonly flavors: ObservedFlavor[];
  readonly images: ContextImage[];
  /** Whether images of the project itself, and those shared with it, are among the images. */
  readonly privateImages: boolean;
  readonly volumeTypes: ContextVolumeType[];
  readonly externalNetworks: ContextExternalNetwork[];
  /** Aliases of Neutron's extensions. */
  readonly networkExtensions: string[];
  /** @default - the cloud does not show them to the user that looked, or balances no load */
  readonly loadBalancerProviders?: string[];
}

/** A difference between two contexts. */
export interface ContextDifference {
  /** What it is about, such as `flavor`. */
  readonly kind: string;
  readonly name: string;
  /** As it was. @default - it is new */
  readonly before?: string;
  /** As it is. @default - it is gone */
  readonly after?: string;
}
