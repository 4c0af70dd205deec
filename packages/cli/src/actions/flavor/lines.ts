/** Longest line that is kept whole, in UTF-16 units: no flavor name is a thousandth of it. */
const LONGEST = 1 << 20;

/**
 * Cuts a stream of UTF-8 into lines, as text tools do: `\n` ends a line, `\r\n` does too, a last line may lack its end,
 * an empty line is a line. A byte order mark at the start is dropped; bytes that are no UTF-8 become U+FFFD; a line of
 * more than 1,048,576 characters is cut there, so that a stream without line ends cannot fill the memory.
 */
export class Lines {
  private readonly decoder = new TextDecoder("utf-8");
  private rest = "";

  /** @returns the lines that are complete now. */
  public push(chunk: Uint8Array | string): string[] {
    const text = typeof chunk === "string" ? chunk : this.decoder.decode(chunk, { stream: true });
    const lines = text.split("\n");
    const last = lines.pop() ?? "";
    if (lines.length === 0) {
      this.keep(last);
      return [];
    }
    lines[0] = this.rest + (lines[0] ?? "");
    this.rest = "";
    this.keep(last);
    return lines.map((line) => Lines.clean(line));
  }

  /** @returns the last line, when it lacked its end. */
  public end(): string[] {
    this.keep(this.decoder.decode());
    const last = this.rest;
    this.rest = "";
    return last === "" ? [] : [Lines.clean(last)];
  }

  private keep(text: string): void {
    // one more than is kept: the `\r` of a line end that may follow
    this.rest = (this.rest + text).slice(0, LONGEST + 1);
  }

  private static clean(line: string): string {
    return (line.endsWith("\r") ? line.slice(0, -1) : line).slice(0, LONGEST);
  }
}
