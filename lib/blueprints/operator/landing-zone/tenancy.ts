import type { RemovalPolicy, Secret } from "../../../core/index";
import type { QuotaClass, QuotaMultipliers } from "./quota-class";
import type { QuotaLimits } from "./quota-limits";

/** Where a role of a landing zone comes from. */
export enum RoleSource {
  /** It is in Keystone already and is looked up. */
  LOOKUP = "lookup",
  /** The landing zone makes it; for administrators. */
  CREATE = "create",
  /** It is a name in the program only: whoever gets it gets what it implies. */
  BUNDLE = "bundle",
}

/** A role and what is assigned along with it. */
export interface TenantRoleOptions {
  /** Its name. */
  readonly name: string;
  /** Where it comes from. @default RoleSource.LOOKUP */
  readonly source?: RoleSource;
  /**
   * Roles that are assigned wherever this one is. The provider cannot write Keystone's own implied roles, so the
   * landing zone makes an assignment for each.
   * @default - none
   */
  readonly implies?: string[];
}

/** Roles on a project. */
export interface ProjectRoles {
  /** Name of a project of the same domain. */
  readonly project: string;
  /** Names of roles. */
  readonly roles: string[];
}

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

/** A group of users of a tenant. */
export interface TenantGroupOptions {
  /** Name in Keystone and key in the program. */
  readonly name: string;
  /** The name it had before. @default - it had no other */
  readonly was?: string;
  /** Whether it is there already and is looked up, in a domain with LDAP for instance. @default false */
  readonly existing?: boolean;
  /** What it is for. @default - none */
  readonly description?: string;
  /** Names of users of the same domain. @default - none */
  readonly users?: string[];
  /** Roles on the domain. @default - none */
  readonly domainRoles?: string[];
  /** Roles on projects. @default - none */
  readonly projectRoles?: ProjectRoles[];
}

/** A user of a tenant. */
export interface TenantUserOptions {
  /** Name in Keystone and key in the program. */
  readonly name: string;
  /** The name it had before. @default - it had no other */
  readonly was?: string;
  /** Whether it is there already and is looked up. @default false */
  readonly existing?: boolean;
  /** Who it is. @default - none */
  readonly description?: string;
  /** Address for mail. @default - none */
  readonly email?: string;
  /** Whether the user gets in. @default true */
  readonly enabled?: boolean;
  /** Name of the project that dashboards begin with. @default - none */
  readonly defaultProject?: string;
  /** The first password. @default - from the landing zone's `passwords` */
  readonly password?: Secret;
  /** Whether the user has no password in Keystone and gets in by other means. @default false */
  readonly passwordless?: boolean;
  /** Roles of the user itself on the domain; groups are the better way. @default - none */
  readonly directDomainRoles?: string[];
  /** Roles of the user itself on projects; groups are the better way. @default - none */
  readonly directProjectRoles?: ProjectRoles[];
}

/** A tenant: a domain with what is in it. */
export interface TenantDomainOptions {
  /** Name in Keystone and key in the program. */
  readonly name: string;
  /** The name it had before. @default - it had no other */
  readonly was?: string;
  /** Whether it is there already and is looked up. @default false */
  readonly existing?: boolean;
  /** Whose it is. @default - none */
  readonly description?: string;
  /** Whether its users get in. @default true */
  readonly enabled?: boolean;
  /** Users in the group `<domain>-managers` with role `manager` on the domain (scs-0302). @default - no such group */
  readonly managers?: string[];
  /** Its projects. @default - none */
  readonly projects?: TenantProjectOptions[];
  /** Its groups beside those that `members` and `managers` make. @default - none */
  readonly groups?: TenantGroupOptions[];
  /** Its users. @default - none */
  readonly users?: TenantUserOptions[];
  /** What becomes of it when a plan would destroy it. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}
