import { Suggestions } from "@scs-blueprints/standards/internal";
import { refuse } from "../../../core/index";
import osism from "./osism-quota-classes.json";

/** Which service keeps a quota. @internal */
export enum QuotaService {
  COMPUTE = "compute",
  VOLUME = "volume",
  NETWORK = "network",
  LOAD_BALANCER = "load-balancer",
}

/**
 * How much a project may have. -1 is unlimited, 0 none; what is not given stays the cloud's default. Keys are those of
 * the file of a landing zone too.
 */
export interface QuotaLimits {
  /** Virtual CPUs of all servers (Nova `cores`). @default - the cloud's */
  readonly cores?: number;
  /** Memory of all servers in MiB (Nova `ram`). @default - the cloud's */
  readonly ramMib?: number;
  /** Servers (Nova `instances`). @default - the cloud's */
  readonly instances?: number;
  /** Key pairs of a user (Nova `key_pairs`). @default - the cloud's */
  readonly keyPairs?: number;
  /** Server groups (Nova `server_groups`). @default - the cloud's */
  readonly serverGroups?: number;
  /** Servers in a server group (Nova `server_group_members`). @default - the cloud's */
  readonly serverGroupMembers?: number;
  /** Metadata items of a server (Nova `metadata_items`); not multiplied. @default - the cloud's */
  readonly metadataItems?: number;
  /** Volumes (Cinder `volumes`). @default - the cloud's */
  readonly volumes?: number;
  /** Volumes and snapshots together in GiB (Cinder `gigabytes`). @default - the cloud's */
  readonly volumeGib?: number;
  /** The largest volume in GiB (Cinder `per_volume_gigabytes`); not multiplied. @default - the cloud's */
  readonly perVolumeGib?: number;
  /** Snapshots (Cinder `snapshots`). @default - the cloud's */
  readonly snapshots?: number;
  /** Backups (Cinder `backups`). @default - the cloud's */
  readonly backups?: number;
  /** Backups together in GiB (Cinder `backup_gigabytes`). @default - the cloud's */
  readonly backupGib?: number;
  /** Networks (Neutron `network`). @default - the cloud's */
  readonly networks?: number;
  /** Subnets (Neutron `subnet`). @default - the cloud's */
  readonly subnets?: number;
  /** Subnet pools (Neutron `subnetpool`). @default - the cloud's */
  readonly subnetPools?: number;
  /** Routers (Neutron `router`); not multiplied. @default - the cloud's */
  readonly routers?: number;
  /** Ports, those of routers and DHCP too (Neutron `port`). @default - the cloud's */
  readonly ports?: number;
  /** Floating IPs (Neutron `floatingip`). @default - the cloud's */
  readonly floatingIps?: number;
  /** Security groups, `default` too (Neutron `security_group`). @default - the cloud's */
  readonly securityGroups?: number;
  /** Rules of security groups, those of `default` too (Neutron `security_group_rule`). @default - the cloud's */
  readonly securityGroupRules?: number;
  /** Policies that share networks with other projects (Neutron `rbac_policy`). @default - the cloud's */
  readonly rbacPolicies?: number;
  /** Load balancers (Octavia `load_balancer`). @default - the cloud's */
  readonly loadBalancers?: number;
  /** Listeners (Octavia `listener`). @default - the cloud's */
  readonly listeners?: number;
  /** Pools (Octavia `pool`). @default - the cloud's */
  readonly pools?: number;
  /** Members of pools (Octavia `member`). @default - the cloud's */
  readonly members?: number;
  /** Health monitors (Octavia `health_monitor`). @default - the cloud's */
  readonly healthMonitors?: number;
}

/** What is known of a quota. @internal */
export interface QuotaKind {
  readonly service: QuotaService;
  /** Name in the provider's resource, as the bindings spell it. */
  readonly argument: string;
  /** Whether the multiplier of a class applies: not to what limits one thing, and, as with OSISM, not to routers. */
  readonly scaled: boolean;
}

const kind = (service: QuotaService, argument: string, scaled = true): QuotaKind => ({ service, argument, scaled });

/**
 * All quotas. What is multiplied follows `check_quota` of osism/openstack-project-manager,
 * openstack_project_manager/manage.py at b84de8b, which knows no quotas of load balancers.
 *
 * @internal
 */
