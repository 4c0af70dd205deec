import { DataKubernetesSecretV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-secret-v1";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Construct } from "constructs";
import { makeAfter } from "../../core/dependencies";
import { Fn } from "../../core/engine";
import { RemovalPolicy } from "../../core/removal-policy";
import { Secret } from "../../core/secret";
import { type IKubernetesApi, ManifestEmitter } from "../../kubernetes/kubernetes-api";
import { KubernetesSecret } from "../../kubernetes/kubernetes-secret";
import { KubernetesObject } from "../../kubernetes/manifest";

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

/** Group of Rook's kinds. */
export const ROOK_API = "ceph.rook.io/v1";

/** Properties of {@link YaookCephAccess}. */
export interface YaookCephAccessProps {
  /** The cluster. */
  readonly api: IKubernetesApi;
  /** What services know of Ceph. */
  readonly ceph: YaookCeph;
  /** Namespace of the services. */
  readonly namespace: string;
  /** Namespace of Rook. */
  readonly rookNamespace: string;
  /** Make the pools, with so many copies. @default - they are there */
  readonly poolReplicas?: number;
  /** What becomes of the pools when a plan would destroy them. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /** What has to be there first: the namespace of the services. @default - nothing */
  readonly dependsOn?: Construct[];
}

/**
 * Ceph's users for images and for volumes, by Rook, and their keys in the namespace of the services. Rights are those of
 * Ceph's documents for OpenStack (docs.ceph.com rbd/rbd-openstack): images are read by volumes that are cloned from them.
 *
 * With ManifestEmitter.KUBECTL, which reads nothing, the Secrets `rook-ceph-client-…` are copied by other means, such as External
 * Secrets.
 *
 * Defines: a CephClient for each user; pools, if asked for; but with ManifestEmitter.KUBECTL a data source and a Secret for each user.
 */
export class YaookCephAccess extends Construct {
  public constructor(scope: Construct, id: string, props: YaookCephAccessProps) {
    super(scope, id);
    const { ceph } = props;
    if (props.poolReplicas !== undefined) {
      const { imagePool, volumePool, backupPool } = ceph;
      const pools = [imagePool, volumePool, ...(ceph.backup ? [backupPool] : [])];
      [...new Set(pools)].forEach((pool) => this.addPool(pool, props, props.poolReplicas ?? 3));
    }
    const rbd = (pool: string) => `profile rbd pool=${pool}`;
    const volumes = [rbd(ceph.volumePool), ...(ceph.backup ? [rbd(ceph.backupPool)] : [])];
    const reads = ceph.imagePool === ceph.volumePool ? [] : [`profile rbd-read-only pool=${ceph.imagePool}`];
    this.addUser(ceph.imageUser, [rbd(ceph.imagePool)], props);
    this.addUser(ceph.volumeUser, [...volumes, ...reads], props);
  }

  private addPool(pool: string, { api, rookNamespace, removalPolicy }: YaookCephAccessProps, size: number): void {
    new KubernetesObject(this, `pool-${pool}`, {
      ...{ api, apiVersion: ROOK_API, kind: "CephBlockPool", name: pool, namespace: rookNamespace },
      body: { spec: { failureDomain: "host", replicated: { size } } },
      removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN,
    });
  }

  private addUser(user: string, osd: readonly string[], props: YaookCephAccessProps): void {
    const { api, namespace, rookNamespace, dependsOn = [] } = props;
    const isKubectl = api.emitter === ManifestEmitter.KUBECTL;
    const client = new KubernetesObject(this, `user-${user}`, {
      ...{ api, apiVersion: ROOK_API, kind: "CephClient", name: user, namespace: rookNamespace },
      body: { spec: { caps: { mon: "profile rbd", osd: osd.join(", ") } } },
      // The one object here that is waited for: its Secret is read next.
      ...(!isKubectl && { emitter: ManifestEmitter.KUBERNETES, waitForFields: { "status.phase": "Ready" } }),
    });
    if (isKubectl) {
      return;
    }
    const name = `rook-ceph-client-${user}`;
    const made = new DataKubernetesSecretV1(this, `key-of-${user}`, {
      provider: api.typedProvider(),
      metadata: { name, namespace: rookNamespace },
      lifecycle: {
        postcondition: [
          {
            condition: `\${try(self.data["${user}"], "") != ""}`,
            errorMessage: `SCSBP-6516: Rook has not made the Secret ${name} with the key ${user} in ${rookNamespace}: look at kubectl describe -n ${rookNamespace} cephclient ${user}`,
          },
        ],
      },
    });
    makeAfter(made, [client]);
    new KubernetesSecret(this, `copy-for-${user}`, {
      ...{ api, name, namespace },
      values: { [user]: Secret.fromReference(Fn.lookup(made.data, user, "")) },
      dependsOn: [...dependsOn],
    });
  }
}
