import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { missingPackage } from "@scs-blueprints/standards/internal";
import { packageRoot } from "@scs-blueprints/toolkit";
import { ExitCode } from "./exit-codes";
import { columnsOf, USUAL_COLUMNS } from "./output/terminal";
import { runKnowledge } from "./commands/run-knowledge";
import { addAdopt } from "./registration/adopt";
import { addCheck } from "./registration/check";
import { addCompletion } from "./registration/completion";
import { addDiff } from "./registration/diff";
import { addFleet } from "./registration/fleet";
import { addFlavor } from "./registration/flavor";
import { addGraph } from "./registration/graph";
import { addImport } from "./registration/import";
import { addInit } from "./registration/init";
import { addKnowledge } from "./registration/knowledge";
import { addLookup } from "./registration/lookup";
import { addStep } from "./registration/step";
import { addYaookLogin } from "./registration/yaook-login";
import { SANDBOX_COMMANDS } from "@scs-blueprints/sandbox";

/**
 * Names, options and help of all commands. What a command does is loaded only when it runs, so that `--help` and
 * completion stay instant.
 */
export function buildProgram(): Command {
  const program = new Command("scs-blueprints")
    .description("Try, apply and check blueprints for clouds that follow the Sovereign Cloud Stack standards.")
    .version(version(), "--version", "print the version")
    .helpOption("-h, --help", "show help")
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .exitOverride(onCommanderExit)
    .configureOutput({
      getOutHelpWidth: () => columnsOf(process.stdout) ?? USUAL_COLUMNS,
      getErrHelpWidth: () => columnsOf(process.stderr) ?? USUAL_COLUMNS,
    })
    .addHelpText("after", EXAMPLES);
  addInit(program);
  addStart(program);
  addDiff(program);
  addSandbox(program);
  addDoctor(program);
  addProvider(program);
  addCheck(program);
  addGraph(program);
  addLookup(program);
  addAdopt(program);
  addFleet(program);
  addFlavor(program);
  addKnowledge(program);
  addStep(program);
  addYaookLogin(program);
  addImport(program);
  addCompletion(program);
  return program;
}

/** Runs a command line. A package of ours that is missing is told as one error, also where no command has begun. */
export async function runProgram(args: readonly string[], from: "node" | "user"): Promise<void> {
  try {
    await buildProgram().parseAsync(args, { from });
  } catch (error) {
    const missing = missingPackage(error);
    if (missing === undefined) {
      throw error;
    }
    await runKnowledge(args.includes("--json"), () => Promise.reject(missing));
  }
}

const EXAMPLES = `
Examples:
  npx scs-blueprints init tenant                   creates a project: program, tests, README
  npx scs-blueprints start                         applies the quickstart to a real OpenStack on this machine
  npx scs-blueprints start --plan-only             shows what it would create
  npx scs-blueprints start --cloud regio           applies it to a cloud of your clouds.yaml
  npx scs-blueprints start --destroy               destroys it
  eval "$(npx scs-blueprints sandbox env)"         lets openstack, terraform, cdktf use the sandbox
  npx scs-blueprints doctor                        lists what is installed and what is missing
  npx scs-blueprints check --cloud regio           checks a cloud against the SCS standards, read-only
  npx scs-blueprints graph -o topology.html        draws what ./cdktf.out defines
  npx scs-blueprints lookup --cloud regio          writes what the cloud offers to a file, for checks at synth
  npx scs-blueprints flavor find --vcpus 2         finds the smallest standard flavor for a need
  npx scs-blueprints explain scs-0103-flavor-1v-4  explains a rule, an error code or a standard

In the repository: npm start -- OPTIONS and npm run sandbox -- COMMAND do the same. --json works on every command.

Exit codes:
  0 done   1 failed   2 wrong command line or file   5 a required program is missing   6 cloud refused or cannot be reached
  7 second plan not empty; lookup --check: differs   8 check: violated   9 check: incomplete   130 interrupted
`;

interface Json {
  readonly json?: boolean;
}

function addStart(program: Command): void {
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
    .addHelpText(
      "after",
      `
Environment:
  SCS_BLUEPRINTS_TERRAFORM   path of terraform or tofu
  SCS_BLUEPRINTS_PYTHON      path of the Python that runs the sandbox
  OS_CLIENT_CONFIG_FILE      clouds.yaml for --cloud; else ./clouds.yaml, ~/.config/openstack, /etc/openstack
  XDG_CACHE_HOME             where sandbox and provider are kept (~/.cache)

Examples:
  npm start
  npm start -- --example web-shop --plan-only
  npm start -- --cloud regio --engine tofu
`,
    )
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
        const { runCommand } = await import("./commands/context.js");
        const { start } = await import("./commands/start.js");
        await runCommand(options.json === true, (reporter) => start(options, reporter));
      },
    );
}

