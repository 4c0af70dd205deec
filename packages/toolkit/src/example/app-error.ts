import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { BlueprintError } from "@scs-blueprints/standards/errors";

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
