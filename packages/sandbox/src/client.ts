import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { findPython, interrupts, packageRoot, type Reporter, run, type Step } from "@scs-blueprints/toolkit";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** What `sandbox` takes as its command. */
export const SANDBOX_COMMANDS = [
  "up",
  "down",
  "status",
  "reset",
  "wipe",
  "env",
  "logs",
  "requests",
  "fault",
  "selftest",
] as const;

/** The end of an `up` that worked. */
export interface SandboxResult {
  readonly home: string;
  readonly mode: string;
  readonly cloudsYaml: string;
  readonly clouds: readonly string[];
  readonly services: readonly { readonly name: string; readonly url?: string; readonly state?: string }[];
}

interface SandboxEvent {
  readonly event: string;
  readonly id?: string;
  readonly title?: string;
  readonly state?: "start" | "progress" | "done" | "skip" | "fail";
  readonly detail?: string;
  readonly code?: string;
  readonly what?: string;
  readonly got?: string;
  readonly allowed?: string;
  readonly do?: string;
}

/** Turns the JSON lines of the sandbox's Python side into steps. */
export class SandboxEvents {
  private readonly steps = new Map<string, Step>();
  /** Lines that are no events: a traceback. */
  private readonly rest: string[] = [];
  private outcome?: SandboxResult;
  private failure?: BlueprintError;

  public constructor(private readonly reporter: Reporter) {}

  public line(line: string): void {
    let event: SandboxEvent;
    try {
      event = JSON.parse(line) as SandboxEvent;
    } catch {
      this.rest.push(line);
      return;
    }
    switch (event.event) {
      case "step":
        this.step(event);
        break;
      case "result":
        this.outcome = event as unknown as SandboxResult;
        break;
      case "error":
        this.failure = new BlueprintError({
          code: (event.code as ErrorCode | undefined) ?? "SCSBP-8050",
          what: event.what ?? "the sandbox failed",
          got: event.got || undefined,
          allowed: event.allowed || undefined,
          fix: event.do || undefined,
        });
        break;
      default:
        this.reporter.event(event.event, event);
    }
  }

  /** @throws what the sandbox said, SCSBP-8050 when it ended without a word. */
  public finish(exitCode: number, stderr: string): SandboxResult | undefined {
    for (const step of this.steps.values()) {
      step.fail(); // begun, and never ended
    }
    this.steps.clear();
    if (this.failure !== undefined) {
      throw this.failure;
    }
    if (exitCode !== 0) {
      throw refuse("SCSBP-8050", {
        what: `the sandbox ended with exit code ${exitCode}`,
        got: `${this.rest.join("\n")}\n${stderr}`.trim().split("\n").slice(-8).join("\n") || undefined,
        fix: "look at npx scs-blueprints sandbox logs, then run again; npx scs-blueprints sandbox wipe begins anew",
      });
    }
    return this.outcome;
  }

  private step(event: SandboxEvent): void {
    const id = event.id ?? event.title ?? "";
    if (event.state === "start") {
      this.steps.set(id, this.reporter.step(`sandbox-${id}`, event.title ?? id));
      return;
    }
    const step = this.steps.get(id) ?? this.reporter.step(`sandbox-${id}`, event.title ?? id);
    if (event.state === "progress") {
      this.steps.set(id, step);
      step.progress(event.detail ?? "");
      return;
    }
    this.steps.delete(id);
    if (event.state === "done") {
      step.done(event.detail);
    } else if (event.state === "skip") {
      step.skip(event.detail ?? "nothing to do");
    } else {
      step.fail(event.detail);
    }
  }
}

/** What `status --json` tells. */
export interface SandboxStatus extends SandboxResult {
  readonly state: string;
}

export interface SandboxClientProps {
  /** @default - the sandbox's own choice: below the XDG cache directory */
  readonly home?: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** The Python side's entry point. @default - python/sandbox.py of this package */
  readonly script?: string;
}

/** Talks to the Python side of the sandbox cloud. */
export class SandboxClient {
  private readonly env: NodeJS.ProcessEnv;
  private readonly script: string;

  public constructor(private readonly props: SandboxClientProps = {}) {
    this.env = { ...(props.env ?? process.env), PYTHONUNBUFFERED: "1" };
    this.script = props.script ?? sandboxFile("sandbox.py");
  }

  /** @returns the status, undefined when there is no sandbox or it cannot tell. */
  public async status(): Promise<SandboxStatus | undefined> {
    const { stdout } = await run(await this.python(), this.args("status", ["--json"]), { env: this.env });
    try {
      const status = JSON.parse(stdout) as SandboxStatus;
      return typeof status.state === "string" ? status : undefined;
    } catch {
      return undefined;
    }
  }

  /** Runs a command that reports events (`up`, `reset`, `down`, …) and shows them as steps. */
  public async follow(
    command: string,
    args: readonly string[],
    reporter: Reporter,
  ): Promise<SandboxResult | undefined> {
    const events = new SandboxEvents(reporter);
    const { code, stderr } = await run(await this.python(), this.args(command, ["--json", ...args]), {
      env: this.env,
      onStdout: (line) => events.line(line),
    });
    return events.finish(code, stderr);
  }

  /** Runs a command and returns what it prints. */
  public async capture(
    command: string,
    args: readonly string[],
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    return run(await this.python(), this.args(command, args), { env: this.env });
  }

  /** Runs a command with the terminal in its hands. @returns its exit code */
  public async passThrough(command: string, args: readonly string[]): Promise<number> {
    const python = await this.python();
    return new Promise((resolve, reject) => {
      const child = spawn(python, this.args(command, args), { env: this.env, stdio: "inherit", detached: true });
      const forget = interrupts.add({ patient: false, interrupt: (signal) => child.kill(signal) });
      child.on("error", reject);
      child.on("close", (code) => {
        forget();
        resolve(code ?? 130);
      });
    });
  }

  private async python(): Promise<string> {
    if (!existsSync(this.script)) {
      throw refuse("SCSBP-8051", {
        got: this.script,
        fix: "install the package anew, or use another cloud: --cloud NAME",
      });
    }
    return (await findPython(this.env)).path;
  }

  private args(command: string, args: readonly string[]): string[] {
    return [this.script, command, ...(this.props.home === undefined ? [] : ["--home", this.props.home]), ...args];
  }
}

/** A file of the Python side. */
export function sandboxFile(...path: string[]): string {
  return join(packageRoot(__dirname), "python", ...path);
}
