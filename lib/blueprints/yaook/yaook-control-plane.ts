import { refuse } from "@scs-blueprints/standards/errors";
import { Construct } from "constructs";
import type { RemovalPolicy } from "../../core/removal-policy";
import type { IKubernetesApi } from "../../kubernetes/kubernetes-api";
import { KubernetesObject } from "../../kubernetes/manifest";
import {
  BarbicanDeployment,
  DesignateDeployment,
  type NsRecord,
  HorizonDeployment,
  OctaviaDeployment,
} from "./further-deployments";
import { CinderDeployment } from "./cinder";
import type { ContainerResources, DatabaseBackupTarget, YaookServiceProps } from "./yaook-deployment";
import { YaookDisruptionBudget, NovaDeployment } from "./nova";
import { GlanceDeployment, type GlanceFileBackend } from "./glance";
import { KeystoneDeployment } from "./keystone";
import { NeutronDeployment } from "./neutron";
import { YAOOK_NAMESPACE } from "./yaook-custom-resource";
import type { YaookCeph } from "./yaook-ceph";
import { type YaookComputePool, requirePoolsApart } from "./yaook-compute-pool";
import { type YaookProfile, type YaookSizes, YaookService, ControlPlaneSettings } from "./control-plane-settings";
import type { YaookRelease } from "./yaook-release";

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

/** When rows of what was deleted are taken out of databases: nightly, after 60 days (RPCU/argus at bc3f511). */
const CLEANUP = { schedule: "0 0 * * *", deletionTimeRange: 60 };
const PLACEMENT_CLEANUP = "0 0 1 * *";
/** Block between Octavia and amphorae in Yaook's examples. */
const OCTAVIA_CIDR = "172.31.0.0/16";

/**
 * OpenStack by Yaook's operators: the custom resources of all services, wired to each other. The second of the stacks of a
 * Yaook cloud: {@link YaookPlatform} brings the operators, what is in the cloud comes after it.
 *
 * - Keystone, Glance, Nova with Placement, Neutron with OVN; then Cinder in Ceph with backups, Octavia by OVN's provider,
 *   Barbican, Designate and Horizon, as asked for. Yaook has no operators for Swift, Manila and Magnum: an object store is
 *   Rook's, see {@link YaookObjectStore}.
 * - One UUID for the key of volumes, one name for each thing that is referred to, all containers with resources.
 * - Services are made in the order in which they need each other, and destroyed in the reverse one. Nova and Neutron wait for
 *   each other's agents, so neither is waited for before the other.
 *
 * Defines: one object for each service, a disruption budget for each pool; with `gateway` two objects for each name.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * const cloud = new YaookControlPlane(stack, "cloud", {
 *   api,
 *   domain: "cloud.example.org",
 *   region: "de-1",
 *   release: YaookRelease.fromName("2025.1"),
 *   controlNodes: ["control-1", "control-2", "control-3"],
 *   computePools: [new YaookComputePool({ name: "general", nodes: ["compute-1", "compute-2"] })],
 *   ceph: new YaookCeph({
 *     monitors: ["rook-ceph-mon-a.rook-ceph.svc:6789"],
 *     secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50",
 *   }),
 * });
 * cloud.authUrl; // "https://keystone.cloud.example.org:443/v3"
 */
export class YaookControlPlane extends Construct {
  /** Where to log in. */
  public readonly authUrl: string;
  /** Region of the services. */
  public readonly region: string;
  /** Namespace of the resources. */
  public readonly namespace: string;
  /** Secret with the first administrator's login (`OS_…`), which the Keystone operator makes. */
  public readonly adminSecret = "keystone-admin";
  /** Names in DNS by service: what has to lead to the cluster's ingress. */
  public readonly fqdns: Record<string, string>;
  /** Services beside Keystone, Glance, Nova and Neutron. */
  public readonly services: YaookService[];
  public readonly keystone: KeystoneDeployment;
  public readonly glance: GlanceDeployment;
  public readonly nova: NovaDeployment;
  public readonly neutron: NeutronDeployment;
  /** @default - none */
  public readonly cinder?: CinderDeployment;
  /** @default - none */
  public readonly barbican?: BarbicanDeployment;
  /** @default - none */
  public readonly designate?: DesignateDeployment;
  /** @default - none */
  public readonly octavia?: OctaviaDeployment;
  /** @default - none */
  public readonly horizon?: HorizonDeployment;
  private readonly settings: ControlPlaneSettings;
  private readonly props: YaookControlPlaneProps;

