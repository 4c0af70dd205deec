import type { Step } from "@scs-blueprints/toolkit";
import { formatSeconds } from "../output/duration";
import { colours } from "../output/style";
import type { ConstructPaths } from "./construct-paths";
import type { UiMessage } from "./diagnostics";

const DONE: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  delete: "destroyed",
  read: "read",
};
const DOING: Readonly<Record<string, string>> = {
  create: "creating",
  update: "updating",
  delete: "destroying",
  read: "reading",
};

/** One resource whose work ended, for `--json`. */
export interface ResourceEvent {
  readonly address: string;
  readonly path?: string;
  readonly action: string;
  readonly state: "done" | "failed";
  readonly seconds: number;
}

/** Follows an apply: which resources are being worked on, how many are done, and a line for each that is. */
export class ApplyProgress {
  private readonly running = new Map<string, string>();
  private readonly broken: string[] = [];
  private finished = 0;

  public constructor(
    private readonly step: Step,
    private readonly paths: ConstructPaths,
    private readonly total: number,
    private readonly onResource: (event: ResourceEvent) => void,
  ) {}

  public add(message: UiMessage): void {
    const address = message.hook?.resource.addr;
    const action = message.hook?.action ?? "";
    if (address === undefined || action === "read") {
      return;
    }
    switch (message.type) {
      case "apply_start":
        this.running.set(address, action);
        break;
      case "apply_complete":
      case "apply_errored":
        this.end(address, action, message);
        break;
      default:
        return;
    }
    this.tell();
  }

  /** What was being created when the apply was broken off: the cloud may have made it all the same. */
  public get unrecorded(): string[] {
    return [...this.broken].sort();
  }

  /** How many resources were finished. */
  public get count(): number {
    return this.finished;
  }

  private end(address: string, action: string, message: UiMessage): void {
    this.running.delete(address);
    const failed = message.type === "apply_errored";
    const seconds = message.hook?.elapsed_seconds ?? 0;
    if (!failed) {
      this.finished += 1;
    } else if (action === "create") {
      this.broken.push(this.paths.label(address));
    }
    const mark = failed
      ? colours.red("✘")
      : colours.green("+-~"[["create", "delete", "update"].indexOf(action)] ?? "✔");
    const word = failed ? `failed ${DOING[action] ?? action}` : (DONE[action] ?? action);
    const time = seconds >= 1 ? colours.dim(` ${formatSeconds(seconds)}`) : "";
    this.step.line(`${mark} ${this.paths.label(address)} ${colours.dim(word)}${time}`);
    this.onResource({ address, path: this.paths.find(address), action, state: failed ? "failed" : "done", seconds });
  }

  private tell(): void {
    const names = [...this.running].map(
      ([address, action]) => `${DOING[action] ?? action} ${this.paths.find(address) ?? address}`,
    );
    const shown = names.slice(0, 2).join(", ") + (names.length > 2 ? ` and ${names.length - 2} more` : "");
    this.step.progress(`${this.finished}/${this.total}${shown === "" ? "" : ` · ${shown}`}`);
  }
}
