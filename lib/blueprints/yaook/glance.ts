import type { Construct } from "constructs";
import { refuse } from "@scs-blueprints/standards/errors";
import { YaookKind } from "./yaook-kind";
import { YaookCustomResource, withSpec } from "./yaook-custom-resource";
import type { DatabaseClientProps } from "./yaook-deployment";

/** Images in a pool of Ceph. */
export interface GlanceCephBackend {
  /** Secret with the key, in the namespace: `rook-ceph-client-glance`. */
  readonly keyringSecret: string;
  /** Ceph's user. */
  readonly user: string;
  /** Pool. */
  readonly pool: string;
  /** ceph.conf by section: `{ global: { mon_host: "…" } }`. @default - none */
  readonly cephConfig?: Record<string, unknown>;
}

/** Images on a volume; with more than one pod of the API it has to be one that many nodes can mount. */
export interface GlanceFileBackend {
  /** Size, `10Gi`. */
  readonly storageSize: string;
  /** Class of the volume. */
  readonly storageClass: string;
}

/** Properties of a {@link GlanceDeployment}. */
export interface GlanceDeploymentProps extends DatabaseClientProps {
  /** Images in Ceph. @default - none: then on a file system */
  readonly ceph?: GlanceCephBackend;
  /** Images on a volume. @default - none: then in Ceph */
  readonly file?: GlanceFileBackend;
}

/**
 * Glance (`yaook.cloud/v1 GlanceDeployment`; fields as in RPCU/argus infrastructure/yaook/glance.yaml at bc3f511 and
 * lanixx/talos-aws scripts/full.yaml at b86dadc).
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new GlanceDeployment(stack, "glance", {
 *   api,
 *   release: YaookRelease.fromName("2025.1"),
 *   issuer: "yaook-internal",
 *   region: "de-1",
 *   endpoint: { replicas: 3, ingress: { fqdn: "glance.cloud.example.org" } },
 *   database: { replicas: 3, proxyReplicas: 2, backupSchedule: "0 * * * *" },
 *   ceph: { keyringSecret: "rook-ceph-client-glance", user: "glance", pool: "images" },
 *   config: { glance_store: { default_store: "rbd" } },
 * });
 */
export class GlanceDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-6502 for both backends or none, SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: GlanceDeploymentProps) {
    const { ceph, file } = props;
    if ((ceph === undefined) === (file === undefined)) {
      throw refuse(`${scope.node.path}/${id}`, "SCSBP-6502", {
        what: "Glance keeps images in one place (spec.backends)",
        got: ceph === undefined ? "neither ceph nor file" : "both ceph and file",
        allowed: "one of ceph and file",
        fix: "choose ceph where there is Ceph, file for a trial without",
      });
    }
    super(scope, id, withSpec(YaookKind.GLANCE_DEPLOYMENT, props));
  }
}
