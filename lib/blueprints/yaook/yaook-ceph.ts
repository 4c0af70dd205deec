import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";

/** Properties of a {@link YaookCeph}. */
export interface YaookCephProps {
  /** Addresses of the monitors with their ports, `rook-ceph-mon-a.rook-ceph.svc:6789`. */
  readonly monitors: string[];
  /** UUID that libvirt knows the key of volumes by. Make one once (`uuidgen`) and keep it: attached volumes hang on it. */
  readonly secretUuid: string;
  /** Pool of images. @default "images" */
  readonly imagePool?: string;
  /** Pool of volumes. @default "volumes" */
  readonly volumePool?: string;
  /** Pool of backups of volumes. @default "backups" */
  readonly backupPool?: string;
  /** Ceph's user for images, and the end of the name of the Secret with its key. @default "glance" */
  readonly imageUser?: string;
  /** Ceph's user for volumes, and the end of the name of the Secret with its key. @default "cinder" */
  readonly volumeUser?: string;
  /** Name of Cinder's backend. @default "rbd" */
  readonly backendName?: string;
  /** Availability zone of the volumes. @default - Cinder's */
  readonly availabilityZone?: string;
  /** Whether volumes are backed up into Ceph. @default true */
  readonly backup?: boolean;
}

/**
 * What services know of Ceph, said once for both stacks: the platform makes the users, Glance, Cinder and Nova use them.
 *
 * Rook puts the key of a user into the Secret `rook-ceph-client-<user>`.
 *
 * @example
 * const ceph = new YaookCeph({
 *   monitors: ["rook-ceph-mon-a.rook-ceph.svc:6789", "rook-ceph-mon-b.rook-ceph.svc:6789"],
 *   secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50",
 * });
 * ceph.volumeSecret; // "rook-ceph-client-cinder"
 */
export class YaookCeph {
  public readonly monitors: string[];
  public readonly secretUuid: string;
  public readonly imagePool: string;
  public readonly volumePool: string;
  public readonly backupPool: string;
  public readonly imageUser: string;
  public readonly volumeUser: string;
  public readonly backendName: string;
  /** @default - Cinder's */
  public readonly availabilityZone?: string;
  public readonly backup: boolean;

  /** @throws BlueprintError SCSBP-6511 for no monitor, one without a port, a UUID that is none */
  public constructor(props: YaookCephProps) {
    this.monitors = requireMonitors(props.monitors);
    this.secretUuid = requireUuid(props.secretUuid);
    this.imagePool = props.imagePool ?? "images";
    this.volumePool = props.volumePool ?? "volumes";
    this.backupPool = props.backupPool ?? "backups";
    this.imageUser = props.imageUser ?? "glance";
    this.volumeUser = props.volumeUser ?? "cinder";
    this.backendName = props.backendName ?? "rbd";
    this.availabilityZone = props.availabilityZone;
    this.backup = props.backup ?? true;
  }

  /** Secret with the key for images. */
  public get imageSecret(): string {
    return `rook-ceph-client-${this.imageUser}`;
  }

  /** Secret with the key for volumes. */
  public get volumeSecret(): string {
    return `rook-ceph-client-${this.volumeUser}`;
  }
}

function requireMonitors(monitors: readonly string[]): string[] {
  const unfit = monitors.filter((one) => !/^[^\s,:]+:\d+$|^\[[0-9a-f:]+\]:\d+$/.test(one));
  if (monitors.length === 0 || unfit.length > 0) {
    throw unusable(
      "monitors are addresses with ports",
      unfit.join(", ") || "none",
      "such as rook-ceph-mon-a.rook-ceph.svc:6789",
      "take them from the ConfigMap rook-ceph-mon-endpoints",
    );
  }
  return [...monitors];
}

function requireUuid(uuid: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)) {
    throw unusable(
      "the key of volumes has a UUID (secretUuid)",
      JSON.stringify(uuid),
      "a UUID in lower case",
      "make one once with uuidgen, and keep it",
    );
  }
  return uuid;
}

function unusable(what: string, got: string, allowed: string, fix: string): BlueprintError {
  return refuse("SCSBP-6511", { what, got, allowed, fix });
}
