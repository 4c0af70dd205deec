/** Names of a program, made fit for data; for text there is SelfContainedHtml. @internal */
export class Visible {
  /** As data: what cannot be seen is written as an escape, and nothing ends a script element around it. */
  public static json(value: unknown, indent?: number): string {
    return JSON.stringify(value, null, indent).replace(
      /[<\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  }
}
