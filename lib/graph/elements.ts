import { refuse } from "@scs-blueprints/standards/errors";
import { isObject, objectsOf, readJsonObject, textOf, type JsonObject } from "../core/read-json";
import { synthesizedFiles } from "../core/synthesized-files";

const CODE = "SCSBP-7001";
const FIX = "synthesize the app (npx cdktf synth, or run it with tsx), or name its output directory with --out-dir";

/** A reference in an expression: `openstack_x_v2.name` or `data.openstack_x_v2.name`. */
const REFERENCE =
  /(?:^|[^A-Za-z0-9_.-])((?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*)(?:\.outputs\.([A-Za-z_][A-Za-z0-9_-]*))?/g;

/** A stack as it was synthesized. @internal */
export interface StackJson {
  readonly name: string;
  readonly json: JsonObject;
}

/** A resource or look-up of a stack. @internal */
export interface Element {
  /** Unique over all stacks. */
  readonly id: string;
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  /** Without the stack. */
  readonly path?: string;
  readonly values: JsonObject;
}

/** All resources and look-ups of an app, and what refers to what, also over outputs of other stacks. @internal */
export class Elements {
  /** @throws BlueprintError SCSBP-7001 nothing synthesized there; SCSBP-7003 no stack of that name */
  public static fromDirectory(outdir: string, names: readonly string[] = []): Elements {
    const files = synthesizedFiles(outdir, CODE, FIX);
    const unknown = names.find((name) => !files.has(name));
    if (unknown !== undefined) {
      throw refuse("SCSBP-7003", { got: unknown, allowed: [...files.keys()].join(", "), fix: "name one of these" });
    }
    const stacks = [...files]
      .filter(([name]) => names.length === 0 || names.includes(name))
      .map(([name, file]) => ({ name, json: readJsonObject(file, CODE, `the synthesized stack ${name}`, FIX) }));
    return new Elements(stacks);
  }

  public readonly all: readonly Element[];
  private readonly byId: ReadonlyMap<string, Element>;
  private readonly byType: ReadonlyMap<string, readonly Element[]>;

  public constructor(
    public readonly stacks: readonly StackJson[],
    /** Elements that a plan removes. */
    extra: readonly Element[] = [],
  ) {
    this.all = [...stacks.flatMap((stack) => Elements.of(stack)), ...extra].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.byId = new Map(this.all.map((each) => [each.id, each]));
    const byType = new Map<string, Element[]>();
    for (const each of this.all) {
      const key = `${each.isData ? "data." : ""}${each.type}`;
      const others = byType.get(key);
      if (others === undefined) {
        byType.set(key, [each]);
      } else {
        others.push(each);
      }
    }
    this.byType = byType;
  }

  /** Of a type; look-ups are asked for as `data.TYPE`. */
  public ofType(type: string): readonly Element[] {
    return this.byType.get(type) ?? [];
  }

  public find(id: string | undefined): Element | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  /** What an attribute refers to. */
  public references(element: Element, attribute: string): Element[] {
    return this.referencesIn(element.stack, element.values[attribute]);
  }

  /** The first thing that an attribute refers to. */
  public reference(element: Element, attribute: string): Element | undefined {
    return this.references(element, attribute)[0];
  }

  /** What a value refers to, expressions of other stacks' outputs included. */
  public referencesIn(stack: string, value: unknown, depth = 0): Element[] {
    if (typeof value === "string") {
      const start = value.search(/[$%]\{/);
      if (start < 0 || depth > 4) {
        return [];
      }
      return [...value.slice(start).matchAll(REFERENCE)].flatMap(([, address = "", output]) => {
        const found = this.byId.get(Elements.id(stack, address));
        if (output !== undefined && address.startsWith("data.terraform_remote_state.")) {
          return this.output(address, output, depth);
        }
        return found === undefined ? [] : [found];
      });
    }
    if (typeof value === "object" && value !== null) {
      return Object.values(value).flatMap((each) => this.referencesIn(stack, each, depth));
    }
    return [];
  }

  /** cdktf names the look-up of another stack's state `cross-stack-reference-input-STACK`. */
  private output(address: string, output: string, depth: number): Element[] {
    const owner = this.stacks.find(({ name }) => address.endsWith(`-input-${name}`));
    const declared = owner === undefined ? undefined : objectsOf(owner.json, "output").find(([key]) => key === output);
    return owner === undefined || declared === undefined
      ? []
      : this.referencesIn(owner.name, declared[1]["value"], depth + 1);
  }

  /** @internal */
  public static id(stack: string, address: string): string {
    return `${stack}:${address}`;
  }

  private static of(stack: StackJson): Element[] {
    return [["resource", "", false] as const, ["data", "data.", true] as const].flatMap(([section, prefix, isData]) =>
      objectsOf(stack.json, section).flatMap(([type, byName]) =>
        Object.entries(byName).flatMap(([name, body]) =>
          isObject(body) ? [Elements.element(stack.name, `${prefix}${type}.${name}`, type, isData, body)] : [],
        ),
      ),
    );
  }

  private static element(stack: string, address: string, type: string, isData: boolean, body: JsonObject): Element {
    const comment = body["//"];
    const metadata = isObject(comment) && isObject(comment["metadata"]) ? comment["metadata"] : {};
    const path = textOf(metadata, "path");
    const { "//": _, ...values } = body;
    return {
      id: Elements.id(stack, address),
      stack,
      address,
      type,
      isData,
      values,
      ...(path === undefined ? {} : { path: path.startsWith(`${stack}/`) ? path.slice(stack.length + 1) : path }),
    };
  }
}
