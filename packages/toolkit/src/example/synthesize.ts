import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import type { Reporter } from "../reporter";
import { run } from "../process/run";
import { briefFailure, parseAppError, sourceLine } from "./app-error";
import type { Example } from "./catalogue";
import { Assembly, type Stack } from "@scs-blueprints/checker/assembly";

const FIX = "correct the app; `npx cdktf synth` in its folder shows all of the output";

/**
 * Runs the app of an example as cdktf's command line does: its `app` by the shell, in its folder, CDKTF_OUTDIR set.
 * What lies in cdktf.out afterwards is therefore the same, and `npx cdktf diff` goes on from there.
 */
export async function synthesize(example: Example, env: NodeJS.ProcessEnv, reporter: Reporter): Promise<Stack[]> {
  const outdir = resolve(example.dir, example.output);
  Assembly.forget(outdir);
  const said: string[] = [];
  const { code } = await run(example.app, [], {
    cwd: example.dir,
    shell: true,
    env: {
      ...env,
      PATH: [...binDirs(example.dir), env.PATH ?? ""].join(":"),
      CDKTF_OUTDIR: example.output,
      CDKTF_CONTEXT_JSON: JSON.stringify({ ...example.context, cdktfRelativeModules: [] }),
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true",
      SYNTH_HCL_OUTPUT: "false",
      CHECKPOINT_DISABLE: "1",
      NODE_NO_WARNINGS: "1",
      npm_config_loglevel: "error",
      npm_config_update_notifier: "false",
    },
    onStdout: (line) => said.push(line),
    onStderr: (line) => said.push(line),
  });
  const output = said.join("\n");
  if (code !== 0) {
    throw parseAppError(output, example.dir) ?? failure(example, output, `the app ended with exit code ${code}`);
  }
  if (!Assembly.isIn(outdir)) {
    throw failure(example, output, "the app ended well but synthesized nothing: does it call app.synth()?");
  }
  for (const line of said.filter((text) => text.trim() !== "")) {
    reporter.note(line);
  }
  const stacks = Assembly.fromDirectory(outdir, { code: "SCSBP-8022", fix: FIX }).inOrder;
  reportAnnotations(stacks, reporter);
  return stacks;
}

/** Errors that constructs attach instead of throwing. */
function reportAnnotations(stacks: readonly Stack[], reporter: Reporter): void {
  const errors: string[] = [];
  for (const { constructPath, level, message } of stacks.flatMap((stack) => stack.annotations)) {
    const text = `${constructPath}: ${message}`;
    if (level === "@cdktf/error") {
      errors.push(text);
    } else if (level === "@cdktf/warn") {
      reporter.warn(text);
    } else {
      reporter.note(text);
    }
  }
  if (errors.length > 0) {
    throw refuse("SCSBP-8022", { what: "constructs reported errors", got: errors.join("\n") });
  }
}

function failure(example: Example, output: string, what: string): BlueprintError {
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(output)?.[1];
  return refuse(sourceLine(output, example.dir), "SCSBP-8022", {
    what: `${example.name} could not be synthesized: ${what}`,
    got: briefFailure(output),
    fix: missing === undefined ? FIX : `install what it imports: npm install, in ${example.dir}`,
  });
}

/** Programs that npm installed, in the example's folder and all above it, as `npm run` finds them. */
export function binDirs(dir: string): string[] {
  const found: string[] = [];
  for (let at = dir; ; at = dirname(at)) {
    const bin = join(at, "node_modules", ".bin");
    if (existsSync(bin)) {
      found.push(bin);
    }
    if (dirname(at) === at) {
      return found;
    }
  }
}
