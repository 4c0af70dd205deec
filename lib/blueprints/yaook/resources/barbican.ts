import type { Construct } from "constructs";
import { YaookKind } from "../yaook-kind";
import { type ComponentOptions, componentSpec } from "./component";
import { onlySet } from "./merge";
import { YaookCustomResource } from "./yaook-custom-resource";
import { queueClientSpec, type QueueClientProps } from "./yaook-deployment";

/** Properties of a {@link BarbicanDeployment}. */
export interface BarbicanDeploymentProps extends QueueClientProps {
  /** What follows Keystone's notifications. @default - the operator's */
  readonly keystoneListener?: ComponentOptions;
  /** @default - the operator's */
  readonly worker?: ComponentOptions;
}

/**
 * Barbican (`yaook.cloud/v1 BarbicanDeployment`).
 *
 * No public cloud shows one: the fields are those that all deployments have; `keystoneListener` and `worker` go by
 * Yaook's scheduling keys (`key-manager.yaook.cloud/barbican-keystone-listener`) and by Barbican's own services. Look at
 * the definition that is installed.
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new BarbicanDeployment(stack, "barbican", {
 *   api,
 *   release: YaookRelease.fromName("2025.1"),
 *   issuer: "yaook-internal",
 *   region: "de-1",
 *   endpoint: { replicas: 3, ingress: { fqdn: "barbican.cloud.example.org" } },
 *   database: { replicas: 3, proxyReplicas: 2, backupSchedule: "0 * * * *" },
 *   messageQueue: { replicas: 3 },
 * });
 */
export class BarbicanDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: BarbicanDeploymentProps) {
    super(scope, id, {
      ...props,
      kind: YaookKind.BARBICAN_DEPLOYMENT,
      spec: onlySet({
        ...queueClientSpec(props, "barbican"),
        keystoneListener: props.keystoneListener && componentSpec(props.keystoneListener),
        worker: props.worker && componentSpec(props.worker),
      }),
    });
  }
}