  /**
   * @throws BlueprintError SCSBP-6501 for a release that is not the next, SCSBP-6504 for Ceph and volumes mixed, SCSBP-6505 for
   * two services with one name, SCSBP-6506 for a service that is not there, SCSBP-6507 for too few control nodes, SCSBP-6509
   * for pools that contradict each other, SCSBP-6510 for what a service lacks, SCSBP-6512 for an unfit domain, SCSBP-6518 for a
   * route to a service that is not known, SCSBP-6519 for ingresses beside a Gateway, SCSBP-3011 for what a definition does not
   * allow
   */
  public constructor(scope: Construct, id: string, props: YaookControlPlaneProps) {
    super(scope, id);
    this.props = props;
    if (props.installedRelease !== undefined) {
      props.release.requireStepFrom(props.installedRelease);
    }
    this.settings = new ControlPlaneSettings(props, this.node.path);
    requirePoolsApart(props.computePools, this.node.path);
    this.region = props.region;
    this.namespace = props.namespace ?? YAOOK_NAMESPACE;
    this.services = [...this.settings.services];
    this.fqdns = this.settings.fqdns;
    this.requireNamesOfItsOwn();
    this.authUrl = `https://${this.fqdns["keystone"]}:${props.port ?? 443}/v3`;
    this.keystone = this.addKeystone();
    this.barbican = this.settings.has(YaookService.BARBICAN) ? this.addBarbican() : undefined;
    this.designate = this.settings.has(YaookService.DESIGNATE) ? this.addDesignate() : undefined;
    this.glance = this.addGlance();
    this.cinder = this.settings.has(YaookService.CINDER) && props.ceph ? this.addCinder(props.ceph) : undefined;
    this.addBudgets();
    const storage = [this.keystone, this.glance, this.cinder];
    this.nova = this.addNova(storage);
    this.neutron = this.addNeutron(storage);
    const networks = [this.nova, this.neutron];
    this.octavia = this.settings.has(YaookService.OCTAVIA) ? this.addOctavia([...networks, this.barbican]) : undefined;
    this.horizon = this.settings.has(YaookService.HORIZON) ? this.addHorizon(networks) : undefined;
    if (props.gateway !== undefined) {
      const { api, gateway } = props;
      new GatewayRoutes(this, "routes", { api, gateway, namespace: this.namespace, fqdns: this.fqdns });
    }
  }

  private addKeystone(): KeystoneDeployment {
    return new KeystoneDeployment(this, "keystone", {
      ...this.common("keystone", []),
      endpoint: this.settings.endpoint("keystone", "keystone"),
      database: this.settings.database,
    });
  }

  private addGlance(): GlanceDeployment {
    const { ceph, imageVolume } = this.props;
    return new GlanceDeployment(this, "glance", {
      ...this.common("glance", [this.keystone]),
      endpoint: this.settings.endpoint("glance", "glance-api"),
      database: this.settings.database,
      file: imageVolume,
      ceph: ceph && {
        keyringSecret: ceph.imageSecret,
        user: ceph.imageUser,
        pool: ceph.imagePool,
        cephConfig: { global: { mon_host: ceph.monitors.join(",") } },
      },
      // Images in Ceph are cloned, not copied, where Cinder and Nova are told their place.
      config: ceph && { DEFAULT: { show_image_direct_url: true }, glance_store: { default_store: "rbd" } },
    });
  }

