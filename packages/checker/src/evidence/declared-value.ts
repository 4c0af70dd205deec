/** What is known of one attribute of a declared resource. */
export enum ValueState {
  /** Not set. */
  ABSENT = "absent",
  /** Set to a value that is known now. */
  KNOWN = "known",
  /** Set by a reference or expression: known at plan, or only after apply. */
  UNKNOWN = "unknown",
}

/** A Terraform template: `${…}`, and not the escape `$${…}`. */
const TEMPLATE = /(?<!\$)(?:\$\$)*\$\{|(?<!%)(?:%%)*%\{/;

/**
 * One attribute of a declared resource, or a part of one.
 */
export class DeclaredValue {
  public static readonly ABSENT = new DeclaredValue(ValueState.ABSENT, undefined);

  /** A value of cdk.tf.json: strings with a template are not known yet. */
  public static ofTemplate(value: unknown): DeclaredValue {
    if (value === undefined || value === null) {
      return DeclaredValue.ABSENT;
    }
    return new DeclaredValue(DeclaredValue.hasTemplate(value) ? ValueState.UNKNOWN : ValueState.KNOWN, value);
  }

  /** A value of a plan, with its mark in `after_unknown`. */
  public static ofPlan(value: unknown, unknown: unknown): DeclaredValue {
    if (DeclaredValue.hasMark(unknown)) {
      return new DeclaredValue(ValueState.UNKNOWN, value);
    }
    return value === undefined || value === null ? DeclaredValue.ABSENT : new DeclaredValue(ValueState.KNOWN, value);
  }

  /** Whether a string, or any string within, is a Terraform expression. */
  public static hasTemplate(value: unknown): boolean {
    if (typeof value === "string") {
      return TEMPLATE.test(value);
    }
    return (
      typeof value === "object" &&
      value !== null &&
      Object.values(value).some((each) => DeclaredValue.hasTemplate(each))
    );
  }

  private static hasMark(mark: unknown): boolean {
    return (
      mark === true ||
      (typeof mark === "object" && mark !== null && Object.values(mark).some((each) => DeclaredValue.hasMark(each)))
    );
  }

  private constructor(
    public readonly state: ValueState,
    /** As it stands there, expressions included. */
    public readonly raw: unknown,
  ) {}

  public get isUnknown(): boolean {
    return this.state === ValueState.UNKNOWN;
  }

  public get isAbsent(): boolean {
    return this.state === ValueState.ABSENT;
  }

  /** The value as text when it is known; numbers and booleans too. */
  public get text(): string | undefined {
    const scalar = ["string", "number", "boolean"].includes(typeof this.raw);
    return this.state === ValueState.KNOWN && scalar ? String(this.raw) : undefined;
  }

  /** The value as a number when it is known and one. */
  public get number(): number | undefined {
    const text = this.text;
    const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : undefined;
  }

  /** Whether it is known to be true. */
  public get isTrue(): boolean {
    return this.text === "true";
  }
}
