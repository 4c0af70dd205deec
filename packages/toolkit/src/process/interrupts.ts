import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";

/** What can be asked to stop: a child process. */
export interface Interruptible {
  /**
   * Whether it is better let finish: it hears only of the second Ctrl-C.
   *
   * An apply is. When terraform is interrupted, the provider drops the requests that are on their way, and what the
   * cloud makes of them is in no state: ports and servers without an owner, and rules that "already exist" next time.
   */
  readonly patient: boolean;
  interrupt(signal: NodeJS.Signals): void;
}

/** npm passes a Ctrl-C on that the terminal already delivered: two within this time are one. */
const SAME_KEYSTROKE_MS = 400;

/**
 * Ctrl-C, SIGTERM and a closed terminal, for the whole process.
 *
 * Children run in process groups of their own, so that a signal reaches them once and by this class only: terraform
 * takes a second SIGINT as the order to drop everything, the state included.
 */
export class Interrupts {
  private readonly running = new Set<Interruptible>();
  private last = -Infinity;
  private times = 0;
  private tell: (times: number, patient: boolean) => void = () => undefined;

  public constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Whether the user wants to stop: nothing new is begun then. */
  public get requested(): boolean {
    return this.times > 0;
  }

  /** @param tell is called for every keystroke, to say what happens; `patient` while an apply is allowed to finish. */
  public listen(tell: (times: number, patient: boolean) => void): void {
    this.tell = tell;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => this.receive(signal));
    }
  }

  public receive(signal: NodeJS.Signals): void {
    const now = this.clock();
    if (now - this.last < SAME_KEYSTROKE_MS) {
      return;
    }
    this.last = now;
    this.times += 1;
    this.tell(
      this.times,
      [...this.running].some((child) => child.patient),
    );
    for (const child of this.running) {
      if (!child.patient || this.times > 1) {
        child.interrupt(signal === "SIGHUP" ? "SIGTERM" : signal);
      }
    }
  }

  /** @throws when the user asked to stop. */
  public check(): void {
    if (this.requested) {
      throw interrupted();
    }
  }

  public add(child: Interruptible): () => void {
    this.running.add(child);
    return () => this.running.delete(child);
  }
}

export function interrupted(): BlueprintError {
  return refuse("SCSBP-8091", { fix: "run the same command again: it goes on from where it stopped" });
}

/** The one of this process: signals are process-wide. */
export const interrupts = new Interrupts();
