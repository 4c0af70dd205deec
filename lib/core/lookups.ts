import { createHash } from "node:crypto";
import type { Construct } from "constructs";
import { TerraformStack } from "./engine";

/**
 * Data sources of a stack, each one once: what is asked for twice is looked up once, so that the number of API reads
 * of a plan does not grow with the number of its servers.
 *
 * @internal
 */
export function lookupOnce<T extends Construct>(
  scope: Construct,
  id: string,
  define: (stack: Construct, id: string) => T,
): T {
  const stack = TerraformStack.of(scope);
  return (stack.node.tryFindChild(id) as T | undefined) ?? define(stack, id);
}

/**
 * Id of a data source, which becomes its Terraform address: readable, and different for different names even where
 * the engine would drop the characters that tell them apart.
 *
 * @internal
 */
export function lookupId(kind: string, name: string): string {
  const readable = name.replace(/[^A-Za-z0-9_-]+/g, "-");
  const digest = readable === name ? "" : `-${createHash("sha256").update(name).digest("hex").slice(0, 6)}`;
  return `lookup-${kind}-${readable}${digest}`;
}
