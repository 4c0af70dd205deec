import type { BlueprintError } from "@scs-blueprints/standards/errors";

/** One piece of work whose progress and time are shown. Steps may overlap. */
export interface Step {
  /** What it does just now; replaces the previous detail. */
  progress(detail: string): void;
  /** A line that stays, belonging to this step: a resource that was made. */
  line(text: string): void;
  done(detail?: string): void;
  skip(why: string): void;
  fail(detail?: string): void;
}

/**
 * All that a command tells. One implementation writes for people, one writes JSON lines: commands never ask which,
 * so that both always tell the same.
 */
export interface Reporter {
  step(id: string, title: string): Step;
  /** A remark. */
  note(text: string): void;
  /** Something that may surprise the user later. */
  warn(text: string): void;
  /** What a person asked for, on standard output: a table, advice. JSON readers get the same as data by `event`. */
  block(text: string): void;
  /** Data for JSON readers only. */
  event(event: string, fields: object): void;
  /** The last word of a command that worked. */
  result(fields: object): void;
  error(error: BlueprintError): void;
  /** Ends every animation, so that nothing overwrites what comes next. */
  stop(): void;
}
