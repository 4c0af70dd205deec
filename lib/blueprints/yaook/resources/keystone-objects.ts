import type { Construct } from "constructs";
import { YaookKind } from "../yaook-kind";
import { onlySet } from "./merge";
import { YaookCustomResource, type YaookResourceOptions } from "./yaook-custom-resource";
import { keystoneRefSpec } from "./yaook-deployment";

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
    super(scope, id, { ...props, kind: YaookKind.KEYSTONE_USER, spec: keystoneRefSpec(props) });
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
    const { publicUrl, internalUrl, adminUrl } = props;
    super(scope, id, {
      ...props,
      kind: YaookKind.KEYSTONE_ENDPOINT,
      spec: onlySet({
        ...keystoneRefSpec(props),
        servicename: props.serviceName,
        servicetype: props.serviceType,
        description: props.description,
        region: { name: props.region },
        endpoints: { public: publicUrl, internal: internalUrl ?? publicUrl, admin: adminUrl },
      }),
    });
  }
}
