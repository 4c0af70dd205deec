import { hasTemplate, isPlainReference, mentionsIn } from "./address";

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

/** What a finding is about. */
export interface FindingSubject {
  /** What it is in words: "flavor", "image", "security group rule", "cloud", "service", or a Terraform type. */
  readonly kind: string;
  /** Path in the construct tree, such as `shop/web/members/1/Resource`. @default - no construct: plan without metadata, live */
  readonly constructPath?: string;
  /** Address in Terraform, such as `openstack_compute_flavor_v2.small`. @default - live */
  readonly address?: string;
  /** Stack. @default - plan, live */
  readonly stack?: string;
  /** Source file that created the construct, relative to the working directory where possible. @default - not known */
  readonly file?: string;
  /** Line in `file`, from 1. @default - not known */
  readonly line?: number;
  /** Cloud that was asked. @default - not live */
  readonly cloud?: string;
  /** Name of the thing in the cloud. @default - it has none */
  readonly name?: string;
  /** Id of the thing in the cloud. @default - not live */
  readonly id?: string;
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

/** A source that knows more of a resource than its values: a plan with the configuration. @internal */
export interface ResourceOrigin {
  /** Whether an unknown part has a value in the end; undefined when the configuration does not settle it. */
  hasValueAt(...path: readonly string[]): boolean | undefined;
  /** What a part takes its value from. */
  sourcesAt(...path: readonly string[]): { readonly address: string }[];
  /** Whether all of a block or attribute is unknown, whoever sets it. */
  isWhollyUnknown(name: string): boolean;
}

/**
 * A resource or data source that a stack declares: the same view for cdk.tf.json and for a plan, so that one evaluator
 * serves both.
 */
export class DeclaredResource {
  /** Addresses that a template mentions. */
  public static referencesIn(value: unknown): string[] {
    return addressesIn(value);
  }

  /**
   * Of an assembly's resource, or of one in a plan, which knows where values come from.
   *
   * @internal
   * @jsii ignore
   */
  public static of(
    { props, origin }: DeclaredResource,
    place: Pick<DeclaredResourceProps, "stack" | "constructPath" | "file" | "line"> = {},
  ): DeclaredResource {
    const made = new DeclaredResource({ ...props, ...place });
    made.origin = origin;
    return made;
  }

  public readonly isData: boolean;
  public readonly type: string;
  public readonly address: string;
  public readonly stack?: string;
  public readonly constructPath?: string;
  /**
   * The source, and the blocks that lead from it to this one.
   *
   * @internal
   * @jsii ignore
   */
  protected origin?: { readonly source: ResourceOrigin; readonly path: readonly string[] };

  public constructor(
    /**
     * @internal
     * @jsii ignore
     */
    protected readonly props: DeclaredResourceProps,
  ) {
    this.isData = props.isData;
    this.type = props.type;
    this.address = props.address;
    this.stack = props.stack;
    this.constructPath = props.constructPath;
  }

  /** All attributes, as they stand there. */
  public get values(): Readonly<Record<string, unknown>> {
    return this.props.values;
  }

  /** One attribute. */
  public attribute(name: string): DeclaredValue {
    return this.valueOf(this.props.values[name], this.props.unknown?.[name]);
  }

  /**
   * Whether an attribute has a value in the end, known or not; undefined when the code does not settle that: a
   * condition or a loop can make it null.
   */
  public hasValue(name: string): boolean | undefined {
    const value = this.attribute(name);
    if (!value.isUnknown) {
      return !value.isAbsent && value.text?.trim() !== "";
    }
    if (this.origin !== undefined) {
      return this.origin.source.hasValueAt(...this.origin.path, name);
    }
    return typeof value.raw === "string" && isPlainReference(value.raw) ? true : undefined;
  }

  /**
   * One attribute; absent where it has no value: an empty text, as the provider writes for what is not set, or what a
   * plan marks as unknown only because the code sets it to null and the provider fills it in.
   */
  public settled(name: string): DeclaredValue {
    return this.hasValue(name) === false ? DeclaredValue.ABSENT : this.attribute(name);
  }

