import type { Construct } from "constructs";
import { YaookKind } from "../yaook-kind";
import { type DatabaseOptions, databaseSpec } from "./database";
import { onlySet } from "./merge";
import { YaookCustomResource } from "./yaook-custom-resource";
import { serviceSpec, type YaookServiceProps } from "./yaook-deployment";

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
    const { extraProjectedSources: sources, ...rest } = props;
    super(scope, id, {
      ...rest,
      kind: YaookKind.KEYSTONE_DEPLOYMENT,
      spec: onlySet({
        ...serviceSpec(props, "keystone"),
        api: { ...(serviceSpec(props, "keystone")["api"] as object), wsgiProcesses: props.wsgiProcesses },
        database: databaseSpec(props.database),
        keyRotationSchedule: props.keyRotationSchedule,
        extraProjected: sources && { sources },
      }),
    });
  }
}
