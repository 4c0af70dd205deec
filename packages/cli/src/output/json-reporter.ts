import type { BlueprintError } from "@scs-blueprints/standards/errors";
import { Stopwatch } from "./duration";
import type { Reporter, Step } from "@scs-blueprints/toolkit";

/** JSON lines on standard output; the vocabulary is the sandbox's, so that a reader needs only one. */
export class JsonReporter implements Reporter {
  public constructor(private readonly out: (line: string) => void) {}

  public step(id: string, title: string): Step {
    const watch = new Stopwatch();
    const tell = (state: string, detail?: string) => {
      this.event("step", { id, title, state, ...(state === "start" ? {} : { seconds: watch.seconds }), detail });
    };
    tell("start");
    return {
      progress: (detail) => tell("progress", detail),
      line: () => undefined, // told as data by the event it came from
      done: (detail) => tell("done", detail),
      skip: (why) => tell("skip", why),
      fail: (detail) => tell("fail", detail),
    };
  }

  public note(text: string): void {
    this.event("note", { text });
  }

  public warn(text: string): void {
    this.event("warning", { text });
  }

  public block(): void {
    // for people
  }

  public event(event: string, fields: object): void {
    this.out(JSON.stringify({ event, ...fields }));
  }

  public result(fields: object): void {
    this.event("result", { ok: true, ...fields });
  }

  public error(error: BlueprintError): void {
    const { code, what, got, allowed, fix, path } = error;
    this.event("error", { code, what, got, allowed, do: fix, path });
  }

  public stop(): void {
    // nothing moves
  }
}
