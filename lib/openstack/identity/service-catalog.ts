import { DataOpenstackIdentityAuthScopeV3 } from "@scs-blueprints/provider-openstack/lib/data-openstack-identity-auth-scope-v3";
import type { Construct } from "constructs";
import { TerraformLocal, TerraformStack } from "../../core/engine";
import { lookupOnce } from "../../core/lookups";

/** What the login of a stack knows of its cloud: the catalogue of the token, looked up once a stack. @internal */
export class ServiceCatalog {
  /**
   * Defines: a data source that reads the token, which every login may do.
   */
  public static of(scope: Construct): ServiceCatalog {
    const id = "lookup-auth-scope";
    return new ServiceCatalog(
      lookupOnce(scope, id, (stack) => new DataOpenstackIdentityAuthScopeV3(stack, id, { name: "login" })),
    );
  }

  private constructor(private readonly login: DataOpenstackIdentityAuthScopeV3) {}

  /** The region that the provider works in; empty when it was given none. */
  public get region(): string {
    return this.login.region;
  }

  /** Id of the project. */
  public get projectId(): string {
    return this.login.projectId;
  }

  /** An expression, without `${}`: names of the login's roles, the implied ones too. */
  public get roleNamesExpression(): string {
    return `${this.login.fqn}.roles[*].role_name`;
  }

  /** The public URL of the first of these types of service that the catalogue has, in the provider's region. */
  public urlOf(...types: string[]): string {
    return this.local(`url-${types.join("-")}`, this.urlExpression(types));
  }

  /** Scheme, host and port of such a URL. */
  public originOf(...types: string[]): string {
    return this.local(`origin-${types.join("-")}`, `regex("^https?://[^/]+", ${this.urlExpression(types)})`);
  }

  /** An expression of the engine: the types of the services that have a public endpoint in the provider's region. */
  public get typesExpression(): string {
    const login = this.login.fqn;
    return (
      `[for s in ${login}.service_catalog : s.type if length([for e in s.endpoints : e if e.interface == "public" && ` +
      `(${login}.region == "" || e.region == ${login}.region)]) > 0]`
    );
  }

  /** A local value: functions of the engine take references, not expressions. */
  private local(name: string, expression: string): string {
    const stack = TerraformStack.of(this.login);
    const id = `lookup-${name}`;
    return lookupOnce(stack, id, () => new TerraformLocal(stack, id, `\${${expression}}`)).asString;
  }

  private urlExpression(types: readonly string[]): string {
    const login = this.login.fqn;
    const urls = types.map(
      (type) =>
        `[for s in ${login}.service_catalog : [for e in s.endpoints : e.url if e.interface == "public" && ` +
        `(${login}.region == "" || e.region == ${login}.region)] if s.type == "${type}"]`,
    );
    return `flatten(concat(${urls.join(", ")}))[0]`;
  }
}