  private addCinder(ceph: YaookCeph): CinderDeployment {
    const backup = {
      backup_driver: "cinder.backup.drivers.ceph.CephBackupDriver",
      backup_ceph_user: ceph.volumeUser,
      backup_ceph_pool: ceph.backupPool,
    };
    return new CinderDeployment(this, "cinder", {
      ...this.common("cinder", [this.keystone, this.glance, this.barbican]),
      endpoint: { ...this.settings.endpoint("cinder", "cinder-api"), publishEndpoint: true },
      database: this.settings.database,
      messageQueue: this.settings.messageQueue,
      scheduler: this.settings.component("cinder-scheduler"),
      databaseCleanup: CLEANUP,
      backends: {
        [ceph.backendName]: {
          ...this.settings.component("cinder-volume"),
          cluster: true,
          keyringSecret: ceph.volumeSecret,
          user: ceph.volumeUser,
          pool: ceph.volumePool,
          secretUuid: ceph.secretUuid,
          availabilityZone: ceph.availabilityZone,
          backendName: ceph.backendName,
          cephConfig: { "mon host": ceph.monitors.join(",") },
        },
      },
      backup: ceph.backup ? { ceph: { replicas: 1, config: { DEFAULT: backup } } } : undefined,
    });
  }

  private addNova(after: (Construct | undefined)[]): NovaDeployment {
    const { computePools, ceph, region } = this.props;
    const { database } = this.settings;
    return new NovaDeployment(this, "nova", {
      ...this.common("nova", after),
      endpoint: { ...this.settings.endpoint("nova", "nova-api"), publishEndpoint: true },
      apiDatabase: database,
      cell0Database: database,
      cell1Database: database,
      placementDatabase: database,
      messageQueue: this.settings.messageQueue,
      conductor: this.settings.component("nova-conductor"),
      scheduler: this.settings.component("nova-scheduler"),
      metadata: this.settings.component("nova-metadata"),
      placement: { ...this.settings.endpoint("placement", "placement"), publishEndpoint: true },
      vnc: { ...this.settings.endpoint("vnc", "nova-novncproxy"), publishEndpoint: true },
      computeTemplates: computePools.map((pool) => pool.template(region, ceph)),
      databaseCleanup: CLEANUP,
      placementCleanupSchedule: PLACEMENT_CLEANUP,
    });
  }

  private addNeutron(after: (Construct | undefined)[]): NeutronDeployment {
    const { computePools, ovs, flatNetworks, vlanRanges } = this.props;
    const { containers, ovnRelays, ovsdb } = this.settings;
    const bridged = computePools.filter((pool) => pool.bridges.length > 0);
    const flat = flatNetworks ?? [
      ...new Set(bridged.flatMap((pool) => pool.bridges.map((bridge) => bridge.physicalNetwork))),
    ];
    return new NeutronDeployment(this, "neutron", {
      ...this.common("neutron", after),
      nova: this.settings.name("nova"),
      endpoint: this.settings.endpoint("neutron", "neutron-api"),
      database: this.settings.database,
      messageQueue: this.settings.messageQueue,
      ml2Config: {
        ...(flat.length > 0 && { ml2_type_flat: { flat_networks: flat } }),
        ...(vlanRanges !== undefined && { ml2_type_vlan: { network_vlan_ranges: [...vlanRanges] } }),
      },
      ovs,
      ovn:
        ovs !== undefined
          ? undefined
          : {
              northbound: ovsdb,
              southbound: ovsdb,
              relay: { replicas: ovnRelays, resources: containers.of("ovn-relay", "ssl-terminator") },
              northd: { resources: containers.of("northd") },
              controllerResources: containers.of(
                ...["ovn-controller", "ovs-vswitchd", "ovs-vswitchd-monitoring", "ovsdb-server"],
                "neutron-ovn-metadata-agent",
              ),
              templates: bridged.map(({ nodeSelector, bridges }) => ({
                nodeSelectors: [nodeSelector],
                bridges: [...bridges],
              })),
            },
    });
  }

