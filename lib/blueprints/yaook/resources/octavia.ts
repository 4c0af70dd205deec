import type { Construct } from "constructs";
import { YaookKind } from "../yaook-kind";
import { type ComponentOptions, componentSpec } from "./component";
import { onlySet } from "./merge";
import { YaookCustomResource } from "./yaook-custom-resource";
import { queueClientSpec, type QueueClientProps } from "./yaook-deployment";

/** Properties of an {@link OctaviaDeployment}. */
export interface OctaviaDeploymentProps extends QueueClientProps {
  /** Name of the NeutronDeployment. @default "neutron" */
  readonly neutron?: string;
  /**
   * Block of the network between Octavia and amphorae, IPv4. It must not overlap with the cluster's pods and services,
   * and Yaook asks for it with the OVN provider too.
   */
  readonly managementSubnetCidr: string;
  /** @default - the operator's */
  readonly worker?: ComponentOptions;
  /** @default - the operator's */
  readonly healthManager?: ComponentOptions;
  /** @default - the operator's */
  readonly housekeeping?: ComponentOptions;
}

/**
 * Octavia (`yaook.cloud/v1 OctaviaDeployment`; fields as in RPCU/argus infrastructure/yaook/octavia.yaml at bc3f511).
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new OctaviaDeployment(stack, "octavia", {
 *   api,
 *   release: YaookRelease.fromName("2025.1"),
 *   issuer: "yaook-internal",
 *   region: "de-1",
 *   endpoint: { replicas: 3, ingress: { fqdn: "octavia.cloud.example.org" } },
 *   database: { replicas: 3, proxyReplicas: 2, backupSchedule: "0 * * * *" },
 *   messageQueue: { replicas: 3 },
 *   managementSubnetCidr: "172.31.0.0/16",
 *   config: { api_settings: { enabled_provider_drivers: "ovn:OVN provider", default_provider_driver: "ovn" } },
 * });
 */
export class OctaviaDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: OctaviaDeploymentProps) {
    const part = (one: ComponentOptions | undefined) => one && componentSpec(one);
    super(scope, id, {
      ...props,
      kind: YaookKind.OCTAVIA_DEPLOYMENT,
      spec: onlySet({
        ...queueClientSpec(props, "octavia"),
        neutronRef: { name: props.neutron ?? "neutron" },
        networking: { managementSubnetCIDR: props.managementSubnetCidr },
        worker: part(props.worker),
        health_manager: part(props.healthManager),
        housekeeping: part(props.housekeeping),
      }),
    });
  }
}
