import { Construct } from "constructs";
import { RemovalPolicy } from "../../core/removal-policy";
import type { IKubernetesApi } from "../../kubernetes/kubernetes-api";
import { KubernetesObject } from "../../kubernetes/manifest";
import { KeystoneEndpoint } from "./keystone";
import { ROOK_API } from "./yaook-ceph";

/** Properties of a {@link YaookObjectStore}. */
export interface YaookObjectStoreProps {
  /** The cluster. */
  readonly api: IKubernetesApi;
  /** Where to log in: `authUrl` of the control plane. */
  readonly authUrl: string;
  /** Region of the endpoint. */
  readonly region: string;
  /** Name in DNS that leads to the store, `object.cloud.example.org`. */
  readonly fqdn: string;
  /**
   * Secret in Rook's namespace with the login of a user who may look at tokens: `OS_USERNAME`, `OS_PASSWORD`, `OS_PROJECT_NAME` … as in
   * an openrc file.
   */
  readonly serviceUserSecret: string;
  /** Name of the store. @default "object-store" */
  readonly name?: string;
  /** Namespace of Rook. @default "rook-ceph" */
  readonly rookNamespace?: string;
  /** Namespace of the control plane. @default "yaook" */
  readonly namespace?: string;
  /** Gateways. @default 2 */
  readonly gateways?: number;
  /** Copies of data and of what describes them. @default 3 */
  readonly replicas?: number;
  /** Roles that may use it. @default ["admin", "member"] */
  readonly acceptedRoles?: string[];
  /** What becomes of the store when a plan would destroy it. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** Path of Swift's API; a catalogue's URL has the project in it. */
const SWIFT = "/swift";

/**
 * An object store with the APIs of Swift and S3, by Rook, with logins of the cloud: what scs-0123 asks for and Yaook has no operator
 * for. It goes into the stack of the control plane, whose Keystone has to be there. Rook calls its way to Keystone experimental
 * (rook.io/docs, Object Store with Keystone and Swift).
 *
 * S3 is used with EC2 credentials of a project.
 *
 * Defines: a CephObjectStore, a KeystoneEndpoint.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new YaookObjectStore(stack, "objects", {
 *   api,
 *   authUrl: "https://keystone.cloud.example.org:443/v3",
 *   region: "de-1",
 *   fqdn: "object.cloud.example.org",
 *   serviceUserSecret: "rgw-keystone",
 * });
 */
export class YaookObjectStore extends Construct {
  /** URL of Swift's API, as the catalogue has it. */
  public readonly url: string;

  /** @throws BlueprintError SCSBP-3003 for an unfit name */
  public constructor(scope: Construct, id: string, props: YaookObjectStoreProps) {
    super(scope, id);
    const { api, region, fqdn, serviceUserSecret, namespace, rookNamespace, replicas: size = 3 } = props;
    const pool = { failureDomain: "host", replicated: { size } };
    const store = new KubernetesObject(this, "store", {
      ...{ api, apiVersion: ROOK_API, kind: "CephObjectStore", name: props.name ?? "object-store" },
      namespace: rookNamespace ?? "rook-ceph",
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      body: {
        spec: {
          ...{ metadataPool: pool, dataPool: pool, preservePoolsOnDelete: true },
          gateway: { port: 80, instances: props.gateways ?? 2 },
          auth: {
            keystone: {
              url: props.authUrl.replace(/\/v3\/?$/, ""), // Ceph adds the version
              acceptedRoles: props.acceptedRoles ?? ["admin", "member"],
              implicitTenants: "true", // each project sees its own buckets, in both APIs
              serviceUserSecretName: serviceUserSecret,
            },
          },
          protocols: {
            swift: { accountInUrl: true, urlPrefix: SWIFT },
            s3: { enabled: true, authUseKeystone: true },
          },
        },
      },
    });
    this.url = `https://${fqdn}${SWIFT}/v1/AUTH_%(project_id)s`;
    new KeystoneEndpoint(this, "endpoint", {
      ...{ api, region, namespace, name: "object-store", serviceName: "swift", serviceType: "object-store" },
      publicUrl: this.url,
      dependsOn: [store],
    });
  }
}
