import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { createHash } from "node:crypto";
import { IdentityApplicationCredentialV3 } from "@scs-blueprints/provider-openstack/lib/identity-application-credential-v3";
import { Construct } from "constructs";
import { Fn, TerraformStack } from "../../core/engine";
import { ScsStack } from "../../cloud/index";
import { Names, Secret, refuse } from "../../core/index";
import { ServiceCatalog } from "./service-catalog";

/** Which of the two credentials. */
export enum CredentialSlot {
  /** The first. */
  A = "a",
  /** The second. */
  B = "b",
}

/** One of the two credentials. */
export interface CredentialSlotOptions {
  /** Any change of this text makes a new credential: a date or a ticket, `2026-11`. @default "1" */
  readonly revision?: string;
  /** When it expires, RFC 3339 in UTC: `2027-01-31T00:00:00Z`. @default - never */
  readonly expiresAt?: string;
}

/** Methods of HTTP that Keystone knows in access rules. */
export enum HttpMethod {
  /** Read. */
  GET = "GET",
  /** Read the headers. */
  HEAD = "HEAD",
  /** Make. */
  POST = "POST",
  /** Replace. */
  PUT = "PUT",
  /** Change. */
  PATCH = "PATCH",
  /** Delete. */
  DELETE = "DELETE",
}

/** A request that the credential may make; with any such rule it may make no others. */
export interface AccessRule {
  /** Type of the service in the catalogue, `compute`. */
  readonly service: string;
  /** Method. */
  readonly method: HttpMethod;
  /** Path; `*` stands for one part, `**` for any: `/v2.1/servers/**`. */
  readonly path: string;
}

/** Properties of an {@link ApplicationCredential}. */
export interface ApplicationCredentialProps {
  /** Names of roles, as few as will do; the user who applies has to have them in the project. */
  readonly roles: string[];
  /** Requests it may make. @default - all that its roles allow */
  readonly accessRules?: AccessRule[];
  /** Whether it may make other credentials and trusts. @default false */
  readonly unrestricted?: boolean;
  /** The first credential. @default - revision "1", no expiry */
  readonly slotA?: CredentialSlotOptions;
  /** The second credential. @default - there is none */
  readonly slotB?: CredentialSlotOptions;
  /** Which one the files and outputs hold. @default CredentialSlot.A */
  readonly active?: CredentialSlot;
  /** Keystone's URL for the files. @default - the catalogue's */
  readonly authUrl?: string;
  /** Name of the entry in clouds.yaml. @default "openstack", the name that Cluster API and the SCS cluster stacks use */
  readonly cloudName?: string;
  /** Region for the files. @default - the provider's */
  readonly region?: string;
  /** What it is for. @default - none */
  readonly description?: string;
  /** What its names in the cloud begin with. @default - stack and path, `shop-ci` */
  readonly name?: string;
}

/**
 * Roles that imply others, as `keystone-manage bootstrap` makes them (keystone/cmd/bootstrap.py): admin implies manager,
 * manager implies member, member implies reader.
 */
const IMPLIED: Record<string, string> = { admin: "manager", manager: "member", member: "reader" };

function refused(code: ErrorCode, what: string, got: string, allowed: string, fix: string, path: string) {
  return refuse(path, code, { what, got, allowed, fix });
}

/**
 * A login for programs, of the user who applies: least roles, no password, taken back at any time.
 *
 * Application credentials cannot be changed, so each change of roles, rules, expiry or revision makes a new one, before
 * the old one goes; the name holds a digest of all that. To rotate without an interruption use both slots: give slot B a
 * new revision and apply; set `active` to it, apply, hand the files out; give slot A a new revision at the next rotation.
 *
 * Defines: for each slot an application credential; a data source of the login, once a stack.
 *
 * @example
 * const ci = new ApplicationCredential(stack, "ci", {
 *   roles: ["member", "load-balancer_member"],
 *   slotA: { revision: "2026-11", expiresAt: "2027-03-31T00:00:00Z" },
 *   slotB: { revision: "2026-08", expiresAt: "2026-12-31T00:00:00Z" },
 *   active: CredentialSlot.A,
 * });
 * ci.addOutputs("ci");
 * ci.effectiveRoles; // ["load-balancer_member", "member", "reader"]
 */
export class ApplicationCredential extends Construct {
  /** Id of the active credential, known after apply. */
  public readonly credentialId: string;
  /** Secret of the active credential. */
  public readonly secret: Secret;
  /** Keystone's URL. */
  public readonly authUrl: string;
  /** The roles asked for and those they imply, sorted. */
  public readonly effectiveRoles: string[];
  /** A clouds.yaml with the active credential; hidden by Terraform where it is put out. */
  public readonly cloudsYaml: string;
  /** The `[Global]` section of a cloud.conf with the active credential, for the OpenStack cloud controller manager and Cinder CSI. */
  public readonly cloudConf: string;

