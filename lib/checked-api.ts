import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Construct } from "constructs";
import { BlueprintError, inWords, refuse } from "@scs-blueprints/standards/errors";
import { Suggestions } from "@scs-blueprints/standards/internal";

/** A type: a name, `any`, or an object for lists, maps and choices. packages/dev-tools/api-types.mjs writes them. */
type Type = string | { readonly list: Type } | { readonly map: Type } | { readonly oneOf: readonly Type[] };

interface Slot {
  readonly type: Type;
  readonly optional?: boolean;
}

interface Parameter extends Slot {
  readonly name: string;
  readonly rest?: boolean;
}

interface TypeDefinition {
  /** Of an enum: names and values. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** Of props and options. */
  readonly fields?: Readonly<Record<string, Slot>>;
  /** Of a class or a behaviour interface: what an instance has. */
  readonly members?: readonly string[];
  readonly constructor?: readonly Parameter[];
  readonly statics?: Readonly<Record<string, readonly Parameter[]>>;
  readonly methods?: Readonly<Record<string, readonly Parameter[]>>;
  /** What gives one, such as `Image.ubuntu(version)`. */
  readonly makers?: readonly string[];
}

/** Types whose places refuse everything else by codes of their own (SCSBP-2014 to SCSBP-2018). */
const REFUSED_IN_PLACE = new Set(["Port", "Peer", "IConnectable", "SecurityGroup", "ISecurityGroup"]);

/** A public function at work, for messages. */
interface Call {
  /** Such as `new Server` and `Image.ubuntu`. */
  readonly name: string;
  /** Path of the construct. */
  readonly path?: string;
}

/** Above 0 while a public function works: what the library calls itself is type-checked already. */
let depth = 0;

/** Classes, and what is handed out in their place. */
const checkedClasses = new WeakMap<object, object>();

let definitions: Readonly<Record<string, TypeDefinition>> | undefined;

function definitionOf(name: string): TypeDefinition | undefined {
  definitions ??= JSON.parse(readFileSync(join(__dirname, "api-types.json"), "utf8")) as Record<string, TypeDefinition>;
  return Object.hasOwn(definitions, name) ? definitions[name] : undefined;
}

/**
 * The exports of an entry with their arguments checked. Programs run by tsx are not type-checked: without this a slip ends as a
 * TypeError somewhere inside the library, or does nothing. The build calls it at the end of each entry.
 *
 * @internal
 */
export function checkedApi(exports: object): object {
  const result = {};
  for (const name of Object.keys(exports)) {
    Object.defineProperty(result, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = checkedExport((exports as Record<string, unknown>)[name]);
        if (value !== undefined) {
          Object.defineProperty(result, name, { enumerable: true, value }); // asked for once
        }
        return value;
      },
    });
  }
  return Object.defineProperty(result, "__esModule", { value: true });
}

type AnyClass = (new (...args: unknown[]) => object) & Record<string, unknown>;
type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

function checkedExport(value: unknown): unknown {
  if (typeof value !== "function" || !/^class\b/.test(Function.prototype.toString.call(value))) {
    return value;
  }
  let checked = checkedClasses.get(value);
  if (checked === undefined) {
    checked = checkedClass(value as AnyClass);
    checkedClasses.set(value, checked);
  }
  return checked;
}

function checkedClass(original: AnyClass): object {
  const definition = definitionOf(original.name);
  for (const [name, parameters] of Object.entries(definition?.statics ?? {})) {
    checkFunction(original, name, parameters, () => ({ name: `${original.name}.${name}` }));
  }
  for (const [name, parameters] of Object.entries(definition?.methods ?? {})) {
    checkFunction(original.prototype as Record<string, unknown>, name, parameters, (self) => ({
      name: `${original.name}.${name}`,
      ...(Construct.isConstruct(self) ? { path: self.node.path } : {}),
    }));
  }
  const parameters = constructorParameters(original);
  if (parameters === undefined) {
    return original;
  }
  const proxy: AnyClass = new Proxy(original, {
    construct: (target, args, newTarget) => {
      const call = { name: `new ${original.name}`, ...pathOf(args) };
      const actual = newTarget === proxy ? target : newTarget;
      return checkedCall(parameters, args, call, () => {
        checkId(args, call);
        return Reflect.construct(target, args, actual) as object;
      });
    },
  });
  return proxy;
}

