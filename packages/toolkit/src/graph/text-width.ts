/** Widths of Helvetica's characters in thousandths of the font size, by class: enough to make boxes that fit. */
const NARROW = new Set("iIjl.,:;'|!()[]{} ftr-/·".split(""));
const WIDE = new Set("mwMW@%—×→".split(""));

/** How wide a text is drawn, on the safe side, without a font at hand. @internal */
export class TextWidth {
  public static of(text: string, size: number, bold = false): number {
    let sum = 0;
    for (const character of text) {
      sum += TextWidth.unit(character);
    }
    return Math.ceil((sum * size * (bold ? 1.13 : 1)) / 1000);
  }

  /** The text, or its beginning and `…`, within a width. */
  public static fit(text: string, size: number, width: number, bold = false): string {
    if (TextWidth.of(text, size, bold) <= width) {
      return text;
    }
    const characters = [...text];
    while (characters.length > 1 && TextWidth.of(`${characters.join("")}…`, size, bold) > width) {
      characters.pop();
    }
    return `${characters.join("").trimEnd()}…`;
  }

  private static unit(character: string): number {
    if (NARROW.has(character)) {
      return 350;
    }
    if (WIDE.has(character)) {
      return 960;
    }
    if (/[A-Z]/.test(character)) {
      return 715;
    }
    return character.charCodeAt(0) > 0x2e80 ? 1000 : 615;
  }
}