  private addOctavia(after: (Construct | undefined)[]): OctaviaDeployment {
    const part = this.settings.component();
    return new OctaviaDeployment(this, "octavia", {
      ...this.common("octavia", after, { context_is_admin: "role:load-balancer_admin or role:admin" }),
      neutron: this.settings.name("neutron"),
      endpoint: this.settings.endpoint("octavia"),
      database: this.settings.database,
      messageQueue: this.settings.messageQueue,
      worker: part,
      healthManager: part,
      housekeeping: part,
      managementSubnetCidr: this.props.octaviaManagementCidr ?? OCTAVIA_CIDR,
      config: { api_settings: { enabled_provider_drivers: "ovn:OVN provider", default_provider_driver: "ovn" } },
    });
  }

  private addBarbican(): BarbicanDeployment {
    return new BarbicanDeployment(this, "barbican", {
      ...this.common("barbican", [this.keystone]),
      endpoint: this.settings.endpoint("barbican"),
      database: this.settings.database,
      messageQueue: this.settings.messageQueue,
    });
  }

  private addDesignate(): DesignateDeployment {
    const { replicas } = this.settings.component();
    return new DesignateDeployment(this, "designate", {
      ...this.common("designate", [this.keystone]),
      endpoint: { ...this.settings.endpoint("designate"), publishEndpoint: true },
      database: this.settings.database,
      messageQueue: this.settings.messageQueue,
      nsRecords: this.props.nameServers ?? [],
      powerDns: { database: this.settings.database, replicas, subnetCidr: this.props.podCidr },
    });
  }

  private addHorizon(after: (Construct | undefined)[]): HorizonDeployment {
    return new HorizonDeployment(this, "horizon", {
      ...this.common("horizon", after),
      removalPolicy: undefined, // it keeps nothing
      ingress: this.settings.ingress("horizon"),
      pods: { replicas: this.settings.component().replicas, resources: this.settings.containers.of("horizon") },
    });
  }

  private addBudgets(): void {
    for (const { name, nodeSelector, maxUnavailable } of this.props.computePools) {
      new YaookDisruptionBudget(this, `budget-${name}`, {
        ...{ api: this.props.api, namespace: this.namespace, maxUnavailable },
        name,
        nodeSelectors: [nodeSelector],
      });
    }
  }

  /** What every service is told. */
  private common(
    service: string,
    after: readonly (Construct | undefined)[],
    policy?: Record<string, string>,
  ): Omit<YaookServiceProps, "endpoint"> & { keystone: string } {
    const { api, release, region, issuer, overrides, policies, waitUntilUpdated } = this.props;
    return {
      ...{ api, release, region, waitUntilUpdated },
      removalPolicy: this.props.removalPolicy,
      name: this.settings.name(service),
      namespace: this.namespace,
      issuer: issuer ?? "yaook-internal",
      keystone: this.settings.name("keystone"),
      memcached: this.settings.memcached,
      policy: policies?.[service] ?? policy,
      overrides: overrides?.[service],
      dependsOn: made(after),
    };
  }

  /** Clouds of one program that share a domain would answer for each other. */
  private requireNamesOfItsOwn(): void {
    const others = this.node.root.node
      .findAll()
      .filter((one): one is YaookControlPlane => one instanceof YaookControlPlane && one !== this);
    for (const other of others) {
      const taken = Object.values(other.fqdns).filter((name) => Object.values(this.fqdns).includes(name));
      if (taken.length > 0) {
        throw refuse(this, "SCSBP-6505", {
          what: `another control plane, ${other.node.path}, answers to the same names (fqdns)`,
          got: taken.join(", "),
          allowed: "names of its own for each cloud and region",
          fix: "give each region a domain of its own, de-1.cloud.example.org",
        });
      }
    }
  }
}

/** Those that are there; undefined for none. */
function made(constructs: readonly (Construct | undefined)[]): Construct[] | undefined {
  const there = constructs.filter((one): one is Construct => one !== undefined);
  return there.length === 0 ? undefined : there;
}

/** A Service of Kubernetes that an API answers at, over TLS. */
export interface YaookBackend {
  /** Name of the Service. */
  readonly service: string;
  /** Its port. */
  readonly port: number;
}

