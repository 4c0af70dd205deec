import { colours } from "../../output/style";
import { kindOf } from "../../terraform/construct-paths";
import { ChangeKind, type PlanChange } from "../../terraform/plan-changes";
import type { StackDiff } from "./diff";

const MARKS: Readonly<Record<ChangeKind, string>> = {
  [ChangeKind.REPLACE]: colours.red("±"),
  [ChangeKind.DESTROY]: colours.red("-"),
  [ChangeKind.FORGET]: colours.yellow("○"),
  [ChangeKind.UPDATE]: colours.yellow("~"),
  [ChangeKind.CREATE]: colours.green("+"),
  [ChangeKind.MOVE]: colours.dim("→"),
  [ChangeKind.IMPORT]: colours.dim("←"),
};

const TITLES: Readonly<Record<ChangeKind, string>> = {
  [ChangeKind.REPLACE]: "Replaced",
  [ChangeKind.DESTROY]: "Destroyed",
  [ChangeKind.FORGET]: "No longer managed: stays in the cloud",
  [ChangeKind.UPDATE]: "Updated in place",
  [ChangeKind.CREATE]: "Created",
  [ChangeKind.MOVE]: "Moved within the state",
  [ChangeKind.IMPORT]: "Imported",
};

/** For people: what is lost, then by what happens, each under the construct it belongs to. */
export function renderDiff(stacks: readonly StackDiff[]): string {
  const parts = stacks.map((stack) => renderStack(stack, stacks.length > 1));
  return `\n${parts.filter((part) => part !== "").join("\n\n") || "no changes"}\n`;
}

function renderStack({ stack, changes, outputs }: StackDiff, named: boolean): string {
  const lost = changes.filter(({ loss }) => loss !== undefined);
  const rest = changes.filter(({ loss }) => loss === undefined);
  const sections = [
    section(colours.red("Lost for good"), lost),
    ...Object.values(ChangeKind).map((kind) =>
      section(
        TITLES[kind],
        rest.filter((each) => each.kind === kind),
      ),
    ),
    outputs.length === 0 ? "" : `Outputs\n  ${outputs.map(({ name, action }) => `${name} (${action})`).join(", ")}`,
  ].filter((text) => text !== "");
  if (sections.length === 0) {
    return named ? `${colours.bold(stack)}: no changes` : "";
  }
  return [...(named ? [colours.bold(stack)] : []), ...sections].join("\n\n");
}

function section(title: string, changes: readonly PlanChange[]): string {
  if (changes.length === 0) {
    return "";
  }
  const groups = new Map<string, PlanChange[]>();
  for (const change of changes) {
    const group = change.path?.split("/")[0] ?? "(not of a construct)";
    groups.set(group, [...(groups.get(group) ?? []), change]);
  }
  const lines = [...groups].flatMap(([group, members]) => [
    `  ${group}`,
    ...members.map((change) => `    ${MARKS[change.kind]} ${label(change)}${detail(change)}`),
  ]);
  return [`${title} (${changes.length})`, ...lines].join("\n");
}

function label({ path, address }: PlanChange): string {
  return path === undefined ? address : `${path} (${kindOf(address)})`;
}

function detail(change: PlanChange): string {
  const { kind, loss, forcedBy, attributes, createBeforeDestroy, previousAddress, importId, reason } = change;
  const parts = [
    ...(kind === ChangeKind.REPLACE
      ? [forcedBy.length > 0 ? `forced by ${forcedBy.join(", ")}` : (reason ?? "on request").replaceAll("_", " ")]
      : []),
    ...(kind === ChangeKind.REPLACE && createBeforeDestroy === true ? ["the new one comes first"] : []),
    ...(kind === ChangeKind.DESTROY && loss !== undefined ? ["destroyed"] : []),
    ...(loss === undefined ? [] : [loss]),
    ...(kind === ChangeKind.UPDATE ? [attributes.join(", ")] : []),
    ...(previousAddress === undefined ? [] : [`was ${previousAddress}`]),
    ...(importId === undefined ? [] : [`from ${importId}`]),
  ];
  return parts.length === 0 ? "" : `: ${parts.join("; ")}`;
}
