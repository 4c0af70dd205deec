import { shellQuote } from "@scs-blueprints/standards/internal";

/** `export` lines for `eval`; an undefined value becomes `unset`. */
export function exportLines(variables: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(variables)
    .map(([name, value]) => (value === undefined ? `unset ${name}` : `export ${name}=${shellQuote(value)}`))
    .join("\n");
}