export const QUOTA_KINDS: Readonly<Record<keyof QuotaLimits, QuotaKind>> = {
  cores: kind(QuotaService.COMPUTE, "cores"),
  ramMib: kind(QuotaService.COMPUTE, "ram"),
  instances: kind(QuotaService.COMPUTE, "instances"),
  keyPairs: kind(QuotaService.COMPUTE, "keyPairs"),
  serverGroups: kind(QuotaService.COMPUTE, "serverGroups"),
  serverGroupMembers: kind(QuotaService.COMPUTE, "serverGroupMembers"),
  metadataItems: kind(QuotaService.COMPUTE, "metadataItems", false),
  volumes: kind(QuotaService.VOLUME, "volumes"),
  volumeGib: kind(QuotaService.VOLUME, "gigabytes"),
  perVolumeGib: kind(QuotaService.VOLUME, "perVolumeGigabytes", false),
  snapshots: kind(QuotaService.VOLUME, "snapshots"),
  backups: kind(QuotaService.VOLUME, "backups"),
  backupGib: kind(QuotaService.VOLUME, "backupGigabytes"),
  networks: kind(QuotaService.NETWORK, "network"),
  subnets: kind(QuotaService.NETWORK, "subnet"),
  subnetPools: kind(QuotaService.NETWORK, "subnetpool"),
  routers: kind(QuotaService.NETWORK, "router", false),
  ports: kind(QuotaService.NETWORK, "port"),
  floatingIps: kind(QuotaService.NETWORK, "floatingip"),
  securityGroups: kind(QuotaService.NETWORK, "securityGroup"),
  securityGroupRules: kind(QuotaService.NETWORK, "securityGroupRule"),
  rbacPolicies: kind(QuotaService.NETWORK, "rbacPolicy"),
  loadBalancers: kind(QuotaService.LOAD_BALANCER, "loadbalancer"),
  listeners: kind(QuotaService.LOAD_BALANCER, "listener"),
  pools: kind(QuotaService.LOAD_BALANCER, "pool"),
  members: kind(QuotaService.LOAD_BALANCER, "member"),
  healthMonitors: kind(QuotaService.LOAD_BALANCER, "healthMonitor"),
};

/** Names of all quotas. @internal */
export const QUOTA_KEYS = Object.keys(QUOTA_KINDS) as (keyof QuotaLimits)[];

/** Largest limit: the services keep it in a signed column of 32 bits (`hard_limit` of Nova, Cinder). */
const LARGEST = 2 ** 31 - 1;

/** The quotas nearest to a mistyped one; OpenStack's own names are known too. @internal */
export function nearestQuotas(key: string): string[] {
  const plain = key.replaceAll("_", "").toLowerCase();
  const own = QUOTA_KEYS.filter((one) => QUOTA_KINDS[one].argument.toLowerCase() === plain);
  return own.length > 0 ? own : Suggestions.nearest(key, QUOTA_KEYS);
}

/** Refuses unknown quotas and impossible limits. @internal */
export function checkLimits(limits: QuotaLimits, where: string): void {
  for (const [key, value] of Object.entries(limits) as [string, unknown][]) {
    if (!Object.hasOwn(QUOTA_KINDS, key)) {
      const near = nearestQuotas(key);
      throw refuse(where, "SCSBP-6303", {
        got: JSON.stringify(key),
        allowed: near.length > 0 ? `${near.join(", ")}, …` : QUOTA_KEYS.join(", "),
        fix: near.length > 0 ? `write ${near[0]}` : "take one of these",
      });
    }
    if (value !== undefined && !(Number.isInteger(value) && (value as number) >= -1 && (value as number) <= LARGEST)) {
      throw refuse(where, "SCSBP-6304", {
        got: `${key}: ${JSON.stringify(value)}`,
        allowed: `a whole number from 0 to ${LARGEST}, or -1 for no limit`,
        fix: "correct the number, or leave the quota out for the cloud's default",
      });
    }
  }
}

/** How often a project gets its class: whole numbers from 1 on. */
export interface QuotaMultipliers {
  /** For all services. @default 1 */
  readonly all?: number;
  /** For Nova. @default - `all` */
  readonly compute?: number;
  /** For Cinder. @default - `all` */
  readonly storage?: number;
  /** For Neutron and Octavia. @default - `all` */
  readonly network?: number;
}

