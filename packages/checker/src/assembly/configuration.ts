import { isObject, listOf, objectsOf, type JsonObject } from "../reading/read-json";
import { modulesOf, stepsOf, type Step } from "./address";

/** A resource or data source that an expression takes its value from. @internal */
export interface Target {
  /** As declared: with the modules it lies in, without the keys of instances. */
  readonly address: string;
  /** Names of the modules it lies in. */
  readonly modules: readonly string[];
  /** Its address within these: `a_b.c`, `data.a_b.c`. */
  readonly name: string;
  /** The key of its own instance, where the code writes one: `0`, `"web"`. @default - none, or computed */
  readonly key?: string;
  /** Keys of the modules on the way, where the code writes one; by the number of modules before it. */
  readonly moduleKeys: readonly (string | undefined)[];
  /** The expression names all instances (a splat), not one of them. */
  readonly isWhole: boolean;
}

/** What the configuration says of a value, whatever it will be. @internal */
export interface Source {
  readonly targets: readonly Target[];
  /** It is made of constants, variables of the root module and keys alone: a plan knows it. */
  readonly isKnown: boolean;
  /** It cannot be null. False where the configuration does not settle it. */
  readonly isCertain: boolean;
}

const OPAQUE: Source = { targets: [], isKnown: false, isCertain: false };
const KEY: Source = { targets: [], isKnown: true, isCertain: true };

/** One module of the configuration, with the call that made it. */
interface Module {
  readonly json: JsonObject;
  /** Names of the modules it lies in, and its own. */
  readonly path: readonly string[];
  readonly parent?: Module;
  readonly call?: JsonObject;
  readonly resources: ReadonlyMap<string, JsonObject>;
  readonly children: ReadonlyMap<string, Module>;
  readonly settled: Map<unknown, Source>;
}

/** Values of a resource's or a module call's own loop, for `each.value`. */
type Loop = JsonObject | undefined;

/**
 * The configuration as a plan shows it: expressions by the names that they mention, followed through module variables
 * and outputs to any depth. A plan does not show locals: what comes from one is not settled.
 *
 * @internal
 */
export class Configuration {
  private readonly root?: Module;
  private readonly variables: JsonObject;

  /** @param plan what `terraform show -json` writes */
  public constructor(plan: JsonObject) {
    const configuration = isObject(plan["configuration"]) ? plan["configuration"] : {};
    this.root = isObject(configuration["root_module"]) ? readModule(configuration["root_module"], []) : undefined;
    this.variables = isObject(plan["variables"]) ? plan["variables"] : {};
  }

  /** Names of the modules that the root module calls. */
  public get calls(): string[] {
    return [...(this.root?.children.keys() ?? [])];
  }

  /** What the code sets of a resource, by attribute and block; undefined when the plan does not show it. */
  public expressions(address: string): JsonObject | undefined {
    const resource = this.resource(address)?.resource;
    return resource === undefined ? undefined : isObject(resource["expressions"]) ? resource["expressions"] : {};
  }

  /** Where a part of a resource gets its value from; undefined when the code does not set it. */
  public source(address: string, ...path: readonly string[]): Source | undefined {
    const found = this.resource(address);
    const expressions = this.expressions(address);
    if (found === undefined || expressions === undefined) {
      return OPAQUE;
    }
    const [first = "", ...within] = path;
    if (within.length > 0 && !(first in expressions)) {
      return OPAQUE; // a plan does not show dynamic blocks
    }
    const parts = partsAt(expressions, path);
    return parts.length === 0 ? undefined : union(parts.map((part) => this.settle(part, found.module, found.resource)));
  }

  /** The value of an expression of a provider or module call; undefined when it is known only later. */
  public valueOf(expression: unknown, modules: readonly string[]): { readonly value: unknown } | undefined {
    if (!isObject(expression)) {
      return undefined;
    }
    const constant = constantOf(expression);
    if (constant !== undefined) {
      return constant;
    }
    const [path, ...others] = pathsOf(expression);
    const module = this.module(modules);
    const [first, name, ...rest] = stepsOf(path ?? "");
    if (module === undefined || others.length > 0 || first?.name !== "var" || name === undefined || rest.length > 0) {
      return undefined;
    }
    if (module.parent === undefined) {
      const variable = this.variables[name.name];
      return isObject(variable) && "value" in variable ? { value: variable["value"] } : undefined;
    }
    const given = isObject(module.call?.["expressions"]) ? module.call["expressions"][name.name] : undefined;
    return given === undefined
      ? { value: defaultOf(module, name.name) }
      : this.valueOf(given, module.path.slice(0, -1));
  }

  private module(names: readonly string[]): Module | undefined {
    return names.reduce<Module | undefined>((module, name) => module?.children.get(name), this.root);
  }

  private resource(address: string): { readonly module: Module; readonly resource: JsonObject } | undefined {
    const steps = stepsOf(address);
    const names = modulesOf(steps).map(({ name }) => name);
    const module = this.module(names);
    const own = steps
      .slice(names.length * 2)
      .map(({ name }) => name)
      .join(".");
    const resource = module?.resources.get(own);
    return module === undefined || resource === undefined ? undefined : { module, resource };
  }

