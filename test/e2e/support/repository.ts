import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudApi } from "./cloud";
import { e2eEnvironment } from "./environment";
import { type RunOptions, type RunResult, run, succeed } from "./run";

/** What a shell of the user would have since the last command to the sandbox. */
let shell: Promise<Record<string, string>> | undefined;

/** Variables that a command has a shell export. */
async function evaluated(command: string): Promise<Record<string, string>> {
  const { stdout } = await succeed("bash", ["-c", `eval "$(${command})"; env -0`], { cwd: repository.dir });
  const variables = stdout.split("\0").map((line) => line.split(/=(.*)/s) as [string, string]);
  return Object.fromEntries(variables.filter(([name]) => /^(OS_|TF_|CHECKPOINT_|TERRAFORM_)/.test(name)));
}

/** The copy of the repository that the suite works in, and its commands as README gives them. */
export const repository = {
  /** What a test file adds to {@link sandboxEnv}. */
  extraEnv: {} as Record<string, string>,
  get dir(): string {
    return e2eEnvironment().clone;
  },
  example(name: string): string {
    return join(this.dir, "examples", name);
  },
  stackDir(example: string, stack = example): string {
    return join(this.example(example), "cdktf.out", "stacks", stack);
  },
  get sandboxHome(): string {
    const { shared, sandboxHome } = e2eEnvironment();
    return sandboxHome ?? join(shared, "cache", "scs-blueprints", "sandbox");
  },
  get cloudsYaml(): string {
    return join(this.sandboxHome, "clouds.yaml");
  },

  start(args: readonly string[] = [], options: Partial<RunOptions> = {}): Promise<RunResult> {
    return run("npm", ["start", "--silent", "--", ...args], { cwd: this.dir, ...options });
  },
  sandbox(args: readonly string[], options: Partial<RunOptions> = {}): Promise<RunResult> {
    shell = undefined;
    return run("npm", ["run", "sandbox", "--silent", "--", ...args], { cwd: this.dir, ...options });
  },
  /** `eval "$(npm run sandbox -- env)"`, as variables. */
  async sandboxEnv(): Promise<Record<string, string>> {
    shell ??= evaluated("npm run --silent sandbox -- env");
    return { ...(await shell), ...this.extraEnv };
  },
  /** What finds the OpenStack provider, for stacks that make nothing in a cloud: no sandbox is asked. */
  providerEnv(): Promise<Record<string, string>> {
    return evaluated("node packages/cli/dist/main.js provider env");
  },
  member(): Promise<CloudApi> {
    return CloudApi.login(this.cloudsYaml, "sandbox");
  },
  read(file: string): string {
    return readFileSync(join(this.dir, file), "utf8");
  },
  write(file: string, text: string): void {
    writeFileSync(join(this.dir, file), text);
  },
  /** Edits a file of the copy; the text to replace has to be there. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    if (!text.includes(from)) {
      throw new Error(`${file} has no ${JSON.stringify(from)}`);
    }
    this.write(file, text.replace(from, to));
  },
};
