import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fleet, type FleetFacts, type FleetProps, FleetRenderer, StateStore } from "../../../lib/fleet";
import { App, Cloud, type ScsStack } from "../../../lib/index";
import { TerraformStack, TerraformOutput } from "../../../lib/core/engine";

const made: string[] = [];
afterAll(() => made.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

export const CLOUD = Cloud.fromEnvironment();
export const S3 = StateStore.s3({ bucket: "states", endpoint: "https://s3.example.org" });

/** A fleet in an app of its own, whose output is removed after the tests. */
export class Program {
  public readonly outdir = mkdtempSync(join(tmpdir(), "scs-blueprints-fleet-"));
  public readonly app = new App({ outdir: this.outdir });
  public readonly fleet: Fleet;

  public constructor(props: Partial<FleetProps> = {}) {
    made.push(this.outdir);
    this.fleet = new Fleet(this.app, "shop", { state: S3, ...props });
  }

  public synth(): this {
    this.app.synth();
    return this;
  }

  /** What is read of it, as the command line reads it. */
  public get facts(): FleetFacts {
    return FleetRenderer.read(this.outdir);
  }

  public text(stack: string): string {
    return readFileSync(join(this.outdir, "stacks", stack, "cdk.tf.json"), "utf8");
  }

  public backend(stack: string): Record<string, Record<string, unknown>> {
    return JSON.parse(this.text(stack)).terraform.backend;
  }
}

/** The usual shape: a canary, the rest of development, production with approval. */
export function threeWaves(props: Partial<FleetProps> = {}): Program {
  const program = new Program({ waves: { canary: {}, dev: {}, prod: { approval: true } }, ...props });
  program.fleet.addMatrix({
    clouds: { "cloud-a": { cloud: CLOUD }, "cloud-b": { cloud: CLOUD } },
    environments: { dev: { wave: "dev" }, prod: { wave: "prod" } },
    waves: { "cloud-a-dev": "canary" },
  });
  for (const target of program.fleet.targets) {
    const network = target.stack("network");
    output(network, "id", "42");
    target.stack("app").addDependency(network);
  }
  return program.synth();
}

export function output(stack: ScsStack | TerraformStack, name: string, value: string): TerraformOutput {
  return new TerraformOutput(stack, name, { value });
}
