/** Compares dotted versions by their numbers; what follows a `-` or `+` does not count. */
export function compareVersions(a: string, b: string): number {
  const parts = (version: string) =>
    version
      .replace(/[-+].*$/, "")
      .split(".")
      .map(Number);
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) {
      return Math.sign(difference);
    }
  }
  return 0;
}
