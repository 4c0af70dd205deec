import type { Command } from "commander";
import { json, type Json } from "./options";

/** Names and options of `scopes`, `explain`, `docs` and `standards-check`. */
export function addKnowledge(program: Command): void {
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
      const { runKnowledge } = await import("../commands/run-knowledge.js");
      const { listScopes, showScope } = await import("../commands/scopes.js");
      const date = options.date ?? today();
      await runKnowledge(options.json, (reporter) =>
        scope === undefined ? listScopes(date, reporter) : showScope(scope, date, reporter),
      );
    });
  json(
    program
      .command("explain")
      .summary("explain a rule, an error code, a standard or a construct")
      .description(
        "Explains a rule (testcase id), an error code (SCSBP-…), a document or a construct; without a subject, lists all rules.",
      )
      .argument("[subject]", "such as scs-0103-flavor-1v-4, SCSBP-8034 or scs-0103-v1"),
  )
    .addHelpText("after", "\nExit codes:\n  0 done   2 no such name\n")
    .action(async (subject: string | undefined, options: Json) => {
      const { runKnowledge } = await import("../commands/run-knowledge.js");
      const { explain, listRules } = await import("../commands/explain/explain.js");
      await runKnowledge(options.json, (reporter) =>
        subject === undefined ? listRules(reporter) : explain(subject, reporter),
      );
    });
  json(
    program
      .command("docs")
      .summary("show a construct's props, defaults and example")
      .description(
        "Shows a class, interface or enum of the library with its props; without a name, lists the constructs.",
      )
      .argument("[name]", "such as ServerPool"),
  )
    .addHelpText("after", "\nExit codes:\n  0 done   2 no such name\n")
    .action(async (name: string | undefined, options: Json) => {
      const { runKnowledge } = await import("../commands/run-knowledge.js");
      const { docs, listDocs } = await import("../commands/docs/docs.js");
      await runKnowledge(options.json, (reporter) => (name === undefined ? listDocs(reporter) : docs(name, reporter)));
    });
  json(
    program
      .command("standards-check")
      .summary("show what an update of the standards' data would change")
      .description("Compares data files of the standards (scs-*.json) with those of the library.")
      .argument("<directory>", "folder with the other data files"),
  )
    .addHelpText("after", "\nExit codes:\n  0 equal   1 different   2 no data files\n")
    .action(async (directory: string, options: Json) => {
      const { runKnowledge } = await import("../commands/run-knowledge.js");
      const { standardsCheck } = await import("../commands/standards-check.js");
      await runKnowledge(options.json, (reporter) => standardsCheck(directory, reporter));
    });
}

/** The day in UTC, as the timelines are. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
