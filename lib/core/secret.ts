import type { Construct } from "constructs";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { TerraformVariable, Token } from "./engine";
import { lookupOnce } from "./lookups";

/**
 * A secret value that never stands in cdk.tf.json in clear. Props for passwords, tokens and keys take only this.
 */
export class Secret {
  /**
   * A sensitive Terraform variable, declared once a stack; give its value as `TF_VAR_<name>` or in a `.tfvars` file.
   *
   * @param name the variable's name: a letter or underscore, then letters, digits, underscores or hyphens
   * @throws BlueprintError SCSBP-1010 when the name is not one Terraform accepts
   */
  public static fromVariable(name: string): Secret {
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
      throw refuse("SCSBP-1010", {
        got: JSON.stringify(name),
        allowed: "a letter or underscore, then letters, digits, underscores or hyphens",
        fix: "name the variable, not the secret: its value comes from TF_VAR_<name>",
      });
    }
    return new Secret(name);
  }

  /**
   * A value that only Terraform knows: an attribute of a resource or data source, such as the key of an EC2 credential.
   * It stands in the state, not in the synthesized files.
   *
   * @throws BlueprintError SCSBP-1011 for a value in clear
   */
  public static fromReference(reference: string): Secret {
    if (!Token.isUnresolved(reference)) {
      throw Secret.inClear();
    }
    return new Secret(undefined, reference);
  }

  /**
   * Like `secret.resolveIn(scope)`, and refuses what is no secret: programs in JavaScript can pass anything.
   *
   * @throws BlueprintError SCSBP-1011 for a value in clear
   * @internal
   * @jsii ignore
   */
  public static resolve(secret: Secret, scope: Construct): string {
    if (typeof (secret as unknown) !== "object" || !("resolveIn" in secret)) {
      throw Secret.inClear(scope.node.path);
    }
    return secret.resolveIn(scope);
  }

  private static inClear(path?: string): BlueprintError {
    return refuse(path, "SCSBP-1011", {
      got: "a plain value (not shown)",
      allowed: "a Secret",
      fix: 'use Secret.fromVariable("name") and set TF_VAR_name',
    });
  }

  private constructor(
    private readonly variableName: string | undefined,
    private readonly reference?: string,
  ) {}

  /**
   * The reference to use in a resource of the stack that `scope` is in.
   * @internal
   * @jsii ignore
   */
  public resolveIn(scope: Construct): string {
    if (this.variableName === undefined) {
      return this.reference ?? "";
    }
    const name = this.variableName;
    return lookupOnce(scope, `secret-${name}`, (stack, id) => {
      const variable = new TerraformVariable(stack, id, { type: "string", sensitive: true, nullable: false });
      variable.overrideLogicalId(name);
      return variable;
    }).stringValue;
  }
}
