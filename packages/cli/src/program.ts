import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, type CommanderError } from "commander";
import { missingPackage } from "@scs-blueprints/standards/internal";
import { packageRoot } from "@scs-blueprints/toolkit";
import { ExitCode } from "./exit-codes";
import { columnsOf, USUAL_COLUMNS } from "./output/style";
import { runKnowledge } from "./actions/run";
import { addAdopt } from "./commands/adopt";
import { addCheck } from "./commands/check";
import { addCompletion } from "./commands/completion";
import { addDiff } from "./commands/diff";
import { addFleet } from "./commands/fleet";
import { addFlavor } from "./commands/flavor";
import { addGraph } from "./commands/graph";
import { addImport } from "./commands/import";
import { addInit } from "./commands/init";
import { addLookup } from "./commands/lookup";
import { addStart } from "./commands/start";
import { addSandbox } from "./commands/sandbox";
import { addDoctor } from "./commands/doctor";
import { addProvider } from "./commands/provider";
import { addScopes } from "./commands/scopes";
import { addExplain } from "./commands/explain";
import { addDocs } from "./commands/docs";
import { addStandardsCheck } from "./commands/standards-check";
import { addStep } from "./commands/step";
import { addYaookLogin } from "./commands/yaook-login";

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
  for (const add of COMMANDS) {
    add(program);
  }
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

/** As `--help` lists them. */
const COMMANDS = [
  addInit,
  addStart,
  addDiff,
  addSandbox,
  addDoctor,
  addProvider,
  addCheck,
  addGraph,
  addLookup,
  addAdopt,
  addFleet,
  addFlavor,
  addScopes,
  addExplain,
  addDocs,
  addStandardsCheck,
  addStep,
  addYaookLogin,
  addImport,
  addCompletion,
];

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
