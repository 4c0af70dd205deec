import { createHash } from "node:crypto";
import { escape } from "html-escaper";
import { ForeignText } from "./foreign-text";

/** What documents have in common that bring all they need and load nothing. @internal */
export class SelfContainedHtml {
  /** Foreign text, for text and attributes of HTML, SVG and XML. */
  public static text(text: string): string {
    return escape(ForeignText.line(text));
  }

  /** A Content-Security-Policy that lets this one style and this one script in, and nothing else. */
  public static policy(style: string, script: string): string {
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;
  }
}
