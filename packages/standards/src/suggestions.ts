/** Longest text that is compared; what is longer resembles nothing. */
const LONGEST = 64;

/**
 * "Did you mean": known words near a mistyped one.
 *
 * @internal
 */
export class Suggestions {
  /** Up to `most` of `known`, nearest first, each at most half of its own length away. */
  public static nearest(text: string, known: readonly string[], most = 3): string[] {
    if (text.length > LONGEST) {
      return [];
    }
    const wanted = text.toLowerCase();
    return known
      .map((word, index) => ({ word, index, distance: Suggestions.distance(wanted, word.toLowerCase()) }))
      .filter(({ word, distance }) => distance <= Math.max(1, Math.floor(word.length / 2)))
      .sort((a, b) => a.distance - b.distance || a.index - b.index)
      .slice(0, most)
      .map(({ word }) => word);
  }

  /** Number of characters to insert, delete or replace (Levenshtein). */
  public static distance(from: string, to: string): number {
    let row = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let i = 1; i <= from.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= to.length; j += 1) {
        const replaced = (row[j - 1] ?? 0) + (from.charAt(i - 1) === to.charAt(j - 1) ? 0 : 1);
        next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
      }
      row = next;
    }
    return row[to.length] ?? 0;
  }
}
