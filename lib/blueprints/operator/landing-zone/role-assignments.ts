import { IdentityRoleAssignmentV3 } from "@scs-blueprints/provider-openstack/lib/identity-role-assignment-v3";
import { Construct } from "constructs";
import { MovedBlocks } from "../../../core/moved-blocks";
import type { LandingZoneProject } from "./landing-zone-project";
import type { RoleBook } from "./role-book";
import { TenantNames } from "./tenant-names";
import type { ProjectRoles } from "./tenancy";

/** Whose roles. */
interface Subject {
  readonly groupId?: string;
  readonly userId?: string;
}

/** @internal */
export interface RoleAssignmentsProps {
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
export function assignRoles(scope: Construct, props: RoleAssignmentsProps): void {
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
