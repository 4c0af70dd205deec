import type { IConstruct } from "constructs";
import type { TerraformStack } from "./engine";

type Json = { [key: string]: unknown };

/** Of apps that asked for it: what their stacks became in the synthesis under way. */
const kept = new WeakMap<IConstruct, Map<TerraformStack, Json>>();

/**
 * What stacks became in a synthesis, for checks that follow in it.
 *
 * @internal
 */
export class KeptSynthesis {
  /** Has each synthesis of the app keep what its stacks became. */
  public static keep(app: IConstruct): void {
    kept.set(app, new Map());
  }

  /** Notes what a stack became, if its app asked for it. */
  public static note(stack: TerraformStack, config: Json): void {
    kept.get(stack.node.root)?.set(stack, config);
  }

  /** What a stack became in the synthesis under way, if that was kept; it is to be read only. */
  public static of(stack: TerraformStack): { readonly [key: string]: unknown } | undefined {
    return kept.get(stack.node.root)?.get(stack);
  }

  /** Ends the keeping of what was kept: from now on it may differ from what the constructs say. */
  public static forget(app: IConstruct): void {
    kept.get(app)?.clear();
  }
}
