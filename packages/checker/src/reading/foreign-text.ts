/** Controls but tab and line end, halves of characters, and what has no width or turns the direction of writing. */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Text that a cloud, a plan or a construct brought along, made fit for a report: what cannot be seen is written as an
 * escape, so that a name can neither steer a terminal nor hide within a line.
 *
 * @internal
 */
export class ForeignText {
  /** On one line. */
  public static line(text: string): string {
    return ForeignText.block(text)
      .replace(/\s*\n\s*/g, " ")
      .replaceAll("\t", " ");
  }

  /** Line ends are kept. */
  public static block(text: string): string {
    return text
      .replace(/\r\n/g, "\n")
      .replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  }
}
