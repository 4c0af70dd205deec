import { refuse } from "@scs-blueprints/standards/errors";
import { compare, Matcher, quote, type Mismatch, type Place } from "./matcher";

/**
 * Patterns for the assertions of a {@link Template}. A plain value is a pattern too: within `objectLike`, objects may have
 * more keys than the pattern, and lists are compared as a whole.
 *
 * @example
 * const template = Template.fromStack(stack);
 * new ProjectNetwork(stack, "shop", { cidr: "10.8.0.0/20", tiers: ["web"] });
 * Template.fromStack(stack).hasResource("openstack_networking_subnet_v2", {
 *   cidr: Match.stringLikeRegexp("^10\\.8\\."),
 *   gateway_ip: Match.absent(),
 * });
 */
export class Match {
  /** An object with at least these keys; objects within may have more keys, too. */
  public static objectLike(pattern: Record<string, unknown>): Matcher {
    return new LiteralMatcher("objectLike", pattern, true);
  }

  /** An object with these keys and no others, at every depth. */
  public static objectEquals(pattern: Record<string, unknown>): Matcher {
    return new LiteralMatcher("objectEquals", pattern, false);
  }

  /** A list that has each of these elements, in any order and among others; two patterns never share an element. */
  public static arrayWith(patterns: unknown[]): Matcher {
    return new ArrayWithMatcher(patterns);
  }

  /** A list of just these elements in this order; objects within have no further keys. */
  public static arrayEquals(patterns: unknown[]): Matcher {
    return new LiteralMatcher("arrayEquals", patterns, false);
  }

  /** The key is not there. */
  public static absent(): Matcher {
    return new AbsentMatcher();
  }

  /** The key is there, whatever its value. */
  public static anyValue(): Matcher {
    return new AnyValueMatcher();
  }

  /**
   * A text that has a match of the regular expression.
   *
   * @throws BlueprintError SCSBP-8505 when it is none
   */
  public static stringLikeRegexp(pattern: string): Matcher {
    return new RegexpMatcher(pattern);
  }

  /** Anything but this. A key that is not there counts as such. */
  public static not(pattern: unknown): Matcher {
    return new NotMatcher(pattern);
  }

  /**
   * A reference to an attribute of a resource or a look-up.
   *
   * @param type Terraform's type, such as `openstack_networking_network_v2`; with `data.` in front for a look-up
   * @param attribute such as `id`. Default: any
   */
  public static referenceTo(type: string, attribute?: string): Matcher {
    return new ReferenceMatcher(type, attribute);
  }
}

class LiteralMatcher extends Matcher {
  public constructor(
    private readonly name: string,
    private readonly pattern: Record<string, unknown> | unknown[],
    private readonly partial: boolean,
  ) {
    super();
  }

  public get description(): string {
    return `${this.name}(${quote(this.pattern)})`;
  }

  public test(actual: unknown, place: Place): Mismatch[] {
    return compare(this.pattern, actual, { ...place, partial: this.partial });
  }
}

class ArrayWithMatcher extends Matcher {
  public constructor(private readonly patterns: readonly unknown[]) {
    super();
  }

  public get description(): string {
    return `arrayWith(${quote(this.patterns)})`;
  }

  public test(actual: unknown, place: Place): Mismatch[] {
    if (!Array.isArray(actual)) {
      return [{ path: place.path, expected: "a list", got: quote(actual) }];
    }
    const results = this.patterns.map((pattern) =>
      actual.map((each, index) => compare(pattern, each, { ...place, path: `${place.path}[${index}]` })),
    );
    const owner = new Map<number, number>();
    const missing = this.patterns.flatMap((pattern, index) =>
      this.assign(index, results, owner) ? [] : [{ pattern, index }],
    );
    return missing.map(({ pattern, index }) => ({
      path: place.path,
      expected: `an element like ${quote(pattern)}`,
      got: nearest(results[index] ?? [], actual),
    }));
  }

