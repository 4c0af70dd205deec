import {
  declaredAddress,
  type Assembly,
  resourceId,
  StackResource,
  type Change,
  Plan,
} from "@scs-blueprints/checker/assembly";
import { isObject, textOf, type JsonObject } from "@scs-blueprints/checker/reading";

/**
 * What a plan does with resources, as far as pictures need it.
 *
 * @throws BlueprintError SCSBP-7010 when it is no plan in JSON
 * @internal
 */
export function readChanges(file: string): Change[] {
  return Plan.fromFile(file, { unreadable: "SCSBP-7010" }).changes.filter(({ isData }) => !isData);
}

/** The stack whose addresses a plan has most of; undefined when it has none of any. @internal */
export function stackOf(changes: readonly Change[], assembly: Assembly): string | undefined {
  const counts = assembly.stacks.map(({ name }) => {
    const known = changes.filter(({ address }) => assembly.find(resourceId(name, declaredAddress(address))));
    return [name, known.length] as const;
  });
  const best = counts.reduce((a, b) => (b[1] > a[1] ? b : a), ["", 0] as const);
  return best[1] === 0 ? undefined : best[0];
}

/** Resources that the plan removes and the code has no more, with ids turned back into references. @internal */
export function removedBy(file: string, assembly: Assembly): StackResource[] {
  const changes = readChanges(file);
  const stack = stackOf(changes, assembly) ?? assembly.stacks[0]?.name ?? "";
  const ids = new Map<string, string>();
  for (const { address, before = {} } of changes) {
    const id = textOf(before, "id");
    if (id !== undefined && id !== "") {
      ids.set(id, declaredAddress(address));
    }
  }
  return changes.flatMap(({ address: instance, type, actions, before }) => {
    const address = declaredAddress(instance);
    const isGone = actions.join() === "delete" && assembly.find(resourceId(stack, address)) === undefined;
    return isGone && before !== undefined
      ? [new StackResource({ stack, address, type, isData: false, values: linked(before, ids) as JsonObject })]
      : [];
  });
}

function linked(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") {
    const address = ids.get(value);
    return address === undefined ? value : `\${${address}.id}`;
  }
  if (Array.isArray(value)) {
    return value.map((each) => linked(each, ids));
  }
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]) => (key === "id" || each === null ? [] : [[key, linked(each, ids)]])),
    );
  }
  return value;
}
