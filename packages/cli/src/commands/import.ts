import type { Command } from "commander";
import { json, type Json } from "./options";

const HELP = `
Reads the custom resources of Yaook's operators from a cluster and writes a program that declares and imports them. Only
reads the cluster, and reads no passwords and no Secrets. The README.md of the program explains the next steps.

Examples:
  scs-blueprints import yaook --kubeconfig ~/.kube/config
  scs-blueprints import yaook --kubeconfig undercloud.yaml --context prod --namespace yaook --out cloud

Exit codes:
  0 written   1 nothing to import, or it cannot be written   2 wrong command line, kubeconfig or folder
  6 cluster refused or cannot be reached
`;

const STATE_HELP = `
Two resources match if all attributes that cannot change are equal, and if no other pair is closer. Contacts no cloud
and changes nothing: the next plan of the stack shows what would be imported, and what would change.

Examples:
  terraform -chdir=old show -json > old.json
  terraform -chdir=cdktf.out/stacks/shop plan -out=plan && terraform -chdir=cdktf.out/stacks/shop show -json plan > plan.json
  scs-blueprints import state --old old.json --plan plan.json

Exit codes:
  0 written   1 no resource matches; or the plan destroys what it imports; or written, but some resources have several
  matches   2 wrong command line or file
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
    .summary("import existing resources into a program")
    .description("Imports existing resources into a program: of a Yaook cloud, or of another Terraform state.");
  json(
    group
      .command("yaook")
      .summary("write a program for the custom resources of a Yaook cloud")
      .description("Writes a program that declares and imports the custom resources of a Yaook cloud.")
      .requiredOption("--kubeconfig <file>", "the cluster that Yaook runs on, read-only")
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
      .summary("match resources of another Terraform state")
      .description(
        "Matches the resources that a stack would create with those of another state, and writes the import file.",
      )
      .requiredOption("--old <file>", "terraform show -json of the state that has the resources now")
      .requiredOption("--plan <file>", "terraform show -json of a plan of the new stack")
      .option("-o, --out <file>", "the import file", "takeover.json"),
  )
    .addHelpText("after", STATE_HELP)
    .action(async ({ json: asJson, ...options }: RawState) => {
      const { runKnowledge } = await import("../actions/run.js");
      const { importState } = await import("../actions/import-state.js");
      await runKnowledge(asJson, (reporter) => importState(options, reporter));
    });
}