/**
 * A size of projects by name: limits that many projects share, multiplied for each as it needs.
 *
 * @example
 * const database = QuotaClass.OSISM_BASIC.extend("database", { volumes: 40, volumeGib: 4000 });
 * database.limitsFor({ compute: 4 }).cores; // 16
 * database.limitsFor({ compute: 4 }).volumeGib; // 4000
 */
export class QuotaClass {
  /** OSISM's `default`: nothing at all. */
  public static readonly OSISM_DEFAULT = new QuotaClass("default", osism.classes.default);
  /** OSISM's `basic`: 4 cores, 8 GiB, one network, no router. */
  public static readonly OSISM_BASIC = new QuotaClass("basic", osism.classes.basic);
  /** OSISM's `okeanos`: 50 cores, 128 GiB. */
  public static readonly OSISM_OKEANOS = new QuotaClass("okeanos", osism.classes.okeanos);
  /** OSISM's `testbed`: what the OSISM testbed needs as a tenant. */
  public static readonly OSISM_TESTBED = new QuotaClass("testbed", osism.classes.testbed);
  /** OSISM's `unlimited`. */
  public static readonly OSISM_UNLIMITED = new QuotaClass("unlimited", osism.classes.unlimited);

  /** OSISM's classes for projects, which every landing zone knows by their names. */
  public static readonly OSISM: QuotaClass[] = [
    QuotaClass.OSISM_DEFAULT,
    QuotaClass.OSISM_BASIC,
    QuotaClass.OSISM_OKEANOS,
    QuotaClass.OSISM_TESTBED,
    QuotaClass.OSISM_UNLIMITED,
  ];

  /**
   * An own class.
   *
   * @throws BlueprintError SCSBP-6303 for an unknown quota, SCSBP-6304 for an impossible limit
   */
  public static custom(name: string, limits: QuotaLimits): QuotaClass {
    return new QuotaClass(name, limits);
  }

  private constructor(
    /** Name of the class. */
    public readonly name: string,
    /** Its limits, not multiplied. */
    public readonly limits: QuotaLimits,
  ) {
    checkLimits(limits, `quota class ${name}`);
  }

  /**
   * A class of another name with some limits changed.
   *
   * @throws BlueprintError SCSBP-6303 for an unknown quota, SCSBP-6304 for an impossible limit
   */
  public extend(name: string, limits: QuotaLimits): QuotaClass {
    return new QuotaClass(name, { ...this.limits, ...limits });
  }

  /**
   * The limits of a project. Unlimited stays unlimited; what limits one thing (the largest volume, the metadata of a
   * server) and the number of routers is not multiplied, as OSISM's project manager has it.
   *
   * @throws BlueprintError SCSBP-6305 for an unfit multiplier, SCSBP-6304 for a product that the services cannot keep
   */
  public limitsFor(multipliers: QuotaMultipliers = {}): QuotaLimits {
    for (const [name, value] of Object.entries(multipliers) as [string, unknown][]) {
      if (value !== undefined && !(Number.isInteger(value) && (value as number) >= 1)) {
        throw refuse("SCSBP-6305", {
          what: "not a multiplier of a quota class",
          got: `${name}: ${JSON.stringify(value)}`,
          allowed: "a whole number from 1 on",
          fix: "correct it, or override single limits of the project",
        });
      }
    }
    const all = multipliers.all ?? 1;
    const factors: Record<QuotaService, number> = {
      [QuotaService.COMPUTE]: multipliers.compute ?? all,
      [QuotaService.VOLUME]: multipliers.storage ?? all,
      [QuotaService.NETWORK]: multipliers.network ?? all,
      [QuotaService.LOAD_BALANCER]: multipliers.network ?? all,
    };
    const limits: Partial<Record<keyof QuotaLimits, number>> = {};
    for (const key of QUOTA_KEYS) {
      const limit = this.limits[key];
      if (limit !== undefined) {
        const { scaled, service } = QUOTA_KINDS[key];
        limits[key] = scaled && limit > 0 ? limit * factors[service] : limit;
      }
    }
    checkLimits(limits, `quota class ${this.name}, multiplied`);
    return limits;
  }
}
