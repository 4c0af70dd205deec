/** A stopwatch and the way its result is written: 0.4 s, 12.3 s, 2 min 05 s. */
export class Stopwatch {
  public constructor(
    private readonly clock: () => number = () => performance.now(),
    private readonly started: number = clock(),
  ) {}

  public get seconds(): number {
    return Math.round((this.clock() - this.started) / 100) / 10;
  }

  public toString(): string {
    return formatSeconds(this.seconds);
  }
}

export function formatSeconds(seconds: number): string {
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
