import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../examples");

/** Names of the examples: folders with a cdktf.json. */
export const EXAMPLES = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, "cdktf.json")));

/** Synthesizes an example as its user would: from its own folder, with the compiled library. */
export function synthesize(folder: string, outdir: string, env: Record<string, string> = {}): void {
  const { app } = JSON.parse(readFileSync(join(folder, "cdktf.json"), "utf8")) as { app: string };
  const { status, stderr } = spawnSync(app, {
    cwd: folder,
    shell: true,
    encoding: "utf8",
    env: { ...process.env, CDKTF_OUTDIR: outdir, CI: "1", ...env },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" }); // no warnings of the engine either
}

/** The name and the cdk.tf.json of each stack. */
export function synthesizedTexts(outdir: string): [string, string][] {
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, { synthesizedStackPath: string }>;
  };
  return Object.entries(stacks).map(([name, { synthesizedStackPath }]) => [
    name,
    readFileSync(join(outdir, synthesizedStackPath), "utf8"),
  ]);
}
