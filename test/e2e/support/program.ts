import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./repository";
import { type RunResult, run, succeed } from "./run";
import { plannedChanges, plannedSteps } from "./terraform";

/**
 * A program of a test's own, as an example folder of the copy of the repository, on the suite's sandbox. What changes
 * from day to day comes in by the variable `DAY`, which the program reads as JSON.
 */
export class Program {
  /** An example, as its user would copy it; later days are edits of its text. */
  public static ofExample(name: string): Program {
    return new Program(name, readFileSync(join(repository.example(name), "main.ts"), "utf8"));
  }

  public readonly folder: string;

  /**
   * @param stack id of the program's stack, which names its folder too
   * @param env variables beside the sandbox's, such as another clouds.yaml
   */
  public constructor(
    private readonly stack: string,
    private readonly source: string,
    private readonly env: Record<string, string> = {},
  ) {
    this.folder = repository.example(`e2e-${stack}`);
    mkdirSync(this.folder, { recursive: true });
    cpSync(join(repository.example("quickstart"), "cdktf.json"), join(this.folder, "cdktf.json"));
    writeFileSync(join(this.folder, "main.ts"), source);
  }

  public get stackDir(): string {
    return join(this.folder, "cdktf.out", "stacks", this.stack);
  }

  /** Writes the program with edits; each text to replace has to be there. Without any it is what it was. */
  public edit(...edits: readonly [from: string, to: string][]): this {
    let text = this.source;
    for (const [from, to] of edits) {
      if (!text.includes(from)) {
        throw new Error(`the program of ${this.stack} has no ${JSON.stringify(from)}`);
      }
      text = text.replace(from, to);
    }
    writeFileSync(join(this.folder, "main.ts"), text);
    return this;
  }

  /** What a day's program would change: actions and addresses without the engine's digests, sorted. */
  public async plan(day: object = {}): Promise<string[]> {
    await this.synth(day);
    return plannedSteps(this.stackDir, this.env);
  }

  /**
   * Applies a day's program, and expects the next plan to be empty.
   *
   * @param parallelism of Terraform; 1 for resizes, which the sandbox's placement on SQLite cannot do side by side
   */
  public async apply(day: object = {}, parallelism = 10): Promise<void> {
    await this.synth(day);
    await this.terraform(["apply", "-auto-approve", "-input=false", `-parallelism=${parallelism}`]);
    expect(await plannedChanges(this.stackDir, this.env)).toEqual({});
  }

  /** `terraform destroy`, whatever it comes to. */
  public async destroy(day: object = {}): Promise<RunResult> {
    await this.synth(day);
    const env = { ...(await repository.sandboxEnv()), ...this.env };
    return run("terraform", ["destroy", "-auto-approve", "-input=false", "-no-color"], { cwd: this.stackDir, env });
  }

  /** Values of the outputs. */
  public async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.terraform(["output", "-json"]);
    const outputs = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Names of what is in the cloud and has the stack's name in front. */
  public async left(): Promise<string[]> {
    const contents = await (await repository.member()).contents();
    return Object.values(contents)
      .flat()
      .map((one) => one.name)
      .filter((name) => name?.startsWith(`${this.stack}-`));
  }

  public async terraform(args: readonly string[]): Promise<RunResult> {
    const env = { ...(await repository.sandboxEnv()), ...this.env };
    return succeed("terraform", args, { cwd: this.stackDir, env });
  }

  /** Synthesizes a day's program. @returns where its stack lies */
  public async synthesized(day: object = {}): Promise<string> {
    const env = { ...(await repository.sandboxEnv()), ...this.env, DAY: JSON.stringify(day) };
    await succeed(join(repository.dir, "node_modules/.bin/tsx"), ["main.ts"], { cwd: this.folder, env });
    return this.stackDir;
  }

  private async synth(day: object): Promise<void> {
    await this.synthesized(day);
    if (!existsSync(join(this.stackDir, ".terraform"))) {
      await this.terraform(["init", "-input=false", "-no-color"]);
    }
  }
}

/** Requests of clients to the sandbox while `act` runs, by service, method and path. */
export async function requestsDuring(act: () => Promise<unknown>): Promise<Record<string, number>> {
  const mark = (await repository.sandbox(["requests", "--mark"])).stdout.trim();
  await act();
  const { stdout } = await repository.sandbox(["requests", "--since", mark, "--by", "path", "--json"]);
  const { groups } = JSON.parse(stdout) as { groups: Record<string, { client: number }> };
  return Object.fromEntries(Object.entries(groups).map(([path, { client }]) => [path, client]));
}
