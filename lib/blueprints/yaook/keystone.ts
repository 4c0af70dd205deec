import type { Construct } from "constructs";
import { YaookKind } from "./yaook-kind";
import { YaookCustomResource, type YaookResourceOptions, withSpec } from "./yaook-custom-resource";
import type { DatabaseOptions, YaookServiceProps } from "./yaook-deployment";

/** Properties of a {@link KeystoneDeployment}. */
export interface KeystoneDeploymentProps extends YaookServiceProps {
  /** The database. */
  readonly database: DatabaseOptions;
  /** When the keys that tokens are made with are changed, as cron has it. @default - the operator's */
  readonly keyRotationSchedule?: string;
  /** Processes of the API in each pod. @default - the operator's */
  readonly wsgiProcesses?: number;
  /** What else is mounted into the API's pods, as sources of a projected volume. @default - nothing */
  readonly extraProjectedSources?: Record<string, unknown>[];
}

/**
 * Keystone (`yaook.cloud/v1 KeystoneDeployment`; fields as in RPCU/argus infrastructure/yaook/keystone.yaml at bc3f511).
 * The operator puts the login of the first administrator into the Secret `keystone-admin`.
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new KeystoneDeployment(stack, "keystone", {
 *   api,
 *   release: YaookRelease.fromName("2025.1"),
 *   issuer: "yaook-internal",
 *   region: "de-1",
 *   endpoint: { replicas: 3, ingress: { fqdn: "keystone.cloud.example.org" } },
 *   database: { replicas: 3, proxyReplicas: 2, backupSchedule: "0 * * * *" },
 * });
 */
export class KeystoneDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: KeystoneDeploymentProps) {
    super(scope, id, withSpec(YaookKind.KEYSTONE_DEPLOYMENT, props));
  }
}

/** Properties of a {@link KeystoneUser}. */
export interface KeystoneUserProps extends YaookResourceOptions {
  /** Name of the KeystoneDeployment. @default "keystone" */
  readonly keystone?: string;
}

/**
 * A service user in Keystone (`yaook.cloud/v1 KeystoneUser`). The operator puts its login (`OS_…`) into a Secret that this
 * object owns; its name is the operator's.
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new KeystoneUser(stack, "magnum", { api });
 */
export class KeystoneUser extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: KeystoneUserProps) {
    super(scope, id, withSpec(YaookKind.KEYSTONE_USER, props));
  }
}

/** Properties of a {@link KeystoneEndpoint}. */
export interface KeystoneEndpointProps extends YaookResourceOptions {
  /** Name of the service in the catalogue, `swift`. */
  readonly serviceName: string;
  /** Type of the service, `object-store`. */
  readonly serviceType: string;
  /** Region of the endpoints. */
  readonly region: string;
  /** URL for everybody. */
  readonly publicUrl: string;
  /** URL for other services. @default - publicUrl */
  readonly internalUrl?: string;
  /** URL for administrators. @default - none */
  readonly adminUrl?: string;
  /** What the service is. @default - nothing */
  readonly description?: string;
  /** Name of the KeystoneDeployment. @default "keystone" */
  readonly keystone?: string;
}

/**
 * A service that Yaook does not run, in the catalogue (`yaook.cloud/v1 KeystoneEndpoint`; fields as in
 * The-IT-Dept/yaook-magnum at 0a2c53c): an object store of Rook for one.
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new KeystoneEndpoint(stack, "object-store", {
 *   api,
 *   serviceName: "swift",
 *   serviceType: "object-store",
 *   region: "de-1",
 *   publicUrl: "https://s3.cloud.example.org/swift/v1/AUTH_%(project_id)s",
 * });
 */
export class KeystoneEndpoint extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: KeystoneEndpointProps) {
    const urls = { ...props, internalUrl: props.internalUrl ?? props.publicUrl };
    super(scope, id, withSpec(YaookKind.KEYSTONE_ENDPOINT, urls));
  }
}
