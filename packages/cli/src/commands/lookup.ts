import type { Command } from "commander";
import { json, type Json } from "./options";

const HELP = `
Reads what the cloud offers to a member of a project and writes it to a file; commit the file. It has flavors, images,
zones, volume types, external networks, network extensions, load balancer providers, services. Changes nothing in the
cloud. A stack that gets the file (ScsStack's \`context\`) refuses at synth what the cloud does not have. The same cloud
gives the same bytes.

Examples:
  scs-blueprints lookup --cloud regio                      writes scs-context/regio.json
  scs-blueprints lookup --cloud regio --check              does the file still match the cloud?
  scs-blueprints lookup -c regio -c scaleup                several clouds, each its own file

Exit codes:
  0 done, or nothing differs   2 wrong command line or file   6 cloud refused, cannot be reached or answered in part
  7 --check: the cloud differs from the file
`;

interface Raw extends Json {
  readonly cloud: readonly string[];
  readonly output?: string;
  readonly check: boolean;
  readonly privateImages: boolean;
}

/** Names and options of `lookup`. */
export function addLookup(program: Command): void {
  json(
    program
      .command("lookup")
      .summary("write what a cloud offers to a file, for checks at synth")
      .description("Reads what a cloud offers into a context file that stacks are checked against at synth.")
      .requiredOption("-c, --cloud <name>", "a cloud of clouds.yaml, or sandbox; may be repeated", collect)
      .option("-o, --output <file>", "the context file (default: scs-context/<cloud>.json)")
      .option("--check", "compare the file with the cloud and write nothing", false)
      .option("--private-images", "also images of the project and images shared with it", false),
  )
    .addHelpText("after", HELP)
    .action(async (options: Raw, command: Command) => {
      if (options.output !== undefined && new Set(options.cloud).size > 1) {
        command.error("error: --output names one file, but each cloud has its own file: leave it out");
      }
      const { runCommand } = await import("../actions/run.js");
      const { lookup } = await import("../actions/lookup/lookup.js");
      await runCommand(options.json === true, (reporter) => lookup(options, reporter));
    });
}

function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}
