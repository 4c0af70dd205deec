import { refuse } from "./errors";
import { Quote } from "./quote";

/** Milliseconds of a day. */
const DAY = 86_400_000;

/**
 * Points in time as texts, all UTC: `YYYY-MM-DD`, `YYYY-MM-DD hh:mm`, `YYYY-MM-DD hh:mm:ss`, `YYYY-MM-DDThh:mm:ssZ`
 * (the formats that scs-0102 and its test accept). Nothing here reads the clock.
 *
 * @internal
 */
export class UtcTime {
  /** Milliseconds since 1970, or undefined when `text` is in none of the formats or no such day or time exists. */
  public static parse(text: string): number | undefined {
    const match = /^(\d{4})-(\d{2})-(\d{2})(?:(?: (\d{2}):(\d{2})(?::(\d{2}))?)|(?:T(\d{2}):(\d{2}):(\d{2})Z))?$/.exec(
      text,
    );
    if (match === null || text.endsWith("\n")) {
      return undefined;
    }
    const [year, month, day] = [match[1], match[2], match[3]].map(Number) as [number, number, number];
    const hour = Number(match[4] ?? match[7] ?? 0);
    const minute = Number(match[5] ?? match[8] ?? 0);
    const second = Number(match[6] ?? match[9] ?? 0);
    const value = new Date(0);
    value.setUTCFullYear(year, month - 1, day);
    const exists = value.getUTCFullYear() === year && value.getUTCMonth() === month - 1 && value.getUTCDate() === day;
    if (!exists || year === 0 || hour > 23 || minute > 59 || second > 59) {
      return undefined;
    }
    return value.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
  }

  /** As `parse`; also takes what OpenStack and `Date.toISOString` write (fractions of a second). Throws SCSBP-5010. */
  public static require(text: string, what: string): number {
    const value =
      UtcTime.parse(text) ?? UtcTime.parse(text.replace(/\.\d{1,9}(Z?)$/, "$1").replace(/^(.{10})T(.{8})$/, "$1 $2"));
    if (value === undefined) {
      throw refuse("SCSBP-5010", {
        what: `${what} is not a date`,
        got: Quote.text(text),
        allowed: "YYYY-MM-DD, YYYY-MM-DD hh:mm[:ss] or YYYY-MM-DDThh:mm:ssZ, in UTC",
        fix: "pass an existing day in one of these formats",
      });
    }
    return value;
  }

  /** The day of a point in time. */
  public static day(time: number): string {
    return new Date(time).toISOString().slice(0, 10);
  }

  /** `days` later. */
  public static plusDays(time: number, days: number): number {
    return time + days * DAY;
  }

  /** `months` later; the last day of the month where the day does not exist. */
  public static plusMonths(time: number, months: number): number {
    const date = new Date(time);
    const day = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + months);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(day, last));
    return date.getTime();
  }
}
