import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import {
  type ComponentOptions,
  type EndpointOptions,
  type ContainerResources,
  ScheduleRule,
  type DatabaseOptions,
  type IngressOptions,
  type MemcachedOptions,
  type MessageQueueOptions,
} from "./yaook-deployment";
import type { OvsdbOptions } from "./neutron";
import type { YaookControlPlaneProps } from "./yaook-control-plane";

/** How a control plane is sized. */
export enum YaookProfile {
  /** It goes on when a control node is lost: three members of everything that elects a leader, each on a node of its own. */
  HA = "ha",
  /** For trials: one of everything (lanixx/talos-aws scripts/full.yaml). */
  POC = "poc",
}

/** Members and pods, where they differ from the profile's. */
export interface YaookSizes {
  /** Pods of each API, scheduler and conductor. @default - 3, 1 for YaookProfile.POC */
  readonly api?: number;
  /** Members of each database, an odd number. @default - 3, 1 for YaookProfile.POC */
  readonly database?: number;
  /** Proxies of each database. @default - 2, 1 for YaookProfile.POC */
  readonly databaseProxy?: number;
  /** Members of each message queue, an odd number. @default - 3, 1 for YaookProfile.POC */
  readonly messageQueue?: number;
  /** Members of each cache. @default - 3, 1 for YaookProfile.POC */
  readonly memcached?: number;
  /** Members of each of OVN's databases, an odd number. @default - 3, 1 for YaookProfile.POC */
  readonly ovsdb?: number;
  /** Relays of OVN's southbound database. @default - 3, 1 for YaookProfile.POC */
  readonly ovnRelay?: number;
}

/** Members and pods of a profile. */
interface ProfileSizes extends Required<YaookSizes> {
  /** Of a database's or a queue's member. */
  readonly storageSize: string;
}

/**
 * HA: three members make a quorum, two proxies stand in for each other; the public cloud that comes nearest has three caches
 * and OVN databases, but one database (RPCU/argus at bc3f511). POC: as lanixx/talos-aws at b86dadc.
 */
const PROFILE_SIZES: Record<YaookProfile, ProfileSizes> = {
  [YaookProfile.HA]: {
    ...{ api: 3, database: 3, databaseProxy: 2, messageQueue: 3, memcached: 3, ovsdb: 3, ovnRelay: 3 },
    storageSize: "8Gi",
  },
  [YaookProfile.POC]: {
    ...{ api: 1, database: 1, databaseProxy: 1, messageQueue: 1, memcached: 1, ovsdb: 1, ovnRelay: 1 },
    storageSize: "2Gi",
  },
};

/** A service of the control plane that can be left out; the others are always there. */
export enum YaookService {
  /** Volumes; needs Ceph. */
  CINDER = "cinder",
  /** Load balancers, by OVN. */
  OCTAVIA = "octavia",
  /** Keys and secrets. */
  BARBICAN = "barbican",
  /** DNS zones; needs name servers. */
  DESIGNATE = "designate",
  /** Web interface. */
  HORIZON = "horizon",
}

/** All that is reached under a name of its own. Placement and the consoles are parts of Nova's resource. */
const ENDPOINTS = [
  ...["keystone", "glance", "cinder", "nova", "placement", "vnc", "neutron", "octavia", "barbican", "designate"],
  "horizon",
];
/** All that is a resource of its own. */
const RESOURCES = ENDPOINTS.filter((one) => one !== "placement" && one !== "vnc");

/** @throws BlueprintError SCSBP-6506 for a key that is not among those allowed */
function requireKeys(record: object | undefined, allowed: readonly string[], property: string, path: string): void {
  const unknown = Object.keys(record ?? {}).filter((key) => !allowed.includes(key));
  if (unknown.length > 0) {
    throw refuse(path, "SCSBP-6506", {
      what: `${property} goes by the service`,
      got: unknown.join(", "),
      allowed: allowed.join(", "),
      fix: "use the service's name as Yaook has it, or leave the entry out",
    });
  }
}

const size = (cpuRequest: string, memoryRequest: string, memoryLimit?: string): ContainerResources => ({
  cpuRequest,
  memoryRequest,
  ...(memoryLimit !== undefined && { memoryLimit }),
});

