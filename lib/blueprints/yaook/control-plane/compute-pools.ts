import { refuse } from "@scs-blueprints/standards/errors";
import type { YaookComputePool } from "../yaook-compute-pool";

/** @throws BlueprintError SCSBP-6509 for no pool, a name or a node in two of them, one that takes all nodes beside others */
export function requirePoolsApart(pools: readonly YaookComputePool[], path: string): void {
  const refusal = (got: string, allowed: string, fix: string) => {
    throw refuse("SCSBP-6509", {
      what: "the pools of hypervisors contradict each other (computePools)",
      ...{ got, allowed, fix, path },
    });
  };
  if (pools.length === 0) {
    refusal("none", "one pool or more", "give the hypervisors");
  }
  const names = twice(pools.map((pool) => pool.name));
  if (names.length > 0) {
    refusal(`two pools called ${names.join(", ")}`, "a name for each pool", "rename one of them");
  }
  const nodes = twice(pools.flatMap((pool) => pool.nodes));
  if (nodes.length > 0) {
    refusal(`${nodes.join(", ")} in two pools`, "each node in one pool", "take it out of one of them");
  }
  const selectors = pools.map((pool) => pool.nodeSelector);
  for (const [i, one] of selectors.entries()) {
    const other = selectors.findIndex((two, j) => j !== i && covers(one, two));
    if (other >= 0) {
      refusal(
        `nodeSelector of ${pools[i]?.name} takes the nodes of ${pools[other]?.name} too`,
        "labels that tell pools apart: a node is in one disruption budget at most",
        "leave nodeSelector out, or add a label to it",
      );
    }
  }
}

/** Whether all nodes that the second selector takes are taken by the first one too. */
function covers(one: Record<string, string>, two: Record<string, string>): boolean {
  return Object.entries(one).every(([key, value]) => two[key] === value);
}

function twice(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
