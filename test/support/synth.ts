import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { objectInText } from "../../packages/checker/src/reading/manifest-text";
import { App, Cloud, type CloudContext, ScsStack } from "../../lib/index";

/** One resource or data source of a synthesized stack. */
export interface Synthesized {
  readonly type: string;
  readonly address: string;
  readonly path: string;
  readonly config: Record<string, unknown>;
}

/** A synthesized stack, as Terraform will read it. */
export class SynthesizedStack {
  public constructor(public readonly json: Record<string, unknown>) {}

  public get resources(): Synthesized[] {
    return this.list("resource", "");
  }

  public get dataSources(): Synthesized[] {
    return this.list("data", "data.");
  }

  /** All resources of a type. */
  public all(type: string): Synthesized[] {
    return this.resources.filter((one) => one.type === type);
  }

  /** The only resource of a type, or the only one whose construct path ends like this. */
  public one(type: string, pathEnd = ""): Synthesized {
    const found = this.all(type).filter((one) => one.path.endsWith(pathEnd));
    if (found.length !== 1) {
      throw new Error(
        `${found.length} of ${type} at *${pathEnd}: ${this.all(type)
          .map((one) => one.path)
          .join(", ")}`,
      );
    }
    return found[0]!;
  }

  private list(kind: string, prefix: string): Synthesized[] {
    const block = (this.json[kind] ?? {}) as Record<string, Record<string, Record<string, unknown>>>;
    return Object.entries(block).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, config]) => {
        if (type === "kubectl_manifest") {
          // the object in the text, not counted when configurations are compared
          Object.defineProperty(config, "manifest", { value: objectInText(config["yaml_body"]), configurable: true });
        }
        const metadata = (config["//"] as { metadata?: { path: string } } | undefined)?.metadata;
        return { type, address: `${prefix}${type}.${name}`, path: metadata?.path ?? "", config };
      }),
    );
  }
}

/** Synthesizes a stack `test` whose contents `define` adds, by the engine's own synth, to a directory that is removed. */
export function synth(
  define: (stack: ScsStack, app: App) => void,
  cloud: Cloud = Cloud.fromEnvironment(),
  context?: CloudContext,
): SynthesizedStack {
  const outdir = mkdtempSync(join(tmpdir(), "scs-blueprints-test-"));
  try {
    const app = new App({ outdir });
    define(new ScsStack(app, "test", { cloud, ...(context === undefined ? {} : { context }) }), app);
    app.synth();
    return new SynthesizedStack(JSON.parse(readFileSync(join(outdir, "stacks/test/cdk.tf.json"), "utf8")));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