  /**
   * @throws BlueprintError SCSBP-2150 for no roles or unfit ones, SCSBP-2151 for an impossible expiry, SCSBP-2152 for an
   * unfit access rule, SCSBP-2153 when the active slot is empty
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ApplicationCredentialProps,
  ) {
    super(scope, id);
    const path = this.node.path;
    this.effectiveRoles = [...effectiveRoles(props.roles, path)];
    checkRules(props.accessRules, path);
    const slotA = this.addSlot(CredentialSlot.A, props.slotA ?? {});
    const slotB = props.slotB === undefined ? undefined : this.addSlot(CredentialSlot.B, props.slotB);
    const active = props.active === CredentialSlot.B ? slotB : slotA;
    if (active === undefined) {
      throw refused(
        "SCSBP-2153",
        "the active slot is empty",
        "slot B",
        "a slot that is given",
        "give slotB, or set active to slot A",
        path,
      );
    }
    this.credentialId = active.id;
    this.secret = Secret.fromReference(active.secret);
    const catalog = ServiceCatalog.of(this);
    this.authUrl = props.authUrl ?? catalog.urlOf("identity");
    const region = props.region ?? catalog.region;
    this.cloudsYaml = Fn.yamlencode({
      clouds: {
        [props.cloudName ?? "openstack"]: {
          auth_type: "v3applicationcredential",
          auth: {
            auth_url: this.authUrl,
            application_credential_id: active.id,
            application_credential_secret: active.secret,
          },
          region_name: region,
          interface: "public",
          identity_api_version: 3,
        },
      },
    });
    this.cloudConf = [
      "[Global]",
      `auth-url = ${this.authUrl}`,
      `region = ${region}`,
      `application-credential-id = ${active.id}`,
      `application-credential-secret = ${active.secret}`,
      "",
    ].join("\n");
  }

  /**
   * Adds outputs `<prefix>_clouds_yaml` and `<prefix>_cloud_conf`, hidden by Terraform, and `<prefix>_id`.
   *
   * @throws BlueprintError SCSBP-1031 when the stack has such outputs
   */
  public addOutputs(prefix: string): void {
    const stack = TerraformStack.of(this) as ScsStack;
    stack.addOutput(`${prefix}_id`, this.credentialId);
    stack.addOutput(`${prefix}_clouds_yaml`, this.cloudsYaml, { sensitive: true });
    stack.addOutput(`${prefix}_cloud_conf`, this.cloudConf, { sensitive: true });
  }

  private addSlot(slot: CredentialSlot, options: CredentialSlotOptions): IdentityApplicationCredentialV3 {
    const path = this.node.path;
    const { expiresAt, revision = "1" } = options;
    if (expiresAt !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(expiresAt)) {
      const allowed = "RFC 3339 in UTC, whole seconds: 2027-01-31T00:00:00Z";
      throw refused("SCSBP-2151", "not a point in time to expire", expiresAt, allowed, "correct expiresAt", path);
    }
    const { accessRules, unrestricted, description } = this.props;
    const rules = accessRules?.map(({ service, method, path }) => ({ service, method, path }));
    const terms = JSON.stringify([revision, this.effectiveRoles, rules, unrestricted, expiresAt, description]);
    const digest = createHash("sha256").update(terms).digest("hex").slice(0, 8);
    return new IdentityApplicationCredentialV3(this, `slot-${slot}`, {
      name: Names.join([this.props.name ?? Names.ofConstruct(this), slot, digest]),
      roles: [...this.effectiveRoles],
      ...(rules === undefined ? {} : { accessRules: rules }),
      ...(unrestricted === undefined ? {} : { unrestricted }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(description === undefined ? {} : { description }),
      lifecycle: {
        createBeforeDestroy: true,
        // Keystone answers with all roles that are implied, on some clouds more than the usual ones. A credential never
        // changes, and other roles make another name: there is nothing to see here.
        ignoreChanges: ["roles"],
      },
    });
  }
}

function effectiveRoles(roles: readonly string[], path: string): readonly string[] {
  const unfit = roles.find((role) => role.trim() === "" || role.trim() !== role);
  if (roles.length === 0 || unfit !== undefined) {
    const allowed = 'names of roles that the user has in the project: ["member", "load-balancer_member"]';
    throw refused(
      "SCSBP-2150",
      "a credential needs roles",
      JSON.stringify(roles),
      allowed,
      "name the roles it needs",
      path,
    );
  }
  const all = new Set<string>();
  for (let role of roles) {
    for (let next: string | undefined = role; next !== undefined; next = IMPLIED[role]) {
      role = next;
      all.add(role);
    }
  }
  return [...all].sort();
}

function checkRules(rules: readonly AccessRule[] | undefined, path: string): void {
  if (rules?.length === 0) {
    const fix = "leave accessRules out for all that the roles allow";
    throw refused("SCSBP-2152", "no access rules mean all access, not none", "[]", "one rule or more", fix, path);
  }
  const unfit = rules?.find((rule) => !rule.path.startsWith("/") || rule.service.trim() === "");
  if (unfit !== undefined) {
    const allowed = "a type of service, and a path with a leading slash";
    throw refused("SCSBP-2152", "not an access rule", JSON.stringify(unfit), allowed, "correct the rule", path);
  }
}
