import { isPlainReference, mentionsIn } from "./address";
import { type DeclaredResourceProps, DeclaredValue } from "./declared";

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
 * A resource or data source: the same view for cdk.tf.json and for a plan, so that one reader serves both. Programs see it as
 * what `DeclaredResource` inherits, so the declarations keep it.
 *
 * @jsii ignore
 */
export class Resource {
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

  /**
   * Nested blocks of a name, whether they are written as an object or as a list; each with its own attributes.
   *
   * @internal
   * @jsii ignore
   */
  public blocks(name: string): Resource[] {
    const value = this.props.values[name];
    const unknown = this.props.unknown?.[name];
    const list = Array.isArray(value) ? value : typeof value === "object" && value !== null ? [value] : [];
    return list.map((each: unknown, index) => {
      const mark: unknown = Array.isArray(unknown) ? unknown[index] : unknown;
      const marks = typeof mark === "object" && mark !== null ? (mark as Record<string, unknown>) : {};
      const block = this.like({
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

  /**
   * Another one of the same class.
   *
   * @internal
   * @jsii ignore
   */
  protected like(props: DeclaredResourceProps): Resource {
    return new Resource(props);
  }

  private valueOf(value: unknown, unknown: unknown): DeclaredValue {
    return this.props.unknown === undefined ? DeclaredValue.ofTemplate(value) : DeclaredValue.ofPlan(value, unknown);
  }
}

/** Addresses that the templates in a value mention: all of a text, each once of a list or map. @internal */
export function addressesIn(value: unknown): string[] {
  const addresses = mentionsIn(value).map(({ address }) => address);
  return typeof value === "string" ? addresses : [...new Set(addresses)];
}

function member(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}
