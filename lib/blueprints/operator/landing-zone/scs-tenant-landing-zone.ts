import { Construct } from "constructs";
import { ScsStack } from "../../../cloud/index";
import { TerraformStack } from "../../../core/engine";
import type { IExternalNetwork } from "../../../openstack/network/external-network";
import { LandingZoneActor, ManagerRole, RoleBook } from "./role-book";
import { LandingZoneDomain, type UserPasswords } from "./landing-zone-domain";
import type { QuotaClass } from "./quota-class";
import type { TenantDomainOptions } from "./landing-zone-domain";
import type { TenantRoleOptions } from "./role-book";
import { TenantNames } from "./tenant-names";

/** Properties of a {@link ScsTenantLandingZone}; {@link LandingZoneFile} reads domains and roles from YAML. */
export interface ScsTenantLandingZoneProps {
  /** The tenants. */
  readonly domains: TenantDomainOptions[];
  /** Roles that are made here or imply others; the rest is looked up by name. @default - none */
  readonly roles?: TenantRoleOptions[];
  /** First passwords of users. @default - users have none, and get in when somebody sets one */
  readonly passwords?: UserPasswords;
  /** Class of projects that name none. @default - the cloud's default quotas */
  readonly defaultQuotaClass?: QuotaClass;
  /**
   * Roles of a project's `members`.
   * @default ["member", "load-balancer_member"], those of osism/openstack-project-manager, openstack_project_manager/manage.py
   *   at b84de8b; as domain manager ["member"]
   */
  readonly memberRoles?: string[];
  /** Who applies it. @default LandingZoneActor.CLOUD_ADMIN */
  readonly actor?: LandingZoneActor;
  /**
   * Roles that a domain manager may assign on this cloud.
   * @default ["manager", "member", "reader"], Keystone's rule domain_managed_target_role (keystone/common/policies/base.py)
   */
  readonly managedRoles?: string[];
  /** How Keystone comes to know the role `manager`. @default ManagerRole.BUILT_IN */
  readonly managerRole?: ManagerRole;
  /** External networks that the same program makes, by their names in the cloud; others are looked up. @default - none */
  readonly externalNetworks?: { [name: string]: IExternalNetwork };
}

/**
 * Where tenants of a cloud land: domains with projects of a certain size, groups with roles, users in the groups, the
 * domain manager of scs-0302, networks and access to external networks.
 *
 * All is known by its name: adding, removing and reordering touches what is added or removed; `was` renames in place.
 *
 * Defines: for each domain, project, group, user and role what these say; role assignments; data sources for roles.
 *
 * @example
 * const zone = new ScsTenantLandingZone(stack, "tenants", {
 *   passwords: UserPasswords.fromVariable("user_passwords"),
 *   defaultQuotaClass: QuotaClass.OSISM_BASIC,
 *   domains: [
 *     {
 *       name: "acme",
 *       managers: ["carol"],
 *       users: [{ name: "carol" }, { name: "dave" }],
 *       projects: [
 *         { name: "shop", multipliers: { all: 4 }, members: ["dave"], network: { tiers: ["web", "db"] } },
 *         { name: "lab", quota: { floatingIps: 0 }, members: ["carol", "dave"] },
 *       ],
 *     },
 *   ],
 * });
 * zone.domain("acme").project("shop").limits.cores; // 16
 */
export class ScsTenantLandingZone extends Construct {
  private readonly domainsByName = new Map<string, LandingZoneDomain>();

  /**
   * @throws BlueprintError SCSBP-6300 to SCSBP-6317: names that are unfit, used twice or unknown, quotas, roles, options
   * that exclude each other, what a domain manager may not do
   */
  public constructor(scope: Construct, id: string, props: ScsTenantLandingZoneProps) {
    super(scope, id);
    const actor = props.actor ?? LandingZoneActor.CLOUD_ADMIN;
    const asManager = actor === LandingZoneActor.DOMAIN_MANAGER;
    const roles = new RoleBook(this, "roles", {
      roles: props.roles ?? [],
      actor,
      managedRoles: props.managedRoles ?? ["manager", "member", "reader"],
      managerRole: props.managerRole ?? ManagerRole.BUILT_IN,
    });
    const { defaultQuotaClass, passwords } = props;
    const domains = new Construct(this, "domains");
    const passwordEntries: string[] = [];
    for (const [name, domain] of TenantNames.index("domain", props.domains, this.node.path)) {
      const made = LandingZoneDomain.define(domains, TenantNames.key(name), domain, {
        actor,
        roles,
        externalNetworks: props.externalNetworks ?? {},
        memberRoles: props.memberRoles ?? (asManager ? ["member"] : ["member", "load-balancer_member"]),
        ...(defaultQuotaClass === undefined ? {} : { quotaClass: defaultQuotaClass }),
        ...(passwords === undefined ? {} : { passwords }),
      });
      this.domainsByName.set(name, made);
      passwordEntries.push(...made.passwordEntries);
    }
    passwords?.declare(this, passwordEntries);
  }

  /**
   * A domain by its name.
   *
   * @throws BlueprintError SCSBP-6302 when there is none
   */
  public domain(name: string): LandingZoneDomain {
    return TenantNames.find("domain", name, this.domainsByName, this.node.path);
  }

  /** Its domains. */
  public get domains(): LandingZoneDomain[] {
    return [...this.domainsByName.values()];
  }

  /**
   * Adds the outputs `<prefix>_domains`, ids of the domains by name, and `<prefix>_projects`, ids of the projects by
   * `<domain>/<project>`.
   *
   * @throws BlueprintError SCSBP-1031 when the stack has such outputs
   */
  public addOutputs(prefix: string): void {
    const stack = TerraformStack.of(this) as ScsStack;
    const entries = (list: readonly (readonly [string, string])[]) => Object.fromEntries(list);
    stack.addOutput(`${prefix}_domains`, entries(this.domains.map((one) => [one.domainName, one.domainId])));
    const projects = this.domains.flatMap((domain) =>
      domain.projects.map((one) => [`${domain.domainName}/${one.projectName}`, one.projectId] as const),
    );
    stack.addOutput(`${prefix}_projects`, entries(projects));
  }
}
