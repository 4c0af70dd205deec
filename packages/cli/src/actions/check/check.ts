import { existsSync } from "node:fs";
import { BlueprintError } from "@scs-blueprints/standards/errors";
import {
  Checker,
  JsonReport,
  ReportFormat,
  ReportWriter,
  Verdict,
  type Report,
  WaiverFile,
} from "@scs-blueprints/checker";
import { UtcTime } from "@scs-blueprints/standards/internal";
import { ExitCode } from "../../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { colours } from "../../output/style";
import { TextReporter } from "../../output/text-reporter";
import { knowledgeExitCode } from "../run-knowledge";
import { readCloud } from "./cloud";
import { clusterLogin, readCluster, UNREACHABLE, withClusterRecord } from "./cluster";
import { readCode } from "./code";
import { CheckFailOn, type CheckOptions } from "./options";
import { renderOptions, reportFiles, terminalOptions, writeReport } from "./output";
import { chooseProfiles } from "./profiles";
import { sourceFilesFrom } from "./source-files";
import { checkExitCode } from "./verdict";

/** Waiver file that is used when it is there. */
const WAIVER_FILES = ["scs-waivers.json", "scs-waivers.yaml", "scs-waivers.yml"];

/**
 * `check`: evidence, checker, reports. The report is all that goes to standard output; progress and remarks go to
 * standard error.
 *
 * @param reporter tells errors in the form that was asked for
 */
export async function check(options: CheckOptions, reporter: Reporter): Promise<ExitCode> {
  try {
    const progress = options.json ? onStandardError() : reporter;
    const report = await makeReport(options, progress);
    progress.stop();
    tell(report, options, progress);
    return checkExitCode(report, options.failOn);
  } catch (error) {
    if (!BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    reporter.error(error);
    return error.code === "SCSBP-4040" || UNREACHABLE.has(error.code) ? ExitCode.Cloud : knowledgeExitCode(error.code);
  }
}

/** Evidence and what it says of the rules asked for. */
export async function makeReport(options: CheckOptions, reporter: Reporter): Promise<Report> {
  UtcTime.require(options.date, "the day of the check");
  reportFiles(options); // a misspelt name is told before minutes are spent on a cloud
  const login = clusterLogin(options); // so is a wrong kubeconfig
  const code = await readCode(options, reporter);
  const hasCode = code.synth !== undefined || code.plans.length > 0;
  const profiles = chooseProfiles({ ...options, required: code.required, hasCode }, reporter);
  const waivers = [...code.waivers, ...waiverFiles(options).flatMap((file) => WaiverFile.read(file))];
  const cloud =
    options.cloud === undefined
      ? undefined
      : await readCloud({ cloud: options.cloud, probe: options.probe, optional: hasCode }, reporter);
  const optional = hasCode || cloud !== undefined;
  const cluster = login === undefined ? undefined : await readCluster({ login, optional }, reporter);
  const live = cluster === undefined ? cloud : cluster.live(cloud);
  const input = { date: options.date, synth: code.synth, plans: [...code.plans], live, waivers };
  return withClusterRecord(sourceFilesFrom(Checker.check(profiles, input), code.base), cluster, cloud);
}

function waiverFiles({ waivers }: CheckOptions): readonly string[] {
  return waivers.length > 0 ? waivers : WAIVER_FILES.filter((file) => existsSync(file));
}

function tell(report: Report, options: CheckOptions, reporter: Reporter): void {
  const files = reportFiles(options);
  for (const file of files) {
    writeReport(report, file, renderOptions(options));
    reporter.note(`${file.format} report: ${file.file}`);
  }
  const onTerminal = terminalOptions(options, process.stdout, colours.isColorSupported);
  if (options.json) {
    process.stdout.write(JsonReport.render(report));
  } else {
    const format = files.length === 0 ? (options.format ?? ReportFormat.TEXT) : ReportFormat.TEXT;
    process.stdout.write(ReportWriter.render(report, format, onTerminal));
  }
  if (report.verdict === Verdict.INCOMPLETE && [CheckFailOn.NEVER, CheckFailOn.MANDATORY].includes(options.failOn)) {
    reporter.warn(`not a pass: ${report.openRules.length} mandatory rules are open; --fail-on open makes that fail`);
  }
}

function onStandardError(): Reporter {
  const write = (text: string): void => void process.stderr.write(`${text}\n`);
  return new TextReporter({ err: write, out: write });
}
