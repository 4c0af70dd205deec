import type { Command } from "commander";
import { json, type Json } from "./options";

/** Names and options of `docs`. */
export function addDocs(program: Command): void {
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
      const { runKnowledge } = await import("../actions/run.js");
      const { docs, listDocs } = await import("../actions/docs.js");
      await runKnowledge(options.json, (reporter) => (name === undefined ? listDocs(reporter) : docs(name, reporter)));
    });
}
