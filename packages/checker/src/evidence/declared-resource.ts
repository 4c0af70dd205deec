import type { Resource } from "../assembly/plan";
import type { FindingSubject } from "../report-model";
import { DeclaredValue } from "./declared-value";

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

/** A reference in a template: `${openstack_x_v2.name.id}` or `${data.openstack_x_v2.name.id}`. */
const REFERENCE = /(?:^|[^A-Za-z0-9_.-])((?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*)/g;

/** A template that is one reference and nothing else: `${openstack_x_v2.name.id}`, `${var.group}`. */
const PLAIN = /^\$\{(?!(?:each|local|count|self)\b)[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+|\[(?:\d+|"[^"]*")\])+\}$/;

/**
 * A resource or data source that a stack declares: the same view for cdk.tf.json and for a plan, so that one evaluator
 * serves both.
 */
export class DeclaredResource {
  /** Addresses that a template mentions. */
  public static referencesIn(value: unknown): string[] {
    if (typeof value === "string") {
      if (!DeclaredValue.hasTemplate(value)) {
        return [];
      }
      return [...value.slice(value.search(/[$%]\{/)).matchAll(REFERENCE)].flatMap((match) =>
        match[1] === undefined ? [] : [match[1]],
      );
    }
    if (typeof value === "object" && value !== null) {
      return [...new Set(Object.values(value).flatMap((each) => DeclaredResource.referencesIn(each)))];
    }
    return [];
  }

  /**
   * Of an instance in a plan, which knows where values come from.
   *
   * @internal
   * @jsii ignore
   */
  public static ofPlan(
    resource: Resource,
    place: Pick<DeclaredResourceProps, "stack" | "constructPath" | "file" | "line">,
  ): DeclaredResource {
    const { isData, type, address, values, unknown } = resource;
    const made = new DeclaredResource({ isData, type, address, values, unknown, ...place });
    made.origin = { resource, path: [] };
    return made;
  }

  public readonly isData: boolean;
  public readonly type: string;
  public readonly address: string;
  public readonly stack?: string;
  public readonly constructPath?: string;
  /** The planned instance, and the blocks that lead from it to this one. */
  private origin?: { readonly resource: Resource; readonly path: readonly string[] };

  public constructor(private readonly props: DeclaredResourceProps) {
    this.isData = props.isData;
    this.type = props.type;
    this.address = props.address;
    this.stack = props.stack;
    this.constructPath = props.constructPath;
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
      return this.origin.resource.hasValue(...this.origin.path, name);
    }
    return typeof value.raw === "string" && PLAIN.test(value.raw) ? true : undefined;
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
    return this.valueOf(
      (value as Record<string, unknown> | undefined)?.[key],
      (unknown as Record<string, unknown> | undefined)?.[key],
    );
  }

  /** A part of a nested attribute; unknown when what it is a part of is. */
  public part(name: string, ...path: (string | number)[]): DeclaredValue {
    let value = this.props.values[name];
    let unknown = this.props.unknown?.[name];
    for (const key of path) {
      if (typeof value !== "object" || value === null || unknown === true) {
        break;
      }
      value = (value as Record<string | number, unknown>)[key];
      unknown = (unknown as Record<string | number, unknown> | undefined)?.[key];
    }
    const whole = this.valueOf(value, unknown);
    return path.length === 0 || whole.isUnknown || this.reaches(name, path) ? whole : DeclaredValue.ABSENT;
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
      const block = new DeclaredResource({
        ...this.props,
        values: (each ?? {}) as Record<string, unknown>,
        unknown: this.props.unknown === undefined ? undefined : DeclaredResource.markAt(unknown, index),
      });
      block.origin = this.origin && { ...this.origin, path: [...this.origin.path, name] };
      return block;
    });
  }

  /** Whether it is known only later which blocks of a name there are. */
  public areBlocksUnknown(name: string): boolean {
    if (this.props.unknown !== undefined) {
      // a plan does not show dynamic blocks: they look as if the code did not set them
      return this.props.unknown[name] === true || this.origin?.resource.isWhollyUnknown(name) === true;
    }
    const { dynamic, [name]: value } = this.props.values;
    return typeof value === "string" || (typeof dynamic === "object" && dynamic !== null && name in dynamic);
  }

  /** Addresses that an attribute refers to; in a plan those of the instances, through variables and outputs of modules. */
  public references(name: string): string[] {
    if (this.origin !== undefined) {
      return this.origin.resource.references(...this.origin.path, name).map(({ address }) => address);
    }
    return this.props.references?.[name] ?? DeclaredResource.referencesIn(this.props.values[name]);
  }

  /** All attributes, as they stand there. */
  public get values(): Readonly<Record<string, unknown>> {
    return this.props.values;
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

  /** Whether all that lies above a part holds parts. */
  private reaches(name: string, path: readonly (string | number)[]): boolean {
    let value = this.props.values[name];
    return path.every((key) => {
      const holds = typeof value === "object" && value !== null;
      value = holds ? (value as Record<string | number, unknown>)[key] : undefined;
      return holds;
    });
  }

  private valueOf(value: unknown, unknown: unknown): DeclaredValue {
    return this.props.unknown === undefined ? DeclaredValue.ofTemplate(value) : DeclaredValue.ofPlan(value, unknown);
  }

  private static markAt(unknown: unknown, index: number): Record<string, unknown> {
    const mark: unknown = Array.isArray(unknown) ? unknown[index] : unknown;
    return typeof mark === "object" && mark !== null ? (mark as Record<string, unknown>) : {};
  }
}
