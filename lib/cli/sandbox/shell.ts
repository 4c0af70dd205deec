/** Quotes for POSIX shells, only where it is needed. */
export function shellQuote(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** `export` lines for `eval`; an undefined value becomes `unset`. */
export function exportLines(variables: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(variables)
    .map(([name, value]) => (value === undefined ? `unset ${name}` : `export ${name}=${shellQuote(value)}`))
    .join("\n");
}