/** A Gateway of the Gateway API that leads to the services, in place of ingresses. */
export interface YaookGateway {
  /** Name of the Gateway; who runs it makes it. */
  readonly name: string;
  /** Its namespace; it has to let routes of the services' namespace in. */
  readonly namespace: string;
  /** Its listener that ends TLS for the services' names (`sectionName`). @default - all that take the names */
  readonly listener?: string;
  /** ConfigMap in the services' namespace with the authority of their certificates as `ca.crt`: the Gateway speaks TLS to them. */
  readonly caConfigMap: string;
  /** Services that operators make, by service, where they are other than known. @default - those of a public cloud; none for Barbican */
  readonly backends?: Record<string, YaookBackend>;
}

/** Ports of the TLS terminators and names of the Services: RPCU/argus infrastructure/yaook/gateway @bc3f511, charts 3.2.1. */
const BACKENDS: Readonly<Record<string, YaookBackend>> = {
  keystone: { service: "keystone", port: 5001 },
  glance: { service: "glance-api", port: 9293 },
  cinder: { service: "cinder-api", port: 8777 },
  nova: { service: "nova-api", port: 8775 },
  placement: { service: "placement", port: 8779 },
  vnc: { service: "vnc", port: 6080 },
  neutron: { service: "neutron-api", port: 9697 },
  octavia: { service: "octavia-api", port: 9877 },
  designate: { service: "designate-api", port: 9002 },
  horizon: { service: "horizon", port: 8443 },
};
const GATEWAY_API = "gateway.networking.k8s.io/v1";

/** @internal */
export interface GatewayRoutesProps {
  readonly api: IKubernetesApi;
  readonly namespace: string;
  readonly gateway: YaookGateway;
  /** Names in DNS by service. */
  readonly fqdns: Readonly<Record<string, string>>;
}

/**
 * Routes from a Gateway to the services' APIs: for each an HTTPRoute, and a BackendTLSPolicy because the pods speak TLS.
 *
 * Defines: two objects for each service.
 * @internal
 */
export class GatewayRoutes extends Construct {
  /** @throws BlueprintError SCSBP-6518 for a service whose backend is not known */
  public constructor(scope: Construct, id: string, props: GatewayRoutesProps) {
    super(scope, id);
    const { api, namespace, gateway, fqdns } = props;
    const { name, listener, caConfigMap } = gateway;
    const parent = { name, namespace: gateway.namespace, ...(listener !== undefined && { sectionName: listener }) };
    for (const [service, fqdn] of Object.entries(fqdns)) {
      const { service: backend, port } = this.backend(service, gateway);
      new KubernetesObject(this, service, {
        ...{ api, namespace, apiVersion: GATEWAY_API, kind: "HTTPRoute", name: service },
        body: {
          spec: {
            parentRefs: [parent],
            hostnames: [fqdn],
            rules: [
              {
                matches: [{ path: { type: "PathPrefix", value: "/" } }],
                backendRefs: [{ name: backend, port }],
              },
            ],
          },
        },
      });
      new KubernetesObject(this, `${service}-tls`, {
        ...{ api, namespace, apiVersion: GATEWAY_API, kind: "BackendTLSPolicy", name: service },
        body: {
          spec: {
            targetRefs: [{ group: "", kind: "Service", name: backend }],
            validation: { caCertificateRefs: [{ group: "", kind: "ConfigMap", name: caConfigMap }], hostname: fqdn },
          },
        },
      });
    }
  }

  private backend(service: string, { backends }: YaookGateway): YaookBackend {
    const backend = backends?.[service] ?? BACKENDS[service];
    if (backend === undefined) {
      throw refuse(this, "SCSBP-6518", {
        what: `no public cloud shows the Service of ${service}, which a route has to lead to (gateway.backends)`,
        got: `gateway with ${service}, without gateway.backends.${service}`,
        allowed: `known are ${Object.keys(BACKENDS).join(", ")}`,
        fix: `give gateway.backends.${service} as kubectl -n yaook get services has it, or leave ${service} out of services`,
      });
    }
    return backend;
  }
}
