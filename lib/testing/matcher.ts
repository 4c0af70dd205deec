import { Token } from "../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import { isObject } from "@scs-blueprints/checker/reading";

/** Longest value that a message shows as a whole. */
const LONGEST = 240;

/** Where a pattern and what is there differ. */
export interface Mismatch {
  /** Path within the resource, such as `network[0].port`; empty for the whole. */
  readonly path: string;
  /** What the pattern wants, in words. */
  readonly expected: string;
  /** What is there. */
  readonly got: string;
}

/** Where a comparison stands. */
export interface Place {
  /** Path within the resource so far. */
  readonly path: string;
  /** Whether plain objects of the pattern may have fewer keys than what is there. */
  readonly partial: boolean;
  /** Turns references of constructs in a pattern into what they are synthesized to. */
  readonly resolver: IPatternResolver;
}

/** Turns references of constructs into what a stack synthesizes them to. */
export interface IPatternResolver {
  /** @param value a token, such as `tier.networkId` */
  resolve(value: unknown): unknown;
}

/** A pattern with a rule of its own; extend it for one that {@link Match} does not have. */
export abstract class Matcher {
  private static readonly MARK = Symbol.for("scs-blueprints.Matcher");

  /** Whether `value` is a Matcher, of whichever copy of this library. */
  public static isMatcher(value: unknown): value is Matcher {
    return typeof value === "object" && value !== null && Matcher.MARK in value;
  }

  /** How messages write the pattern. */
  public abstract readonly description: string;

  public constructor() {
    Object.defineProperty(this, Matcher.MARK, { value: true });
  }

  /**
   * Compares.
   *
   * @param actual undefined where the key is not there
   * @returns where it differs; nothing when it meets the pattern
   */
  public abstract test(actual: unknown, place: Place): Mismatch[];
}

/**
 * Compares a pattern of any kind.
 *
 * @throws BlueprintError SCSBP-8505 when the pattern has an undefined value: a misspelt property would go unseen
 * @internal
 */
export function compare(given: unknown, actual: unknown, place: Place): Mismatch[] {
  if (Matcher.isMatcher(given)) {
    return given.test(actual, place);
  }
  const pattern = Token.isUnresolved(given) ? place.resolver.resolve(given) : given;
  if (pattern === undefined) {
    throw refuse("SCSBP-8505", {
      what: "the pattern has an undefined value",
      got: place.path === "" ? "the pattern as a whole" : place.path,
      allowed: "a value, or Match.absent() for a key that is not to be there",
      fix: "correct the expression of that key",
    });
  }
  if (Array.isArray(pattern)) {
    return compareLists(pattern, actual, place);
  }
  if (isObject(pattern)) {
    return compareObjects(pattern, actual, place);
  }
  return Object.is(pattern, actual) ? [] : [{ path: place.path, expected: quote(pattern), got: quote(actual) }];
}

function compareLists(pattern: readonly unknown[], actual: unknown, place: Place): Mismatch[] {
  if (!Array.isArray(actual)) {
    return [{ path: place.path, expected: quote(pattern), got: quote(actual) }];
  }
  const lengths =
    pattern.length === actual.length
      ? []
      : [{ path: place.path, expected: `${pattern.length} elements`, got: `${actual.length}: ${quote(actual)}` }];
  const both = pattern.slice(0, actual.length);
  return [
    ...lengths,
    ...both.flatMap((each, index) => compare(each, actual[index], { ...place, path: `${place.path}[${index}]` })),
  ];
}

function compareObjects(pattern: Readonly<Record<string, unknown>>, actual: unknown, place: Place): Mismatch[] {
  if (!isObject(actual)) {
    return [{ path: place.path, expected: quote(pattern), got: quote(actual) }];
  }
  const at = (key: string) => (place.path === "" ? key : `${place.path}.${key}`);
  const further = place.partial ? [] : Object.keys(actual).filter((key) => !(key in pattern));
  return [
    ...Object.entries(pattern).flatMap(([key, each]) => compare(each, actual[key], { ...place, path: at(key) })),
    ...further.map((key) => ({ path: at(key), expected: "nothing: no further keys", got: quote(actual[key]) })),
  ];
}

/** A value as messages show it. @internal */
export function quote(value: unknown): string {
  const text = written(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

function written(value: unknown): string {
  if (Matcher.isMatcher(value)) {
    return value.description;
  }
  if (Array.isArray(value)) {
    return `[${value.map(written).join(", ")}]`;
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(
      ([key, each]) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${written(each)}`,
    );
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  return value === undefined ? "nothing" : JSON.stringify(value);
}
