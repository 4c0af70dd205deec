import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { isMapping, type Mapping } from "../openstack/clouds-yaml";
import type { ConstructPaths } from "./construct-paths";
import { changedAttributes } from "./plan-differences";
import { lossOf } from "./stateful-types";

/** What happens to a resource; in the order in which a reader wants to know. */
export enum ChangeKind {
  REPLACE = "replace",
  DESTROY = "destroy",
  FORGET = "forget",
  UPDATE = "update",
  CREATE = "create",
  MOVE = "move",
  IMPORT = "import",
}

/** One resource that a plan touches. Names of attributes only: values may be secrets. */
export interface PlanChange {
  readonly address: string;
  readonly type: string;
  /** In the construct tree. @default - unknown */
  readonly path?: string;
  readonly kind: ChangeKind;
  /** What is lost that no apply can make again, or that is taken over only to be destroyed. @default - nothing */
  readonly loss?: string;
  /** Attributes that force a replacement. */
  readonly forcedBy: readonly string[];
  /** Attributes that differ, for updates and replacements. */
  readonly attributes: readonly string[];
  /** Whether the new one is made before the old one goes. @default - no replacement */
  readonly createBeforeDestroy?: boolean;
  /** Where a moved resource was. @default - it did not move */
  readonly previousAddress?: string;
  /** Id of an imported resource in the cloud. @default - it is not imported */
  readonly importId?: string;
  /** The engine's reason, such as `delete_because_no_resource_config`. @default - none given */
  readonly reason?: string;
}

const LOST_IMPORT = "taken over and destroyed by the same apply";

/**
 * What a plan would take over only to destroy it.
 *
 * @returns SCSBP-8354 that names it; undefined when there is nothing of the kind
 */
export function lostImports(changes: readonly PlanChange[]): BlueprintError | undefined {
  const lost = changes.filter(({ importId, loss }) => importId !== undefined && loss !== undefined);
  if (lost.length === 0) {
    return undefined;
  }
  const why = ({ forcedBy, reason }: PlanChange) =>
    forcedBy.length > 0 ? forcedBy.join(", ") : (reason ?? "on request").replaceAll("_", " ");
  return refuse("SCSBP-8354", {
    what: "an apply would destroy what it takes over",
    got: lost.map((one) => `${one.address} (${why(one)})`).join(", "),
    allowed: "imports that change nothing, or in place",
    fix:
      "do not apply. Give the program the values that the cloud has. Where `replace by triggers` is the reason, make the " +
      "takeover file anew with `scs-blueprints import state`: it notes image revisions and names",
  });
}

/** All that a plan (`show -json FILE`) would do to resources, worst first; look-ups and what stays are left out. */
export function planChanges(plan: unknown, paths: ConstructPaths): PlanChange[] {
  const entries = isMapping(plan) && Array.isArray(plan.resource_changes) ? (plan.resource_changes as unknown[]) : [];
  const order = Object.values(ChangeKind);
  return entries
    .flatMap((entry) => (isMapping(entry) && isMapping(entry.change) ? read(entry, entry.change, paths) : []))
    .sort(
      (a, b) =>
        Number(a.loss === undefined) - Number(b.loss === undefined) ||
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        (a.path ?? a.address).localeCompare(b.path ?? b.address, "en", { numeric: true }),
    );
}

/** Names of outputs that change, with the action. */
export function outputChanges(plan: unknown): { readonly name: string; readonly action: string }[] {
  const outputs = isMapping(plan) && isMapping(plan.output_changes) ? plan.output_changes : {};
  return Object.entries(outputs).flatMap(([name, change]) => {
    const actions = isMapping(change) && Array.isArray(change.actions) ? change.actions.map(String) : [];
    return actions.some((action) => action !== "no-op") ? [{ name, action: actions.join("+") }] : [];
  });
}

function read(entry: Mapping, change: Mapping, paths: ConstructPaths): PlanChange[] {
  const actions = Array.isArray(change.actions) ? change.actions.map(String) : [];
  const previousAddress = text(entry.previous_address);
  const importing = isMapping(change.importing) ? (text(change.importing.id) ?? "") : undefined;
  const kind = kindOf(actions, previousAddress !== undefined, importing !== undefined);
  const address = text(entry.address) ?? "";
  if (kind === undefined || entry.mode === "data") {
    return [];
  }
  const type = text(entry.type) ?? "";
  const gone = kind === ChangeKind.REPLACE || kind === ChangeKind.DESTROY;
  const loss = gone ? lossOf(type, change.before) : undefined;
  const replaced = kind === ChangeKind.REPLACE;
  const deposed = text(entry.deposed);
  return [
    {
      address: deposed === undefined ? address : `${address} (deposed ${deposed})`,
      type,
      path: paths.find(address) ?? (previousAddress === undefined ? undefined : paths.find(previousAddress)),
      kind,
      ...optional("loss", gone && importing !== undefined ? [LOST_IMPORT, loss].filter(Boolean).join("; ") : loss),
      forcedBy: replaced ? forcedBy(change.replace_paths) : [],
      attributes: replaced || kind === ChangeKind.UPDATE ? changedAttributes(change) : [],
      ...optional("createBeforeDestroy", replaced ? actions[0] === "create" : undefined),
      ...optional("previousAddress", previousAddress),
      ...optional("importId", importing),
      ...optional("reason", text(entry.action_reason)),
    },
  ];
}

function kindOf(actions: readonly string[], moved: boolean, imported: boolean): ChangeKind | undefined {
  const has = (action: string) => actions.includes(action);
  if (has("create") && has("delete")) {
    return ChangeKind.REPLACE;
  }
  const found = (
    [
      ["delete", ChangeKind.DESTROY],
      ["forget", ChangeKind.FORGET],
      ["update", ChangeKind.UPDATE],
      ["create", ChangeKind.CREATE],
    ] as const
  ).find(([action]) => has(action));
  return found?.[1] ?? (moved ? ChangeKind.MOVE : imported ? ChangeKind.IMPORT : undefined);
}

/** `[["block_device", 0, "volume_size"]]` → `block_device[0].volume_size`. */
function forcedBy(paths: unknown): string[] {
  return (Array.isArray(paths) ? (paths as unknown[]) : [])
    .filter(Array.isArray)
    .map((path) =>
      path.reduce<string>(
        (sum, part) => (typeof part === "number" ? `${sum}[${part}]` : `${sum}${sum === "" ? "" : "."}${String(part)}`),
        "",
      ),
    );
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const optional = <T>(key: string, value: T | undefined): Record<string, T> =>
  value === undefined ? {} : { [key]: value };
