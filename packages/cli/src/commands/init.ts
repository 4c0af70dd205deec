import type { Command } from "commander";
import { json, type Json } from "./options";

const HELP = `
Examples:
  scs-blueprints init                     what there is
  scs-blueprints init tenant              a project in ./tenant
  scs-blueprints init library my-blocks   blueprints of your own, with tests

Nothing is overwritten: the folder has to be new or empty. Nothing is downloaded: what the folders above have is used.

Exit codes:
  0 done   1 cannot be written   2 no such template, folder not empty
`;

/** Names and options of `init`. */
export function addInit(program: Command): void {
  json(
    program
      .command("init")
      .summary("a project to begin with: program, tests, README")
      .description("Makes a project of a template; alone, lists the templates.")
      .argument("[template]", "such as tenant")
      .argument("[directory]", "where to (default: ./TEMPLATE)")
      .option("--list", "list the templates", false),
  )
    .addHelpText("after", HELP)
    .action(async (template: string | undefined, directory: string | undefined, options: Json & { list: boolean }) => {
      const { runKnowledge } = await import("../actions/run.js");
      const { init, listInit } = await import("../actions/init.js");
      await runKnowledge(options.json, (reporter) =>
        template === undefined || options.list ? listInit(reporter) : init(template, directory, reporter),
      );
    });
}
