import { BlockstorageQuotasetV3 } from "@scs-blueprints/provider-openstack/lib/blockstorage-quotaset-v3";
import { ComputeQuotasetV2 } from "@scs-blueprints/provider-openstack/lib/compute-quotaset-v2";
import { DataOpenstackIdentityProjectV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-project-v3";
import { IdentityProjectV3 } from "@scs-blueprints/provider-openstack/lib/identity-project-v3";
import { LbQuotaV2 } from "@scs-blueprints/provider-openstack/lib/lb-quota-v2";
import { NetworkingQuotaV2 } from "@scs-blueprints/provider-openstack/lib/networking-quota-v2";
import { NetworkingRbacPolicyV2 } from "@scs-blueprints/provider-openstack/lib/networking-rbac-policy-v2";
import { Construct } from "constructs";
import { refuse, RemovalPolicy } from "../../../core/index";
import {
  defaultExternalNetwork,
  type IExternalNetwork,
  ImportedExternalNetwork,
} from "../../../openstack/network/external-network";
import { ProjectNetwork } from "../../../openstack/network/project-network";
import { type LandingZoneActor, refuseAsManager } from "./role-book";
import {
  type QuotaClass,
  checkLimits,
  QUOTA_KEYS,
  QUOTA_KINDS,
  type QuotaLimits,
  type QuotaMultipliers,
  QuotaService,
} from "./quota-class";

import { TenantNames } from "./tenant-names";

/** The network that a landing zone makes within a project. */
export interface TenantNetworkOptions {
  /** Private block that the tiers are cut from. @default - that of `ProjectNetwork` */
  readonly cidr?: string;
  /** Names of the tiers. @default ["default"] */
  readonly tiers?: string[];
  /** Resolvers for the servers. @default - left to the cloud */
  readonly dnsNameservers?: string[];
  /**
   * Name of the external network that its router has the gateway on.
   * @default - the first of the project's `externalNetworks`, else the cloud's only one
   */
  readonly externalNetwork?: string;
}

/** A project of a tenant. */
export interface TenantProjectOptions {
  /** Name in Keystone and key in the program: letters of either case are the same. */
  readonly name: string;
  /** The name it had before: what it owns is renamed in place, not made anew. @default - it had no other */
  readonly was?: string;
  /** Whether it is there already and is looked up. @default false */
  readonly existing?: boolean;
  /** What it is for. @default - none */
  readonly description?: string;
  /** Whether its users get in. @default true */
  readonly enabled?: boolean;
  /** Keystone tags. @default - none */
  readonly tags?: string[];
  /** Its size. @default - the landing zone's `defaultQuotaClass` */
  readonly quotaClass?: QuotaClass;
  /** How often it gets its class. @default - once */
  readonly multipliers?: QuotaMultipliers;
  /** Limits that differ from the class; they are not multiplied. @default - none */
  readonly quota?: QuotaLimits;
  /** Users in the group of the project's name, which is made for them. @default - there is no such group */
  readonly members?: string[];
  /** What the members may do. @default - the landing zone's `memberRoles` */
  readonly memberRoles?: string[];
  /** A network within the project. @default - none */
  readonly network?: TenantNetworkOptions;
  /** Names of external networks that the project may use though they are not shared with all. @default - none */
  readonly externalNetworks?: string[];
  /** What becomes of it when a plan would destroy it. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** @internal */
export interface LandingZoneProjectProps {
  readonly project: TenantProjectOptions;
  readonly domainId: string;
  readonly actor: LandingZoneActor;
  readonly externalNetworks: { readonly [name: string]: IExternalNetwork };
  readonly defaultQuotaClass?: QuotaClass;
}

/**
 * A project of a landing zone.
 *
 * Defines: a project, or a data source for one that exists; quotas of Nova, Cinder, Neutron and Octavia as far as limits
 * are given; a sharing policy for each external network; with `network` what `ProjectNetwork` defines.
 */
export class LandingZoneProject extends Construct {
  /** @internal @jsii ignore */
  public static define(scope: Construct, id: string, props: LandingZoneProjectProps): LandingZoneProject {
    return new LandingZoneProject(scope, id, props);
  }
  /** Its name. */
  public readonly projectName: string;
  /** The name it had before. @default - it had no other */
  public readonly formerName?: string;
  /** Its id, known after apply. */
  public readonly projectId: string;
  /** What it may have; what is not there is the cloud's default. */
  public readonly limits: QuotaLimits;
  /** The network within it. @default - none */
  public readonly network?: ProjectNetwork;

  /** @internal */
  private constructor(
    scope: Construct,
    id: string,
    private readonly props: LandingZoneProjectProps,
  ) {
    super(scope, id);
    const { project, domainId } = props;
    const place = TenantNames.placeOf(project, this.node.path);
    this.projectName = project.name;
    this.formerName = project.was;
    checkTags(project.tags, place);
    this.projectId = this.define(project, domainId, place);
    this.limits = limitsOf(project, props.defaultQuotaClass, place);
    if (Object.keys(this.limits).length > 0) {
      refuseAsManager(props.actor, "setting quotas", place);
    }
    const quota = new ProjectQuota(this, "quota", this.projectId, this.limits);
    const external = (project.externalNetworks ?? []).map((name) => {
      refuseAsManager(props.actor, `sharing the external network ${name}`, place);
      return this.share(name);
    });
    if (project.network !== undefined) {
      refuseAsManager(props.actor, "making a network in a project", place);
      this.network = this.defineNetwork(project, project.network, quota.projectIdAfterNetworkQuota, external);
    }
  }

  private define(project: TenantProjectOptions, domainId: string, place: string): string {
    const { name, description, enabled, tags, removalPolicy } = project;
    if (project.existing === true) {
      const own = Object.entries({ description, enabled, tags, removalPolicy }).find(([, one]) => one !== undefined);
      if (own !== undefined) {
        throw refuse(place, "SCSBP-6315", {
          what: "options of a project exclude each other",
          got: `${own[0]} of a project that is only looked up`,
          fix: `leave ${own[0]} out`,
        });
      }
      return new DataOpenstackIdentityProjectV3(this, "Resource", { name, domainId }).id;
    }
    return new IdentityProjectV3(this, "Resource", {
      name,
      domainId,
      ...(description === undefined ? {} : { description }),
      ...(enabled === undefined ? {} : { enabled }),
      ...(tags === undefined ? {} : { tags }),
      ...(removalPolicy === RemovalPolicy.DESTROY ? {} : { lifecycle: { preventDestroy: true } }),
    }).id;
  }

  /** Lets the project use an external network, and gives it to routers only when that is done. */
  private share(name: string): IExternalNetwork {
    const found = this.outside(name);
    const policy = new NetworkingRbacPolicyV2(this, `external-network-${TenantNames.key(name)}`, {
      action: "access_as_external",
      objectType: "network",
      objectId: found.networkId,
      targetTenant: this.projectId,
    });
    return new ImportedExternalNetwork(policy, "ExternalNetwork", () => ({
      networkId: policy.objectId,
      networkName: found.networkName,
    }));
  }

  /** One that the program makes, or one that is there; without a name the only one. */
  private outside(name: string | undefined): IExternalNetwork {
    const made = Object.values(this.props.externalNetworks);
    const own = name === undefined ? (made.length === 1 ? made[0] : undefined) : this.props.externalNetworks[name];
    return own ?? defaultExternalNetwork(this, name);
  }

  private defineNetwork(
    project: TenantProjectOptions,
    network: TenantNetworkOptions,
    projectId: string,
    shared: readonly IExternalNetwork[],
  ): ProjectNetwork {
    const { cidr, tiers, dnsNameservers, externalNetwork } = network;
    const position = externalNetwork === undefined ? 0 : (project.externalNetworks ?? []).indexOf(externalNetwork);
    const outside = shared[position] ?? this.outside(externalNetwork);
    return new ProjectNetwork(this, "network", {
      name: project.name,
      projectId,
      externalNetwork: outside,
      ...(cidr === undefined ? {} : { cidr }),
      ...(tiers === undefined ? {} : { tiers }),
      ...(dnsNameservers === undefined ? {} : { dnsNameservers }),
    });
  }
}

/**
 * Limits of a project: its class, multiplied; room for the router of its network, as OSISM's project manager leaves it;
 * then what it has of its own.
 */
function limitsOf(project: TenantProjectOptions, fallback: QuotaClass | undefined, place: string): QuotaLimits {
  const own = project.quota ?? {};
  checkLimits(own, place);
  const quotaClass = project.quotaClass ?? fallback;
  if (quotaClass === undefined && project.multipliers !== undefined) {
    throw refuse(place, "SCSBP-6305", {
      what: "multipliers without a quota class",
      got: JSON.stringify(project.multipliers),
      allowed: "a quota class that is multiplied",
      fix: "give quotaClass, or leave multipliers out",
    });
  }
  const limits = { ...quotaClass?.limitsFor(project.multipliers) };
  if (project.network !== undefined && limits.routers !== undefined && limits.routers >= 0) {
    limits.routers += 1;
  }
  const all = { ...limits, ...own };
  if (project.network !== undefined) {
    checkRoom(project.network, all, place);
  }
  return all;
}

/** Whether the network fits into the quotas: Neutron counts it as the project's. */
function checkRoom(network: TenantNetworkOptions, limits: QuotaLimits, place: string): void {
  const tiers = network.tiers?.length ?? 1;
  // a tier has a port of its router, and one of DHCP
  const needs: QuotaLimits = { networks: tiers, subnets: tiers, routers: 1, ports: 2 * tiers };
  const short = (Object.keys(needs) as (keyof QuotaLimits)[]).filter((key) => {
    const limit = limits[key] ?? -1;
    return limit >= 0 && limit < (needs[key] as number);
  });
  if (short.length > 0) {
    throw refuse(place, "SCSBP-6306", {
      got: short.map((key) => `${key} ${limits[key]}`).join(", "),
      allowed: short.map((key) => `${key} ${needs[key]} or more`).join(", "),
      fix: "raise them under `quota` of the project, or ask for fewer tiers",
    });
  }
}

/** Keystone's limits of tags: keystone/api/validation and keystone/resource/schema.py. */
function checkTags(tags: readonly string[] | undefined, place: string): void {
  const unfit = tags?.find((tag) => tag.length === 0 || tag.length > 255 || /[/,]/.test(tag));
  const twice = tags?.find((tag, index) => tags.indexOf(tag) !== index);
  if (unfit !== undefined || twice !== undefined || (tags?.length ?? 0) > 80) {
    throw refuse(place, "SCSBP-6316", {
      got: unfit ?? twice ?? `${tags?.length} tags`,
      allowed: "up to 80 different ones of 1 to 255 characters, without slash and comma",
      fix: "correct the tags",
    });
  }
}

/**
 * The quotas of a project, a resource for each service that limits are given for.
 *
 * @internal
 */
class ProjectQuota extends Construct {
  /** Id of the project, for what has to wait for Neutron's quotas. */
  public readonly projectIdAfterNetworkQuota: string;

  public constructor(scope: Construct, id: string, projectId: string, limits: QuotaLimits) {
    super(scope, id);
    this.projectIdAfterNetworkQuota = projectId;
    const compute = argumentsOf(limits, QuotaService.COMPUTE);
    if (compute !== undefined) {
      new ComputeQuotasetV2(this, "compute", { projectId, ...compute });
    }
    const volume = argumentsOf(limits, QuotaService.VOLUME);
    if (volume !== undefined) {
      new BlockstorageQuotasetV3(this, "volume", { projectId, ...volume });
    }
    const network = argumentsOf(limits, QuotaService.NETWORK);
    if (network !== undefined) {
      this.projectIdAfterNetworkQuota = new NetworkingQuotaV2(this, "network", { projectId, ...network }).projectId;
    }
    const balancer = argumentsOf(limits, QuotaService.LOAD_BALANCER);
    if (balancer !== undefined) {
      new LbQuotaV2(this, "load-balancer", { projectId, ...balancer });
    }
  }
}

/** Arguments of a service's resource. @returns undefined when no limits of the service are given */
function argumentsOf(limits: QuotaLimits, service: QuotaService): Record<string, number> | undefined {
  const given = QUOTA_KEYS.filter((key) => QUOTA_KINDS[key].service === service && limits[key] !== undefined);
  return given.length === 0
    ? undefined
    : Object.fromEntries(given.map((key) => [QUOTA_KINDS[key].argument, limits[key] as number]));
}
