import { DataOpenstackIdentityAuthScopeV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-auth-scope-v3";
import { DataOpenstackIdentityGroupV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-group-v3";
import { DataOpenstackIdentityProjectV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-project-v3";
import { DataOpenstackIdentityUserV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-user-v3";
import { IdentityGroupV3 } from "@scs-blueprints/provider-openstack/lib/identity-group-v3";
import { IdentityProjectV3 } from "@scs-blueprints/provider-openstack/lib/identity-project-v3";
import { IdentityRoleAssignmentV3 } from "@scs-blueprints/provider-openstack/lib/identity-role-assignment-v3";
import { IdentityUserMembershipV3 } from "@scs-blueprints/provider-openstack/lib/identity-user-membership-v3";
import { IdentityUserV3 } from "@scs-blueprints/provider-openstack/lib/identity-user-v3";
import { Construct } from "constructs";
import { TerraformVariable } from "../../../core/engine";
import { BlueprintError, refuse, RemovalPolicy, Secret } from "../../../core/index";
import { lookupOnce } from "../../../core/lookups";
import { MovedBlocks } from "../../../core/moved-blocks";
import type { IExternalNetwork } from "../../../openstack/network/external-network";
import { LandingZoneActor, refuseAsManager, type RoleBook } from "./role-book";
import { LandingZoneProject } from "./landing-zone-project";
import type { QuotaClass } from "./quota-class";

import { TenantNames } from "./tenant-names";
import type { TenantProjectOptions } from "./landing-zone-project";

/** Roles on a project. */
export interface ProjectRoles {
  /** Name of a project of the same domain. */
  readonly project: string;
  /** Names of roles. */
  readonly roles: string[];
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

/** Whose roles. */
interface Subject {
  readonly groupId?: string;
  readonly userId?: string;
}

/** @internal */
interface RoleAssignmentsProps {
  readonly subject: Subject;
  readonly domainId: string;
  readonly domainRoles: readonly string[];
  readonly projectRoles: readonly ProjectRoles[];
  readonly projects: ReadonlyMap<string, LandingZoneProject>;
  readonly roles: RoleBook;
  /** Where the options stand. */
  readonly place: string;
}

/** Assignments of a group or user, each known by project and role. @internal */
function assignRoles(scope: Construct, props: RoleAssignmentsProps): void {
  const { subject, domainId, roles, place } = props;
  const onDomain = new Construct(scope, "domain");
  for (const role of roles.assigned(props.domainRoles, place)) {
    const roleId = roles.idOf(role);
    new IdentityRoleAssignmentV3(onDomain, TenantNames.key(role), { ...subject, domainId, roleId });
  }
  const onProjects = new Construct(scope, "projects");
  for (const [name, wanted] of merged(props.projectRoles)) {
    const project = TenantNames.find("project", name, props.projects, place);
    const onProject = new Construct(onProjects, TenantNames.key(name));
    if (project.formerName !== undefined) {
      MovedBlocks.note(onProject, TenantNames.key(project.formerName));
    }
    for (const role of roles.assigned(wanted, place)) {
      const { projectId } = project;
      const roleId = roles.idOf(role);
      new IdentityRoleAssignmentV3(onProject, TenantNames.key(role), { ...subject, projectId, roleId });
    }
  }
}

/** A project named twice gets the roles of both. */
function merged(projectRoles: readonly ProjectRoles[]): Map<string, string[]> {
  const byProject = new Map<string, string[]>();
  for (const { project, roles } of projectRoles) {
    byProject.set(project, [...(byProject.get(project) ?? []), ...roles]);
  }
  return byProject;
}

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

/**
 * First passwords of the users of a landing zone, which never stand in its file.
 *
 * Keystone tells passwords to nobody, so one that its user has changed shows in no plan and stays.
 */
export class UserPasswords {
  /**
   * A sensitive Terraform variable, a map with an entry `<domain>/<user>` for each user that needs one. A plan with an
   * entry missing is refused and names the entries it needs.
   *
   * @param name the variable's name; give it as `TF_VAR_<name>='{"acme/carol": "…"}'` or in a `.tfvars` file
   * @throws BlueprintError SCSBP-1010 when the name is not one Terraform accepts
   */
  public static fromVariable(name: string): UserPasswords {
    Secret.fromVariable(name); // the same names are accepted
    return new UserPasswords(name);
  }

  private constructor(private readonly variableName: string) {}

  /** @internal @jsii ignore */
  public passwordOf(domain: string, user: string): string {
    return `\${var.${this.variableName}[${JSON.stringify(`${domain}/${user}`)}]}`;
  }

  /** The variable, with the entries it has to have. @internal @jsii ignore */
  public declare(scope: Construct, entries: readonly string[]): void {
    if (entries.length === 0) {
      return;
    }
    const variable = lookupOnce(
      scope,
      `secret-${this.variableName}`,
      (stack, id) => new TerraformVariable(stack, id, { type: "map(string)", sensitive: true, nullable: false }),
    );
    variable.overrideLogicalId(this.variableName);
    const keys = JSON.stringify([...entries].sort());
    variable.addValidation({
      condition: `\${length(setsubtract(${keys}, keys(var.${this.variableName}))) == 0}`,
      errorMessage: `SCSBP-6314: a password is missing; ${this.variableName} needs an entry for each of ${[...entries].sort().join(", ")}.`,
    });
  }
}
