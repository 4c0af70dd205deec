import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vectors from "../data/scs-flavor-name-vectors.json";
import { e2eEnvironment, userEnv } from "./support/environment";

const NAMES = vectors.vectors.map((each) => each.name).filter((name) => !/[\r\n]/.test(name));

interface Batch {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly seconds: number;
  readonly peakMiB: number;
}

/** Feeds names to the command as another program would: through pipes. */
async function batch(count: number): Promise<Batch> {
  const started = performance.now();
  const child = spawn(process.execPath, ["packages/cli/dist/main.js", "flavor", "parse", "--json"], {
    cwd: e2eEnvironment().clone,
    env: userEnv(),
    stdio: ["pipe", "pipe", "inherit"],
  });
  let peakMiB = 0;
  const look = setInterval(() => {
    const status = readStatus(child.pid ?? 0);
    peakMiB = Math.max(peakMiB, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }, 20);
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const feed = (async () => {
    for (let sent = 0; sent < count; sent += 1000) {
      const block = Array.from({ length: 1000 }, (_, index) => NAMES[(sent + index) % NAMES.length]).join("\n");
      if (!child.stdin.write(`${block}\n`)) {
        await once(child.stdin, "drain");
      }
    }
    child.stdin.end();
  })();
  const [code] = (await once(child, "close")) as [number | null];
  await feed;
  clearInterval(look);
  const seconds = (performance.now() - started) / 1000;
  return { code, lines: Buffer.concat(chunks).toString("utf8").split("\n").slice(0, -1), seconds, peakMiB };
}

function readStatus(pid: number): string {
  try {
    return readFileSync(join("/proc", String(pid), "status"), "utf8");
  } catch {
    return ""; // it has ended
  }
}

describe("flavor parse --json, as other tools use it", () => {
  test("100,000 names in less than three seconds, one row each, in order", async () => {
    const runs = [await batch(100_000), await batch(100_000)];
    for (const { code, lines } of runs) {
      expect(code).toBe(0);
      expect(lines).toHaveLength(100_000);
      const wrong = lines.findIndex(
        (line, index) => (JSON.parse(line) as { name: string }).name !== NAMES[index % NAMES.length],
      );
      expect(wrong).toBe(-1);
    }
    expect(Math.min(...runs.map((each) => each.seconds))).toBeLessThan(3);
  });

  test("memory does not grow with the input", async () => {
    const small = await batch(50_000);
    const large = await batch(500_000);
    expect(large.lines).toHaveLength(500_000);
    expect(large.peakMiB).toBeLessThan(small.peakMiB + 60);
    expect(large.peakMiB).toBeLessThan(250);
  });
});
