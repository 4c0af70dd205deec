import type { Command } from "commander";
import { json, type Json } from "./options";

const HELP = `
Reads the first administrator's login that Yaook's Keystone operator wrote into a Secret, and prints it for a shell. The
content's stack of ScsOnYaook takes it from there with YaookLogin.ENVIRONMENT. Nothing is written.

Examples:
  eval "$(scs-blueprints yaook-login --kubeconfig ~/.kube/config)"
  eval "$(scs-blueprints yaook-login --kubeconfig undercloud.yaml --auth-url https://keystone.cloud.example.org/v3)"

Exit codes:
  0 printed   1 no such Secret, or none with a login   2 wrong command line or kubeconfig   6 cluster out of reach
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
      .summary("the login to a new Yaook cloud, for a shell")
      .description("Prints the login to a new cloud of Yaook as exports for a shell.")
      .requiredOption("--kubeconfig <file>", "the cluster that Yaook runs on, only read")
      .option("--context <name>", "a context of the kubeconfig (default: its current-context)")
      .option("-n, --namespace <name>", "the operators' namespace", "yaook")
      .option("--secret <name>", "the Secret with the login", "keystone-admin")
      .option("--auth-url <url>", "Keystone's URL for this machine (default: what the Secret says)"),
  )
    .addHelpText("after", HELP)
    .action(async ({ json: asJson, ...options }: Raw) => {
      const { runCommand } = await import("../actions/run.js");
      const { yaookLogin } = await import("../actions/yaook-login.js");
      await runCommand(asJson === true, (reporter) => yaookLogin(options, asJson === true, reporter));
    });
}
