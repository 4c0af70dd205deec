import { hasTemplate } from "./address";

/** What is known of one attribute of a declared resource. */
export enum ValueState {
  /** Not set. */
  ABSENT = "absent",
  /** Set to a value that is known now. */
  KNOWN = "known",
  /** Set by a reference or expression: known at plan, or only after apply. */
  UNKNOWN = "unknown",
}

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
    return new DeclaredValue(hasTemplate(value) ? ValueState.UNKNOWN : ValueState.KNOWN, value);
  }

  /** A value of a plan, with its mark in `after_unknown`. */
  public static ofPlan(value: unknown, unknown: unknown): DeclaredValue {
    if (hasMark(unknown)) {
      return new DeclaredValue(ValueState.UNKNOWN, value);
    }
    return value === undefined || value === null ? DeclaredValue.ABSENT : new DeclaredValue(ValueState.KNOWN, value);
  }

  /** Whether a string, or any string within, is a Terraform expression. */
  public static hasTemplate(value: unknown): boolean {
    return hasTemplate(value);
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

function hasMark(mark: unknown): boolean {
  return (
    mark === true || (typeof mark === "object" && mark !== null && Object.values(mark).some((each) => hasMark(each)))
  );
}

/** What makes a {@link DeclaredResource}. */
export interface DeclaredResourceProps {
  /** Whether it is a data source: looked up, not made. */
  readonly isData: boolean;
  /** Terraform type, such as `openstack_compute_flavor_v2`. */
  readonly type: string;
  /** Terraform address, unique within the stack or plan. */
  readonly address: string;
  readonly values: Record<string, unknown>;
  /** Marks of what a plan does not know: the same shape as `values`. @default - from cdk.tf.json: templates are unknown */
  readonly unknown?: Record<string, unknown>;
  /** Addresses that each attribute refers to, where the source says so. @default - read from the templates */
  readonly references?: Record<string, string[]>;
  /** @default - not known */
  readonly stack?: string;
  /** @default - not known */
  readonly constructPath?: string;
  /** @default - not known */
  readonly file?: string;
  /** @default - not known */
  readonly line?: number;
}
