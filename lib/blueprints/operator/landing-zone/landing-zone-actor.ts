import { refuse } from "../../../core/index";

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
