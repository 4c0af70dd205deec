import type { BlueprintError } from "@scs-blueprints/standards/errors";
import { formatSeconds, Stopwatch } from "./duration";
import type { Reporter, Step } from "@scs-blueprints/toolkit";
import { colours, renderError } from "./style";

/** One animated line at the bottom of the terminal. */
export interface Spinner {
  /** Shows what `text` returns, asked anew for each frame so that a running time runs. */
  show(text: () => string): void;
  stop(): void;
}

interface ActiveStep {
  readonly title: string;
  readonly watch: Stopwatch;
  detail: string;
}

export interface TextReporterOptions {
  /** Where steps go: standard error, so that `> file` keeps only what was asked for. */
  readonly err: (text: string) => void;
  readonly out: (text: string) => void;
  /** @default - no animation: each step prints a line as it starts and one as it ends */
  readonly spinner?: Spinner;
  /** How often a step without animation repeats its detail. @default 15 */
  readonly heartbeatSeconds?: number;
}

/** For people: an animated line on a terminal, plain lines elsewhere (a CI log, a pipe). */
export class TextReporter implements Reporter {
  private readonly active = new Map<symbol, ActiveStep>();
  private readonly heartbeat: number;

  public constructor(private readonly options: TextReporterOptions) {
    this.heartbeat = options.heartbeatSeconds ?? 15;
  }

  public step(_id: string, title: string): Step {
    const key = Symbol(title);
    const state: ActiveStep = { title, watch: new Stopwatch(), detail: "" };
    this.active.set(key, state);
    let lastBeat = 0;
    if (this.options.spinner === undefined) {
      this.options.err(`${colours.dim("…")} ${title}`);
    }
    this.animate();
    const end = (mark: string, detail: string | undefined, timed: boolean) => {
      if (!this.active.delete(key)) {
        return; // ended before: a failure inside a step that was already told
      }
      const time = timed ? colours.dim(` (${state.watch})`) : "";
      this.persist(`${mark} ${title}${detail ? colours.dim(": ") + detail : ""}${time}`);
    };
    return {
      progress: (detail) => {
        state.detail = detail;
        this.animate();
        if (this.options.spinner === undefined && state.watch.seconds - lastBeat >= this.heartbeat) {
          lastBeat = state.watch.seconds;
          this.options.err(colours.dim(`  ${title}: ${detail} (${formatSeconds(lastBeat)})`));
        }
      },
      line: (text) => this.persist(`  ${text}`),
      done: (detail) => end(colours.green("✔"), detail, true),
      skip: (why) => end(colours.dim("–"), why, false),
      fail: (detail) => end(colours.red("✘"), detail, true),
    };
  }

  public note(text: string): void {
    this.persist(`${colours.dim("ℹ")} ${text}`);
  }

  public warn(text: string): void {
    this.persist(`${colours.yellow("!")} ${text}`);
  }

  public block(text: string): void {
    this.pause(() => this.options.out(text));
  }

  public event(): void {
    // for programs
  }

  public result(): void {
    this.stop();
  }

  public error(error: BlueprintError): void {
    this.persist(renderError(error));
  }

  public stop(): void {
    this.options.spinner?.stop();
  }

  private persist(text: string): void {
    this.pause(() => this.options.err(text));
  }

  private pause(write: () => void): void {
    this.options.spinner?.stop();
    write();
    this.animate();
  }

  /** One line for all that runs: the oldest step with its detail, and how many others there are. */
  private animate(): void {
    const { spinner } = this.options;
    if (spinner === undefined) {
      return;
    }
    const steps = [...this.active.values()];
    const first = steps[0];
    if (first === undefined) {
      spinner.stop();
      return;
    }
    spinner.show(() => {
      const detail = first.detail === "" ? "" : colours.dim(`: ${first.detail}`);
      const others =
        steps.length > 1
          ? colours.dim(
              ` (+ ${steps
                .slice(1)
                .map((step) => step.title)
                .join(", ")})`,
            )
          : "";
      return `${first.title}${detail}${others} ${colours.dim(String(first.watch))}`;
    });
  }
}
