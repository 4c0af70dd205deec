import { refuse } from "@scs-blueprints/standards/errors";
import { Quote, UtcTime } from "@scs-blueprints/standards/internal";

function day(text: string, what: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || UtcTime.parse(text) === undefined) {
    throw refuse("SCSBP-6224", {
      what: `${what} is not a day`,
      got: Quote.text(text),
      allowed: "an existing day, YYYY-MM-DD, in UTC",
      fix: "correct it",
    });
  }
  return text;
}

/** How long an image stays reachable by its id: `uuid_validity` (scs-0102). */
export class UuidValidity {
  /** As long as it is the current one. */
  public static none(): UuidValidity {
    return new UuidValidity("none");
  }

  /**
   * The last `count` replaced images stay, beside the current one.
   *
   * @throws BlueprintError SCSBP-6224 for less than one
   */
  public static last(count: number): UuidValidity {
    if (!Number.isInteger(count) || count < 1) {
      throw refuse("SCSBP-6224", {
        what: "not a number of images to keep",
        got: String(count),
        allowed: "a whole number, 1 or more",
        fix: "use UuidValidity.none() to keep none",
      });
    }
    return new UuidValidity(`last-${count}`, count);
  }

  /** Until a day at least, that day included. @throws BlueprintError SCSBP-6224 when there is no such day */
  public static until(date: string): UuidValidity {
    return new UuidValidity(day(date, "uuid_validity"), undefined, date);
  }

  /** Until a notice is given: {@link ImageVersion.endsOn}. */
  public static notice(): UuidValidity {
    return new UuidValidity("notice");
  }

  /** As long as the cloud operates. */
  public static forever(): UuidValidity {
    return new UuidValidity("forever");
  }

  /** Reads the value of the property. @throws BlueprintError SCSBP-6224 when it is none */
  public static parse(text: string): UuidValidity {
    const last = /^last-([1-9]\d*)$/.exec(text);
    if (last !== null) {
      return UuidValidity.last(Number(last[1]));
    }
    return ["none", "notice", "forever"].includes(text) ? new UuidValidity(text) : UuidValidity.until(text);
  }

  private constructor(
    /** Value of the property. */
    public readonly value: string,
    /** Replaced images that stay. @default - not by number */
    public readonly count?: number,
    /** Last day. @default - not by day */
    public readonly lastDay?: string,
  ) {}
}

/** Until when an image is offered and renewed under its name: `provided_until` (scs-0102). */
export class ProvidedUntil {
  /** Nothing is promised. */
  public static none(): ProvidedUntil {
    return new ProvidedUntil("none");
  }

  /** Until a notice is given. */
  public static notice(): ProvidedUntil {
    return new ProvidedUntil("notice");
  }

  /** Until a day at least, that day included. @throws BlueprintError SCSBP-6224 when there is no such day */
  public static day(date: string): ProvidedUntil {
    return new ProvidedUntil(day(date, "provided_until"), date);
  }

  /** Reads the value of the property. @throws BlueprintError SCSBP-6224 when it is none */
  public static parse(text: string): ProvidedUntil {
    return ["none", "notice"].includes(text) ? new ProvidedUntil(text) : ProvidedUntil.day(text);
  }

  private constructor(
    /** Value of the property. */
    public readonly value: string,
    /** Last day. @default - none promised */
    public readonly lastDay?: string,
  ) {}
}
