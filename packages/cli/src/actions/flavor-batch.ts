import { FlavorBatch, FlavorName, FlavorSyntax } from "@scs-blueprints/standards";
import { refuse } from "@scs-blueprints/standards/errors";
import { pipeline } from "node:stream/promises";
import { ExitCode } from "../exit-codes";
import { colours, renderError } from "../output/style";

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

/**
 * The batch form: names from `input`, one a line, to one JSON object a line in the same order. As many lines come out as
 * went in, whatever they hold; the verdict on each name is in its row, so the exit code is 0 when all were read.
 *
 * Memory does not grow with the input: what is read is written before more is read.
 */
async function flavorBatch(
  syntax: FlavorSyntax,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<ExitCode> {
  await writeAll(rows(syntax, input, FlavorBatch.line.bind(FlavorBatch)), output);
  return ExitCode.Ok;
}

/** Writes pieces of text as fast as they are taken; that the reader has gone (`… | head`) ends it quietly. */
async function writeAll(pieces: AsyncIterable<string>, output: NodeJS.WritableStream): Promise<void> {
  try {
    await pipeline(pieces, output, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") {
      throw error;
    }
  }
}

/** What `row` makes of each line, a piece for each piece of the input. */
async function* rows(
  syntax: FlavorSyntax,
  input: NodeJS.ReadableStream,
  row: (name: string, syntax: FlavorSyntax) => string,
): AsyncGenerator<string> {
  const lines = new Lines();
  const render = (found: readonly string[]): string => found.map((name) => `${row(name, syntax)}\n`).join("");
  for await (const chunk of input) {
    const text = render(lines.push(chunk as Buffer));
    if (text !== "") {
      yield text;
    }
  }
  const rest = render(lines.end());
  if (rest !== "") {
    yield rest;
  }
}

interface FlavorParseOptions {
  readonly json: boolean;
  readonly syntax: FlavorSyntax;
}

/**
 * `flavor parse [NAME…]`: verdict and facts of each name; without names, of each line of standard input.
 *
 * Names on the command line: exit code 1 when one is not valid. Names from standard input: 0, the verdicts are in the
 * rows.
 */
export async function flavorParse(
  names: readonly string[],
  { json, syntax }: FlavorParseOptions,
  input: NodeJS.ReadStream = process.stdin,
  output: NodeJS.WritableStream = process.stdout,
): Promise<ExitCode> {
  if (names.length === 0 && input.isTTY) {
    throw refuse("SCSBP-8060", {
      what: "no name to read",
      got: "no argument, and standard input is a terminal",
      allowed: "names as arguments, or one a line on standard input",
      fix: "scs-blueprints flavor parse SCS-2V-4, or … flavor parse --json < names.txt",
    });
  }
  if (names.length === 0) {
    return json ? flavorBatch(syntax, input, output) : textBatch(syntax, input, output);
  }
  const lines = names.map((name) => (json ? FlavorBatch.line(name, syntax) : verdict(name, syntax)));
  output.write(`${lines.join("\n")}\n`);
  return names.every((name) => FlavorName.tryParse(name, syntax).ok) ? ExitCode.Ok : ExitCode.Failed;
}

async function textBatch(
  syntax: FlavorSyntax,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<ExitCode> {
  await writeAll(rows(syntax, input, verdict), output);
  return ExitCode.Ok;
}

/** A valid name in words, or why it is none. */
function verdict(text: string, syntax: FlavorSyntax): string {
  const { name, problem } = FlavorName.tryParse(text, syntax);
  if (name === undefined) {
    return problem === undefined ? "" : renderError(problem.toError());
  }
  const normalised = name.canonical === text ? "" : colours.dim(` = ${name.canonical}`);
  return `${colours.green("✔")} ${colours.bold(text)}${normalised}: ${name.explain()}`;
}
