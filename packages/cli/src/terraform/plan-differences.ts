import { isMapping, type Mapping } from "@scs-blueprints/toolkit";
import type { ConstructPaths } from "./construct-paths";

export interface Difference {
  readonly address: string;
  readonly path?: string;
  readonly actions: readonly string[];
  /** Names of the attributes that differ; values stay unsaid, they may be secrets. */
  readonly attributes: readonly string[];
}

/** What a plan (`show -json FILE`) would change, attribute by attribute. */
export function planDifferences(plan: unknown, paths: ConstructPaths): Difference[] {
  const changes = isMapping(plan) && Array.isArray(plan.resource_changes) ? (plan.resource_changes as unknown[]) : [];
  const result: Difference[] = [];
  for (const entry of changes) {
    if (!isMapping(entry) || !isMapping(entry.change) || !Array.isArray(entry.change.actions)) {
      continue;
    }
    const actions = entry.change.actions as string[];
    const address = String(entry.address);
    if (actions.every((action) => action === "no-op" || action === "read")) {
      continue;
    }
    result.push({
      address,
      path: paths.find(address),
      actions,
      attributes: actions.includes("update") || actions.length > 1 ? changedAttributes(entry.change) : [],
    });
  }
  if (result.length === 0 && isMapping(plan) && isMapping(plan.output_changes)) {
    for (const [name, change] of Object.entries(plan.output_changes)) {
      const actions = isMapping(change) && Array.isArray(change.actions) ? (change.actions as string[]) : [];
      if (actions.some((action) => action !== "no-op")) {
        result.push({ address: `output.${name}`, actions, attributes: [] });
      }
    }
  }
  return result;
}

/** Names of the attributes that differ, or will be known only after the apply; values stay unsaid. */
export function changedAttributes({ before, after, after_unknown: unknown }: Mapping): string[] {
  const names = new Set([before, after, unknown].flatMap((value) => (isMapping(value) ? Object.keys(value) : [])));
  const differs = (name: string) =>
    (isMapping(unknown) && unknown[name] === true) ||
    JSON.stringify(isMapping(before) ? before[name] : undefined) !==
      JSON.stringify(isMapping(after) ? after[name] : undefined);
  return [...names].filter(differs).sort();
}

export function renderDifferences(differences: readonly Difference[]): string {
  return differences
    .map(({ path, address, actions, attributes }) => {
      const what = attributes.length > 0 ? `: ${attributes.join(", ")}` : "";
      return `${actions.join("+")} ${path === undefined ? address : `${path} (${address})`}${what}`;
    })
    .join("\n");
}
