import type {
  ClusterNetworkFacts,
  DefaultSecurityRule,
  ImageFacts,
  KubernetesVersionFacts,
  NodeFacts,
  ObservedFlavor,
  VolumeTypeFacts,
} from "@scs-blueprints/standards";

/** A StorageClass that is used where a claim names none. */
export interface DefaultStorageClass {
  readonly name: string;
  readonly provisioner: string;
}

/** What a Kubernetes cluster's API answered. */
export interface ClusterFacts {
  /** @default - not read */
  readonly versions?: KubernetesVersionFacts;
  /** @default - not read */
  readonly networking?: ClusterNetworkFacts;
  /** @default - not read */
  readonly nodes?: NodeFacts[];
  /** StorageClasses that are used where a claim names none. @default - not read */
  readonly defaultStorageClasses?: DefaultStorageClass[];
  /** Whether the CNCF conformance tests passed, by a run of Sonobuoy. @default - not run */
  readonly conformancePassed?: boolean;
}

/** A part of the cloud's state that could not be read. */
export interface UnreadFact {
  /** Name of the part, as in {@link CloudFacts}: `flavors`, `images`, … */
  readonly fact: string;
  /** Why, one sentence without full stop. */
  readonly reason: string;
}

/**
 * What a cloud answered, as plain data. A part that is absent was not asked for, or could not be read: then `unread`
 * says why.
 */
export interface CloudFacts {
  /** Name of the cloud in clouds.yaml. */
  readonly cloud: string;
  /** Roles of the token, such as member. @default - not known */
  readonly roles?: string[];
  /** @default - not read */
  readonly flavors?: ObservedFlavor[];
  /** Images the user can list, of every visibility. @default - not read */
  readonly images?: ImageFacts[];
  /** @default - not read */
  readonly volumeTypes?: VolumeTypeFacts[];
  /** Default rules of the API of 2023.2 and later. @default - not read, or the cloud is older */
  readonly defaultSecurityRules?: DefaultSecurityRule[];
  /** Rules of a group that was just created, on older clouds. @default - not probed */
  readonly freshGroupRules?: DefaultSecurityRule[];
  /** Service types of the catalogue. @default - not read */
  readonly serviceTypes?: string[];
  /** Whether the object store answers in S3's way. @default - not tried */
  readonly objectStoreSpeaksS3?: boolean;
  /** Whether the user could list secrets. @default - not tried */
  readonly secretsListable?: boolean;
  /** Whether the user could create, list and delete a secret. @default - not probed */
  readonly secretsUsable?: boolean;
  /** Whether a volume could be backed up and restored. @default - not probed */
  readonly backupWorks?: boolean;
  /** What the probe of the backup saw. @default - nothing to say */
  readonly backupDetail?: string;
  /** Compute availability zones. @default - not read */
  readonly computeZones?: string[];
  /** Storage availability zones. @default - not read */
  readonly storageZones?: string[];
  /** A cluster on that cloud. @default - none was asked */
  readonly cluster?: ClusterFacts;
  readonly unread: UnreadFact[];
}