const SANDBOX_HELP = `
Commands:
  up        install what is missing and start everything   [--mode tenant|operator-blank]
  down      stop everything; the cloud's contents stay
  status    show what runs; exit code 0 healthy, 3 stopped, 4 partly
  reset     restore the fresh cloud and start it
  wipe      stop and delete it
  env       print exports for a shell                        [--cloud sandbox|sandbox-admin]
  logs      show the end of the services' logs             [SERVICE] [--follow]
  requests  count the requests of each service
  fault     make a service fail or hang for the next requests
  selftest  exercise every service

sandbox COMMAND --help lists all options. --home DIR selects another sandbox than this user's.
`;

const SANDBOX_NAMES: readonly string[] = SANDBOX_COMMANDS;

function addSandbox(program: Command): void {
  program
    .command("sandbox")
    .summary("a real OpenStack control plane on 127.0.0.1: up, down, status, env, …")
    .description(
      "A real OpenStack control plane on 127.0.0.1: real APIs, a simulated hypervisor. No root, no container.",
    )
    .argument("<command>", SANDBOX_NAMES.join(", "))
    .argument("[args...]", "options of that command")
    .passThroughOptions()
    .allowUnknownOption()
    .addHelpText("after", SANDBOX_HELP)
    .action(async (name: string, args: string[], _options: unknown, command: Command) => {
      if (!SANDBOX_NAMES.includes(name)) {
        command.error(`error: unknown sandbox command '${name}' (known: ${SANDBOX_NAMES.join(", ")})`);
      }
      const { runCommand } = await import("./commands/context.js");
      const { sandbox } = await import("./commands/sandbox.js");
      const asJson = args.includes("--json");
      const rest = args.filter((arg) => arg !== "--json");
      await runCommand(asJson, (reporter) => sandbox(name, rest, asJson, reporter));
    });
}

function addDoctor(program: Command): void {
  json(program.command("doctor").description("Checks the requirements of this computer, changes nothing.")).action(
    async (options: Json) => {
      const { runCommand } = await import("./commands/context.js");
      const { doctor } = await import("./commands/doctor.js");
      await runCommand(options.json === true, doctor);
    },
  );
}

function addProvider(program: Command): void {
  const provider = program
    .command("provider")
    .description("Builds the OpenStack provider from the Go module proxy, if its registry cannot be reached.");
  json(
    provider
      .command("install")
      .description("build the provider into the local mirror")
      .option("--force", "build it again", false),
  ).action(async (options: Json & { force: boolean }) => {
    const { runCommand } = await import("./commands/context.js");
    const { providerInstall } = await import("./commands/provider.js");
    await runCommand(options.json === true, (reporter) => providerInstall(options.force, reporter));
  });
  json(provider.command("env").description("print exports that make terraform, tofu and cdktf use the mirror")).action(
    async (options: Json) => {
      const { runCommand } = await import("./commands/context.js");
      const { providerEnv } = await import("./commands/provider.js");
      await runCommand(options.json === true, () => providerEnv(options.json === true));
    },
  );
  json(provider.command("remove").description("delete the mirror; the registry is used again")).action(
    async (options: Json) => {
      const { runCommand } = await import("./commands/context.js");
      const { providerRemove } = await import("./commands/provider.js");
      await runCommand(options.json === true, (reporter) => Promise.resolve(providerRemove(reporter)));
    },
  );
}

function json(command: Command): Command {
  return command.option("--json", "JSON lines on standard output");
}

function positive(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) {
    throw new InvalidArgumentError("a whole number from 1 on is needed");
  }
  return Number(value);
}

/** Commander ends with 1 for wrong usage; scripts tell that from a failure by our own code. */
function onCommanderExit(error: CommanderError): never {
  if (error.exitCode !== 0 && process.argv.includes("--json")) {
    const what = error.message.replace(/^error: /, "");
    process.stdout.write(`${JSON.stringify({ event: "error", code: "SCSBP-8090", what, do: "see --help" })}\n`);
  }
  process.exit(error.exitCode === 0 ? ExitCode.Ok : ExitCode.Usage);
}

function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot(__dirname), "package.json"), "utf8")) as { version: string })
    .version;
}
