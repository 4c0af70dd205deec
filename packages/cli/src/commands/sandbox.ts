import type { Command } from "commander";
import { SANDBOX_COMMANDS } from "@scs-blueprints/sandbox";

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

/** The name of `sandbox`; what comes after is for the sandbox itself. */
export function addSandbox(program: Command): void {
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
      const { runCommand } = await import("../actions/run.js");
      const { sandbox } = await import("../actions/sandbox.js");
      const asJson = args.includes("--json");
      const rest = args.filter((arg) => arg !== "--json");
      await runCommand(asJson, (reporter) => sandbox(name, rest, asJson, reporter));
    });
}
