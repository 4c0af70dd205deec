import { existsSync, writeFileSync } from "node:fs";
import { refuse } from "@scs-blueprints/standards/errors";
import { Plan, programName, State } from "@scs-blueprints/checker/assembly";
import { plannedMemory, readTakeover, renderTakeover } from "@scs-blueprints/checker/reading";
import { ExitCode } from "../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { renderTable } from "../output/table";
import { ConstructPaths } from "../terraform/construct-paths";
import { lostImports, planChanges } from "../terraform/plan-changes";
import { type HeldResource, StateMatcher, type StateMatching } from "./state-matching";

const STATE_FIX = "terraform show -json > old.json, in the folder of the program that has the resources now";
const PLAN_FIX = "terraform plan -out=plan && terraform show -json plan > plan.json, in the folder of the new stack";

/** The command line of `import state`. */
export interface ImportStateOptions {
  readonly old: string;
  readonly plan: string;
  readonly out: string;
}

/** `import state`: which resources of another program's state the new stack is to take over. Reads files only. */
export function importState(options: ImportStateOptions, reporter: Reporter): ExitCode {
  const held = readState(options.old);
  const plan = Plan.fromFile(options.plan, { unreadable: "SCSBP-8351", fix: PLAN_FIX });
  const lost = lostImports(planChanges(plan, new ConstructPaths()));
  if (lost !== undefined) {
    throw lost;
  }
  const planned = plan.resources.filter(({ isData, change }) => !isData && change?.actions.join() === "create");
  const matching = StateMatcher.match(planned, held);
  if (matching.matches.length === 0) {
    throw refuse("SCSBP-8352", {
      what: "nothing that the plan would make is in the state",
      got: `${planned.length} to make, ${held.length} in the state`,
      allowed: "resources of the same types, equal in what can't be changed: a subnet's CIDR, a rule's ports …",
      fix: "declare what is there as it is, and plan without an earlier takeover file; then again",
    });
  }
  const remembered = memoriesOf(matching);
  const ids = matching.matches.map(({ planned: { address }, held: it }) => [address, importId(it)] as const);
  write(options.out, renderTakeover(new Map([...ids, ...remembered])));
  tell(matching, remembered, options.out, reporter);
  return matching.ambiguous.length === 0 ? ExitCode.Ok : ExitCode.Failed;
}

/**
 * What another program has in its state, in modules too.
 *
 * @throws BlueprintError SCSBP-8350 when the file is no state, or has nothing in it
 */
function readState(path: string): HeldResource[] {
  const errors = { code: "SCSBP-8350", fix: STATE_FIX } as const;
  const state = State.fromFile(path, errors);
  if (state.isEmpty) {
    throw refuse(errors.code, { what: "the state is empty", got: path, fix: errors.fix });
  }
  return state.managed.filter(({ isDeposed }) => !isDeposed); // its own program is about to destroy what is deposed
}

/** What the plan would remember of resources that are taken over, by the memory's address: they have it already. */
function memoriesOf({ matches, made }: StateMatching): ReadonlyMap<string, string> {
  const owners = new Set(matches.map(({ planned }) => programName(planned.address)));
  return new Map(
    made.flatMap(({ address, values }) => {
      const memory = plannedMemory(address, values);
      return memory !== undefined && owners.has(memory.owner) ? [[address, memory.value] as const] : [];
    }),
  );
}

/** As the provider's import takes it: the id, but for a member, which is named with its pool (docs/resources/lb_member_v2.md). */
function importId({ type, values }: HeldResource): string {
  const id = String(values["id"]);
  return type === "openstack_lb_member_v2" ? `${String(values["pool_id"])}/${id}` : id;
}

/** @throws BlueprintError SCSBP-8353 when there is a file of something else, or it can't be written */
function write(path: string, text: string): void {
  if (existsSync(path)) {
    try {
      readTakeover(path);
    } catch {
      throw refuse("SCSBP-8353", {
        what: "there is a file of something else",
        got: path,
        allowed: "a new file, or one that `import state` wrote",
        fix: "choose another one by --out",
      });
    }
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw refuse("SCSBP-8353", {
      got: `${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      fix: "choose another one by --out",
    });
  }
}

function tell(
  { matches, ambiguous, made, left }: StateMatching,
  remembered: ReadonlyMap<string, string>,
  out: string,
  reporter: Reporter,
): void {
  const rows = matches.map(({ planned, held, differences }) => [
    planned.address,
    held.address,
    differences.length === 0 ? "nothing" : differences.join(", "),
  ]);
  reporter.block(`\n${renderTable(["TAKES OVER", "WHAT WAS", "CHANGES"], rows)}\n`);
  const list = (title: string, lines: readonly string[]) =>
    lines.length > 0 && reporter.block(`${title}:\n${lines.map((line) => `  ${line}`).join("\n")}\n`);
  list(
    "several could be it, so none is (add its id to the file by hand)",
    ambiguous.map(
      ({ planned, candidates }) => `${planned.address}: ${candidates.map((one) => one.address).join(", ")}`,
    ),
  );
  list(
    "has it already: only another value replaces it",
    [...remembered].map(([address, value]) => `${address}: ${value}`),
  );
  list(
    "made new",
    made.map((one) => one.address),
  );
  list(
    "stays with the old program",
    left.map((one) => one.address),
  );
  reporter.block(
    `${out}: stack.importResources(ResourceImports.fromFile(${JSON.stringify(out)})), then look at the plan`,
  );
  reporter.result({
    file: out,
    takesOver: matches.map(({ planned, held, differences }) => ({
      address: planned.address,
      was: held.address,
      id: importId(held),
      differences,
    })),
    remembers: Object.fromEntries(remembered),
    ambiguous: ambiguous.map(({ planned, candidates }) => ({
      address: planned.address,
      candidates: candidates.map((one) => one.address),
    })),
    made: made.map((one) => one.address),
    left: left.map((one) => one.address),
  });
}
