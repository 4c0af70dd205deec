import type { IConstruct } from "constructs";
import type { RequireOptions } from "@scs-blueprints/checker";
import { App, TerraformStack, testingMatchers } from "../core/engine";
import { BlueprintError } from "@scs-blueprints/standards/errors";
import type { Scope } from "@scs-blueprints/standards";
import { Conformance } from "./conformance";
import { Template } from "./template";

/**
 * Matchers for Jest: `import "scs-blueprints/testing/jest"` in a test, or in `setupFilesAfterEnv`. Other runners with
 * `expect.extend` take {@link matchers}.
 */
interface Outcome {
  readonly pass: boolean;
  readonly message: () => string;
}

function templateOf(received: unknown): Template {
  if (received instanceof Template) {
    return received;
  }
  if (TerraformStack.isStack(received)) {
    return Template.fromStack(received);
  }
  if (App.isApp(received)) {
    return Template.fromApp(received);
  }
  throw new TypeError(`a Template, a stack or an app with one stack is needed, not ${typeof received}`);
}

/** What throws a BlueprintError of these codes has not held; anything else is the test's own mistake. */
function outcome(assert: () => void, otherwise: string, codes: readonly string[]): Outcome {
  try {
    assert();
    return { pass: true, message: () => otherwise };
  } catch (error) {
    if (BlueprintError.isBlueprintError(error) && codes.includes(error.code)) {
      return { pass: false, message: () => error.message };
    }
    throw error;
  }
}

/** A class of bindings, as cdktf's own matchers take it. */
interface BoundType {
  readonly tfResourceType: string;
}

/**
 * What cdktf's matcher of the same name says of what only it takes: the text that `Testing.synth` returns, and a class of
 * bindings. Jest keeps one matcher of a name, and projects that `cdktf init` made use cdktf's.
 */
function byCdktf(kind: "resource" | "data source", received: unknown, type: string | BoundType): Outcome | undefined {
  if (typeof received !== "string" || typeof type === "string") {
    return undefined;
  }
  const { getToHaveResourceWithProperties, getToHaveDataSourceWithProperties, returnMatcherToJest } = testingMatchers;
  const matcher = kind === "resource" ? getToHaveResourceWithProperties() : getToHaveDataSourceWithProperties();
  return returnMatcherToJest(matcher(received, type));
}

const NOT_THERE = ["SCSBP-8501", "SCSBP-8504"];

/** For `expect.extend`. */
export const matchers = {
  toHaveResource(received: unknown, type: string, props: Record<string, unknown> = {}): Outcome {
    const cdktfs = byCdktf("resource", received, type);
    if (cdktfs !== undefined) {
      return cdktfs;
    }
    const template = templateOf(received);
    let found = "";
    try {
      template.hasNoResource(type, props);
    } catch (error) {
      found = error instanceof Error ? error.message : String(error);
      if (!(BlueprintError.isBlueprintError(error) && error.code === "SCSBP-8502")) {
        throw error; // a misspelt type would make `.not` hold
      }
    }
    return outcome(() => template.hasResource(type, props), found, NOT_THERE);
  },
  toHaveResourceCount(received: unknown, type: string, count: number, props: Record<string, unknown> = {}): Outcome {
    const template = templateOf(received);
    const otherwise = `${template.name} has just ${count} ${type}`;
    return outcome(() => template.resourceCountIs(type, count, props), otherwise, NOT_THERE);
  },
  toHaveDataSource(received: unknown, type: string, props: Record<string, unknown> = {}): Outcome {
    const cdktfs = byCdktf("data source", received, type);
    if (cdktfs !== undefined) {
      return cdktfs;
    }
    const template = templateOf(received);
    template.dataSourceCountIs(type, Object.keys(template.findDataSources(type)).length); // refuses a misspelt type
    const found = Object.keys(template.findDataSources(type, props)).join(", ");
    return outcome(() => template.hasDataSource(type, props), `${template.name} has ${found}`, NOT_THERE);
  },
  toHaveOutput(received: unknown, name: string, props: Record<string, unknown> = {}): Outcome {
    const template = templateOf(received);
    return outcome(() => template.hasOutput(name, props), `${template.name} has the output ${name}`, NOT_THERE);
  },
  toBeCompliantWith(received: IConstruct, scope: Scope, options: RequireOptions = {}): Outcome {
    const otherwise = `${received.node.path || "the app"} violates nothing of ${scope.title}`;
    return outcome(() => Conformance.of(received).meets(scope, options), otherwise, ["SCSBP-4030"]);
  },
};

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Jest's types are extended this way
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- Jest's own
    interface Matchers<R, T = {}> {
      /** A stack, app or Template has a resource of the type that meets the pattern. */
      toHaveResource(type: string, props?: Record<string, unknown>): R;
      /** It has so many resources of the type, or so many that meet the pattern. */
      toHaveResourceCount(type: string, count: number, props?: Record<string, unknown>): R;
      /** It has a look-up of the type that meets the pattern. */
      toHaveDataSource(type: string, props?: Record<string, unknown>): R;
      /** It has an output of the name that meets the pattern. */
      toHaveOutput(name: string, props?: Record<string, unknown>): R;
      /** No mandatory rule of the scope is violated by the code. */
      toBeCompliantWith(scope: Scope, options?: RequireOptions): R;
    }
  }
}

const { expect } = globalThis as { expect?: { extend?: (own: typeof matchers) => void } };
expect?.extend?.(matchers);
