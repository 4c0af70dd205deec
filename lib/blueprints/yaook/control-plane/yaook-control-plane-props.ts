import type { RemovalPolicy } from "../../../core/removal-policy";
import type { IKubernetesApi } from "../../../kubernetes/kubernetes-api";
import type { ContainerResources } from "../resources/container-resources";
import type { DatabaseBackupTarget } from "../resources/database";
import type { NsRecord } from "../resources/designate";
import type { GlanceFileBackend } from "../resources/glance";
import type { YaookCeph } from "../yaook-ceph";
import type { YaookComputePool } from "../yaook-compute-pool";
import type { YaookProfile, YaookSizes } from "../yaook-profile";
import type { YaookRelease } from "../yaook-release";
import type { YaookService } from "../yaook-service";
import type { YaookGateway } from "./gateway-routes";

/** What a control plane is to be, wherever its operators run. */
export interface YaookControlPlaneOptions {
  /** Domain of the cloud: services are reached at `<service>.<domain>`. */
  readonly domain: string;
  /** Name of the region. */
  readonly region: string;
  /** Release of OpenStack. */
  readonly release: YaookRelease;
  /** Names of the nodes that the control plane runs on; three or more for YaookProfile.HA. */
  readonly controlNodes: string[];
  /** The hypervisors. */
  readonly computePools: YaookComputePool[];
  /** Images and volumes in Ceph. @default - none: only with `imageVolume`, without Cinder */
  readonly ceph?: YaookCeph;
  /** Images on a volume of the cluster, for trials without Ceph. @default - none: in Ceph */
  readonly imageVolume?: GlanceFileBackend;
  /** Size. @default YaookProfile.HA */
  readonly profile?: YaookProfile;
  /** Members and pods in place of the profile's. @default - the profile's */
  readonly sizes?: YaookSizes;
  /** What runs now, to see that `release` is the next step. @default - not known: nothing is seen */
  readonly installedRelease?: YaookRelease;
  /**
   * Services beside Keystone, Glance, Nova with Placement, and Neutron.
   * @default - Horizon; with ceph Cinder; Octavia, Barbican too in YaookProfile.HA; Designate with nameServers
   */
  readonly services?: YaookService[];
  /** Name servers that zones are delegated to. @default - none: no Designate */
  readonly nameServers?: NsRecord[];
  /** Block of the cluster's pods, which may ask PowerDNS. @default - the operator's */
  readonly podCidr?: string;
  /** Namespace. @default "yaook" */
  readonly namespace?: string;
  /** Issuer of cert-manager. @default "yaook-internal", the one that {@link YaookPlatform} makes */
  readonly issuer?: string;
  /** Names of the objects by service. @default - the service's name: "keystone", "nova" … */
  readonly names?: Record<string, string>;
  /** Names in DNS by service (`placement` and `vnc` too). @default - `<service>.<domain>` */
  readonly fqdns?: Record<string, string>;
  /** Port that clients use. @default 443 */
  readonly port?: number;
  /** Class of ingresses. @default - the operator's: nginx */
  readonly ingressClass?: string;
  /** A Gateway that leads to the services by routes of the Gateway API, in place of ingresses. @default - ingresses */
  readonly gateway?: YaookGateway;
  /** Whether operators make ingresses; false with routes of one's own. @default - true, false with `gateway` */
  readonly createIngresses?: boolean;
  /** Secret with a certificate of a public authority for all names. @default - by the issuer */
  readonly certificateSecret?: string;
  /** Class of the volumes of databases and queues. @default - the cluster's default class */
  readonly storageClass?: string;
  /** Size of the volumes of databases and queues. @default - 8Gi, 2Gi for YaookProfile.POC */
  readonly storageSize?: string;
  /** When databases are backed up, as cron has it. @default "0 * * * *" */
  readonly backupSchedule?: string;
  /** When OVN's databases are backed up, as cron has it. @default "0 12 * * *" */
  readonly ovnBackupSchedule?: string;
  /** Where backups of databases go. @default - they stay on their volumes */
  readonly backupTarget?: DatabaseBackupTarget;
  /** Flat physical networks. @default - those of the pools' bridges */
  readonly flatNetworks?: string[];
  /** Physical networks and their VLANs, `public:100:199`. @default - none */
  readonly vlanRanges?: string[];
  /** Block between Octavia and amphorae, IPv4; Yaook asks for it. @default "172.31.0.0/16" */
  readonly octaviaManagementCidr?: string;
  /** The legacy set-up of Neutron, `setup.ovs` as it is; without Octavia's OVN provider. @default - OVN */
  readonly ovs?: Record<string, unknown>;
  /** Resources by container, in place of the library's. @default - the library's for each container */
  readonly resources?: Record<string, ContainerResources>;
  /** Rules of policies by service. @default - those that Yaook's documents ask for */
  readonly policies?: Record<string, Record<string, string>>;
  /** Fields of `spec` by service, which win over all else. @default - none */
  readonly overrides?: Record<string, Record<string, unknown>>;
  /** Wait for each operator to be done before the next service is made. @default false */
  readonly waitUntilUpdated?: boolean;
  /**
   * What becomes of the services, and of their databases with them, when a plan would destroy them. Horizon keeps nothing, and
   * is never held back.
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Properties of a {@link YaookControlPlane}. */
export interface YaookControlPlaneProps extends YaookControlPlaneOptions {
  /** The cluster on which Yaook's operators run. */
  readonly api: IKubernetesApi;
}
