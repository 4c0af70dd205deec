import { pipeline } from "node:stream/promises";
import { FlavorBatch, FlavorSyntax } from "@scs-blueprints/standards";
import { ExitCode } from "../../exit-codes";
import { Lines } from "./lines";

/**
 * The batch form: names from `input`, one a line, to one JSON object a line in the same order. As many lines come out as
 * went in, whatever they hold; the verdict on each name is in its row, so the exit code is 0 when all were read.
 *
 * Memory does not grow with the input: what is read is written before more is read.
 */
export async function flavorBatch(
  syntax: FlavorSyntax,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<ExitCode> {
  await writeAll(rows(syntax, input, FlavorBatch.line.bind(FlavorBatch)), output);
  return ExitCode.Ok;
}

/** Writes pieces of text as fast as they are taken; that the reader has gone (`… | head`) ends it quietly. */
export async function writeAll(pieces: AsyncIterable<string>, output: NodeJS.WritableStream): Promise<void> {
  try {
    await pipeline(pieces, output, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") {
      throw error;
    }
  }
}

/** What `row` makes of each line, a piece for each piece of the input. */
export async function* rows(
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
