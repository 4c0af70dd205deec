import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import type { Reporter, Step } from "@scs-blueprints/toolkit";

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
