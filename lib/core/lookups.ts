import { createHash } from "node:crypto";
import { Construct } from "constructs";
import { TerraformStack } from "./engine";
import { inWords, refuse } from "@scs-blueprints/standards/errors";

/** Id of a stack's child for what has no address in Terraform: the backend, the provider. No program names a construct so. */
const HIDDEN = "scs-blueprints:stack";

/**
 * The scope for what a stack has of its own and no resource address tells: programs may use every readable id.
 *
 * @internal
 */
export function hiddenScope(stack: Construct): Construct {
  return (stack.node.tryFindChild(HIDDEN) as Construct | undefined) ?? new Construct(stack, HIDDEN);
}

const shared = new WeakSet<Construct>();

/**
 * Data sources and variables of a stack, each one once: what is asked for twice is looked up once, so that the number of
 * API reads of a plan does not grow with the number of its servers. Their ids begin with `lookup-` or `secret-`.
 *
 * @throws BlueprintError SCSBP-1013 when the program has a construct of its own by that id
 * @internal
 */
export function lookupOnce<T extends Construct>(
  scope: Construct,
  id: string,
  define: (stack: Construct, id: string) => T,
): T {
  const stack = TerraformStack.of(scope);
  const there = stack.node.tryFindChild(id) as T | undefined;
  if (there !== undefined && !shared.has(there)) {
    throw refuse(there, "SCSBP-1013", {
      got: JSON.stringify(id),
      allowed: "ids that begin with neither lookup- nor secret-",
      fix: "rename the construct",
    });
  }
  const one = there ?? define(stack, id);
  shared.add(one);
  return one;
}

/**
 * The id that the cloud gave something.
 *
 * @param what it is the id of: `a volume`
 * @throws BlueprintError SCSBP-2019 for an empty id, and what is no text
 * @internal
 */
export function checkedId(id: unknown, what: string, path: string): string {
  if (typeof id !== "string" || id.trim() === "") {
    throw refuse(path, "SCSBP-2019", {
      what: `not the id of ${what}`,
      got: inWords(id),
      allowed: "the id that the cloud gave it",
      fix: "give the id, or look it up by its name with fromLookup where there is one",
    });
  }
  return id;
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
