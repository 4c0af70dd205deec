import {
  Checker,
  type Declared,
  EvidenceKind,
  EvidenceState,
  type Finding,
  HttpCloudSession,
  JsonReport,
  KubernetesConfig,
  KubernetesEvidence,
  KubernetesFacts,
  KubernetesHttpSession,
  type KubernetesLogin,
  LiveEvidence,
  OpenStackFacts,
  Outcome,
  PlanEvidence,
  Profile,
  type Report,
  ReportFormat,
  type ReportOptions,
  ReportWriter,
  RuleLevel,
  Sidecar,
  SynthEvidence,
  Verdict,
  type Waiver,
  WaiverFile,
} from "@scs-blueprints/checker";
import { Assembly } from "@scs-blueprints/checker/assembly";
import { Scope, ScopeLayer } from "@scs-blueprints/standards";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { UtcTime } from "@scs-blueprints/standards/internal";
import {
  findExample,
  interrupted,
  interrupts,
  openSession,
  type Reporter,
  shortPath,
  synthesize,
} from "@scs-blueprints/toolkit";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join, relative, resolve } from "node:path";
import { ExitCode, exitCodeOf } from "../exit-codes";
import { colours, columnsOf } from "../output/style";
import { TextReporter } from "../output/text-reporter";
import { readableCloud } from "./reading-session";
import { knowledgeExitCode } from "./run";

/** What makes `check` end with another code than 0; each includes those before it. */
export enum CheckFailOn {
  /** Nothing: the report is all that is wanted. */
  NEVER = "never",
  /** A violated mandatory rule, an expired waiver. */
  MANDATORY = "mandatory",
  /** Also a mandatory rule that is not shown to be met. */
  OPEN = "open",
  /** Also a violated recommendation. */
  RECOMMENDED = "recommended",
}

/** The command line of `check`. */
export interface CheckOptions {
  readonly scope: readonly string[];
  readonly profile: readonly string[];
  readonly outDir?: string;
  readonly example?: string;
  readonly plan: readonly string[];
  readonly cloud?: string;
  /** A kubeconfig file. */
  readonly kubeconfig?: string;
  /** A context of it. @default - its current-context */
  readonly context?: string;
  readonly probe: boolean;
  readonly waivers: readonly string[];
  readonly date: string;
  readonly failOn: CheckFailOn;
  readonly format?: ReportFormat;
  readonly output: readonly string[];
  readonly verbose: boolean;
  readonly json: boolean;
}

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

/** What chooses the profiles of a check. */
interface ProfileChoice {
  readonly scope: readonly string[];
  readonly profile: readonly string[];
  /** Profiles that the program requires of itself. */
  readonly required: readonly string[];
  readonly date: string;
  /** Whether there is code to look at. */
  readonly hasCode: boolean;
  /** Whether a cloud is asked. */
  readonly cloud?: string;
  /** Whether a cluster is asked. */
  readonly kubeconfig?: string;
}

const GOOD_PRACTICE = "good-practice";

/**
 * The profiles to check: those named; else those that the program requires of itself; else the scopes in force on the
 * day: IaaS, KaaS where a cluster is asked, that alone where there is nothing else; and good practice where there is code.
 */
function chooseProfiles(choice: ProfileChoice, reporter: Reporter): Profile[] {
  const { scope, profile, required, date, hasCode } = choice;
  const named = [...scope.map((id) => Scope.fromId(id).id), ...profile];
  if (named.length > 0) {
    return unique(named).map((id) => profileOf(id, choice));
  }
  const known = required.filter((id) => Profile.ids().includes(id));
  for (const id of required.filter((each) => !known.includes(each))) {
    reporter.warn(`the program requires the profile ${id}, which only the program itself can check: at synth`);
  }
  if (known.length > 0) {
    return unique(known).map((id) => profileOf(id, choice));
  }
  const cluster = choice.kubeconfig !== undefined;
  const infrastructure = hasCode || choice.cloud !== undefined || !cluster;
  const layers = [...(infrastructure ? [ScopeLayer.IAAS] : []), ...(cluster ? [ScopeLayer.KAAS] : [])];
  const effective = layers.map((layer) => profileOf(Scope.effectiveAt(layer, date).id, choice));
  return hasCode ? [...effective, Profile.fromId(GOOD_PRACTICE)] : effective;
}

