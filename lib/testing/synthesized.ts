import type { IConstruct } from "constructs";
import { Aspects, TerraformStack } from "../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import type { JsonObject } from "@scs-blueprints/checker/reading";

/**
 * What a stack is as JSON, in memory: aspects are applied and constructs validate themselves, as in `app.synth()`.
 *
 * @throws BlueprintError SCSBP-8507 when a construct refuses
 * @internal
 */
export function synthesized(stack: TerraformStack): JsonObject {
  // Another stack's references add outputs to this one: all have to be prepared.
  for (const each of stack.node.root.node.findAll().filter((one) => TerraformStack.isStack(one))) {
    applyAspects(each);
    each.prepareStack();
  }
  const refusals = stack.node
    .findAll()
    .flatMap((each) => each.node.validate().map((message) => `${each.node.path}: ${message}`));
  if (refusals.length > 0) {
    throw refuse("SCSBP-8507", {
      what: `${refusals.length} ${refusals.length === 1 ? "construct refuses" : "constructs refuse"} what it was given`,
      got: refusals.join("\n"),
      fix: "correct the props of these constructs",
    });
  }
  return stack.toTerraform() as JsonObject;
}

/** Each aspect once on its construct and all below, as the engine does it at every synth. */
function applyAspects(construct: IConstruct, inherited: readonly { visit(node: IConstruct): void }[] = []): void {
  const aspects = [...new Set([...inherited, ...Aspects.of(construct).all])];
  aspects.forEach((aspect) => aspect.visit(construct));
  construct.node.children.forEach((child) => applyAspects(child, aspects));
}