  /** Of an attribute's expression, or of all expressions of a block. */
  private settle(expression: unknown, module: Module, loop: Loop): Source {
    const known = module.settled.get(expression);
    if (known !== undefined) {
      return known;
    }
    module.settled.set(expression, OPAQUE); // until it is known: no way leads in a circle
    const source = this.follow(expression, module, loop);
    module.settled.set(expression, source);
    return source;
  }

  private follow(expression: unknown, module: Module, loop: Loop): Source {
    if (!isObject(expression)) {
      return OPAQUE;
    }
    const constant = constantOf(expression);
    if (constant !== undefined) {
      return { targets: [], isKnown: true, isCertain: constant.value !== null };
    }
    const paths = pathsOf(expression);
    if (paths.length === 0) {
      return OPAQUE; // a function without arguments, such as timestamp()
    }
    const plain = plainPath(paths);
    if (plain !== undefined) {
      return this.followPath(plain.path, plain.isIndexed, module, loop);
    }
    const sources = paths.map((path) => this.followPath(path, false, module, loop));
    return { ...union(sources), isCertain: false };
  }

  private followPath(path: string, isIndexed: boolean, module: Module, loop: Loop): Source {
    const steps = stepsOf(path);
    const [first, second, third, ...rest] = steps;
    switch (first?.name) {
      case "path":
      case "terraform":
      case "tofu":
      case "count":
        return KEY;
      case "each":
        return second?.name === "key" ? KEY : this.ofLoop(module, loop);
      case "var":
        return second === undefined
          ? OPAQUE
          : this.ofVariable(second, third === undefined ? [] : [third, ...rest], module);
      case "module":
        return second === undefined
          ? OPAQUE
          : this.ofModule(second, third, rest, module.children.get(second.name), isIndexed);
      case "data":
        return third === undefined
          ? OPAQUE
          : target(module, ["data", second?.name ?? "", third.name], third.key, rest, isIndexed);
      case undefined:
      case "local":
      case "self":
      case "ephemeral":
        return OPAQUE;
      default:
        return first === undefined || second === undefined || !module.resources.has(`${first.name}.${second.name}`)
          ? OPAQUE
          : target(module, [first.name, second.name], second.key, steps.slice(2), isIndexed);
    }
  }

  /** One of the values of a loop: which one is not told. */
  private ofLoop(module: Module, loop: Loop): Source {
    const expression = loop?.["for_each_expression"];
    if (expression === undefined) {
      return OPAQUE;
    }
    // the loop's own expression knows nothing of `each`
    return { ...this.settle(expression, module, undefined), isCertain: false };
  }

  private ofVariable(name: Step, rest: readonly Step[], module: Module): Source {
    if (module.parent === undefined) {
      const variable = this.variables[name.name];
      const value = fieldAt(isObject(variable) ? variable["value"] : undefined, name.key, rest);
      return { targets: [], isKnown: true, isCertain: value !== undefined && value !== null };
    }
    const call = module.call ?? {};
    const given = isObject(call["expressions"]) ? call["expressions"][name.name] : undefined;
    if (given === undefined) {
      const value = fieldAt(defaultOf(module, name.name), name.key, rest);
      return { targets: [], isKnown: true, isCertain: value !== undefined && value !== null };
    }
    if (name.key === undefined && rest.length === 0) {
      return this.settle(given, module.parent, call);
    }
    const plain = isObject(given) ? plainPath(pathsOf(given)) : undefined;
    if (plain !== undefined && !plain.isIndexed && name.key === undefined) {
      // the variable is a whole module or object of the caller: its field is one there
      const path = [plain.path, ...rest.map((step) => step.name + (step.key === undefined ? "" : `[${step.key}]`))];
      return this.followPath(path.join("."), false, module.parent, call);
    }
    const constant = isObject(given) ? constantOf(given) : undefined;
    if (constant !== undefined) {
      const value = fieldAt(constant.value, name.key, rest);
      return { targets: [], isKnown: true, isCertain: value !== undefined && value !== null };
    }
    return { ...this.settle(given, module.parent, call), isCertain: false };
  }

  /** An output; without its name (`module.m[each.key].id`) any of them. */
  private ofModule(
    name: Step,
    output: Step | undefined,
    rest: readonly Step[],
    child: Module | undefined,
    isIndexed: boolean,
  ): Source {
    if (child === undefined) {
      return OPAQUE;
    }
    const outputs = objectsOf(child.json, "outputs").filter(([each]) => output === undefined || each === output.name);
    if (outputs.length === 0) {
      return OPAQUE;
    }
    const source = union(outputs.map(([, each]) => this.settle(each["expression"], child, undefined)));
    const depth = child.path.length - 1;
    const isOne = output !== undefined || isIndexed;
    return {
      targets: source.targets.map((each) => ({ ...each, moduleKeys: withKey(each.moduleKeys, depth, name.key) })),
      isKnown: source.isKnown,
      isCertain: source.isCertain && isOne && output?.key === undefined && rest.length === 0,
    };
  }
}

