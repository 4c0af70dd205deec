/** What Terraform tells about the holder of a state lock. */
export interface LockInfo {
  readonly id: string;
  /** Whether the rest is of the holder: states over HTTP tell the lock's id only. */
  readonly holderKnown: boolean;
  readonly who: string;
  readonly operation: string;
  readonly created: Date;
  readonly path: string;
}

/** Finds the lock's description in the output of a command that could not get it. */
export function parseLockError(output: string): LockInfo | undefined {
  if (!/acquiring the state lock|state lock/i.test(output)) {
    return undefined;
  }
  const field = (name: string) => new RegExp(`\\b${name}:[ \\t]*(.*)`).exec(output)?.[1]?.trim() ?? "";
  const id = field("ID");
  if (id === "") {
    return undefined;
  }
  // 2026-11-23 13:40:12.123456789 +0000 UTC
  const created = new Date(field("Created").replace(/^(\S+) (\d+:\d+:\d+)(\.\d{1,3})?\d*.*$/, "$1T$2$3Z"));
  const overHttp = /remote state already locked:\s+ID=([\w-]+)/.exec(output.replace(/[│╷╵]/g, " "))?.[1];
  if (overHttp !== undefined) {
    return { id: overHttp, holderKnown: false, who: "", operation: "", created, path: "" }; // the block is our own lock's
  }
  return { id, holderKnown: true, who: field("Who"), operation: field("Operation"), created, path: field("Path") };
}
