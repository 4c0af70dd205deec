import type { Command } from "commander";
import { json, type Json } from "./options";

const HELP = `
Reads the login of the first administrator from the Secret that Yaook's Keystone operator writes, and prints it for a
shell. The content's stack of ScsOnYaook uses it with YaookLogin.ENVIRONMENT. Writes nothing.

Examples:
  eval "$(scs-blueprints yaook-login --kubeconfig ~/.kube/config)"
  eval "$(scs-blueprints yaook-login --kubeconfig undercloud.yaml --auth-url https://keystone.cloud.example.org/v3)"

Exit codes:
  0 printed   1 no such Secret, or no login in it   2 wrong command line or kubeconfig   6 cluster cannot be reached
`;

interface Raw extends Json {
  readonly kubeconfig: string;
  readonly context?: string;
  readonly namespace: string;
  readonly secret: string;
  readonly authUrl?: string;
}

/** Name and options of `yaook-login`. */
export function addYaookLogin(program: Command): void {
  json(
    program
      .command("yaook-login")
      .summary("print the login of a new Yaook cloud, for a shell")
      .description("Prints the login of a new Yaook cloud as exports for a shell.")
      .requiredOption("--kubeconfig <file>", "the cluster that Yaook runs on, read-only")
      .option("--context <name>", "a context of the kubeconfig (default: its current-context)")
      .option("-n, --namespace <name>", "the operators' namespace", "yaook")
      .option("--secret <name>", "the Secret with the login", "keystone-admin")
      .option("--auth-url <url>", "Keystone's URL from this machine (default: the URL in the Secret)"),
  )
    .addHelpText("after", HELP)
    .action(async ({ json: asJson, ...options }: Raw) => {
      const { runCommand } = await import("../actions/run.js");
      const { yaookLogin } = await import("../actions/yaook-login.js");
      await runCommand(asJson === true, (reporter) => yaookLogin(options, asJson === true, reporter));
    });
}
