import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { userEnv } from "./environment";

export interface RunResult {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly output: string;
  readonly seconds: number;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Record<string, string>;
  /** Called with all output so far, and the process's id, whenever there is more. */
  readonly watch?: (output: string, pid: number) => void;
}

/** Runs a program to its end as a user would, with no terminal and no input. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: userEnv(options.env),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // a process group of its own, so that a signal reaches all of it, as Ctrl-C does
    });
    const text = { stdout: "", stderr: "", output: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (chunk: string) => {
        const plain = stripVTControlCharacters(chunk); // terraform under cdktf colours whatever it is told
        text[stream] += plain;
        text.output += plain;
        options.watch?.(text.output, child.pid!);
      });
    }
    child.on("error", reject);
    child.on("close", (status, signal) =>
      resolve({ status, signal, ...text, seconds: (performance.now() - started) / 1000 }),
    );
  });
}

/** Like {@link run}, and fails the test unless it exits 0: with what the program says is wrong, then with all its output. */
export async function succeed(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const result = await run(command, args, options);
  if (result.status !== 0) {
    const errors = result.output.split("\n").filter((line) => /error/i.test(line));
    const reason = [...new Set(errors.map((line) => line.replace(/^[\s│]+/, "")))].slice(0, 5).join("; ");
    throw new Error(
      `${reason}\n${command} ${args.join(" ")} exited ${result.status ?? result.signal}:\n${result.output}`,
    );
  }
  return result;
}
