import pc from "picocolors";
import type { BlueprintError } from "../../core/errors";

/** Colours of this run; `--json`, NO_COLOR and a pipe switch them off (picocolors knows all but the first). */
export const colours = pc;

/** An error as a person reads it: what, got, allowed, do, in the words of {@link BlueprintError}. */
export function renderError(error: BlueprintError): string {
  const lines = [`${pc.red("✘")} ${pc.bold(error.what)} ${pc.dim(`[${error.code}]`)}`];
  const rows: [string, string | undefined][] = [
    ["at", error.path],
    ["got", error.got],
    ["allowed", error.allowed],
    ["do", error.fix],
  ];
  for (const [label, value] of rows) {
    if (value !== undefined && value !== "") {
      const [first, ...more] = value.split("\n");
      lines.push(`  ${pc.dim(`${label}:`.padEnd(9))}${first}`, ...more.map((line) => `  ${" ".repeat(9)}${line}`));
    }
  }
  return lines.join("\n");
}
