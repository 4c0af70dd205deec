import type { Construct } from "constructs";
import { TerraformBackend, TerraformOutput, TerraformStack } from "../core/engine";
import { orderStacks } from "../core/dependencies";
import { refuse } from "@scs-blueprints/standards/errors";
import { Synthesis } from "../core/synthesis";
import { dropTokenTraces } from "../core/token-traces";
import type { ResourceImports } from "./resource-imports";

/** Options of {@link BaseStack.addOutput}. */
export interface OutputOptions {
  /** What the value is. @default - no description */
  readonly description?: string;
  /** Whether Terraform hides the value. @default false */
  readonly sensitive?: boolean;
}

/** What stacks of all kinds do alike. */
export abstract class BaseStack extends TerraformStack {
  private readonly imports: ResourceImports[] = [];

  /** @throws BlueprintError SCSBP-1030 when the id cannot be the name of a directory and a prefix of resource names */
  protected constructor(scope: Construct, id: string) {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(id)) {
      throw refuse("SCSBP-1030", {
        got: JSON.stringify(id),
        allowed: "a letter, then letters, digits and hyphens",
        fix: "rename the stack",
      });
    }
    dropTokenTraces();
    super(scope, id);
  }

  /**
   * Has another stack applied before this one, and destroyed after it. References to its values do so by themselves.
   *
   * @throws BlueprintError SCSBP-1033 when the other stack depends on this one
   */
  public override addDependency(dependency: TerraformStack): void {
    if (dependency.dependsOn(this)) {
      const round = [this, ...wayBetween(dependency, this), this].map((stack) => stack.node.id);
      throw refuse(this, "SCSBP-1033", {
        got: round.join(" needs "),
        allowed: "stacks that need each other in one direction",
        fix: "move what both need into one of them, or into a further stack that both use",
      });
    }
    super.addDependency(dependency);
  }

  /** @internal @jsii ignore */
  public override prepareStack(): void {
    this.refuseSecondBackend();
    orderStacks(this);
    Synthesis.prepare(this, () => super.prepareStack());
  }

  /** @internal @jsii ignore */
  public override toTerraform(): unknown {
    this.imports.forEach((imports) => imports.applyTo(this));
    return Synthesis.toTerraform(
      this,
      () => super.toTerraform() as unknown,
      () => super.prepareStack(),
    );
  }

  private refuseSecondBackend(): void {
    const backends = this.node.findAll().filter((one) => TerraformBackend.isBackend(one));
    if (backends.length > 1) {
      throw refuse(this, "SCSBP-1034", {
        got: backends.map((one) => one.constructor.name).join(", "),
        allowed:
          "one: that of the property `state`, which is a local file unless said otherwise, or a backend of the engine",
        fix: "say it by state: StateBackend.s3(…) and the like; with a backend of the engine, state: StateBackend.custom()",
      });
    }
  }

  /**
   * Imports resources that the cloud has already; they are not created.
   *
   * @throws BlueprintError SCSBP-1032, at synth, when the stack has no resource of one of the addresses
   */
  public importResources(imports: ResourceImports): void {
    this.imports.push(imports);
  }

  /**
   * Adds an output whose name in Terraform is exactly `name`.
   *
   * @param value a string, number, list or map; references of constructs are fine
   * @throws BlueprintError SCSBP-1031 when the stack has an output of this name
   */
  public addOutput(name: string, value: unknown, options: OutputOptions = {}): void {
    const id = `output-${name}`;
    if (this.node.tryFindChild(id) !== undefined) {
      throw refuse(this, "SCSBP-1031", { got: name, fix: "choose another name" });
    }
    new TerraformOutput(this, id, { value, staticId: false, ...options }).overrideLogicalId(name);
  }
}

/** The stacks on the way from one to another that it depends on, without the last. */
function wayBetween(from: TerraformStack, to: TerraformStack): TerraformStack[] {
  const next = from.dependencies.find((one) => one === to || one.dependsOn(to));
  return next === undefined || next === to ? [from] : [from, ...wayBetween(next, to)];
}
