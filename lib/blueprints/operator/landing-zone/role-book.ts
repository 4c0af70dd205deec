import { DataOpenstackIdentityRoleV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-role-v3";
import { IdentityRoleV3 } from "@scs-blueprints/provider-openstack/lib/identity-role-v3";
import { Construct } from "constructs";
import { refuse } from "../../../core/index";
import { lookupId, lookupOnce } from "../../../core/lookups";
import { ServiceCatalog } from "../../../openstack/identity/service-catalog";

import { TenantNames } from "./tenant-names";

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

/** Who applies a landing zone. */
export enum LandingZoneActor {
  /** An administrator of the cloud. */
  CLOUD_ADMIN = "cloud-admin",
  /**
   * A manager of one existing domain (scs-0302), with a login scoped to the domain: projects, groups, users and roles,
   * but no quotas, networks, domains and roles of its own making.
   */
  DOMAIN_MANAGER = "domain-manager",
}

/** How Keystone comes to know the role `manager` of scs-0302. */
export enum ManagerRole {
  /** Keystone from release 2024.2 on has it. The plan is refused where the login's token does not show it. */
  BUILT_IN = "built-in",
  /** An older Keystone with the policy template of scs-0302-w1; the role is there. */
  POLICY_TEMPLATE = "policy-template",
  /** The same, and the landing zone makes the role. Without the policies it allows nothing. */
  CREATE = "create",
}

/**
 * Refuses what only an administrator may do.
 *
 * @throws BlueprintError SCSBP-6309
 * @internal
 */
export function refuseAsManager(actor: LandingZoneActor, deed: string, place: string): void {
  if (actor === LandingZoneActor.DOMAIN_MANAGER) {
    throw refuse(place, "SCSBP-6309", {
      got: deed,
      allowed: "projects, groups, users, memberships and assignments of managed roles in one existing domain",
      fix: "leave it to the operator, or apply as LandingZoneActor.CLOUD_ADMIN",
    });
  }
}

/**
 * What Keystone implies by itself (`keystone-manage bootstrap`, keystone/cmd/bootstrap.py): no assignment needed, and
 * part of any cycle.
 */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  admin: ["manager"],
  manager: ["member"],
  member: ["reader"],
};

/** @internal */
interface RoleBookProps {
  readonly roles: readonly TenantRoleOptions[];
  readonly actor: LandingZoneActor;
  readonly managedRoles: readonly string[];
  readonly managerRole: ManagerRole;
}

/** The roles of a landing zone: what each stands for, and their ids. @internal @jsii ignore */
export class RoleBook extends Construct {
  private readonly byName: ReadonlyMap<string, TenantRoleOptions>;
  private readonly ids = new Map<string, string>();

  /**
   * @throws BlueprintError SCSBP-6300 and SCSBP-6301 for names, SCSBP-6307 for roles that imply each other in a circle,
   * SCSBP-6313 for a bundle of nothing, SCSBP-6309 when a domain manager would make roles
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RoleBookProps,
  ) {
    super(scope, id);
    const path = this.node.path;
    this.byName = TenantNames.index("role", props.roles, path);
    for (const role of props.roles) {
      const place = TenantNames.placeOf(role, path);
      this.refuseCycles([role.name], place);
      if (role.source === RoleSource.BUNDLE && (role.implies ?? []).length === 0) {
        const fix = "name the roles that it stands for in `implies`";
        throw refuse(place, "SCSBP-6313", { got: role.name, fix });
      }
      if (role.source === RoleSource.CREATE) {
        refuseAsManager(props.actor, `making the role ${role.name}`, place);
        this.ids.set(role.name, new IdentityRoleV3(this, TenantNames.key(role.name), { name: role.name }).id);
      }
    }
  }

  /**
   * The roles to assign for those asked for: themselves and what they imply, without bundles, sorted.
   *
   * @throws BlueprintError SCSBP-6308 for admin, SCSBP-6310 for a role that a domain manager may not assign
   */
  public assigned(roles: readonly string[], place: string): string[] {
    const all = new Set<string>();
    const add = (name: string): void => {
      if (!all.has(name)) {
        all.add(name);
        this.byName.get(name)?.implies?.forEach(add);
      }
    };
    roles.forEach(add);
    const real = [...all].filter((name) => this.byName.get(name)?.source !== RoleSource.BUNDLE).sort();
    this.refuseAdmin(real, place);
    if (this.props.actor === LandingZoneActor.DOMAIN_MANAGER) {
      this.refuseUnmanaged(real, place);
    }
    return real;
  }