  /** The entry of a map attribute; unknown when the whole map is. */
  public entry(map: string, key: string): DeclaredValue {
    const value = this.props.values[map];
    const unknown = this.props.unknown?.[map];
    if (typeof value === "string" || unknown === true) {
      return this.attribute(map);
    }
    return this.valueOf(member(value, key), member(unknown, key));
  }

  /** A part of a nested attribute; unknown when what it is a part of is. */
  public part(name: string, ...path: (string | number)[]): DeclaredValue {
    let value = this.props.values[name];
    let unknown = this.props.unknown?.[name];
    let isReached = true;
    for (const key of path) {
      isReached = typeof value === "object" && value !== null;
      if (!isReached || unknown === true) {
        break;
      }
      value = member(value, key);
      unknown = member(unknown, key);
    }
    const whole = this.valueOf(value, unknown);
    return whole.isUnknown || isReached ? whole : DeclaredValue.ABSENT;
  }

  /** Known entries of a map attribute, as text. */
  public map(name: string): Record<string, string> {
    const value = this.props.values[name];
    if (typeof value !== "object" || value === null) {
      return {};
    }
    const known = Object.keys(value).flatMap((key): [string, string][] => {
      const text = this.entry(name, key).text;
      return text === undefined ? [] : [[key, text]];
    });
    return Object.fromEntries(known);
  }

  /** Nested blocks of a name, whether they are written as an object or as a list; each with its own attributes. */
  public blocks(name: string): DeclaredResource[] {
    const value = this.props.values[name];
    const unknown = this.props.unknown?.[name];
    const list = Array.isArray(value) ? value : typeof value === "object" && value !== null ? [value] : [];
    return list.map((each: unknown, index) => {
      const mark: unknown = Array.isArray(unknown) ? unknown[index] : unknown;
      const marks = typeof mark === "object" && mark !== null ? (mark as Record<string, unknown>) : {};
      const block = new DeclaredResource({
        ...this.props,
        values: (each ?? {}) as Record<string, unknown>,
        unknown: this.props.unknown === undefined ? undefined : marks,
      });
      block.origin = this.origin && { ...this.origin, path: [...this.origin.path, name] };
      return block;
    });
  }

  /** Whether it is known only later which blocks of a name there are. */
  public areBlocksUnknown(name: string): boolean {
    if (this.props.unknown !== undefined) {
      // a plan does not show dynamic blocks: they look as if the code did not set them
      return this.props.unknown[name] === true || this.origin?.source.isWhollyUnknown(name) === true;
    }
    const { dynamic, [name]: value } = this.props.values;
    return typeof value === "string" || (typeof dynamic === "object" && dynamic !== null && name in dynamic);
  }

  /** Addresses that an attribute refers to; in a plan those of the instances, through variables and outputs of modules. */
  public references(name: string): string[] {
    if (this.origin !== undefined) {
      return this.origin.source.sourcesAt(...this.origin.path, name).map(({ address }) => address);
    }
    return this.props.references?.[name] ?? addressesIn(this.props.values[name]);
  }

  /** Names of attributes of which something is unknown. */
  public get unknownAttributes(): string[] {
    const names = new Set([...Object.keys(this.props.values), ...Object.keys(this.props.unknown ?? {})]);
    return [...names].filter((name) => this.attribute(name).isUnknown);
  }

  /** What it is called in a finding. */
  public subject(kind: string): FindingSubject {
    const name = this.attribute("name").text;
    const { address, constructPath, stack, file, line } = this.props;
    return {
      kind,
      address,
      ...(constructPath === undefined ? {} : { constructPath }),
      ...(stack === undefined ? {} : { stack }),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(name === undefined ? {} : { name }),
    };
  }

  private valueOf(value: unknown, unknown: unknown): DeclaredValue {
    return this.props.unknown === undefined ? DeclaredValue.ofTemplate(value) : DeclaredValue.ofPlan(value, unknown);
  }
}

/** Addresses that the templates in a value mention: all of a text, each once of a list or map. */
function addressesIn(value: unknown): string[] {
  const addresses = mentionsIn(value).map(({ address }) => address);
  return typeof value === "string" ? addresses : [...new Set(addresses)];
}

function member(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}
