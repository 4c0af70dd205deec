import type { Construct } from "constructs";
import { YaookKind } from "./yaook-kind";
import { YaookCustomResource, withSpec } from "./yaook-custom-resource";
import type {
  ComponentOptions,
  DatabaseOptions,
  IngressOptions,
  QueueClientProps,
  YaookDeploymentProps,
} from "./yaook-deployment";

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
    super(scope, id, withSpec(YaookKind.OCTAVIA_DEPLOYMENT, props));
  }
}

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
    super(scope, id, withSpec(YaookKind.DESIGNATE_DEPLOYMENT, props));
  }
}

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
    super(scope, id, withSpec(YaookKind.BARBICAN_DEPLOYMENT, props));
  }
}

/** Properties of a {@link HorizonDeployment}. */
export interface HorizonDeploymentProps extends YaookDeploymentProps {
  /** How it is reached: `ingress` at the top of the spec, not under `api` as elsewhere. */
  readonly ingress: IngressOptions;
  /** Name of the KeystoneDeployment. @default "keystone" */
  readonly keystone?: string;
  /** Pods, their spread and resources (container `horizon`). @default - the operator's */
  readonly pods?: ComponentOptions;
  /** Settings beside Yaook's: sources of a projected volume with Python files. @default - none */
  readonly extraSettingsSources?: Record<string, unknown>[];
}

/**
 * Horizon (`yaook.cloud/v1 HorizonDeployment`; fields as in RPCU/argus infrastructure/yaook/horizon.yaml at bc3f511). Its
 * image cannot be chosen.
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new HorizonDeployment(stack, "horizon", {
 *   api,
 *   release: YaookRelease.fromName("2025.1"),
 *   issuer: "yaook-internal",
 *   ingress: { fqdn: "horizon.cloud.example.org" },
 *   pods: { replicas: 2 },
 * });
 */
export class HorizonDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: HorizonDeploymentProps) {
    super(scope, id, withSpec(YaookKind.HORIZON_DEPLOYMENT, props));
  }
}

/** Properties of a {@link CeilometerDeployment}. */
export interface CeilometerDeploymentProps extends YaookDeploymentProps {
  /** Name of the KeystoneDeployment. @default "keystone" */
  readonly keystone?: string;
  /** ceilometer.conf by section and option. @default - the operator's */
  readonly config?: Record<string, Record<string, unknown>>;
}

/**
 * Heat (`yaook.cloud/v1 HeatDeployment`). No public cloud shows one: the fields are those that all deployments have,
 * others go into `overrides`.
 *
 * Defines: one object.
 */
export class HeatDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: QueueClientProps) {
    super(scope, id, withSpec(YaookKind.HEAT_DEPLOYMENT, props));
  }
}

/** Gnocchi (`yaook.cloud/v1 GnocchiDeployment`): as {@link HeatDeployment}. Defines: one object. */
export class GnocchiDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: QueueClientProps) {
    super(scope, id, withSpec(YaookKind.GNOCCHI_DEPLOYMENT, props));
  }
}

/** Ironic for the cloud's own nodes (`yaook.cloud/v1 InfraIronicDeployment`): as {@link HeatDeployment}. Defines: one object. */
export class InfraIronicDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: QueueClientProps) {
    super(scope, id, withSpec(YaookKind.INFRA_IRONIC_DEPLOYMENT, props));
  }
}

/** Ceilometer (`yaook.cloud/v1 CeilometerDeployment`), which has no API of its own: as {@link HeatDeployment}. Defines: one object. */
export class CeilometerDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: CeilometerDeploymentProps) {
    super(scope, id, withSpec(YaookKind.CEILOMETER_DEPLOYMENT, props));
  }
}
