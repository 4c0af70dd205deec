import { refuse } from "@scs-blueprints/standards/errors";
import { FlavorBatch, FlavorName, type FlavorSyntax } from "@scs-blueprints/standards";
import { ExitCode } from "../../exit-codes";
import { colours, renderError } from "../../output/style";
import { flavorBatch, rows, writeAll } from "./batch";

export interface FlavorParseOptions {
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
