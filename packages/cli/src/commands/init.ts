import type { Command } from "commander";
import { json, type Json } from "./options";

const HELP = `
Examples:
  scs-blueprints init                     lists the templates
  scs-blueprints init tenant              a project in ./tenant
  scs-blueprints init library my-blocks   blueprints of your own, with tests

Overwrites nothing: the folder must be new or empty. Downloads nothing: the project uses packages of the folders above.

Exit codes:
  0 done   1 cannot be written   2 no such template, folder not empty
`;

/** Names and options of `init`. */
export function addInit(program: Command): void {
  json(
    program
      .command("init")
      .summary("create a project: program, tests, README")
      .description("Creates a project from a template; without one, lists the templates.")
      .argument("[template]", "such as tenant")
      .argument("[directory]", "new or empty folder (default: ./TEMPLATE)")
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
