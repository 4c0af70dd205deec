import type { Construct } from "constructs";
import { YaookKind } from "../yaook-kind";
import { type DatabaseOptions, databaseSpec } from "./database";
import { onlySet } from "./merge";
import { YaookCustomResource } from "./yaook-custom-resource";
import { queueClientSpec, type QueueClientProps } from "./yaook-deployment";

/** A name server that zones are delegated to. */
export interface NsRecord {
  /** Its name, with the dot at the end. */
  readonly hostname: string;
  /** Lower ones are asked first. */
  readonly priority: number;
}

/** PowerDNS, which answers for the zones. */
export interface PowerDnsOptions {
  /** Its database. */
  readonly database: DatabaseOptions;
  /** Pods. @default - the operator's */
  readonly replicas?: number;
  /** Block that may ask and transfer: the cluster's pods. @default - the operator's */
  readonly subnetCidr?: string;
  /** Address at which it is reached from outside. @default - the operator's */
  readonly loadBalancerIp?: string;
}

/** Properties of a {@link DesignateDeployment}. */
export interface DesignateDeploymentProps extends QueueClientProps {
  /** The name servers. */
  readonly nsRecords: NsRecord[];
  /** What answers for the zones. */
  readonly powerDns: PowerDnsOptions;
}

/**
 * Designate with PowerDNS (`yaook.cloud/v1 DesignateDeployment`; fields as in RPCU/argus
 * infrastructure/yaook/designate.yaml at bc3f511, which says that it is an example).
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * const database = { replicas: 3, proxyReplicas: 2, backupSchedule: "0 * * * *" };
 * new DesignateDeployment(stack, "designate", {
 *   api,
 *   database,
 *   release: YaookRelease.fromName("2025.1"),
 *   issuer: "yaook-internal",
 *   region: "de-1",
 *   endpoint: { ingress: { fqdn: "designate.cloud.example.org" } },
 *   messageQueue: { replicas: 3 },
 *   nsRecords: [{ hostname: "ns1.cloud.example.org.", priority: 1 }],
 *   powerDns: { database, replicas: 2, subnetCidr: "10.244.0.0/16" },
 * });
 */
export class DesignateDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: DesignateDeploymentProps) {
    const { database, replicas, subnetCidr, loadBalancerIp } = props.powerDns;
    super(scope, id, {
      ...props,
      kind: YaookKind.DESIGNATE_DEPLOYMENT,
      spec: onlySet({
        ...queueClientSpec(props, "designate"),
        nsRecords: props.nsRecords.map(({ hostname, priority }) => ({ hostname, priority })),
        powerdns: { database: databaseSpec(database), replicas, subnetCidr, loadBalancerIP: loadBalancerIp },
      }),
    });
  }
}
