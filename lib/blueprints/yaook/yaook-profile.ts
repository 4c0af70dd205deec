/** How a control plane is sized. */
export enum YaookProfile {
  /** It goes on when a control node is lost: three members of everything that elects a leader, each on a node of its own. */
  HA = "ha",
  /** For trials: one of everything (lanixx/talos-aws scripts/full.yaml). */
  POC = "poc",
}

/** Members and pods, where they differ from the profile's. */
export interface YaookSizes {
  /** Pods of each API, scheduler and conductor. @default - 3, 1 for YaookProfile.POC */
  readonly api?: number;
  /** Members of each database, an odd number. @default - 3, 1 for YaookProfile.POC */
  readonly database?: number;
  /** Proxies of each database. @default - 2, 1 for YaookProfile.POC */
  readonly databaseProxy?: number;
  /** Members of each message queue, an odd number. @default - 3, 1 for YaookProfile.POC */
  readonly messageQueue?: number;
  /** Members of each cache. @default - 3, 1 for YaookProfile.POC */
  readonly memcached?: number;
  /** Members of each of OVN's databases, an odd number. @default - 3, 1 for YaookProfile.POC */
  readonly ovsdb?: number;
  /** Relays of OVN's southbound database. @default - 3, 1 for YaookProfile.POC */
  readonly ovnRelay?: number;
}

/** Members and pods of a profile. @internal @jsii ignore */
export interface ProfileSizes extends Required<YaookSizes> {
  /** Of a database's or a queue's member. */
  readonly storageSize: string;
}

/**
 * HA: three members make a quorum, two proxies stand in for each other; the public cloud that comes nearest has three caches
 * and OVN databases, but one database (RPCU/argus at bc3f511). POC: as lanixx/talos-aws at b86dadc.
 *
 * @internal @jsii ignore
 */
export const PROFILE_SIZES: Record<YaookProfile, ProfileSizes> = {
  [YaookProfile.HA]: {
    ...{ api: 3, database: 3, databaseProxy: 2, messageQueue: 3, memcached: 3, ovsdb: 3, ovnRelay: 3 },
    storageSize: "8Gi",
  },
  [YaookProfile.POC]: {
    ...{ api: 1, database: 1, databaseProxy: 1, messageQueue: 1, memcached: 1, ovsdb: 1, ovnRelay: 1 },
    storageSize: "2Gi",
  },
};
