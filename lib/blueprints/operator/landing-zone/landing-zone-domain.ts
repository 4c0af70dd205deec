import { DataOpenstackIdentityAuthScopeV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-auth-scope-v3";
import { DataOpenstackIdentityProjectV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-project-v3";
import { IdentityProjectV3 } from "@scs-blueprints/provider-openstack/lib/identity-project-v3";
import { Construct } from "constructs";
import { MovedBlocks } from "../../../core/moved-blocks";
import { RemovalPolicy, refuse } from "../../../core/index";
import type { IExternalNetwork } from "../../../openstack/network/external-network";
import { LandingZoneActor, refuseAsManager } from "./landing-zone-actor";
import { LandingZoneGroup } from "./landing-zone-group";
import { LandingZoneProject } from "./landing-zone-project";
import { LandingZoneUser } from "./landing-zone-user";
import type { QuotaClass } from "./quota-class";
import { assignRoles } from "./role-assignments";
import type { RoleBook } from "./role-book";
import type { TenantDomainOptions, TenantGroupOptions, TenantUserOptions } from "./tenancy";
import { TenantNames } from "./tenant-names";
import type { UserPasswords } from "./user-passwords";

/** What a landing zone says for all of its domains. @internal */
export interface LandingZoneDefaults {
  readonly actor: LandingZoneActor;
  readonly roles: RoleBook;
  readonly externalNetworks: { readonly [name: string]: IExternalNetwork };
  readonly memberRoles: readonly string[];
  readonly quotaClass?: QuotaClass;
  readonly passwords?: UserPasswords;
}

/**
 * A tenant of a landing zone: a domain with its projects, groups and users.
 *
 * Defines: a domain (a project with `is_domain`), or a data source for one that exists; what its projects, groups and
 * users define; role assignments.
 */
export class LandingZoneDomain extends Construct {
  /** @internal @jsii ignore */
  public static define(
    scope: Construct,
    id: string,
    domain: TenantDomainOptions,
    defaults: LandingZoneDefaults,
  ): LandingZoneDomain {
    return new LandingZoneDomain(scope, id, domain, defaults);
  }
  /** Its name. */
  public readonly domainName: string;
  /** Its id, known after apply. */
  public readonly domainId: string;
  /** Entries that the map of passwords has to have. @internal @jsii ignore */
  public readonly passwordEntries: string[] = [];

  private readonly projectsByName = new Map<string, LandingZoneProject>();
  private readonly groupsByName = new Map<string, LandingZoneGroup>();
  private readonly usersByName = new Map<string, LandingZoneUser>();

  /** @internal */
  private constructor(
    scope: Construct,
    id: string,
    private readonly domain: TenantDomainOptions,
    private readonly defaults: LandingZoneDefaults,
  ) {
    super(scope, id);
    const place = TenantNames.placeOf(domain, this.node.path);
    this.domainName = domain.name;
    if (domain.was !== undefined) {
      MovedBlocks.note(this, TenantNames.key(domain.was));
    }
    this.domainId = domain.existing === true ? this.lookUp(place) : this.define(place);
    this.addProjects();
    const users = this.addUsers();
    this.addGroups(users);
  }

  /**
   * A project by its name.
   *
   * @throws BlueprintError SCSBP-6302 when there is none
   */
  public project(name: string): LandingZoneProject {
    return TenantNames.find("project", name, this.projectsByName, this.node.path);
  }

  /**
   * A group by its name.
   *
   * @throws BlueprintError SCSBP-6302 when there is none
   */
  public group(name: string): LandingZoneGroup {
    return TenantNames.find("group", name, this.groupsByName, this.node.path);
  }

  /**
   * A user by its name.
   *
   * @throws BlueprintError SCSBP-6302 when there is none
   */
  public user(name: string): LandingZoneUser {
    return TenantNames.find("user", name, this.usersByName, this.node.path);
  }

  /** Its projects, by their names. */
  public get projects(): LandingZoneProject[] {
    return [...this.projectsByName.values()];
  }

  private define(place: string): string {
    const { name, description, enabled, removalPolicy } = this.domain;
    refuseAsManager(this.defaults.actor, `making the domain ${name}`, place);
    return new IdentityProjectV3(this, "Resource", {
      name,
      isDomain: true,
      ...(description === undefined ? {} : { description }),
      ...(enabled === undefined ? {} : { enabled }),
      ...(removalPolicy === RemovalPolicy.DESTROY ? {} : { lifecycle: { preventDestroy: true } }),
    }).id;
  }

  private lookUp(place: string): string {
    const { name, description, enabled, removalPolicy } = this.domain;
    const own = Object.entries({ description, enabled, removalPolicy }).find(([, one]) => one !== undefined);
    if (own !== undefined) {
      throw refuse(place, "SCSBP-6315", {
        what: "options of a domain exclude each other",
        got: `${own[0]} of a domain that is only looked up`,
        fix: `leave ${own[0]} out`,
      });
    }
    if (this.defaults.actor === LandingZoneActor.CLOUD_ADMIN) {
      return new DataOpenstackIdentityProjectV3(this, "Resource", { name, isDomain: true }).id;
    }
    // Keystone lists no domains for a domain manager; the token knows its own.
    return new DataOpenstackIdentityAuthScopeV3(this, "Resource", {
      name,
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.domain_name == ${JSON.stringify(name)}}`,
            errorMessage: `SCSBP-6317: the login is not scoped to the domain ${name}: give it domain_name (${name}) and no project in clouds.yaml`,
          },
        ],
      },
    }).domainId;
  }

  private addProjects(): void {
    const { actor, quotaClass, externalNetworks } = this.defaults;
    const scope = new Construct(this, "projects");
    for (const [name, project] of TenantNames.index("project", this.domain.projects ?? [], this.node.path)) {
      const made = LandingZoneProject.define(scope, TenantNames.key(name), {
        project,
        domainId: this.domainId,
        actor,
        externalNetworks,
        ...(quotaClass === undefined ? {} : { defaultQuotaClass: quotaClass }),
      });
      noteFormer(made, project.was);
      this.projectsByName.set(name, made);
    }
  }

  private addUsers(): Map<string, TenantUserOptions> {
    const scope = new Construct(this, "users");
    const all = TenantNames.index("user", this.domain.users ?? [], this.node.path);
    for (const [name, user] of all) {
      const place = TenantNames.placeOf(user, this.node.path);
      const { defaultProject } = user;
      const ownPassword = user.password !== undefined || user.passwordless === true || user.existing === true;
      const passwords = ownPassword ? undefined : this.defaults.passwords;
      const made = LandingZoneUser.define(scope, TenantNames.key(name), {
        user,
        domainId: this.domainId,
        ...(defaultProject === undefined
          ? {}
          : {
              defaultProjectId: TenantNames.find("project", defaultProject, this.projectsByName, place).projectId,
            }),
        ...(passwords === undefined ? {} : { password: passwords.passwordOf(this.domainName, name) }),
      });
      if (passwords !== undefined) {
        this.passwordEntries.push(`${this.domainName}/${name}`);
      }
      noteFormer(made, user.was);
      this.usersByName.set(name, made);
      assignRoles(made, {
        subject: { userId: made.userId },
        domainId: this.domainId,
        domainRoles: user.directDomainRoles ?? [],
        projectRoles: user.directProjectRoles ?? [],
        projects: this.projectsByName,
        roles: this.defaults.roles,
        place,
      });
    }
    return all;
  }

  private addGroups(userOptions: Map<string, TenantUserOptions>): void {
    const scope = new Construct(this, "groups");
    const groups = [...this.impliedGroups(), ...(this.domain.groups ?? [])];
    for (const [name, group] of TenantNames.index("group", groups, this.node.path)) {
      const { domainId } = this;
      const made = LandingZoneGroup.define(scope, TenantNames.key(name), {
        group,
        domainId,
        users: this.usersByName,
        userOptions,
      });
      noteFormer(made, group.was);
      this.groupsByName.set(name, made);
      assignRoles(made, {
        subject: { groupId: made.groupId },
        domainId,
        domainRoles: group.domainRoles ?? [],
        projectRoles: group.projectRoles ?? [],
        projects: this.projectsByName,
        roles: this.defaults.roles,
        place: TenantNames.placeOf(group, this.node.path),
      });
    }
  }

  /** Groups that `managers` and `members` ask for; a project's has its name, as OSISM's project manager does it. */
  private impliedGroups(): TenantGroupOptions[] {
    const groups: TenantGroupOptions[] = [];
    const { name, was, managers, projects = [] } = this.domain;
    const placed = (group: TenantGroupOptions, options: object) => {
      TenantNames.place(group, TenantNames.placeOf(options, this.node.path));
      groups.push(group);
    };
    if (managers !== undefined) {
      const former = was === undefined ? {} : { was: `${was}-managers` };
      const managersGroup = { name: `${name}-managers`, ...former, users: managers, domainRoles: ["manager"] };
      placed(managersGroup, this.domain);
    }
    for (const project of projects) {
      if (project.members !== undefined) {
        const former = project.was === undefined ? {} : { was: project.was };
        const roles = [...(project.memberRoles ?? this.defaults.memberRoles)];
        const projectRoles = [{ project: project.name, roles }];
        placed({ name: project.name, ...former, users: project.members, projectRoles }, project);
      }
    }
    return groups;
  }
}

function noteFormer(construct: Construct, was: string | undefined): void {
  if (was !== undefined) {
    MovedBlocks.note(construct, TenantNames.key(was));
  }
}
