import { type Command, Option } from "commander";
import { json, type Json, positive } from "./options";

const HELP = `
Environment:
  SCS_BLUEPRINTS_TERRAFORM   path of terraform or tofu
  SCS_BLUEPRINTS_PYTHON      path of the Python that runs the sandbox
  OS_CLIENT_CONFIG_FILE      clouds.yaml for --cloud; else ./clouds.yaml, ~/.config/openstack, /etc/openstack
  XDG_CACHE_HOME             where sandbox and provider are kept (~/.cache)

Examples:
  npm start
  npm start -- --example web-shop --plan-only
  npm start -- --cloud regio --engine tofu
`;

/** Names and options of `start`. */
export function addStart(program: Command): void {
  json(
    program
      .command("start")
      .summary("apply a program and check that the second plan is empty")
      .description(
        "Starts the sandbox cloud (or logs in to yours), synthesizes a program, fetches the provider, plans, applies, lists\n" +
          "what was created and checks that a second plan is empty. You can run it again at any time.",
      )
      .option(
        "-e, --example <name>",
        "an example's name, or a path to a folder with a cdktf.json (default: quickstart)",
      )
      .option("-c, --cloud <name>", "a cloud of clouds.yaml", "sandbox")
      .option("--plan-only", "plan, change nothing", false)
      .option("--destroy", "destroy everything that the program created", false)
      .addOption(new Option("--engine <name>", "the program that plans and applies").choices(["terraform", "tofu"]))
      .option("--parallelism <n>", "how many resources at once (default: the engine's, 10)", positive)
      .addOption(
        new Option("--forget-state", "if the state belongs to another cloud, rename its file and start a new state")
          .default(false)
          .conflicts(["planOnly", "destroy"]),
      )
      .option("--keep-cluster", "keep the Kubernetes API server of an example running", false),
  )
    .addHelpText("after", HELP)
    .action(
      async (
        options: Json & {
          example?: string;
          cloud: string;
          planOnly: boolean;
          destroy: boolean;
          engine?: "terraform" | "tofu";
          parallelism?: number;
          keepCluster: boolean;
          forgetState: boolean;
        },
      ) => {
        const { runCommand } = await import("../actions/run.js");
        const { start } = await import("../actions/start.js");
        await runCommand(options.json === true, (reporter) => start(options, reporter));
      },
    );
}
