import { spawn } from "node:child_process";
import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { interrupts, interrupted } from "./interrupts";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Run `command` by the shell, with no arguments. @default false */
  readonly shell?: boolean;
  readonly onStdout?: (line: string) => void;
  readonly onStderr?: (line: string) => void;
  /**
   * Write standard output to this file and follow it, in place of a pipe: the child then goes on when this process is
   * killed, where a broken pipe would kill it in the middle of an apply.
   * @default - a pipe
   */
  readonly stdoutFile?: string;
  /** Let it finish when the user asks to stop; only a second Ctrl-C reaches it. @default false */
  readonly patient?: boolean;
  /** @default - none */
  readonly timeoutSeconds?: number;
  /**
   * The child writes its process id here before it becomes the program, so that it is known even when this process is
   * killed in the moment of the start. Not on Windows, which has no `exec`.
   * @default - nowhere
   */
  readonly pidFile?: string;
  /** Called with the process id as soon as it is known. */
  readonly onStart?: (pid: number) => void;
}

export interface RunResult {
  /** Exit code; 128 + n for a signal, as the shell counts. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Turns chunks into lines; the rest without newline comes at the end. */
export class LineSplitter {
  private rest = "";
  private readonly decoder = new StringDecoder("utf8");

  public constructor(private readonly onLine: (line: string) => void) {}

  public write(chunk: Buffer): void {
    const lines = (this.rest + this.decoder.write(chunk)).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      this.onLine(line.replace(/\r$/, ""));
    }
  }

  public end(): void {
    const rest = this.rest + this.decoder.end();
    if (rest !== "") {
      this.onLine(rest);
    }
    this.rest = "";
  }
}

const SIGNAL_NUMBERS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGPIPE: 13, SIGTERM: 15 };

/**
 * Runs a program to its end, line by line, in a process group of its own ({@link interrupts} says why).
 *
 * @throws when it cannot be started, and SCSBP-8091 when it ended after the user asked to stop.
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  interrupts.check();
  return new Promise((resolve, reject) => {
    const file = options.stdoutFile === undefined ? undefined : openSync(options.stdoutFile, "w", 0o600);
    const [program, programArgs] =
      options.pidFile === undefined ? [command, args] : noted(options.pidFile, command, args);
    const child = spawn(program, [...programArgs], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      detached: true,
      stdio: ["ignore", file ?? "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    const outLines = new LineSplitter((line) => {
      stdout += `${line}\n`;
      options.onStdout?.(line);
    });
    const errLines = new LineSplitter((line) => {
      stderr += `${line}\n`;
      options.onStderr?.(line);
    });
    child.stdout?.on("data", (chunk: Buffer) => outLines.write(chunk));
    child.stderr?.on("data", (chunk: Buffer) => errLines.write(chunk));
    const follower = options.stdoutFile === undefined ? undefined : follow(options.stdoutFile, outLines);
    if (child.pid !== undefined) {
      options.onStart?.(child.pid);
    }
    const send = (signal: NodeJS.Signals) => {
      try {
        if (options.shell === true && child.pid !== undefined) {
          process.kill(-child.pid, signal); // the shell's children would not hear of it
        } else {
          child.kill(signal);
        }
      } catch {
        // gone in the meantime
      }
    };
    const forget = interrupts.add({
      patient: options.patient ?? false,
      interrupt: send,
    });
    const timer =
      options.timeoutSeconds === undefined
        ? undefined
        : setTimeout(() => send("SIGKILL"), options.timeoutSeconds * 1000);
    const cleanUp = () => {
      clearTimeout(timer);
      forget();
      follower?.();
      if (file !== undefined) {
        closeSync(file);
      }
      outLines.end();
      errLines.end();
    };
    child.on("error", (error) => {
      cleanUp();
      reject(error);
    });
    child.on("close", (code, signal) => {
      cleanUp();
      const exit = code ?? 128 + (SIGNAL_NUMBERS[signal ?? ""] ?? 0);
      if (interrupts.requested && exit !== 0) {
        reject(interrupted());
      } else {
        resolve({ code: exit, stdout, stderr });
      }
    });
  });
}

/** The command by a shell that writes its process id and then becomes the program. */
function noted(pidFile: string, command: string, args: readonly string[]): [string, readonly string[]] {
  return process.platform === "win32"
    ? [command, args]
    : ["sh", ["-c", 'echo $$ >"$0" && exec "$@"', pidFile, command, ...args]];
}

/** Reads what is appended to a file ten times a second. @returns a function that reads the rest and ends it. */
function follow(path: string, lines: LineSplitter): () => void {
  const input = openSync(path, "r");
  const buffer = Buffer.alloc(65536);
  const drain = () => {
    for (;;) {
      const length = readSync(input, buffer, 0, buffer.length, null);
      if (length === 0) {
        return;
      }
      lines.write(buffer.subarray(0, length));
    }
  };
  const timer = setInterval(drain, 100);
  return () => {
    clearInterval(timer);
    drain();
    closeSync(input);
  };
}
