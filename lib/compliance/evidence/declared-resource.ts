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

  public readonly isData: boolean;
  public readonly type: string;
  public readonly address: string;
  public readonly stack?: string;
  public readonly constructPath?: string;

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
    return list.map(
      (each: unknown, index) =>
        new DeclaredResource({
          ...this.props,
          values: (each ?? {}) as Record<string, unknown>,
          unknown: this.props.unknown === undefined ? undefined : DeclaredResource.markAt(unknown, index),
        }),
    );
  }

  /** Addresses that an attribute refers to. */
  public references(name: string): string[] {
    return this.props.references?.[name] ?? DeclaredResource.referencesIn(this.props.values[name]);
  }

  /** The same, with the references of its attribute `from` also under `name`: plans note those of a block as a whole. */
  public withReferences(name: string, from: string): DeclaredResource {
    const references = { ...this.props.references, [name]: this.references(from) };
    return new DeclaredResource({ ...this.props, references });
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
