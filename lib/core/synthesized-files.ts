import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { objectsOf, readJsonObject, textOf } from "./read-json";

/**
 * Where an app synthesized its stacks to.
 *
 * @param outdir such as `cdktf.out`: it has `manifest.json`, or `stacks/<name>/cdk.tf.json`
 * @param code of the error when there is none
 * @returns the cdk.tf.json of each stack by the stack's name, in the order of the manifest
 * @internal
 */
export function synthesizedFiles(outdir: string, code: ErrorCode, fix: string): Map<string, string> {
  const manifest = join(outdir, "manifest.json");
  const found = new Map<string, string>();
  if (existsSync(manifest)) {
    const json = readJsonObject(manifest, code, "the manifest of the app", fix);
    for (const [name, stack] of objectsOf(json, "stacks")) {
      found.set(name, join(outdir, textOf(stack, "synthesizedStackPath") ?? join("stacks", name, "cdk.tf.json")));
    }
  } else if (existsSync(join(outdir, "stacks"))) {
    for (const name of readdirSync(join(outdir, "stacks")).sort()) {
      found.set(name, join(outdir, "stacks", name, "cdk.tf.json"));
    }
  }
  if (found.size === 0) {
    throw refuse(code, {
      what: "no synthesized stack",
      got: existsSync(outdir) ? `${outdir}, which has no manifest.json` : `${outdir}, which does not exist`,
      allowed: "the output directory of an app, such as cdktf.out",
      fix,
    });
  }
  return found;
}