/**
 * With a cluster, a KaaS scope takes its manual testcases along: the node distribution is one, and a cluster's API shows
 * most of it. They never decide the verdict.
 */
function profileOf(id: string, { kubeconfig }: ProfileChoice): Profile {
  const scope = Scope.all().find((each) => each.id === id && each.layer === ScopeLayer.KAAS);
  return scope !== undefined && kubeconfig !== undefined ? Profile.scope(scope, true) : Profile.fromId(id);
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}

/** A file to write, and in which format. */
interface ReportFile {
  readonly file: string;
  readonly format: ReportFormat;
}

/**
 * The files of --output: --format is for a single one; otherwise each name's ending says its format.
 *
 * @throws BlueprintError SCSBP-4050 for an ending that says nothing
 */
export function reportFiles({ format, output }: Pick<CheckOptions, "format" | "output">): ReportFile[] {
  return output.map((file) => ({
    file,
    format: format !== undefined && output.length === 1 ? format : ReportWriter.formatOf(file),
  }));
}

/** Options of the renderers, the same for a file and for the terminal but for width and colour. */
function renderOptions({ failOn, verbose }: Pick<CheckOptions, "failOn" | "verbose">): ReportOptions {
  return {
    verbose,
    openAsSkipped: failOn === CheckFailOn.NEVER || failOn === CheckFailOn.MANDATORY,
    recommendedAsFailures: failOn === CheckFailOn.RECOMMENDED,
  };
}

/** Options for standard output: colours and width of a terminal. */
export function terminalOptions(options: CheckOptions, stdout: NodeJS.WriteStream, colour: boolean): ReportOptions {
  return {
    ...renderOptions(options),
    color: colour && stdout.isTTY === true,
    width: columnsOf(stdout) ?? columns(process.env.COLUMNS),
  };
}

function columns(value: string | undefined): number | undefined {
  return value !== undefined && /^[1-9]\d{1,3}$/.test(value) ? Number(value) : undefined;
}

/** Writes a report to a file. */
function writeReport(report: Report, { file, format }: ReportFile, options: ReportOptions): void {
  try {
    writeFileSync(file, ReportWriter.render(report, format, options));
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    throw refuse("SCSBP-8064", {
      got: error instanceof Error ? error.message : String(error),
      allowed: "a file in a folder that exists and can be written to",
      fix: "create the folder, or name another file with --output",
    });
  }
}

/**
 * The report with source files relative to the working directory. A program that was synthesized in its own folder has
 * them relative to that.
 *
 * @param base folder of the program; @default - the working directory
 */
export function sourceFilesFrom(report: Report, base: string | undefined, cwd: string = process.cwd()): Report {
  const prefix = base === undefined ? "" : relative(cwd, base);
  if (prefix === "") {
    return report;
  }
  const moved = (finding: Finding): Finding => {
    const { file } = finding.subject;
    return file === undefined || isAbsolute(file) || finding.evidence === EvidenceKind.LIVE
      ? finding
      : { ...finding, subject: { ...finding.subject, file: join(prefix, file) } };
  };
  return { ...report, results: report.results.map((each) => ({ ...each, findings: each.findings.map(moved) })) };
}

/** The exit code of a report: 0 only when nothing that was asked for is violated or left open. */
export function checkExitCode(report: Report, failOn: CheckFailOn): ExitCode {
  if (failOn === CheckFailOn.NEVER) {
    return ExitCode.Ok;
  }
  const recommended =
    failOn === CheckFailOn.RECOMMENDED &&
    report.results.some(({ rule, outcome }) => rule.level === RuleLevel.RECOMMENDED && outcome === Outcome.FAIL);
  if (report.verdict === Verdict.FAILED || recommended) {
    return ExitCode.Violated;
  }
  if (report.verdict === Verdict.INCOMPLETE) {
    return failOn === CheckFailOn.MANDATORY ? ExitCode.Ok : ExitCode.Incomplete;
  }
  return ExitCode.Ok;
}