const API = size("200m", "512Mi", "2Gi");

/**
 * Requests and limits by container, so that nothing runs as BestEffort: such pods are the first to starve beside
 * hypervisors and Ceph, and took OVN and DNS down with them (RPCU/argus infrastructure/yaook/README.md and comments, at bc3f511,
 * whose measured values these follow). No CPU limits: throttled databases and raft members lose their elections; RabbitMQ's
 * sets its number of schedulers. Only containers that a public cloud sets are here: Yaook refuses others. ovs-vswitchd has no memory limit, because its end is the end of the node's networks.
 */
const SIZES: Record<string, ContainerResources> = {
  keystone: API,
  "glance-api": size("200m", "512Mi", "4Gi"),
  "cinder-api": API,
  "cinder-scheduler": size("200m", "512Mi", "1Gi"),
  "cinder-volume": size("200m", "1Gi", "2Gi"),
  "nova-api": API,
  "nova-conductor": API,
  "nova-scheduler": size("200m", "512Mi", "1Gi"),
  "nova-metadata": size("100m", "512Mi", "1536Mi"),
  "nova-novncproxy": size("100m", "256Mi", "512Mi"),
  placement: size("100m", "1Gi", "2Gi"),
  "neutron-api": size("200m", "512Mi", "3Gi"),
  horizon: size("200m", "256Mi", "1Gi"),
  "mariadb-galera": size("200m", "512Mi", "2Gi"),
  "backup-creator": size("10m", "64Mi", "256Mi"),
  "backup-shifter": size("10m", "96Mi", "256Mi"),
  "mysqld-exporter": size("10m", "32Mi", "128Mi"),
  haproxy: size("50m", "192Mi", "512Mi"),
  "service-reload": size("10m", "32Mi", "64Mi"),
  "create-ca-bundle": size("10m", "32Mi", "64Mi"),
  rabbitmq: { cpuRequest: "250m", cpuLimit: "1", memoryRequest: "1Gi", memoryLimit: "2Gi" },
  ovsdb: size("300m", "1Gi", "3Gi"),
  "ssl-terminator": size("100m", "64Mi", "256Mi"),
  "ovn-relay": size("200m", "256Mi", "1Gi"),
  northd: size("200m", "256Mi", "1Gi"),
  "ovn-controller": size("300m", "512Mi", "2Gi"),
  "ovs-vswitchd": size("300m", "512Mi"),
  "ovs-vswitchd-monitoring": size("50m", "64Mi", "256Mi"),
  "ovsdb-server": size("100m", "128Mi", "512Mi"),
  "neutron-ovn-metadata-agent": size("100m", "256Mi", "1Gi"),
};

/** Containers that have a size. */
const CONTAINERS = Object.keys(SIZES);

/** Sizes of containers, the library's with one's own in their place. */
class ContainerSizes {
  public constructor(private readonly own: Record<string, ContainerResources>) {}

  /** The sizes of these containers; undefined for none. */
  public of(...containers: string[]): Record<string, ContainerResources> | undefined {
    if (containers.length === 0) {
      return undefined;
    }
    return Object.fromEntries(containers.map((one) => [one, this.own[one] ?? SIZES[one] ?? {}]));
  }
}

/** Members of which one may be lost without losing the majority. */
const QUORUM_NODES = 3;
const DOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;

/** What the services of a control plane have in common, worked out and checked once. @internal @jsii ignore */
export class ControlPlaneSettings {
  public readonly profile: YaookProfile;
  public readonly containers: ContainerSizes;
  public readonly services: readonly YaookService[];
  private readonly sizes: ProfileSizes;

  public constructor(
    public readonly props: YaookControlPlaneProps,
    private readonly path: string,
  ) {
    this.profile = props.profile ?? YaookProfile.HA;
    this.sizes = { ...PROFILE_SIZES[this.profile], ...this.requireOdd(props.sizes ?? {}) };
    this.containers = new ContainerSizes(props.resources ?? {});
    requireKeys(props.names, RESOURCES, "names", path);
    requireKeys(props.overrides, RESOURCES, "overrides", path);
    requireKeys(props.policies, RESOURCES, "policies", path);
    requireKeys(props.fqdns, ENDPOINTS, "fqdns", path);
    requireKeys(props.gateway?.backends, ENDPOINTS, "gateway.backends", path);
    this.requireOneWayIn();
    requireKeys(props.resources, CONTAINERS, "resources (by container)", path);
    this.services = this.requireServices();
    this.requireQuorum();
    this.requireDomain();
    this.requireDistinctNames();
  }

