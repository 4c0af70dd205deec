import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { type Change, changedAttributes, type Plan } from "@scs-blueprints/checker/assembly";
import type { ConstructPaths } from "./construct-paths";
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

/** All that a plan would do to resources, worst first; look-ups and what stays are left out. */
export function planChanges(plan: Plan, paths: ConstructPaths): PlanChange[] {
  const order = Object.values(ChangeKind);
  return plan.changes
    .flatMap((change) => read(change, paths))
    .sort(
      (a, b) =>
        Number(a.loss === undefined) - Number(b.loss === undefined) ||
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        (a.path ?? a.address).localeCompare(b.path ?? b.address, "en", { numeric: true }),
    );
}

/** Names of outputs that change, with the action. */
export function outputChanges(plan: Plan): { readonly name: string; readonly action: string }[] {
  return plan.outputChanges.map(({ name, actions }) => ({ name, action: actions.join("+") }));
}

function read(change: Change, paths: ConstructPaths): PlanChange[] {
  const { address, type, actions, previousAddress, importId, deposed, before } = change;
  const kind = kindOf(change);
  if (kind === undefined || change.isData) {
    return [];
  }
  const gone = kind === ChangeKind.REPLACE || kind === ChangeKind.DESTROY;
  const loss = gone ? lossOf(type, before) : undefined;
  const replaced = kind === ChangeKind.REPLACE;
  return [
    {
      address: deposed === undefined ? address : `${address} (deposed ${deposed})`,
      type,
      path: paths.find(address) ?? (previousAddress === undefined ? undefined : paths.find(previousAddress)),
      kind,
      ...optional("loss", gone && importId !== undefined ? [LOST_IMPORT, loss].filter(Boolean).join("; ") : loss),
      forcedBy: replaced ? change.forcedBy : [],
      attributes: replaced || kind === ChangeKind.UPDATE ? changedAttributes(change) : [],
      ...optional("createBeforeDestroy", replaced ? actions[0] === "create" : undefined),
      ...optional("previousAddress", previousAddress),
      ...optional("importId", importId),
      ...optional("reason", change.reason),
    },
  ];
}

function kindOf({ actions, previousAddress, importId }: Change): ChangeKind | undefined {
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
  const stays = previousAddress === undefined ? undefined : ChangeKind.MOVE;
  return found?.[1] ?? stays ?? (importId === undefined ? undefined : ChangeKind.IMPORT);
}

const optional = <T>(key: string, value: T | undefined): Record<string, T> =>
  value === undefined ? {} : { [key]: value };

/** What a second plan would still change, though an apply has just been. */
export interface Difference {
  readonly address: string;
  readonly path?: string;
  readonly actions: readonly string[];
  /** Names of the attributes that differ; values stay unsaid, they may be secrets. */
  readonly attributes: readonly string[];
}

/** What a plan would change, attribute by attribute; outputs where there is nothing else. */
export function planDifferences(plan: Plan, paths: ConstructPaths): Difference[] {
  const changes = plan.changes
    .filter(({ actions }) => !actions.every((action) => action === "no-op" || action === "read"))
    .map((change) => ({
      address: change.address,
      path: paths.find(change.address),
      actions: change.actions,
      attributes: change.actions.includes("update") || change.actions.length > 1 ? changedAttributes(change) : [],
    }));
  const outputs = plan.outputChanges.map(({ name, actions }) => ({
    address: `output.${name}`,
    actions,
    attributes: [],
  }));
  return changes.length > 0 ? changes : outputs;
}

export function renderDifferences(differences: readonly Difference[]): string {
  return differences
    .map(({ path, address, actions, attributes }) => {
      const what = attributes.length > 0 ? `: ${attributes.join(", ")}` : "";
      return `${actions.join("+")} ${path === undefined ? address : `${path} (${address})`}${what}`;
    })
    .join("\n");
}
