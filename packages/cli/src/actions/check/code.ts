import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { Assembly } from "@scs-blueprints/checker/assembly";
import { type Declared, PlanEvidence, SynthEvidence, Sidecar, type Waiver } from "@scs-blueprints/checker";
import { shortPath, findExample, synthesize, type Reporter } from "@scs-blueprints/toolkit";
import type { CheckOptions } from "./options";

/** Where `--example` synthesizes to, in the folder of the project. */
const OWN_OUTPUT = join(".scs-blueprints", "check.out");

/** What is read of the code, and what the code says about itself. */
export interface CodeEvidence {
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
export async function readCode(options: CheckOptions, reporter: Reporter): Promise<CodeEvidence> {
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