/** Where `--example` synthesizes to, in the folder of the project. */
const OWN_OUTPUT = join(".scs-blueprints", "check.out");

/** What is read of the code, and what the code says about itself. */
interface CodeEvidence {
  readonly synth?: Declared;
  readonly plans: readonly Declared[];
  readonly waivers: readonly Waiver[];
  readonly required: readonly string[];
  /** Folder that the program's source files are relative to. @default - the working directory */
  readonly base?: string;
}

/**
 * Reads stacks and plans. Stacks: those of --out-dir, or of --example, which is synthesized anew; else those of
 * ./cdktf.out, unless only a cloud or a cluster is to be checked.
 */
async function readCode(options: CheckOptions, reporter: Reporter): Promise<CodeEvidence> {
  const { outdir, base } = await outputDirectory(options, reporter);
  if (outdir === undefined) {
    return { plans: readPlans(options), waivers: [], required: [] };
  }
  const synth = SynthEvidence.fromDirectory(outdir);
  const { waivers, requires, problems } = Sidecar.read(outdir);
  for (const problem of problems) {
    reporter.warn(problem);
  }
  return { synth, plans: readPlans(options, synth), waivers, required: requires, base };
}

async function outputDirectory(
  options: CheckOptions,
  reporter: Reporter,
): Promise<Pick<CodeEvidence, "base"> & { outdir?: string }> {
  if (options.example !== undefined) {
    const example = { ...findExample(options.example), output: OWN_OUTPUT };
    mkdirSync(join(example.dir, OWN_OUTPUT), { recursive: true }); // cdktf makes the last folder only
    const step = reporter.step("synth", `Synthesizing ${example.name}`);
    try {
      const stacks = await synthesize(example, tracing(process.env), reporter);
      step.done(`${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}`);
    } catch (error) {
      step.fail();
      throw error;
    }
    return { outdir: shown(resolve(example.dir, example.output)), base: example.dir };
  }
  if (options.outDir !== undefined) {
    return { outdir: options.outDir };
  }
  const usual = "cdktf.out";
  const alone = options.plan.length === 0 && options.cloud === undefined && options.kubeconfig === undefined;
  const beside = options.plan.length > 0 && Assembly.isIn(usual);
  return { outdir: alone || beside ? usual : undefined };
}

/**
 * The environment in which a program notes the source line of each construct. Lines have no place in the output that
 * is applied, so that goes to a folder of its own.
 */
function tracing(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const preload = createRequire(__filename).resolve("@scs-blueprints/checker/trace-preload");
  return { ...env, NODE_OPTIONS: `${env.NODE_OPTIONS ?? ""} --require ${JSON.stringify(preload)}`.trim() };
}

function readPlans({ plan }: CheckOptions, synth?: Declared): Declared[] {
  return plan.map((file) => PlanEvidence.fromFile(file, { synth }));
}

/** As short as the reader would write it, and the same on every machine. */
function shown(path: string): string {
  const short = shortPath(path);
  return short.startsWith("~") ? path : short;
}

/** How to ask a cloud. */
interface CloudQuestion {
  readonly cloud: string;
  readonly probe: boolean;
  /** Whether there is other evidence: then a cloud that cannot be reached is a gap of the report, not its end. */
  readonly optional: boolean;
}

