import type { Construct } from "constructs";
import { YaookKind } from "./yaook-kind";
import type { ComponentOptions, QueueClientProps } from "./yaook-deployment";
import { YaookCustomResource, withSpec } from "./yaook-custom-resource";

/** Volumes in a pool of Ceph. */
export interface CinderRbdBackend extends ComponentOptions {
  /** Secret with the key, in the namespace: `rook-ceph-client-cinder`. */
  readonly keyringSecret: string;
  /** Ceph's user. */
  readonly user: string;
  /** Pool. */
  readonly pool: string;
  /** UUID that libvirt knows the key by: the same as in the compute templates' `ceph`. */
  readonly secretUuid: string;
  /** ceph.conf: `{ "mon host": "…" }`. @default - none */
  readonly cephConfig?: Record<string, unknown>;
  /** Availability zone of its volumes. @default - Cinder's */
  readonly availabilityZone?: string;
  /** Name that volume types ask for (`volume_backend_name`). @default - Cinder's */
  readonly backendName?: string;
  /** The pods are one cluster and take over from each other; what more than one replica needs. @default - the operator's */
  readonly cluster?: boolean;
}

/** A backup service of Cinder. */
export interface CinderBackupOptions extends ComponentOptions {
  /** Its configuration by section: the driver and its pool. @default - the operator's */
  readonly config?: Record<string, Record<string, unknown>>;
}

/** When the rows of what was deleted leave a database. */
export interface DatabaseCleanupOptions {
  /** As cron has it. */
  readonly schedule: string;
  /** Days that they stay. @default - the operator's */
  readonly deletionTimeRange?: number;
}

/** Properties of a {@link CinderDeployment}. */
export interface CinderDeploymentProps extends QueueClientProps {
  /** Where volumes lie, by name. */
  readonly backends: Record<string, CinderRbdBackend>;
  /** Backup services by name. @default - none: volumes cannot be backed up, which scs-0117 asks for */
  readonly backup?: Record<string, CinderBackupOptions>;
  /** The scheduler. @default - the operator's */
  readonly scheduler?: ComponentOptions;
  /** @default - the operator's */
  readonly databaseCleanup?: DatabaseCleanupOptions;
}

/**
 * Cinder (`yaook.cloud/v1 CinderDeployment`; fields as in RPCU/argus infrastructure/yaook/cinder.yaml at bc3f511).
 *
 * Backups into Ceph did not work in Yaook at the time of the SCS findings (2026-01-26; yaook/operator merge request 3145):
 * look whether they do, `ScsBackupCheck` of scs-blueprints/operator does.
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new CinderDeployment(stack, "cinder", {
 *   api,
 *   release: YaookRelease.fromName("2025.1"),
 *   issuer: "yaook-internal",
 *   region: "de-1",
 *   endpoint: { replicas: 3, ingress: { fqdn: "cinder.cloud.example.org" } },
 *   database: { replicas: 3, proxyReplicas: 2, backupSchedule: "0 * * * *" },
 *   messageQueue: { replicas: 3 },
 *   backends: {
 *     rbd: {
 *       keyringSecret: "rook-ceph-client-cinder",
 *       user: "cinder",
 *       pool: "volumes",
 *       secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50",
 *     },
 *   },
 *   backup: { ceph: { replicas: 1 } },
 * });
 */
export class CinderDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: CinderDeploymentProps) {
    super(scope, id, withSpec(YaookKind.CINDER_DEPLOYMENT, props));
  }
}