  /** Id of a role, looked up once a stack. */
  public idOf(name: string): string {
    const own = this.ids.get(name);
    if (own !== undefined) {
      return own;
    }
    if (name === "manager") {
      return this.managerId();
    }
    const id = lookupId("role", name);
    return lookupOnce(this, id, (stack) => new DataOpenstackIdentityRoleV3(stack, id, { name })).id;
  }

  private managerId(): string {
    if (this.props.managerRole === ManagerRole.CREATE) {
      refuseAsManager(this.props.actor, "making the role manager", this.node.path);
      const made = new IdentityRoleV3(this, "manager", { name: "manager" });
      this.ids.set("manager", made.id);
      return made.id;
    }
    const id = lookupId("role", "manager");
    const builtIn = this.props.managerRole === ManagerRole.BUILT_IN;
    const found = lookupOnce(
      this,
      id,
      (stack) =>
        new DataOpenstackIdentityRoleV3(stack, id, {
          name: "manager",
          ...(builtIn ? { lifecycle: { precondition: [this.keystoneKnowsManagers()] } } : {}),
        }),
    );
    return found.id;
  }

  /** Since 2024.2 `keystone-manage bootstrap` makes `manager`, which `admin` implies: the login's token shows it. */
  private keystoneKnowsManagers(): { condition: string; errorMessage: string } {
    return {
      condition: `\${contains(${ServiceCatalog.of(this).roleNamesExpression}, "manager")}`,
      errorMessage:
        "SCSBP-6311: the login has no role manager, which Keystone gives every administrator since release 2024.2 (scs-0302): " +
        "upgrade Keystone and run `keystone-manage bootstrap`; or install the policy template of scs-0302 and set managerRole to " +
        "ManagerRole.POLICY_TEMPLATE (the role is there) or ManagerRole.CREATE (it is not)",
    };
  }

  private impliedBy(name: string): readonly string[] {
    return [...(this.byName.get(name)?.implies ?? []), ...(BUILT_IN[name] ?? [])];
  }

  private refuseCycles(path: readonly string[], place: string): void {
    for (const next of this.impliedBy(path.at(-1) as string)) {
      if (path.includes(next)) {
        throw refuse(place, "SCSBP-6307", {
          got: [...path.slice(path.indexOf(next)), next].join(" → "),
          allowed: "a role implies lesser ones; Keystone itself has admin → manager → member → reader",
          fix: "take one of the implications out",
        });
      }
      this.refuseCycles([...path, next], place);
    }
  }

  private refuseAdmin(roles: readonly string[], place: string): void {
    if (roles.includes("admin")) {
      throw refuse(place, "SCSBP-6308", {
        got: roles.join(", "),
        allowed: "member, load-balancer_member, creator, reader; manager on the domain for its own administration",
        fix: "take manager for the administration of a domain (scs-0302)",
      });
    }
  }

  private refuseUnmanaged(roles: readonly string[], place: string): void {
    const { managedRoles } = this.props;
    const unmanaged = roles.filter((name) => !managedRoles.includes(name));
    if (unmanaged.length > 0) {
      throw refuse(place, "SCSBP-6310", {
        got: unmanaged.join(", "),
        allowed: managedRoles.join(", "),
        fix: "have the operator add it to Keystone's policy domain_managed_target_role and give managedRoles, or leave it out",
      });
    }
  }
}
