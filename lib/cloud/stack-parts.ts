import { TerraformOutput, type TerraformStack } from "../core/engine";
import { BlueprintError } from "../core/errors";

/** Options of a stack's `addOutput`. */
export interface OutputOptions {
  /** What the value is. @default - no description */
  readonly description?: string;
  /** Whether Terraform hides the value. @default false */
  readonly sensitive?: boolean;
}

/** What stacks of all kinds do alike. @internal */
export class StackParts {
  /** @throws BlueprintError SCSBP-1030 when the id cannot be the name of a directory and a prefix of resource names */
  public static requireId(id: string): void {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(id)) {
      throw new BlueprintError({
        code: "SCSBP-1030",
        what: "the stack's id begins the names of its resources and names its directory",
        got: JSON.stringify(id),
        allowed: "a letter, then letters, digits and hyphens",
        fix: "rename the stack",
      });
    }
  }

  /** @throws BlueprintError SCSBP-1031 when the stack has an output of this name */
  public static addOutput(stack: TerraformStack, name: string, value: unknown, options: OutputOptions): void {
    const id = `output-${name}`;
    if (stack.node.tryFindChild(id) !== undefined) {
      throw new BlueprintError({
        code: "SCSBP-1031",
        what: "the stack has an output of this name already",
        got: name,
        path: stack.node.path,
        fix: "choose another name",
      });
    }
    new TerraformOutput(stack, id, { value, staticId: false, ...options }).overrideLogicalId(name);
  }
}
