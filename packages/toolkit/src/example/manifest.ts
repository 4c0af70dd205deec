import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One stack as cdktf's manifest describes it. */
export interface StackEntry {
  readonly name: string;
  readonly constructPath: string;
  /** Absolute; where the engine runs, as cdktf's own command line does it. */
  readonly workingDir: string;
  /** Absolute path of cdk.tf.json. */
  readonly synthesized: string;
  readonly dependencies: readonly string[];
  readonly annotations: readonly { readonly constructPath: string; readonly level: string; readonly message: string }[];
}

interface RawManifest {
  readonly stacks: Record<
    string,
    {
      readonly name: string;
      readonly constructPath: string;
      readonly workingDirectory: string;
      readonly synthesizedStackPath: string;
      readonly dependencies?: string[];
      readonly annotations?: StackEntry["annotations"];
    }
  >;
}

/** Reads manifest.json of a synthesized app. @returns its stacks, each after all it depends on */
export function readManifest(outdir: string): StackEntry[] {
  const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as RawManifest;
  const stacks = Object.values(manifest.stacks).map((stack): StackEntry => ({
    name: stack.name,
    constructPath: stack.constructPath,
    workingDir: join(outdir, stack.workingDirectory),
    synthesized: join(outdir, stack.synthesizedStackPath),
    dependencies: stack.dependencies ?? [],
    annotations: stack.annotations ?? [],
  }));
  return inDependencyOrder(stacks);
}

/** Stable: stacks without an order between them keep the manifest's. cdktf itself refuses cycles. */
export function inDependencyOrder(stacks: readonly StackEntry[]): StackEntry[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const result: StackEntry[] = [];
  const seen = new Set<string>();
  const visit = (stack: StackEntry) => {
    if (seen.has(stack.name)) {
      return;
    }
    seen.add(stack.name);
    for (const name of stack.dependencies) {
      const dependency = byName.get(name);
      if (dependency !== undefined) {
        visit(dependency);
      }
    }
    result.push(stack);
  };
  stacks.forEach(visit);
  return result;
}
