import { Option, type Command } from "commander";
import type { DiffOptions } from "../actions/diff";
import { json, type Json, positive } from "./options";

const HELP = `
Shows first what no apply can restore (data, addresses, clusters), then replacements with the attributes that force
them, then what is destroyed, updated, created, moved, imported. Never shows values of attributes. Changes nothing.

Examples:
  scs-blueprints diff                           the project in this folder, on the sandbox
  scs-blueprints diff shop --cloud regio
  scs-blueprints diff --plan plan.json          \`terraform show -json\` of a saved plan; paths from ./cdktf.out
  scs-blueprints diff --fail-on stateful        for a pipeline with an approval

Exit codes:
  0 done, with or without changes   1 cannot be planned   2 wrong command line or file
  5 a program is missing   6 cloud refused or cannot be reached   7 --fail-on: there is such a change
`;

type Raw = Omit<DiffOptions, "json" | "example"> & Json;

/** Names and options of `diff`. */
export function addDiff(program: Command): void {
  json(
    program
      .command("diff")
      .summary("show what an apply would change, data loss first")
      .description("Plans a project, or reads plans, and shows what would change, worst first.")
      .argument("[path]", "a folder with a cdktf.json, or an example's name (default: this folder)")
      .option("--plan <file>", "`terraform show -json` of a plan; may be repeated", collect, [])
      .option("--out-dir <dir>", "with --plan: synthesized stacks, for construct paths", "cdktf.out")
      .option("-c, --cloud <name>", "a cloud of clouds.yaml", "sandbox")
      .addOption(
        new Option("--fail-on <what>", "which changes give exit code 7")
          .choices(["never", "stateful", "destroy", "any"])
          .default("never"),
      )
      .addOption(new Option("--engine <name>", "the program to plan with").choices(["terraform", "tofu"]))
      .option("--parallelism <n>", "how many resources at once (default: the engine's, 10)", positive),
  )
    .addHelpText("after", HELP)
    .action(async (path: string | undefined, raw: Raw, command: Command) => {
      if (path !== undefined && raw.plan.length > 0) {
        command.error("error: --plan reads existing plans: leave the path out");
      }
      const { runCommand } = await import("../actions/run.js");
      const { diff } = await import("../actions/diff.js");
      await runCommand(raw.json === true, (reporter) => diff({ ...raw, example: path ?? "." }, reporter));
    });
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