  public has(service: YaookService): boolean {
    return this.services.includes(service);
  }

  /** Name of a service's object. */
  public name(service: string): string {
    return this.props.names?.[service] ?? service;
  }

  /** Name of a service in DNS. */
  public fqdn(service: string): string {
    return this.props.fqdns?.[service] ?? `${service}.${this.props.domain}`;
  }

  /** All that is reached from outside, by service. */
  public get fqdns(): Record<string, string> {
    const left = (service: string) => (this.services as readonly string[]).includes(service);
    const optional = Object.values(YaookService) as string[];
    const names = ENDPOINTS.filter((one) => left(one) || !optional.includes(one));
    return Object.fromEntries(names.map((one) => [one, this.fqdn(one)]));
  }

  public ingress(service: string): IngressOptions {
    const { port, ingressClass, createIngresses, certificateSecret, gateway } = this.props;
    const createIngress = gateway === undefined ? createIngresses : false;
    return { fqdn: this.fqdn(service), port, ingressClass, createIngress, certificateSecret };
  }

  /** A part with as many pods as the profile says for an API. */
  public component(...containers: string[]): ComponentOptions {
    return {
      replicas: this.sizes.api,
      scheduling: ScheduleRule.SCHEDULE_ANYWAY,
      resources: this.containers.of(...containers),
    };
  }

  public endpoint(service: string, ...containers: string[]): EndpointOptions {
    return { ...this.component(...containers), ingress: this.ingress(service) };
  }

  public get database(): DatabaseOptions {
    const { backupSchedule, backupTarget, storageClass, storageSize } = this.props;
    return {
      ...{ storageClass, backupTarget },
      replicas: this.sizes.database,
      proxyReplicas: this.sizes.databaseProxy,
      backupSchedule: backupSchedule ?? "0 * * * *",
      storageSize: storageSize ?? this.sizes.storageSize,
      scheduling: this.quorumScheduling,
      proxyScheduling: ScheduleRule.SCHEDULE_ANYWAY,
      resources: this.containers.of("mariadb-galera", "backup-creator", "backup-shifter", "mysqld-exporter"),
      proxyResources: this.containers.of("haproxy", "service-reload", "create-ca-bundle"),
    };
  }

  public get messageQueue(): MessageQueueOptions {
    const { storageClass, storageSize } = this.props;
    return {
      storageClass,
      replicas: this.sizes.messageQueue,
      storageSize: storageSize ?? this.sizes.storageSize,
      scheduling: this.quorumScheduling,
      resources: this.containers.of("rabbitmq"),
    };
  }

  public get memcached(): MemcachedOptions {
    return { replicas: this.sizes.memcached, scheduling: ScheduleRule.SCHEDULE_ANYWAY };
  }

  public get ovsdb(): OvsdbOptions {
    const { ovnBackupSchedule, storageClass } = this.props;
    return {
      storageClass,
      replicas: this.sizes.ovsdb,
      backupSchedule: ovnBackupSchedule ?? "0 12 * * *",
      resources: this.containers.of("ovsdb", "ssl-terminator"),
    };
  }

  public get ovnRelays(): number {
    return this.sizes.ovnRelay;
  }

  /** Members of a quorum on one node would be lost together. */
  private get quorumScheduling(): ScheduleRule {
    return this.profile === YaookProfile.HA ? ScheduleRule.DO_NOT_SCHEDULE : ScheduleRule.SCHEDULE_ANYWAY;
  }

  /** A majority of four is three, as of five: the fourth member only adds to what can fail. */
  private requireOdd(sizes: YaookSizes): YaookSizes {
    const even = (["database", "messageQueue", "ovsdb"] as const).filter((one) => (sizes[one] ?? 1) % 2 === 0);
    if (even.length > 0) {
      throw this.error("SCSBP-6513", {
        what: "what elects a leader has an odd number of members (sizes)",
        got: even.map((one) => `${one} ${sizes[one]}`).join(", "),
        allowed: "1, 3, 5 …",
        fix: "take one more, or one less",
      });
    }
    return Object.fromEntries(Object.entries(sizes).filter(([, value]) => value !== undefined));
  }

