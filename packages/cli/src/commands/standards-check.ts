import type { Command } from "commander";
import { json, type Json } from "./options";

/** Names and options of `standards-check`. */
export function addStandardsCheck(program: Command): void {
  json(
    program
      .command("standards-check")
      .summary("show what an update of the standards' data would change")
      .description("Compares data files of the standards (scs-*.json) with those of the library.")
      .argument("<directory>", "folder with the other data files"),
  )
    .addHelpText("after", "\nExit codes:\n  0 equal   1 different   2 no data files\n")
    .action(async (directory: string, options: Json) => {
      const { runKnowledge } = await import("../actions/run.js");
      const { standardsCheck } = await import("../actions/standards-check.js");
      await runKnowledge(options.json, (reporter) => standardsCheck(directory, reporter));
    });
}
