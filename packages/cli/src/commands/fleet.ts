import { Option, type Command } from "commander";
import type { FleetRenderCommandOptions } from "../actions/fleet";
import { json, type Json } from "./options";

const ENGINES = ["gitlab", "github", "flux", "argo", "crossplane"];

const HELP = `
Overwrites only files that this command wrote, and deletes those of an earlier rendering that are no longer needed. The
same program and options give the same bytes. Commit the files; GitLab's and GitHub's pipelines begin with --check.

Examples:
  scs-blueprints fleet list                                           targets, waves, states
  scs-blueprints fleet render --engine github
  scs-blueprints fleet render --engine gitlab --image registry.example.org/fleet:1
  scs-blueprints fleet render --engine flux --source fleet --out clusters/management
  scs-blueprints fleet render --engine argo --image registry.example.org/fleet:1 --check

Exit codes:
  0 done   1 the pipeline cannot do what the fleet requires; a file is in the way   2 wrong command line or file
  7 --check: the files differ from the program
`;

/** Names and options of `fleet`. */
export function addFleet(program: Command): void {
  const fleet = program
    .command("fleet")
    .summary("one program on many clouds: list targets, write pipelines for GitLab, GitHub, Flux, Argo, Crossplane")
    .description(
      "Lists the targets of a synthesized fleet, and writes the files of a pipeline that applies them in waves.",
    );
  json(
    fleet
      .command("list")
      .description("list targets, their waves, stacks and states")
      .option("--out-dir <dir>", "synthesized stacks", "cdktf.out"),
  ).action(async (raw: Json & { outDir: string }) => {
    const { runCommand } = await import("../actions/run.js");
    const { fleetList } = await import("../actions/fleet.js");
    await runCommand(raw.json === true, (reporter) => Promise.resolve(fleetList(raw.outDir, reporter)));
  });
  json(
    fleet
      .command("render")
      .description("write the files of a pipeline")
      .addOption(new Option("--engine <name>", "the pipeline").choices(ENGINES).makeOptionMandatory())
      .option("-o, --out <dir>", "top level of the repository to write to", ".")
      .option("--check", "write nothing; end with 7 if the files differ from the program", false)
      .addOption(new Option("--binary <name>", "the program that plans and applies").choices(["terraform", "tofu"]))
      .option("--image <name>", "image of the jobs: GitLab, Argo; Flux: your own runner")
      .option("--source <name>", "source of the stacks: Flux, Crossplane")
      .option("--namespace <name>", "namespace of the objects: Flux, Argo, Crossplane")
      .option("--runner <label>", "GitHub: runner (default: ubuntu-latest)")
      .option("--branch <name>", "GitHub: branch whose pushes are applied (default: main)")
      .option("--synth <command>", "command that synthesizes the program (default: npx cdktf synth)")
      .option("--out-dir <dir>", "synthesized stacks (default: cdktf.out)"),
  )
    .addHelpText("after", HELP)
    .action(async (raw: FleetRenderCommandOptions & Json) => {
      const { runCommand } = await import("../actions/run.js");
      const { fleetRender } = await import("../actions/fleet.js");
      await runCommand(raw.json === true, (reporter) => Promise.resolve(fleetRender(raw, reporter)));
    });
}
