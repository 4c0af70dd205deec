import { Option, type Command } from "commander";
import type { FleetRenderCommandOptions } from "../actions/fleet";
import { json, type Json } from "./options";

const ENGINES = ["gitlab", "github", "flux", "argo", "crossplane"];

const HELP = `
Files that this command did not write are never overwritten; those of an earlier rendering that are no longer made are removed.
The same program and options give the same bytes: the files are made to be committed, and each pipeline begins with --check.

Examples:
  scs-blueprints fleet list                                           targets, waves, states
  scs-blueprints fleet render --engine github
  scs-blueprints fleet render --engine gitlab --image registry.example.org/fleet:1
  scs-blueprints fleet render --engine flux --source fleet --out clusters/management
  scs-blueprints fleet render --engine argo --image registry.example.org/fleet:1 --check

Exit codes:
  0 done   1 the engine cannot do what the fleet asks for; a file is in the way   2 wrong command line or file
  7 --check: the files differ from the program
`;

/** Names and options of `fleet`. */
export function addFleet(program: Command): void {
  const fleet = program
    .command("fleet")
    .summary("one program on many clouds: its targets, and files for GitLab, GitHub, Flux, Argo, Crossplane")
    .description("Targets of a synthesized fleet, and the files of an engine that applies them in waves.");
  json(
    fleet
      .command("list")
      .description("targets, their waves, stacks and states")
      .option("--out-dir <dir>", "synthesized stacks", "cdktf.out"),
  ).action(async (raw: Json & { outDir: string }) => {
    const { runCommand } = await import("../actions/run.js");
    const { fleetList } = await import("../actions/fleet.js");
    await runCommand(raw.json === true, (reporter) => Promise.resolve(fleetList(raw.outDir, reporter)));
  });
  json(
    fleet
      .command("render")
      .description("writes the files of an engine")
      .addOption(new Option("--engine <name>", "what runs the jobs").choices(ENGINES).makeOptionMandatory())
      .option("-o, --out <dir>", "top of the repository to write to", ".")
      .option("--check", "write nothing; end with 7 when the files differ from the program", false)
      .addOption(new Option("--binary <name>", "what plans and applies").choices(["terraform", "tofu"]))
      .option("--image <name>", "image of the jobs: GitLab, Argo")
      .option("--source <name>", "where the stacks come from: Flux, Crossplane")
      .option("--namespace <name>", "of objects of Kubernetes")
      .option("--runner <label>", "of GitHub (default: ubuntu-latest)")
      .option("--branch <name>", "whose pushes are applied, at GitHub (default: main)")
      .option("--synth <command>", "synthesizes the program (default: npx cdktf synth)")
      .option("--out-dir <dir>", "synthesized stacks (default: cdktf.out)"),
  )
    .addHelpText("after", HELP)
    .action(async (raw: FleetRenderCommandOptions & Json) => {
      const { runCommand } = await import("../actions/run.js");
      const { fleetRender } = await import("../actions/fleet.js");
      await runCommand(raw.json === true, (reporter) => Promise.resolve(fleetRender(raw, reporter)));
    });
}
