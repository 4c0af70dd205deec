import { Fn, Token } from "./engine";

/**
 * A list that the cloud keeps as a set, and that the provider reads back in the order of its texts: written in that
 * order, each entry once. In any other order each plan would change it.
 *
 * @internal
 */
export function sortedSet(values: readonly string[]): string[] {
  return values.some((value) => Token.isUnresolved(value))
    ? Fn.sort(Fn.distinct([...values]))
    : [...new Set(values)].sort();
}