function readModule(json: JsonObject, path: readonly string[], parent?: Module, call?: JsonObject): Module {
  const children = new Map<string, Module>();
  const module: Module = {
    json,
    path,
    parent,
    call,
    resources: new Map(listOf(json, "resources").map((each) => [String(each["address"]), each])),
    children,
    settled: new Map(),
  };
  for (const [name, each] of objectsOf(json, "module_calls")) {
    if (isObject(each["module"])) {
      children.set(name, readModule(each["module"], [...path, name], module, each));
    }
  }
  return module;
}

/** The references of an expression without those that are the beginning of the one before: `a.b.id`, `a.b`. */
function pathsOf(expression: JsonObject): string[] {
  const references = Array.isArray(expression["references"]) ? expression["references"].map(String) : [];
  const paths: string[] = [];
  for (const each of references) {
    const last = paths.at(-1);
    if (last === undefined || !(last === each || last.startsWith(`${each}.`) || last.startsWith(`${each}[`))) {
      paths.push(each);
    }
  }
  return paths;
}

/** One path alone, or one with a computed index: `a.b[each.key].id` is told as `a.b`, `each.key`. */
function plainPath(paths: readonly string[]): { readonly path: string; readonly isIndexed: boolean } | undefined {
  const [path, index, ...others] = paths;
  if (path === undefined || others.length > 0) {
    return undefined;
  }
  if (index === undefined) {
    return { path, isIndexed: false };
  }
  const steps = stepsOf(path);
  const isBare = steps.length === (steps[0]?.name === "data" ? 3 : 2) && steps.at(-1)?.key === undefined;
  const isObjectOfInstances = isBare && !["var", "local", "each", "count"].includes(steps[0]?.name ?? "");
  return isObjectOfInstances && /^(?:each\.(?:key|value)|count\.index|var\.)/.test(index)
    ? { path, isIndexed: true }
    : undefined;
}

function target(
  module: Module,
  names: readonly string[],
  key: string | undefined,
  rest: readonly Step[],
  isIndexed: boolean,
): Source {
  const modules = module.path;
  const name = names.join(".");
  const address = [...modules.map((each) => `module.${each}`), name].join(".");
  const isWhole = !isIndexed && key === undefined && rest.length === 0;
  return {
    targets: [{ address, modules, name, key, moduleKeys: [], isWhole }],
    isKnown: false,
    // an id is never null; which attribute an indexed instance gives is not told
    isCertain: rest.length === 0 || (rest.length === 1 && rest[0]?.name === "id"),
  };
}

/** Expressions at a path of blocks and attributes; a block may be there several times. */
function partsAt(expressions: unknown, path: readonly string[]): JsonObject[] {
  if (Array.isArray(expressions)) {
    return expressions.flatMap((each) => partsAt(each, path));
  }
  if (!isObject(expressions)) {
    return [];
  }
  const [name, ...rest] = path;
  if (isExpression(expressions)) {
    return [expressions];
  }
  return name === undefined
    ? Object.values(expressions).flatMap((each) => partsAt(each, []))
    : name in expressions
      ? partsAt(expressions[name], rest)
      : [];
}

/** An expression's constant value. Of JSON configuration a plan gives the expression's text as one: `"${a_b.c.id}"`. */
function constantOf(expression: JsonObject): { readonly value: unknown } | undefined {
  const { constant_value: value, references } = expression;
  const isText = references !== undefined || (typeof value === "string" && /[$%]\{/.test(value));
  return "constant_value" in expression && !isText ? { value } : undefined;
}

function isExpression(value: JsonObject): boolean {
  return "constant_value" in value || Array.isArray(value["references"]) || Object.keys(value).length === 0;
}

function union(sources: readonly Source[]): Source {
  return {
    targets: sources.flatMap(({ targets }) => targets),
    isKnown: sources.every(({ isKnown }) => isKnown),
    isCertain: sources.every(({ isCertain }) => isCertain),
  };
}

function withKey(
  keys: readonly (string | undefined)[],
  depth: number,
  key: string | undefined,
): (string | undefined)[] {
  return key === undefined
    ? [...keys]
    : Array.from({ ...keys, length: Math.max(keys.length, depth + 1), [depth]: key });
}

function defaultOf(module: Module, name: string): unknown {
  const variables = isObject(module.json["variables"]) ? module.json["variables"] : {};
  const variable = variables[name];
  return isObject(variable) ? variable["default"] : undefined;
}

function fieldAt(value: unknown, key: string | undefined, rest: readonly Step[]): unknown {
  const fields = [
    ...(key === undefined ? [] : [key]),
    ...rest.flatMap((step) => [step.name, ...(step.key === undefined ? [] : [step.key])]),
  ];
  return fields.reduce<unknown>(
    (at, field) =>
      typeof at === "object" && at !== null ? (at as Record<string, unknown>)[field.replace(/^"|"$/g, "")] : undefined,
    value,
  );
}