  private requireServices(): YaookService[] {
    const { ceph, imageVolume, nameServers = [], ovs, services } = this.props;
    if ((ceph === undefined) === (imageVolume === undefined)) {
      throw this.error("SCSBP-6504", {
        what: "images are kept in Ceph or on a volume of the cluster",
        got: ceph === undefined ? "neither ceph nor imageVolume" : "both ceph and imageVolume",
        allowed: "one of ceph and imageVolume",
        fix: "give ceph; imageVolume is for trials without it",
      });
    }
    const lacks: Partial<Record<YaookService, string | undefined>> = {
      [YaookService.CINDER]: ceph === undefined ? "ceph" : undefined,
      [YaookService.OCTAVIA]: ovs === undefined ? undefined : "OVN (leave ovs out): its provider here is OVN's",
      [YaookService.DESIGNATE]: nameServers.length === 0 ? "nameServers" : undefined,
    };
    for (const service of services ?? []) {
      if (lacks[service] !== undefined) {
        throw this.error("SCSBP-6510", {
          what: `${service} needs what was not given`,
          got: `services with ${service}, without ${lacks[service]}`,
          allowed: `${service} with ${lacks[service]}`,
          fix: `give ${lacks[service]}, or leave ${service} out of services`,
        });
      }
    }
    const small = this.profile === YaookProfile.POC;
    const all = Object.values(YaookService).filter(
      (one) => lacks[one] === undefined && !(small && [YaookService.OCTAVIA, YaookService.BARBICAN].includes(one)),
    );
    return services ?? all;
  }

  private requireQuorum(): void {
    const { controlNodes } = this.props;
    const needed = this.profile === YaookProfile.HA ? QUORUM_NODES : 1;
    if (new Set(controlNodes).size < needed || new Set(controlNodes).size !== controlNodes.length) {
      throw this.error("SCSBP-6507", {
        what: `the profile ${this.profile} needs ${needed} control ${needed === 1 ? "node" : "nodes"} (controlNodes), each once`,
        got: controlNodes.join(", ") || "none",
        allowed: `${needed} nodes or more`,
        fix: needed === 1 ? "name a node" : "name more nodes, or take YaookProfile.POC for a trial",
      });
    }
  }

  private requireDomain(): void {
    if (!DOMAIN.test(this.props.domain)) {
      throw this.error("SCSBP-6512", {
        what: "not a domain that services can be reached under",
        got: JSON.stringify(this.props.domain),
        allowed: "lower-case labels with dots between them, such as cloud.example.org",
        fix: "leave out scheme, port and the dot at the end",
      });
    }
  }

  /** Ingresses and a Gateway would answer to the same names. */
  private requireOneWayIn(): void {
    const { gateway, createIngresses, ingressClass } = this.props;
    const other = createIngresses === true ? "createIngresses: true" : ingressClass && `ingressClass ${ingressClass}`;
    if (gateway !== undefined && other) {
      throw this.error("SCSBP-6519", {
        what: "services are reached by a Gateway or by ingresses",
        got: `gateway ${gateway.name} with ${other}`,
        allowed: "one of gateway and ingresses",
        fix: "leave createIngresses and ingressClass out, or gateway",
      });
    }
  }

  private requireDistinctNames(): void {
    const by = new Map<string, string>();
    for (const [service, fqdn] of Object.entries(this.fqdns)) {
      const other = by.get(fqdn);
      if (other !== undefined) {
        throw this.error("SCSBP-6505", {
          what: `${other} and ${service} have one name in DNS (fqdns)`,
          got: fqdn,
          allowed: "a name for each service",
          fix: `leave ${service} out of fqdns: it is ${service}.${this.props.domain} then`,
        });
      }
      by.set(fqdn, service);
    }
  }

  private error(code: ErrorCode, parts: { what: string; got: string; allowed: string; fix: string }): BlueprintError {
    return refuse(this.path, code, { ...parts });
  }
}
