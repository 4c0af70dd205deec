import type { Command } from "commander";
import { json, type Json } from "./options";

/** Names and options of `scopes`. */
export function addScopes(program: Command): void {
  json(
    program
      .command("scopes")
      .summary("certificate scopes, their state and testcases")
      .description(
        "Lists the scopes of the SCS certificates and their state on a day; with SCOPE shows its timeline and testcases.",
      )
      .argument("[scope]", "such as iaas-v5.1")
      .option("--date <date>", "day of the state, YYYY-MM-DD (default: today)"),
  )
    .addHelpText("after", "\nExit codes:\n  0 done   2 no such scope, no such day\n")
    .action(async (scope: string | undefined, options: Json & { date?: string }) => {
      const { runKnowledge } = await import("../actions/run.js");
      const { listScopes, showScope } = await import("../actions/scopes.js");
      const date = options.date ?? today();
      await runKnowledge(options.json, (reporter) =>
        scope === undefined ? listScopes(date, reporter) : showScope(scope, date, reporter),
      );
    });
}

/** The day in UTC, as the timelines are. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
