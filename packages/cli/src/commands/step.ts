import type { Command } from "commander";
import { json, type Json } from "./options";

const HELP = `
Steps do what Terraform's OpenStack provider has no resource for: default security rules, encryption of volume types,
implied roles, the default external network. Constructs write them into the stack, and \`terraform apply\` runs them. A step
looks, changes what differs and looks again; it can be run at any time.

Environment:
  SCS_BLUEPRINTS_STEP   the step as JSON
  OS_CLOUD, or OS_AUTH_URL and its companions, as Terraform's provider reads them

Examples:
  scs-blueprints step '{"kind":"implied-role","role":"member","implies":"creator"}' --dry-run
  terraform show -json | scs-blueprints step --verify -

Exit codes:
  0 done   1 failed   2 wrong command line or step   6 cloud refused or out of reach   7 --verify: something differs
`;

/** Names and options of `step`. */
export function addStep(program: Command): void {
  json(
    program
      .command("step")
      .summary("what Terraform's provider cannot do: carry out a step, or verify those of a state")
      .description("Carries out one step beside Terraform, or verifies all steps of a state.")
      .argument("[step]", "a step as JSON (default: SCS_BLUEPRINTS_STEP)")
      .option("--dry-run", "say what would be changed, change nothing", false)
      .option("--undo", "take the step back", false)
      .option("--verify <file>", "a state from `terraform show -json`, - for standard input: are its steps still so?"),
  )
    .addHelpText("after", HELP)
    .action(
      async (
        wanted: string | undefined,
        options: Json & { dryRun: boolean; undo: boolean; verify?: string },
        command: Command,
      ) => {
        if (options.verify !== undefined && (wanted !== undefined || options.undo || options.dryRun)) {
          command.error("error: --verify takes its steps from the state, and changes nothing");
        }
        const { runCommand } = await import("../actions/run.js");
        const { step } = await import("../actions/step.js");
        await runCommand(options.json === true, (reporter) => step({ ...options, step: wanted }, reporter));
      },
    );
}
