/** What this module asks of standard output or standard error. */
export type Stream = Pick<NodeJS.WriteStream, "isTTY" | "columns">;

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
