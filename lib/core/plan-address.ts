/**
 * The address as it is declared: of a plan's address without the keys of instances, `a.b["c"]`, `a.b[0]`.
 *
 * @internal
 */
export function declaredAddress(address: string): string {
  return address.replace(/\[(?:\d+|"[^"]*")\]/g, "");
}
