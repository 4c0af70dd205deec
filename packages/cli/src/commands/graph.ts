import { Option, type Command } from "commander";
import type { GraphCommandOptions } from "../actions/graph";
import { json, type Json } from "./options";

const FORMATS = ["svg", "html", "mermaid", "drawio", "json"];
const PRESETS = ["overview", "network", "full"];

const HELP = `
Draws the stacks in ./cdktf.out. Presets: overview (who serves whom, who may reach what), network (also routers,
interfaces, public addresses), full (also each member, volume, listener, user, flavor, image). html has all three.
The same stacks give the same bytes, so you can commit pictures.

Examples:
  scs-blueprints graph -o topology.svg                     a picture of what ./cdktf.out defines
  scs-blueprints graph --example three-tier-web -o shop.html
  scs-blueprints graph --format mermaid                    for Markdown, on standard output
  scs-blueprints graph --plan plan.json -o plan.svg        what a plan creates, changes, replaces, destroys
  scs-blueprints graph --report report.json -o state.html  the findings of a check
  scs-blueprints graph --from web --to data                who can talk to whom, by security groups and balancers

Exit codes:
  0 done   1 --from, --to: no connection; the picture cannot be written   2 wrong command line or file
`;

type Raw = Omit<GraphCommandOptions, "json"> & Json;

/** Names and options of `graph`. */
export function addGraph(program: Command): void {
  json(
    program
      .command("graph")
      .summary("draw the topology of stacks; show who can talk to whom")
      .description("Draws the topology of synthesized stacks, and shows who can talk to whom.")
      .option("--out-dir <dir>", "synthesized stacks (default: cdktf.out)")
      .addOption(
        new Option("-e, --example <name>", "synthesize an example, or the project in a folder").conflicts("outDir"),
      )
      .option("--stack <name>", "only this stack; may be repeated", collect, [])
      .addOption(new Option("-p, --preset <preset>", "how much is shown").choices(PRESETS).default("overview"))
      .addOption(new Option("-f, --format <format>", "format of the picture (default: mermaid)").choices(FORMATS))
      .option(
        "-o, --output <file>",
        "write the picture to a file; may be repeated; the extension selects the format",
        collect,
        [],
      )
      .option("--plan <file>", "overlay: `terraform show -json` of a plan; may be repeated", collect, [])
      .option("--report <file>", "overlay: a report of `check`, in JSON; may be repeated", collect, [])
      .option("--title <text>", "heading (default: the stacks' names)")
      .option("--from <name>", "source: a server, pool, balancer, tier, network, anywhere, or an address block")
      .option("--to <name>", "destination: a server, pool, balancer, tier or network"),
    "the graph, or the connections of --from and --to, as JSON on standard output",
  )
    .addHelpText("after", HELP)
    .action(async (raw: Raw, command: Command) => {
      if ((raw.from === undefined) !== (raw.to === undefined)) {
        command.error("error: --from and --to go together");
      }
      if (raw.from !== undefined && (raw.output.length > 0 || raw.format !== undefined)) {
        command.error("error: --from and --to answer in words, or with --json: leave --output and --format out");
      }
      if (raw.format !== undefined && raw.output.length > 1) {
        command.error("error: with several --output, the endings of their names tell the formats: leave --format out");
      }
      if (raw.json === true && raw.format !== undefined && raw.format !== "json" && raw.output.length === 0) {
        command.error(`error: --json and --format ${raw.format} both ask for standard output; use --output`);
      }
      const { runCommand } = await import("../actions/run.js");
      const { graph } = await import("../actions/graph.js");
      await runCommand(raw.json === true, (reporter) => graph({ ...raw, json: raw.json === true }, reporter));
    });
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
