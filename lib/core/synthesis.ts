import type { IConstruct } from "constructs";
import { KeptSynthesis } from "@scs-blueprints/checker/internal";
import {
  App,
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformOutput,
  TerraformStack,
  Tokenization,
} from "./engine";

type Json = { [key: string]: unknown };

/** Of the engine's stack, what only the stack itself sees. */
interface StackInternals {
  readonly rawOverrides: Json;
  readonly cdktfVersion: string;
}

/** The versions of the engine whose synthesis this one was held against. */
const KNOWN_ENGINE = /^0\.21\./;
const RESOLVER = new DefaultTokenResolver(new StringConcat());

/**
 * Synthesis of a stack with each value resolved once. The result is the engine's own, byte for byte: tests hold that
 * over all examples, references between stacks, aspects, Lazy values, iterators, overrides, `moved` and `import`.
 *
 * The engine resolves each value three times: before synthesis, to find references between stacks; for the fragments;
 * and all of it once more when they are merged. `SCS_BLUEPRINTS_SYNTH=engine` in the environment leaves everything to
 * the engine, and so does an engine of another version.
 *
 * @internal
 */
export class Synthesis {
  /**
   * The engine's `prepareStack` finds references between stacks: with one stack there are none.
   *
   * @param engine the engine's own
   */
  public static prepare(stack: TerraformStack, engine: () => void): void {
    if (isOff(stack) || !isAlone(stack)) {
      engine();
    } else {
      stack.ensureBackendExists();
    }
  }

  /**
   * What the stack is as JSON.
   *
   * @param engine the engine's own
   * @param prepare the engine's `prepareStack`
   */
  public static toTerraform(stack: TerraformStack, engine: () => unknown, prepare: () => void): unknown {
    if (isOff(stack)) {
      return engine();
    }
    const before = stack.node.findAll().length;
    const elements = elementsOf(stack);
    const fragments = elements.map((element) => resolve(stack, element.toTerraform()) as Json);
    if (stack.node.findAll().length !== before) {
      // A Lazy value defined something: the engine's first pass is there for such.
      prepare();
      return engine();
    }
    const config: Json = { "//": { metadata: metadataOf(stack, elements), outputs: outputsOf(elements) } };
    fragments.forEach((fragment) => merge(config, fragment));
    const { rawOverrides } = internals(stack);
    merge(config, rawOverrides);
    // What came out of `resolve` once would come out the same again; overrides have not been through it.
    for (const key of ["//", ...Object.keys(rawOverrides)].filter((each) => each in config)) {
      config[key] = resolve(stack, config[key]);
    }
    KeptSynthesis.note(stack, config);
    return config;
  }
}

const internals = (stack: TerraformStack) => stack as unknown as StackInternals;

function isOff(stack: TerraformStack): boolean {
  return process.env["SCS_BLUEPRINTS_SYNTH"] === "engine" || !KNOWN_ENGINE.test(internals(stack).cdktfVersion);
}

function isAlone(stack: TerraformStack): boolean {
  const { root } = stack.node;
  return App.isApp(root) && root.node.findAll().filter((each) => TerraformStack.isStack(each)).length === 1;
}

function resolve(scope: TerraformStack, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: RESOLVER, preparing: false });
}

/** All elements but those of stacks within. */
function elementsOf(node: IConstruct, into: TerraformElement[] = []): TerraformElement[] {
  if (TerraformElement.isTerraformElement(node)) {
    into.push(node);
  }
  node.node.children.filter((child) => !TerraformStack.isStack(child)).forEach((child) => elementsOf(child, into));
  return into;
}

function metadataOf(stack: TerraformStack, elements: readonly TerraformElement[]): Json {
  const { cdktfVersion, rawOverrides } = internals(stack);
  const overrides = Object.keys(rawOverrides);
  const metadata: Json = {
    version: cdktfVersion,
    stackName: stack.node.id,
    backend: "local",
    ...(overrides.length > 0 ? { overrides: { stack: overrides } } : {}),
  };
  for (const element of elements) {
    const own = element.toMetadata() as Json;
    if (Object.values(own).some((value) => value !== undefined)) {
      merge(metadata, resolve(stack, own) as Json);
    }
  }
  return metadata;
}

/** Names of outputs by the paths of their constructs. */
function outputsOf(elements: readonly TerraformElement[]): Json {
  const outputs: Json = {};
  for (const output of elements.filter((one) => TerraformOutput.isTerraformOutput(one))) {
    const parts = output.node.path.split("/");
    merge(outputs, parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), output.friendlyUniqueId) as Json);
  }
  return outputs;
}

/** Objects are merged, lists joined, anything else replaced; `undefined` removes. */
function merge(target: Json, source: Json): void {
  for (const [key, value] of Object.entries(source)) {
    const there = target[key];
    if (value === undefined) {
      Reflect.deleteProperty(target, key);
    } else if (Array.isArray(value)) {
      target[key] = Array.isArray(there) ? [...there, ...value] : value;
    } else if (typeof value !== "object" || value === null || Tokenization.isResolvable(value)) {
      target[key] = value;
    } else {
      const into = typeof there === "object" ? there : {};
      target[key] = into;
      merge(into as Json, value as Json);
    }
  }
}
