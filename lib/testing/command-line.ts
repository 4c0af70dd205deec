import { spawn } from "node:child_process";
import { refuse } from "@scs-blueprints/standards/errors";
import { resolvePackage } from "@scs-blueprints/standards/internal";
import { isObject, textOf, type JsonObject } from "@scs-blueprints/checker/reading";

/** What a command told by `--json`. @internal */
export interface CommandResult {
  readonly code: number;
  readonly events: readonly JsonObject[];
}

/** Runs a command with `--json`, as a process: what the fixture does is what its user can do. @internal */
export function runCommandLine(args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> {
  const main = resolvePackage("@scs-blueprints/cli/main", __filename);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args, "--json"], {
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