/** Of the class, or of the nearest one that it extends. */
function constructorParameters(original: AnyClass): readonly Parameter[] | undefined {
  for (let each: unknown = original; typeof each === "function"; each = Object.getPrototypeOf(each)) {
    const definition = definitionOf(each.name);
    if (definition !== undefined && Object.hasOwn(definition, "constructor")) {
      return definition.constructor as unknown as readonly Parameter[];
    }
  }
  return undefined;
}

/** Replaces a function in its place, so that all copies of the class have it. */
function checkFunction(
  owner: Record<string, unknown>,
  name: string,
  parameters: readonly Parameter[],
  call: (self: unknown) => Call,
): void {
  const original = Object.getOwnPropertyDescriptor(owner, name)?.value as AnyFunction | undefined;
  if (typeof original === "function" && parameters.length > 0) {
    const checked = function (this: unknown, ...args: unknown[]): unknown {
      return checkedCall(parameters, args, call(this), () => original.apply(this, args));
    };
    Object.defineProperty(checked, "name", { value: name });
    Object.defineProperty(owner, name, { value: checked, writable: true, configurable: true, enumerable: false });
  }
}

function checkedCall<T>(parameters: readonly Parameter[], args: readonly unknown[], call: Call, work: () => T): T {
  if (depth > 0) {
    return work();
  }
  parameters.forEach((parameter, index) => {
    const given = parameter.rest === true ? args.slice(index) : args[index];
    checkValue(given, parameter, parameter.name, call);
  });
  depth += 1;
  try {
    return work();
  } catch (error) {
    throw /No stack could be identified/.test((error as Error).message) ? outsideOfAStack(call) : error;
  } finally {
    depth -= 1;
  }
}

/** Of `new X(scope, id)`: the engine refuses the same in words of its own. */
function checkId([scope, id]: readonly unknown[], call: Call): void {
  if (!Construct.isConstruct(scope) || typeof id !== "string") {
    return;
  }
  const taken = scope.node.tryFindChild(id);
  if (id === "" || taken !== undefined) {
    throw refuse(call.path, "SCSBP-1042", {
      what: taken === undefined ? "an id is empty" : `"${id}" is the id of another construct in the same scope`,
      got: `${call.name}(…, ${JSON.stringify(id)})`,
      allowed: "ids that differ within a scope; they are part of resource addresses",
      fix: taken === undefined ? "name what the construct is for" : "choose another id, or another scope",
    });
  }
}

function outsideOfAStack(call: Call): BlueprintError {
  return refuse(call.path, "SCSBP-1043", {
    what: `${call.name} is not within a stack`,
    allowed: "a stack, or a construct in one, as scope",
    fix: "create a ScsStack and pass it as the first argument",
  });
}

