import { Assembly, type Stack } from "@scs-blueprints/checker/assembly";
import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { run } from "../process/run";
import type { Reporter } from "../reporter";
import type { Example } from "./catalogue";

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

const LABELS: Readonly<Record<string, "path" | "got" | "allowed" | "fix">> = {
  at: "path",
  got: "got",
  allowed: "allowed",
  do: "fix",
};

/**
 * Finds the library's own error in what an app printed as it failed: another process can hand it over only as text.
 *
 * @param dir the app's folder: its first line in the stack trace is where the user has to look
 * @returns undefined when the app failed in another way
 */
export function parseAppError(output: string, dir: string): BlueprintError | undefined {
  const lines = output.split("\n");
  const start = lines.findIndex((line) => /(^|\s)SCSBP-\d{4}: /.test(line));
  const [, code, what] = /(SCSBP-\d{4}): (.*)/.exec(lines[start] ?? "") ?? [];
  if (code === undefined || what === undefined) {
    return undefined;
  }
  const parts: { path?: string; got?: string; allowed?: string; fix?: string } = {};
  for (const line of lines.slice(start + 1)) {
    const [, label, value] = /^\s+(at|got|allowed|do):\s+(.*)$/.exec(line) ?? [];
    const key = label === undefined ? undefined : LABELS[label];
    if (key === undefined || value === undefined) {
      break;
    }
    parts[key] = value;
  }
  const line = sourceLine(output, dir);
  const path = [parts.path, line].filter((part) => part !== undefined).join(", ");
  return new BlueprintError({ ...parts, code: code as ErrorCode, what, path: path === "" ? undefined : path });
}

/** @returns `main.ts:12`, the first frame of a stack trace that lies in the app's folder. */
export function sourceLine(output: string, dir: string): string | undefined {
  for (const [, file, line] of output.matchAll(/\(?(?:file:\/\/)?(\/[^():\n]+):(\d+):\d+\)?$/gm)) {
    if (file !== undefined && file.startsWith(`${dir}/`) && !file.includes("/node_modules/")) {
      return `${file.slice(dir.length + 1)}:${line}`;
    }
  }
  return undefined;
}

/** What to show of an app that failed in another way: the message, not the stack trace below it. */
export function briefFailure(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const message = lines.findIndex((line) => /^\s*(\w*Error\b.*|✖.*|error TS\d+.*|.*: error .*)/.test(line));
  const shown = message < 0 ? lines.slice(-8) : lines.slice(message).filter((line) => !/^\s+at /.test(line));
  return shown.slice(0, 8).join("\n");
}
