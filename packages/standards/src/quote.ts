/** Quotes for POSIX shells, only where it is needed. @internal */
export function shellQuote(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Longest piece of foreign text shown in a message. */
const LONGEST = 80;

/**
 * Foreign text in messages: quoted, control characters and look-alikes escaped, shortened.
 *
 * @internal
 */
export class Quote {
  public static text(text: string): string {
    const shown = text.length > LONGEST ? text.slice(0, LONGEST) : text;
    const escaped = JSON.stringify(shown).replace(
      /[^\x20-\x7e]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    return text.length > LONGEST ? `${escaped}… (${text.length} characters)` : escaped;
  }

  /** A list for a message: at most `most` entries, then how many more. */
  public static list(values: readonly string[], most = 12): string {
    const shown = values.slice(0, most).join(", ");
    return values.length > most ? `${shown} and ${values.length - most} more` : shown;
  }
}