/** The path that the construct of `new X(scope, id)` gets. */
function pathOf([scope, id]: readonly unknown[]): { path?: string } {
  return Construct.isConstruct(scope) && typeof id === "string"
    ? { path: `${scope.node.path}/${id}`.replace(/^\//, "") }
    : {};
}

function checkValue(value: unknown, { type, optional }: Slot, place: string, call: Call): void {
  if (value === undefined && (optional === true || type === "any")) {
    return;
  }
  if (typeof type === "string" && REFUSED_IN_PLACE.has(type)) {
    return;
  }
  const definition = typeof type === "string" ? definitionOf(type) : undefined;
  if (!fits(value, type, definition)) {
    refuseValue(value, type, place, call);
  }
  if (isReference(value)) {
    return;
  }
  if (definition?.fields !== undefined) {
    checkFields(value as Record<string, unknown>, definition.fields, place, call);
  } else if (typeof type === "object" && "list" in type) {
    (value as unknown[]).forEach((one, index) => checkValue(one, { type: type.list }, `${place}[${index}]`, call));
  } else if (typeof type === "object" && "map" in type) {
    Object.entries(value as object).forEach(([key, one]) =>
      checkValue(one, { type: type.map, optional: true }, `${place}.${key}`, call),
    );
  }
}

function checkFields(
  value: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, Slot>>,
  place: string,
  call: Call,
): void {
  const below = (name: string) => (place === "props" ? name : `${place}.${name}`);
  const free = Object.keys(fields).filter((name) => value[name] === undefined);
  for (const name of Object.keys(value).filter((each) => !Object.hasOwn(fields, each) && value[each] !== undefined)) {
    const meant = free.find((each) => isMisspelt(name, each));
    if (meant !== undefined) {
      throw refuse(call.path, "SCSBP-1041", {
        what: `${call.name} has no \`${below(name)}\``,
        got: name,
        allowed: Object.keys(fields).join(", "),
        fix: `write ${meant}`,
      });
    }
  }
  for (const [name, slot] of Object.entries(fields)) {
    checkValue(value[name], slot, below(name), call);
  }
}

/** One or two letters of a longer word, its plural, its case. */
function isMisspelt(name: string, known: string): boolean {
  const [a, b] = [name, known].map((each) => each.toLowerCase().replace(/[^a-z0-9]/g, "")) as [string, string];
  return a === b || (Math.min(a.length, b.length) >= 4 && Suggestions.distance(a, b) <= (b.length > 7 ? 2 : 1));
}

/** A value that Terraform knows when it plans or applies. */
function isReference(value: unknown): boolean {
  return typeof value === "object" && value !== null && typeof (value as { resolve?: unknown }).resolve === "function";
}

function fits(value: unknown, type: Type, definition: TypeDefinition | undefined): boolean {
  if (type === "any") {
    return true;
  }
  if (value === undefined || value === null) {
    return false;
  }
  if (typeof type === "object" && "oneOf" in type) {
    return type.oneOf.some((one) => fits(value, one, typeof one === "string" ? definitionOf(one) : undefined));
  }
  if (type === "Construct") {
    return Construct.isConstruct(value);
  }
  if (definition?.members !== undefined) {
    return isInstance(value, type as string, definition.members);
  }
  if (isReference(value)) {
    return true;
  }
  if (definition?.values !== undefined) {
    return Object.values(definition.values).includes(value as string | number);
  }
  if (typeof type === "object" && "list" in type) {
    return Array.isArray(value);
  }
  if (definition !== undefined || typeof type === "object") {
    return typeof value === "object" && !Array.isArray(value);
  }
  return typeof value === type && (type !== "number" || Number.isFinite(value));
}

/** Whether a value has what a class or a behaviour interface has, or is of the class in another copy of the library. */
function isInstance(value: unknown, type: string, members: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  for (let each: unknown = value; each !== null; each = Object.getPrototypeOf(each)) {
    if ((each as object).constructor?.name === type) {
      return true;
    }
  }
  return members.length > 0 && members.every((name) => name in value);
}

function refuseValue(value: unknown, type: Type, place: string, call: Call): never {
  const missing = value === undefined || value === null;
  throw refuse(call.path, "SCSBP-1040", {
    what: missing ? `${call.name} needs \`${place}\`` : `${call.name} cannot take this as \`${place}\``,
    got: inWords(value),
    allowed: inDetail(type),
    fix: missing ? `set ${place}` : `correct ${place}`,
  });
}

/** `a list of INetworkTier`. */
function named(type: Type): string {
  if (typeof type === "string") {
    const primitives: Record<string, string> = {
      string: "text",
      number: "a number",
      boolean: "true or false",
      any: "a value",
      Construct: "a construct, such as a stack",
    };
    return primitives[type] ?? type;
  }
  if ("list" in type) {
    return `a list of ${named(type.list)}`;
  }
  return "map" in type ? `an object with values of ${named(type.map)}` : type.oneOf.map(named).join(" or ");
}

/** The type, and how to get one. */
function inDetail(type: Type): string {
  const definition = typeof type === "string" ? definitionOf(type) : undefined;
  if (typeof type !== "string" || definition === undefined) {
    return named(type);
  }
  if (definition.values !== undefined) {
    return Object.entries(definition.values)
      .map(([name, value]) => `${type}.${name} (${JSON.stringify(value)})`)
      .join(", ");
  }
  if (definition.fields !== undefined) {
    const required = Object.entries(definition.fields).filter(([, slot]) => slot.optional !== true);
    const text = required.map(([name, slot]) => `${name}: ${named(slot.type)}`).join(", ");
    return required.length === 0 ? `an object, ${type}` : `an object, ${type}, with ${text}`;
  }
  const makers = (definition.makers ?? []).slice(0, 4);
  return makers.length === 0 ? named(type) : `${type}, such as ${makers.join(", ")}`;
}
