import { Option, type Command } from "commander";
import type { CheckOptions } from "../actions/check";
import { json, type Json } from "./options";

const FORMATS = ["text", "json", "sarif", "junit", "markdown", "html"];
const FAIL_ON = ["never", "mandatory", "open", "recommended"];

const HELP = `
What is checked: the stacks in ./cdktf.out, unless only --plan, --cloud or --kubeconfig is given (with --plan they give
construct paths and source lines). Against what: the scopes that the program requires; else the IaaS scope in force on
the day, the KaaS scope for a cluster, and good practice for code. The check only reads a cluster; it only reads a
cloud, unless --probe is given.

Examples:
  scs-blueprints check                                     what ./cdktf.out defines
  scs-blueprints check --cloud regio                       a live cloud, read-only
  scs-blueprints check --kubeconfig ~/.kube/config --scope kaas-v1
  scs-blueprints check --example quickstart --profile good-practice
  scs-blueprints check --plan plan.json --output report.sarif --output report.html
  scs-blueprints check --scope iaas-next --scope iaas-v5.1 --cloud regio --format markdown

Exit codes:
  0 passed   2 wrong command line or file   6 cloud or cluster refused or cannot be reached
  8 violated: a mandatory rule is violated, or a waiver has expired
  9 incomplete: nothing is violated, but something mandatory is not shown to be met (with --fail-on mandatory: 0)
`;

type Raw = Omit<CheckOptions, "json"> & Json;

/** Names and options of `check`. */
export function addCheck(program: Command): void {
  json(
    program
      .command("check")
      .summary("check code, plan and cloud against the SCS standards")
      .description(
        "Checks synthesized stacks, a plan, a live cloud and a cluster against the SCS standards and good practice.",
      )
      .option("-s, --scope <scope>", "a scope such as iaas-v5.1; may be repeated", collect, [])
      .option("-p, --profile <profile>", "a profile: good-practice, or a scope; may be repeated", collect, [])
      .option("--out-dir <dir>", "synthesized stacks (default: cdktf.out)")
      .addOption(
        new Option("-e, --example <name>", "synthesize an example, or the project in a folder").conflicts("outDir"),
      )
      .option("--plan <file>", "`terraform show -json` of a plan; may be repeated", collect, [])
      .option("-c, --cloud <name>", "a cloud of clouds.yaml, sandbox or sandbox-admin")
      .option("--kubeconfig <file>", "a Kubernetes cluster, read-only: for --scope kaas-v1")
      .option("--context <name>", "a context of the kubeconfig (default: its current-context)")
      .option("--probe", "also create and delete a secret, a volume, a backup and a security group on the cloud", false)
      .option("--waivers <file>", "waiver file; may be repeated (default: scs-waivers.json if it exists)", collect, [])
      .option("--date <date>", "day of the check, YYYY-MM-DD (default: today)", today())
      .addOption(
        new Option("--fail-on <what>", "which results give an exit code other than 0").choices(FAIL_ON).default("open"),
      )
      .addOption(new Option("-f, --format <format>", "format of the report (default: text)").choices(FORMATS))
      .option(
        "-o, --output <file>",
        "write the report to a file; may be repeated; the extension selects the format",
        collect,
        [],
      )
      .option("-v, --verbose", "all findings, and each rule that is met", false),
    "the report as JSON on standard output, as --format json",
  )
    .addHelpText("after", HELP)
    .action(async (raw: Raw, command: Command) => {
      const asJson = raw.json === true || (raw.format === "json" && raw.output.length === 0);
      if (raw.json === true && raw.format !== undefined && raw.format !== "json" && raw.output.length === 0) {
        command.error(`error: --json and --format ${raw.format} both ask for standard output; use --output`);
      }
      if (raw.format !== undefined && raw.output.length > 1) {
        command.error("error: with several --output, the endings of their names tell the formats: leave --format out");
      }
      if (raw.probe && raw.cloud === undefined) {
        command.error("error: --probe needs a cloud: add --cloud NAME");
      }
      if (raw.context !== undefined && raw.kubeconfig === undefined) {
        command.error("error: --context is one of a kubeconfig: add --kubeconfig FILE");
      }
      const { runCommand } = await import("../actions/run.js");
      const { check } = await import("../actions/check.js");
      await runCommand(asJson, (reporter) => check({ ...raw, json: asJson }, reporter));
    });
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}

/** The day in UTC, as the timelines are. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