  /** Gives a pattern an element of its own, moving earlier patterns to other elements where that helps. */
  private assign(
    pattern: number,
    results: readonly (readonly Mismatch[][])[],
    owner: Map<number, number>,
    tried = new Set<number>(),
  ): boolean {
    for (const [element, mismatches] of (results[pattern] ?? []).entries()) {
      if (mismatches.length === 0 && !tried.has(element)) {
        tried.add(element);
        const before = owner.get(element);
        if (before === undefined || this.assign(before, results, owner, tried)) {
          owner.set(element, pattern);
          return true;
        }
      }
    }
    return false;
  }
}

function nearest(results: readonly Mismatch[][], actual: readonly unknown[]): string {
  const best = results.filter((each) => each.length > 0).sort((a, b) => a.length - b.length)[0];
  const objects = actual.some((each) => typeof each === "object");
  return objects && best !== undefined
    ? `${quote(actual)}; nearest: ${best.map(({ path, expected, got }) => `${path} is ${got}, not ${expected}`).join("; ")}`
    : quote(actual);
}

class AbsentMatcher extends Matcher {
  public readonly description = "absent()";

  public test(actual: unknown, { path }: Place): Mismatch[] {
    return actual === undefined ? [] : [{ path, expected: "nothing: the key is not to be there", got: quote(actual) }];
  }
}

class AnyValueMatcher extends Matcher {
  public readonly description = "anyValue()";

  public test(actual: unknown, { path }: Place): Mismatch[] {
    return actual === undefined || actual === null ? [{ path, expected: "any value", got: quote(actual) }] : [];
  }
}

class RegexpMatcher extends Matcher {
  private readonly regexp: RegExp;

  public constructor(pattern: string) {
    super();
    try {
      this.regexp = new RegExp(pattern);
    } catch (error) {
      throw refuse("SCSBP-8505", {
        what: "this is no regular expression",
        got: `${JSON.stringify(pattern)}: ${error instanceof Error ? error.message : String(error)}`,
        fix: "correct it; a backslash is written twice in a JavaScript string",
      });
    }
  }

  public get description(): string {
    return `stringLikeRegexp(${JSON.stringify(this.regexp.source)})`;
  }

  public test(actual: unknown, { path }: Place): Mismatch[] {
    return typeof actual === "string" && this.regexp.test(actual)
      ? []
      : [{ path, expected: `a text like ${String(this.regexp)}`, got: quote(actual) }];
  }
}

class NotMatcher extends Matcher {
  public constructor(private readonly pattern: unknown) {
    super();
  }

  public get description(): string {
    return `not(${quote(this.pattern)})`;
  }

  public test(actual: unknown, place: Place): Mismatch[] {
    return compare(this.pattern, actual, place).length > 0
      ? []
      : [{ path: place.path, expected: `anything but ${quote(this.pattern)}`, got: quote(actual) }];
  }
}

class ReferenceMatcher extends Matcher {
  public constructor(
    private readonly type: string,
    private readonly attribute: string | undefined,
  ) {
    super();
  }

  public get description(): string {
    return `referenceTo(${[this.type, this.attribute].filter((each) => each !== undefined).join(", ")})`;
  }

  public test(actual: unknown, { path }: Place): Mismatch[] {
    const [, address = "", attribute] =
      typeof actual === "string" ? (/^\$\{([\w.-]+?)(?:\.([\w-]+))?\}$/.exec(actual) ?? []) : [];
    const type = address
      .split(".")
      .slice(0, address.startsWith("data.") ? 2 : 1)
      .join(".");
    return type === this.type && (this.attribute === undefined || attribute === this.attribute)
      ? []
      : [
          {
            path,
            expected: `a reference to ${this.type}${this.attribute === undefined ? "" : `'s ${this.attribute}`}`,
            got: quote(actual),
          },
        ];
  }
}
