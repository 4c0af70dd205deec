import { spawn } from "node:child_process";
import { join } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { isObject, textOf, type JsonObject } from "../core/read-json";

/** The command line of this package, as a process: what the fixture does is what its user can do. */
const MAIN = join(__dirname, "..", "..", "dist", "cli", "main.js");

/** What a command told by `--json`. @internal */
export interface CommandResult {
  readonly code: number;
  readonly events: readonly JsonObject[];
}

/** Runs a command with `--json`. @internal */
export function runCommandLine(args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args, "--json"], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => (said[stream] += text));
    }
    child.on("error", reject);
    child.on("close", (code) => {
      const events = said.stdout.split("\n").flatMap((line) => (line.startsWith("{") ? parsed(line) : []));
      const failed = code !== 0 && !events.some((each) => textOf(each, "event") === "error");
      const rest = failed ? [{ event: "error", what: said.stderr.trim().split("\n").slice(-5).join("\n") }] : [];
      resolve({ code: code ?? 130, events: [...events, ...rest] });
    });
  });
}

/**
 * Like {@link runCommandLine}, for a command that has to work.
 *
 * @returns its result
 * @throws BlueprintError SCSBP-8520 with the command's own error
 * @internal
 */
export async function succeed(args: readonly string[], env: Record<string, string> = {}): Promise<JsonObject> {
  const { code, events } = await runCommandLine(args, env);
  if (code === 0) {
    return events.findLast((each) => textOf(each, "event") === "result") ?? events.at(-1) ?? {};
  }
  const error = events.findLast((each) => textOf(each, "event") === "error") ?? {};
  const [what, got, fix] = ["what", "got", "do"].map((key) => textOf(error, key));
  throw refuse("SCSBP-8520", {
    what: `scs-blueprints ${args[0] ?? ""} ended with ${code}: ${what ?? "it did not say why"}`,
    got: [textOf(error, "code"), got].filter((each) => each !== undefined).join(": ") || undefined,
    fix,
  });
}

function parsed(line: string): JsonObject[] {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? [value] : [];
  } catch {
    return []; // a line for people
  }
}
