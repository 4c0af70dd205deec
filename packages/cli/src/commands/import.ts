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

const STATE_HELP = `
Resources are paired that are equal in all that can't be changed, and nearest in the rest. No cloud is asked and nothing
is changed: the stack's next plan shows what would be imported, and what would change.

Examples:
  terraform -chdir=old show -json > old.json
  terraform -chdir=cdktf.out/stacks/shop plan -out=plan && terraform -chdir=cdktf.out/stacks/shop show -json plan > plan.json
  scs-blueprints import state --old old.json --plan plan.json

Exit codes:
  0 written   1 nothing is like it; or the plan destroys what it takes over; or written, but several resources could
  be what the stack wants   2 wrong command line or file
`;

interface RawState extends Json {
  readonly old: string;
  readonly plan: string;
  readonly out: string;
}

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
    .summary("programs of what is there, and what they take over")
    .description("Makes programs of what is there, or has programs take it over.");
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
      const { runCommand } = await import("../actions/run.js");
      const { importYaook } = await import("../actions/import-yaook/import-yaook.js");
      await runCommand(asJson === true, (reporter) => importYaook(options, reporter));
    });
  json(
    group
      .command("state")
      .summary("of what another Terraform program has made")
      .description("Finds what a stack would make anew in another program's state, and writes down what it takes over.")
      .requiredOption("--old <file>", "terraform show -json of the program that has the resources now")
      .requiredOption("--plan <file>", "terraform show -json of a plan of the new stack")
      .option("-o, --out <file>", "what the stack takes over", "takeover.json"),
  )
    .addHelpText("after", STATE_HELP)
    .action(async ({ json: asJson, ...options }: RawState) => {
      const { runKnowledge } = await import("../actions/run.js");
      const { importState } = await import("../actions/import-state.js");
      await runKnowledge(asJson, (reporter) => importState(options, reporter));
    });
}
