import { DataOpenstackIdentityGroupV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-group-v3";
import { IdentityGroupV3 } from "@scs-blueprints/provider-openstack/lib/identity-group-v3";
import { IdentityUserMembershipV3 } from "@scs-blueprints/provider-openstack/lib/identity-user-membership-v3";
import { Construct } from "constructs";
import { MovedBlocks } from "../../../core/moved-blocks";
import { refuse } from "../../../core/index";
import type { LandingZoneUser } from "./landing-zone-user";
import type { TenantGroupOptions, TenantUserOptions } from "./tenancy";
import { TenantNames } from "./tenant-names";

/** @internal */
export interface LandingZoneGroupProps {
  readonly group: TenantGroupOptions;
  readonly domainId: string;
  /** Users of the domain by their names. */
  readonly users: ReadonlyMap<string, LandingZoneUser>;
  readonly userOptions: ReadonlyMap<string, TenantUserOptions>;
}

/**
 * A group of a landing zone.
 *
 * Defines: a group, or a data source for one that exists; a membership for each user; a role assignment for each role.
 */
export class LandingZoneGroup extends Construct {
  /** @internal @jsii ignore */
  public static define(scope: Construct, id: string, props: LandingZoneGroupProps): LandingZoneGroup {
    return new LandingZoneGroup(scope, id, props);
  }
  /** Its name. */
  public readonly groupName: string;
  /** Its id, known after apply. */
  public readonly groupId: string;

  /** @internal */
  private constructor(scope: Construct, id: string, props: LandingZoneGroupProps) {
    super(scope, id);
    const { group, domainId } = props;
    const { name, description } = group;
    const place = TenantNames.placeOf(group, this.node.path);
    this.groupName = name;
    if (group.existing === true && description !== undefined) {
      throw refuse(place, "SCSBP-6315", {
        what: "options of a group exclude each other",
        got: "description of a group that is only looked up",
        fix: "leave description out",
      });
    }
    this.groupId =
      group.existing === true
        ? new DataOpenstackIdentityGroupV3(this, "Resource", { name, domainId }).id
        : new IdentityGroupV3(this, "Resource", {
            name,
            domainId,
            ...(description === undefined ? {} : { description }),
          }).id;
    const memberships = new Construct(this, "users");
    for (const userName of new Set(group.users)) {
      const { userId } = TenantNames.find("user", userName, props.users, place);
      const key = TenantNames.key(userName);
      const membership = new IdentityUserMembershipV3(memberships, key, { groupId: this.groupId, userId });
      const was = props.userOptions.get(userName)?.was;
      if (was !== undefined) {
        MovedBlocks.note(membership, TenantNames.key(was));
      }
    }
  }
}
