import { DataOpenstackIdentityUserV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-user-v3";
import { IdentityUserV3 } from "@scs-blueprints/provider-openstack/lib/identity-user-v3";
import { Construct } from "constructs";
import { BlueprintError, Secret, refuse } from "../../../core/index";
import type { TenantUserOptions } from "./tenancy";
import { TenantNames } from "./tenant-names";

/** @internal */
export interface LandingZoneUserProps {
  readonly user: TenantUserOptions;
  readonly domainId: string;
  readonly defaultProjectId?: string;
  /** What the landing zone's `passwords` say. */
  readonly password?: string;
}

/**
 * A user of a landing zone.
 *
 * Defines: a user, or a data source for one that exists.
 */
export class LandingZoneUser extends Construct {
  /** @internal @jsii ignore */
  public static define(scope: Construct, id: string, props: LandingZoneUserProps): LandingZoneUser {
    return new LandingZoneUser(scope, id, props);
  }
  /** Its name. */
  public readonly userName: string;
  /** Its id, known after apply. */
  public readonly userId: string;

  /** @internal */
  private constructor(scope: Construct, id: string, props: LandingZoneUserProps) {
    super(scope, id);
    const { user, domainId, defaultProjectId } = props;
    const { name, description, enabled, email } = user;
    this.userName = name;
    if (user.existing === true) {
      this.refuseProperties(user);
      this.userId = new DataOpenstackIdentityUserV3(this, "Resource", { name, domainId }).id;
      return;
    }
    const password = this.passwordOf(props);
    this.userId = new IdentityUserV3(this, "Resource", {
      name,
      domainId,
      ...(description === undefined ? {} : { description }),
      ...(enabled === undefined ? {} : { enabled }),
      ...(email === undefined ? {} : { extra: { email } }),
      ...(defaultProjectId === undefined ? {} : { defaultProjectId }),
      ...(password === undefined ? {} : { password }),
    }).id;
  }

  private passwordOf({ user, password }: LandingZoneUserProps): string | undefined {
    if (user.passwordless === true) {
      if (user.password !== undefined) {
        throw this.contradiction(user, "password and passwordless", "leave one of them out");
      }
      return undefined;
    }
    return user.password === undefined ? password : Secret.resolve(user.password, this);
  }

  private refuseProperties(user: TenantUserOptions): void {
    const { name: _name, existing: _existing, directDomainRoles: _d, directProjectRoles: _p, ...own } = user;
    const given = Object.entries(own).find(([, value]) => value !== undefined);
    if (given !== undefined) {
      throw this.contradiction(user, `${given[0]} of a user that is only looked up`, `leave ${given[0]} out`);
    }
  }

  private contradiction(user: TenantUserOptions, got: string, fix: string): BlueprintError {
    const path = TenantNames.placeOf(user, this.node.path);
    return refuse(path, "SCSBP-6315", { what: "options of a user exclude each other", got, fix });
  }
}
