import type { Command } from "commander";
import { json, type Json } from "./options";

const HELP = `
Reads the custom resources of Yaook's operators from a cluster and writes a program that declares them, with what takes
them over: import blocks. Only reads the cluster; passwords and Secrets are not read. README.md of the program says how
to go on.

Examples:
  scs-blueprints import yaook --kubeconfig ~/.kube/config
  scs-blueprints import yaook --kubeconfig undercloud.yaml --context prod --namespace yaook --out cloud

Exit codes:
  0 written   1 nothing to import, or it cannot be written   2 wrong command line, kubeconfig or folder
  6 cluster out of reach, or it refuses
`;

interface Raw extends Json {
  readonly kubeconfig: string;
  readonly context?: string;
  readonly namespace: string;
  readonly out: string;
}

/** Names and options of `import`. */
export function addImport(program: Command): void {
  const group = program
    .command("import")
    .summary("a program of what is there")
    .description("Makes programs of what is there.");
  json(
    group
      .command("yaook")
      .summary("of the custom resources of a Yaook cloud")
      .description("Writes a program that declares the custom resources of a Yaook cloud, and takes them over.")
      .requiredOption("--kubeconfig <file>", "the cluster that Yaook runs on, only read")
      .option("--context <name>", "a context of the kubeconfig (default: its current-context)")
      .option("-n, --namespace <name>", "the operators' namespace", "yaook")
      .option("-o, --out <folder>", "the program's folder, new or empty", "yaook-cloud"),
  )
    .addHelpText("after", HELP)
    .action(async ({ json: asJson, ...options }: Raw) => {
      const { runCommand } = await import("../commands/context.js");
      const { importYaook } = await import("../commands/import-yaook/import-yaook.js");
      await runCommand(asJson === true, (reporter) => importYaook(options, reporter));
    });
}
