import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { packageRoot, findPython, type Reporter, interrupts, run } from "@scs-blueprints/toolkit";
import { SandboxEvents, type SandboxResult } from "./events";

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
