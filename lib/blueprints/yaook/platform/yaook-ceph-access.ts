import { DataKubernetesSecretV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-secret-v1";
import { Construct } from "constructs";
import { makeAfter } from "../../../core/dependencies";
import { Fn } from "../../../core/engine";
import { RemovalPolicy } from "../../../core/removal-policy";
import { Secret } from "../../../core/secret";
import { type IKubernetesApi, ManifestEmitter } from "../../../kubernetes/kubernetes-api";
import { KubernetesSecret } from "../../../kubernetes/kubernetes-secret";
import { KubernetesObject } from "../../../kubernetes/manifest";
import type { YaookCeph } from "../yaook-ceph";

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