/** Logs in to a cloud of clouds.yaml, or to the running sandbox, and asks it what the rules look at. */
async function readCloud(question: CloudQuestion, reporter: Reporter): Promise<LiveEvidence> {
  const { cloud: name, probe, optional } = question;
  const entry = await readableCloud(name);
  const step = reporter.step("cloud", `Asking ${name}${probe ? ", with probes" : ""}`);
  try {
    const session = await openSession(entry, "check");
    const evidence = await untilInterrupted(askCloud(session, probe), probe);
    step.done(evidence.record.extent);
    for (const problem of evidence.record.problems) {
      reporter.warn(problem);
    }
    return evidence;
  } catch (error) {
    step.fail();
    if (optional && BlueprintError.isBlueprintError(error) && isUnreachable(error)) {
      reporter.error(error);
      return LiveEvidence.unavailable(name, `${error.what}${error.got === undefined ? "" : `: ${error.got}`}`);
    }
    throw error;
  }
}

async function askCloud(session: HttpCloudSession, probe: boolean): Promise<LiveEvidence> {
  return LiveEvidence.fromFacts(await OpenStackFacts.collect(session, { probe }));
}

function isUnreachable(error: BlueprintError): boolean {
  return exitCodeOf(error.code) === ExitCode.Cloud || error.code === "SCSBP-4040";
}

/**
 * Ctrl-C ends the questions at once; a probe may finish first, because it deletes what it made. Requests on their way
 * would keep the process alive until their time limit.
 */
export function untilInterrupted<T>(work: Promise<T>, probing: boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = interrupts.add({
      patient: probing,
      interrupt: () => {
        reject(interrupted());
        setTimeout(() => process.exit(ExitCode.Interrupted), 200);
      },
    });
    work.finally(forget).then(resolve, reject);
  });
}

/** Errors of a cluster that is there but cannot be asked, as opposed to a wrong kubeconfig. */
export const UNREACHABLE: ReadonlySet<string> = new Set(["SCSBP-4063", "SCSBP-4064", "SCSBP-4065"]);

/** How to ask a cluster. */
interface ClusterQuestion {
  readonly login: KubernetesLogin;
  /** Whether there is other evidence: then a cluster that cannot be reached is a gap of the report, not its end. */
  readonly optional: boolean;
}

/** The login of --kubeconfig and --context. */
function clusterLogin(options: Pick<CheckOptions, "kubeconfig" | "context">): KubernetesLogin | undefined {
  return options.kubeconfig === undefined ? undefined : KubernetesConfig.login(options.kubeconfig, options.context);
}

/** Logs in to a cluster of a kubeconfig and asks it what the rules look at, read-only. */
async function readCluster(question: ClusterQuestion, reporter: Reporter): Promise<KubernetesEvidence> {
  const { login } = question;
  const step = reporter.step("cluster", `Asking the cluster of context ${login.context}`);
  try {
    const evidence = await untilInterrupted(askCluster(login), false);
    const { state, extent, problems } = evidence.record;
    if (state === EvidenceState.UNAVAILABLE) {
      step.fail();
    } else {
      step.done(extent);
    }
    for (const problem of problems) {
      reporter.warn(problem);
    }
    return evidence;
  } catch (error) {
    step.fail();
    if (question.optional && BlueprintError.isBlueprintError(error) && UNREACHABLE.has(error.code)) {
      reporter.error(error);
      const reason = `${error.what}${error.got === undefined ? "" : `: ${error.got}`}`;
      return KubernetesEvidence.unavailable(login.context, reason);
    }
    throw error;
  }
}

async function askCluster(login: KubernetesLogin): Promise<KubernetesEvidence> {
  const session = await KubernetesHttpSession.open(login);
  return KubernetesEvidence.fromReading(await KubernetesFacts.collect(session));
}

/** The report with cloud and cluster each as evidence of its own: how far one was read says nothing of the other. */
function withClusterRecord(
  report: Report,
  cluster: KubernetesEvidence | undefined,
  cloud: LiveEvidence | undefined,
): Report {
  if (cluster === undefined) {
    return report;
  }
  const others = report.header.evidence.filter(({ kind }) => kind !== EvidenceKind.LIVE);
  const live = [...(cloud === undefined ? [] : [cloud.record]), cluster.record];
  return { ...report, header: { ...report.header, evidence: [...others, ...live] } };
}
