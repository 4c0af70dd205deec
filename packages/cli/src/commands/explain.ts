import type { Command } from "commander";
import { json, type Json } from "./options";

/** Names and options of `explain`. */
export function addExplain(program: Command): void {
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
      const { runKnowledge } = await import("../actions/run.js");
      const { explain, listRules } = await import("../actions/explain.js");
      await runKnowledge(options.json, (reporter) =>
        subject === undefined ? listRules(reporter) : explain(subject, reporter),
      );
    });
}
