import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { findExample, type Reporter, synthesize } from "@scs-blueprints/toolkit";
import {
  Connectivity,
  GraphFormat,
  GraphWriter,
  Overlay,
  type Preset,
  Topology,
  type Way,
} from "@scs-blueprints/toolkit/graph";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ExitCode } from "../exit-codes";
import { TextReporter } from "../output/text-reporter";
import { knowledgeExitCode } from "./run";

/** The command line of `graph`. */
export interface GraphCommandOptions {
  readonly outDir?: string;
  readonly example?: string;
  readonly stack: readonly string[];
  readonly preset: Preset;
  readonly format?: GraphFormat;
  readonly output: readonly string[];
  readonly plan: readonly string[];
  readonly report: readonly string[];
  readonly title?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json: boolean;
}

/** Where `--example` synthesizes to, in the folder of the project. */
const OWN_OUTPUT = join(".scs-blueprints", "graph.out");

/** `graph`: the picture alone goes to standard output; progress and remarks go to standard error. */
export async function graph(options: GraphCommandOptions, reporter: Reporter): Promise<ExitCode> {
  try {
    return await draw(options, reporter);
  } catch (error) {
    if (!BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    reporter.stop();
    reporter.error(error);
    return error.code === "SCSBP-8022" || error.code === "SCSBP-8140" ? ExitCode.Failed : knowledgeExitCode(error.code);
  }
}

async function draw(options: GraphCommandOptions, reporter: Reporter): Promise<ExitCode> {
  const formats = options.output.map((file) => options.format ?? GraphWriter.formatOf(file)); // misspelt: told at once
  const progress = options.json ? onStandardError() : reporter;
  const outdir = await outputDirectory(options, progress);
  const { stack: stacks, plan: plans, title } = options;
  const topology = Topology.fromDirectory(outdir, { stacks, plans, ...(title === undefined ? {} : { title }) });
  if (options.from !== undefined && options.to !== undefined) {
    return tell(new Connectivity(topology).ways(options.from, options.to), options, reporter);
  }
  const overlay = new Overlay(topology);
  plans.forEach((file) => overlay.addPlan(file));
  options.report.forEach((file) => overlay.addReport(file));
  const render = (format: GraphFormat): Promise<string> =>
    GraphWriter.render(topology, format, { preset: options.preset, overlay });
  for (const [index, file] of options.output.entries()) {
    const format = formats[index] ?? GraphFormat.SVG;
    write(file, await render(format));
    progress.note(`${format}: ${file}`);
  }
  progress.stop();
  if (options.json || options.output.length === 0) {
    process.stdout.write(await render(options.json ? GraphFormat.JSON : (options.format ?? GraphFormat.MERMAID)));
  }
  return ExitCode.Ok;
}

/** Those of --out-dir, or of --example, which is synthesized anew; else those of ./cdktf.out. */
async function outputDirectory(options: GraphCommandOptions, reporter: Reporter): Promise<string> {
  if (options.example === undefined) {
    return options.outDir ?? "cdktf.out";
  }
  const example = { ...findExample(options.example), output: OWN_OUTPUT };
  mkdirSync(join(example.dir, OWN_OUTPUT), { recursive: true }); // cdktf makes the last folder only
  const step = reporter.step("synth", `Synthesizing ${example.name}`);
  try {
    const stacks = await synthesize(example, process.env, reporter);
    step.done(`${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}`);
  } catch (error) {
    step.fail();
    throw error;
  }
  return resolve(example.dir, OWN_OUTPUT);
}

function tell(ways: readonly Way[], { from, to, json }: GraphCommandOptions, reporter: Reporter): ExitCode {
  const open = ways.filter(({ blocked }) => blocked === undefined);
  if (json) {
    const rows = ways.map((way) => ({
      from: way.from.label,
      to: way.to.label,
      ports: way.ports,
      through: way.through?.label,
      blocked: way.blocked,
    }));
    process.stdout.write(`${JSON.stringify({ from, to, reachable: open.length > 0, ways: rows }, null, 2)}\n`);
  } else {
    const lines = ways.map((way) =>
      [
        `${way.from.label} → ${way.to.label}: ${way.ports}`,
        way.through === undefined ? "" : `, through ${way.through.label}`,
        way.blocked === undefined ? "" : ` (allowed, and does not work: ${way.blocked})`,
      ].join(""),
    );
    reporter.block(
      [...new Set(lines), ...(open.length === 0 ? [`no way from ${from ?? ""} to ${to ?? ""}`] : [])].join("\n"),
    );
  }
  return open.length > 0 ? ExitCode.Ok : ExitCode.Failed;
}

function write(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw refuse("SCSBP-8140", {
      got: error instanceof Error ? error.message : String(error),
      allowed: "a file in a folder that exists and can be written to",
      fix: "create the folder, or name another file with --output",
    });
  }
}

function onStandardError(): Reporter {
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  return new TextReporter({ err: say, out: say });
}
