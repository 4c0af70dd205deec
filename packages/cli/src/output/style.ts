import pc from "picocolors";
import type { BlueprintError } from "@scs-blueprints/standards/errors";

/** What decides on colours: the environment and where the two streams go. */
export interface ColourSurroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
}

/**
 * @returns whether to colour: never with NO_COLOR, always with FORCE_COLOR, else only where both streams are terminals.
 * `CI` alone asks for nothing: what a pipeline writes into a file is read by programs. (picocolors would colour it.)
 */
export function wantsColours({ env, outIsTerminal, errIsTerminal }: ColourSurroundings): boolean {
  if (env.NO_COLOR) {
    return false;
  }
  return Boolean(env.FORCE_COLOR) || (outIsTerminal && errIsTerminal && env.TERM !== "dumb");
}

/** Colours of this run. */
export const colours = pc.createColors(
  wantsColours({
    env: process.env,
    outIsTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
  }),
);

/** An error as a person reads it: what, got, allowed, do, in the words of {@link BlueprintError}. */
export function renderError(error: BlueprintError): string {
  const lines = [`${colours.red("✘")} ${colours.bold(error.what)} ${colours.dim(`[${error.code}]`)}`];
  const rows: [string, string | undefined][] = [
    ["at", error.path],
    ["got", error.got],
    ["allowed", error.allowed],
    ["do", error.fix],
  ];
  for (const [label, value] of rows) {
    if (value !== undefined && value !== "") {
      const [first, ...more] = value.split("\n");
      lines.push(`  ${colours.dim(`${label}:`.padEnd(9))}${first}`, ...more.map((line) => `  ${" ".repeat(9)}${line}`));
    }
  }
  return lines.join("\n");
}
