import { InvalidArgumentError, type Command } from "commander";

/** Options that every command has. */
export interface Json {
  readonly json?: boolean;
}

export function json(command: Command, what = "JSON lines on standard output"): Command {
  return command.option("--json", what);
}

/** A number from the command line, above zero. */
export function amount(value: string): number {
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(value) || Number(value) === 0) {
    throw new InvalidArgumentError("a number above 0 is needed");
  }
  return Number(value);
}

/** A whole number from the command line, from 1 on. */
export function positive(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) {
    throw new InvalidArgumentError("a whole number from 1 on is needed");
  }
  return Number(value);
}

/** A whole number from the command line. */
export function whole(value: string): number {
  if (!/^\d{1,9}$/.test(value)) {
    throw new InvalidArgumentError("a whole number is needed");
  }
  return Number(value);
}
