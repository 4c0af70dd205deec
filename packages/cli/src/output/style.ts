import type { BlueprintError } from "@scs-blueprints/standards/errors";
import pc from "picocolors";

/** What this module asks of standard output or standard error. */
type Stream = Pick<NodeJS.WriteStream, "isTTY" | "columns">;

/** Fewer columns are no terminal that anybody reads: `script` and containers without a size say 0. */
const LEAST_COLUMNS = 20;
/** What a terminal without a size is written for. */
export const USUAL_COLUMNS = 80;

const saysColumns = (stream: Stream): boolean => (stream.columns ?? 0) >= LEAST_COLUMNS;

/** @returns columns to write for: undefined where no terminal is, 80 for a terminal that does not say */
export function columnsOf(stream: Stream): number | undefined {
  if (stream.isTTY !== true) {
    return undefined;
  }
  return saysColumns(stream) ? stream.columns : USUAL_COLUMNS;
}

/**
 * @returns whether one line may be drawn again and again: only where the columns are known. What divides by them, to find how
 * many lines to clear, would clear lines for ever.
 */
export function canAnimate(stream: Stream, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && saysColumns(stream) && env.CI === undefined && env.TERM !== "dumb";
}

/** What decides on colours: the environment and where the two streams go. */
interface ColourSurroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
}

/**
 * @returns whether to colour: never with NO_COLOR, always with FORCE_COLOR, else only where both streams are terminals.
 * `CI` alone asks for nothing: what a pipeline writes into a file is read by programs. (picocolors would colour it.)
 */
export function wantsColours({ env, outIsTerminal, errIsTerminal }: ColourSurroundings): boolean {
  if (env.NO_COLOR) {
    return false;
  }
  return Boolean(env.FORCE_COLOR) || (outIsTerminal && errIsTerminal && env.TERM !== "dumb");
}

/** Colours of this run. */
export const colours = pc.createColors(
  wantsColours({
    env: process.env,
    outIsTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
  }),
);

/** An error as a person reads it: what, got, allowed, do, in the words of {@link BlueprintError}. */
export function renderError(error: BlueprintError): string {
  const lines = [`${colours.red("✘")} ${colours.bold(error.what)} ${colours.dim(`[${error.code}]`)}`];
  const rows: [string, string | undefined][] = [
    ["at", error.path],
    ["got", error.got],
    ["allowed", error.allowed],
    ["do", error.fix],
  ];
  for (const [label, value] of rows) {
    if (value !== undefined && value !== "") {
      const [first, ...more] = value.split("\n");
      lines.push(`  ${colours.dim(`${label}:`.padEnd(9))}${first}`, ...more.map((line) => `  ${" ".repeat(9)}${line}`));
    }
  }
  return lines.join("\n");
}
