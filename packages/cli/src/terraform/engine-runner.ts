import { Plan, type Stack, State } from "@scs-blueprints/checker/assembly";
import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { chmodSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { type Engine, run, type RunResult } from "@scs-blueprints/toolkit";
import type { ConstructPaths } from "./construct-paths";
import {
  renderAdvice,
  renderDiagnostics,
  tellDiagnostic,
  type ToldDiagnostic,
  parseMessage,
  type UiMessage,
} from "./diagnostics";
import { PlanSummary } from "./plan-changes";

export interface EngineRunnerProps {
  readonly engine: Engine;
  readonly env: NodeJS.ProcessEnv;
  readonly stack: Stack;
  readonly paths: ConstructPaths;
  /** @default - the engine's, 10 */
  readonly parallelism?: number;
  readonly starts: EngineStarts;
}

/** Hears of each start of the engine, before and after. */
export interface EngineStarts {
  /** @returns where the engine's process is to write its id */
  aboutToStart(program: string): string;
  started(pid: number): void;
}

/** A plan on disk. */
export interface SavedPlan {
  readonly summary: PlanSummary;
  /** False when there is nothing to do, outputs included. */
  readonly changed: boolean;
  readonly warnings: readonly ToldDiagnostic[];
}

const UNREADABLE = "SCSBP-8044";
const NEWER = "use a Terraform or OpenTofu 1.x that `doctor` accepts, or update scs-blueprints";

/** What makes an apply outlive a Ctrl-C and the death of this process. */
interface ApplyOptions {
  readonly stdoutFile?: string;
  readonly patient?: boolean;
}

/** A command that failed, before anyone decided what it means. */
export class EngineFailure extends Error {
  public constructor(
    public readonly output: string,
    public readonly diagnostics: readonly ToldDiagnostic[],
    public readonly exitCode: number,
  ) {
    super(output);
  }

  public toBlueprintError(code: ErrorCode, what: string, engine: Engine, fix?: string): BlueprintError {
    const errors = this.diagnostics.filter((one) => one.severity === "error");
    return refuse(code, {
      what,
      got:
        errors.length > 0
          ? renderDiagnostics(errors)
          : this.output.trim().split("\n").slice(-8).join("\n") ||
            `${engine.name} ended with exit code ${this.exitCode}`,
      fix: renderAdvice(errors) ?? fix,
    });
  }
}

/** Runs terraform or tofu for one stack, in the stack's working directory, and reads its machine-readable output. */
export class EngineRunner {
  private readonly planFile: string;

  public constructor(private readonly props: EngineRunnerProps) {
    this.planFile = join(props.stack.workingDir, ".scs-blueprints.tfplan");
  }

  /** Plans into a file. @throws EngineFailure */
  public async plan(options: {
    readonly destroy?: boolean;
    readonly onMessage?: (message: UiMessage) => void;
  }): Promise<SavedPlan> {
    const summary = new PlanSummary();
    const diagnostics: ToldDiagnostic[] = [];
    const result = await this.json(
      [
        "plan",
        "-input=false",
        "-json",
        "-detailed-exitcode",
        "-lock-timeout=10s",
        `-out=${this.planFile}`,
        ...this.parallelism,
        ...(options.destroy === true ? ["-destroy"] : []),
      ],
      diagnostics,
      (message) => {
        summary.add(message);
        options.onMessage?.(message);
      },
      [0, 2],
    );
    if (existsSync(this.planFile)) {
      chmodSync(this.planFile, 0o600); // it holds the values of sensitive variables
    }
    return { summary, changed: result.code === 2, warnings: diagnostics };
  }

  /** Applies the plan of the last {@link plan}. @throws EngineFailure */
  public async apply(onMessage: (message: UiMessage) => void): Promise<readonly ToldDiagnostic[]> {
    const diagnostics: ToldDiagnostic[] = [];
    await this.json(
      ["apply", "-input=false", "-json", "-lock-timeout=10s", ...this.parallelism, this.planFile],
      diagnostics,
      onMessage,
      [0],
      { stdoutFile: join(this.props.stack.workingDir, ".scs-blueprints.apply.jsonl"), patient: true },
    );
    return diagnostics;
  }

  /** The state. @throws EngineFailure, or BlueprintError SCSBP-8044 when it is of a format that is not known here */
  public async state(): Promise<State> {
    return State.fromText(await this.show(), "show -json", { code: UNREADABLE, fix: NEWER });
  }

  /** The plan of the last {@link plan}. Throws as {@link state}. */
  public async planned(): Promise<Plan> {
    return Plan.fromText(await this.show(this.planFile), "show -json", { unreadable: UNREADABLE, fix: NEWER });
  }

  private async show(...file: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.start(["show", "-json", ...file], {});
    const line = stdout.split("\n").find((text) => text.startsWith("{"));
    if (code !== 0 || line === undefined) {
      throw new EngineFailure(`${stdout}${stderr}`, [], code);
    }
    return line;
  }

  /** `init`, in plain words: only newer engines have it as JSON. */
  public async init(extra: readonly string[] = [], onLine?: (line: string) => void): Promise<RunResult> {
    return this.start(["init", "-input=false", "-no-color", "-lock-timeout=10s", ...extra], { onStdout: onLine });
  }

  public async forceUnlock(id: string): Promise<boolean> {
    return (await this.start(["force-unlock", "-force", id], {})).code === 0;
  }

  /** Removes the plan: it holds secrets and serves once. */
  public discardPlan(): void {
    rmSync(this.planFile, { force: true });
  }

  private get parallelism(): string[] {
    return this.props.parallelism === undefined ? [] : [`-parallelism=${this.props.parallelism}`];
  }

  private async json(
    args: readonly string[],
    diagnostics: ToldDiagnostic[],
    onMessage: (message: UiMessage) => void,
    good: readonly number[],
    options: ApplyOptions = {},
  ): Promise<RunResult> {
    const rest: string[] = [];
    const onStdout = (line: string) => {
      const message = parseMessage(line);
      if (message === undefined) {
        rest.push(line);
      } else if (message.type === "diagnostic" && message.diagnostic !== undefined) {
        diagnostics.push(tellDiagnostic(message.diagnostic, this.props.paths));
      } else {
        onMessage(message);
      }
    };
    const result = await this.start(args, { ...options, onStdout });
    if (!good.includes(result.code)) {
      throw new EngineFailure(`${rest.join("\n")}\n${result.stderr}`.trim(), diagnostics, result.code);
    }
    return result;
  }

  private start(
    args: readonly string[],
    options: ApplyOptions & { readonly onStdout?: (line: string) => void },
  ): Promise<RunResult> {
    const { engine, env, stack, starts } = this.props;
    const pidFile = starts.aboutToStart(engine.path);
    return run(engine.path, args, {
      cwd: stack.workingDir,
      env,
      pidFile,
      onStart: (pid) => starts.started(pid),
      ...options,
    });
  }
}
