import { escape as escapeHtml } from "html-escaper";
import { ForeignText } from "../../core/foreign-text";

/** Names of a program, made fit for a document. @internal */
export class Visible {
  /** For text and attributes of SVG, HTML and XML. */
  public static text(text: string): string {
    return escapeHtml(ForeignText.line(text));
  }

  /** As data within a script element. */
  public static json(value: unknown): string {
    return JSON.stringify(value)
      .replaceAll("<", "\\u003c")
      .replaceAll("\u2028", "\\u2028")
      .replaceAll("\u2029", "\\u2029");
  }
}
