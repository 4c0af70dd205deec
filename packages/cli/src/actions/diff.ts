import { Assembly, type Stack } from "@scs-blueprints/checker/assembly";
import { existsSync } from "node:fs";
import { PlanEvidence } from "@scs-blueprints/checker";
import { BlueprintError } from "@scs-blueprints/standards/errors";
import type { Reporter } from "@scs-blueprints/toolkit";
import { ExitCode } from "../exit-codes";
import { colours } from "../output/style";
import { ConstructPaths, kindOf } from "../terraform/construct-paths";
import { ChangeKind, lostImports, outputChanges, type PlanChange, planChanges } from "../terraform/plan-changes";
import { eachStack } from "./each-stack";
import { type ProgramOptions, withProgram } from "./program-run";
import { knowledgeExitCode } from "./run";

/** What ends with another code than 0. */
export enum DiffFailOn {
  NEVER = "never",
  /** Something is lost that no apply can make again, or is taken over only to be destroyed. */
  STATEFUL = "stateful",
  /** Something is replaced or destroyed. */
  DESTROY = "destroy",
  /** There is any change. */
  ANY = "any",
}

/** The command line of `diff`. */
export interface DiffOptions extends ProgramOptions {
  readonly plan: readonly string[];
  readonly outDir: string;
  readonly failOn: DiffFailOn;
}

/** What one plan would do. */
interface StackDiff {
  /** Name of the stack; for a plan of unknown origin the file. */
  readonly stack: string;
  readonly changes: readonly PlanChange[];
  readonly outputs: readonly { readonly name: string; readonly action: string }[];
}

/** `diff`: what an apply would do, worst first. Changes nothing. */
export async function diff(options: DiffOptions, reporter: Reporter): Promise<ExitCode> {
  const stacks = options.plan.length > 0 ? ofFiles(options, reporter) : await withPlans(options, reporter);
  if (stacks === undefined) {
    return ExitCode.Usage;
  }
  const changes = stacks.flatMap((stack) => stack.changes);
  reporter.block(renderDiff(stacks));
  const lost = lostImports(changes);
  if (lost !== undefined) {
    reporter.warn(lost.message);
  }
  reporter.result({ stateful: changes.filter(({ loss }) => loss !== undefined).length, stacks });
  return isHit(options.failOn, stacks) ? ExitCode.Drift : ExitCode.Ok;
}

function isHit(failOn: DiffFailOn, stacks: readonly StackDiff[]): boolean {
  const changes = stacks.flatMap((stack) => stack.changes);
  switch (failOn) {
    case DiffFailOn.STATEFUL:
      return changes.some(({ loss }) => loss !== undefined);
    case DiffFailOn.DESTROY:
      return changes.some(({ kind }) => kind === ChangeKind.REPLACE || kind === ChangeKind.DESTROY);
    case DiffFailOn.ANY:
      return changes.length > 0 || stacks.some(({ outputs }) => outputs.length > 0);
    case DiffFailOn.NEVER:
      return false;
  }
}

/** Plans that were made before; the synthesized stacks, where there are some, tell the construct paths. */
function ofFiles(options: DiffOptions, reporter: Reporter): StackDiff[] | undefined {
  try {
    const known = existsSync(options.outDir) ? pathsOf(options.outDir) : [];
    return options.plan.map((file) => {
      const plan = PlanEvidence.read(file);
      const candidates = known
        .map(([stack, paths]) => ({ stack, changes: planChanges(plan, paths) }))
        .sort((a, b) => withPath(b.changes) - withPath(a.changes));
      const best = candidates[0];
      const own = best === undefined || withPath(best.changes) === 0 ? undefined : best;
      return {
        stack: own?.stack ?? file,
        changes: own?.changes ?? planChanges(plan, new ConstructPaths()),
        outputs: outputChanges(plan),
      };
    });
  } catch (error) {
    if (BlueprintError.isBlueprintError(error) && knowledgeExitCode(error.code) === ExitCode.Usage) {
      reporter.error(error);
      return undefined; // the file is at fault, and nothing was tried
    }
    throw error;
  }
}

const withPath = (changes: readonly PlanChange[]) => changes.filter(({ path }) => path !== undefined).length;

function pathsOf(outdir: string): [string, ConstructPaths][] {
  const fix = "synthesize the app, or name its output directory with --out-dir";
  const { stacks } = Assembly.fromDirectory(outdir, { code: "SCSBP-4020", fix });
  return stacks.map((stack) => [stack.name, new ConstructPaths(stack)]);
}

/** Plans each stack now; one that depends on a stack with changes can be planned only after their apply. */
async function withPlans(options: DiffOptions, reporter: Reporter): Promise<StackDiff[]> {
  return withProgram(options, reporter, async (run) => {
    const { stacks } = run;
    const { parallelism } = options;
    const found: StackDiff[] = [];
    const waitsFor = ({ dependencies }: Stack) =>
      found.find(({ changes, stack }) => changes.length > 0 && dependencies.includes(stack))?.stack;
    await eachStack(run, reporter, { stacks, parallelism, writeLogin: false, waitsFor }, async (work, stack) => {
      const plan = await work.planned();
      const paths = new ConstructPaths(stack);
      found.push({ stack: stack.name, changes: planChanges(plan, paths), outputs: outputChanges(plan) });
    });
    return found;
  });
}

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
function renderDiff(stacks: readonly StackDiff[]): string {
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
