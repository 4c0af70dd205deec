import type { Construct } from "constructs";
import { TerraformVariable } from "../../../core/engine";
import { lookupOnce } from "../../../core/lookups";
import { Secret } from "../../../core/index";

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
