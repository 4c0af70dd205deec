import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { shellQuote } from "../../../packages/standards/src/quote";
import { builtS3Gateway } from "./built";
import { repository } from "./repository";
import { succeed } from "./run";
import { S3Server } from "./state-servers";

const TARGETS = ["a-dev", "b-dev", "a-prod", "b-prod"] as const;
const SYNTH = "npx tsx main.ts";

const program = (endpoint: string): string => `
import { App, ProjectNetwork, SecurityGroup } from "scs-blueprints";
import { Fleet, StateStore } from "scs-blueprints/fleet";

const retired: string[] = [];
const app = new App();
const fleet = new Fleet(app, "shop", {
  state: StateStore.s3({ bucket: "states", endpoint: "${endpoint}" }),
  waves: { dev: {}, prod: { approval: true } },
});
fleet.addMatrix({
  clouds: { a: {}, b: {} },
  environments: { dev: { wave: "dev" }, prod: { wave: "prod" } },
  retired,
});
for (const target of fleet.targets) {
  const stack = target.stack("network");
  const network = new ProjectNetwork(stack, "network", { tiers: ["web"] });
  if (target.cloudKey === "b") {
    new SecurityGroup(stack, "group");
  }
  if (target.key === "a-prod") {
    target.stack("app").addOutput("subnet", network.tier("web").subnetId);
  }
}
app.synth();
`;

const KINDS = ["networks", "subnets", "routers", "securityGroups"] as const;

/** What a target has in the cloud. */
export interface Thing {
  readonly name: string;
  readonly id: string;
  /** When it was made, such as 2026-11-24T04:13:12Z. */
  readonly created: string;
}

/**
 * A team's repository with a fleet of two clouds in two environments: dev, then prod with approval, where one target has a stack that
 * needs another, and only the second cloud's targets have a security group. States lie in an S3 gateway; each target has an entry of
 * clouds.yaml, all of which are the sandbox.
 *
 * `npm ci` in it makes links to the suite's copy of the library, which takes a second instead of half a minute.
 */
export class FleetTrial {
  public static async create(engine: string, ...options: readonly string[]): Promise<FleetTrial> {
    const home = mkdtempSync(join(tmpdir(), `scsbp-fleet-${engine}-`));
    const s3 = join(home, "s3");
    mkdirSync(s3);
    const states = await S3Server.create(await builtS3Gateway(), s3);
    await states.start();
    const rendering = ["fleet", "render", "--engine", engine, "--synth", SYNTH, ...options];
    return new FleetTrial(home, states, rendering, await repository.providerEnv());
  }

  /** The repository. */
  public readonly dir: string;

  private constructor(
    /** A folder for what an engine keeps beside the repository. */
    public readonly home: string,
    private readonly server: S3Server,
    private readonly rendering: readonly string[],
    provider: Record<string, string>,
  ) {
    this.dir = join(home, "repository");
    this.env = { ...provider, GIT_CONFIG_GLOBAL: join(home, "gitconfig"), XDG_CONFIG_HOME: join(home, "config") };
  }

  /** For all programs: nothing of the user's own settings. */
  public readonly env: Record<string, string>;

  /** Writes the repository, with the engine's files. */
  public async write(): Promise<void> {
    const { dir: suite } = repository;
    const command = join(suite, "packages/cli/dist/main.js");
    chmodSync(command, 0o755); // as npm does to what a package has for the command line
    const link = [
      "mkdir -p node_modules/.bin",
      `ln -s ${shellQuote(suite)} node_modules/scs-blueprints`,
      `ln -s ${shellQuote(command)} node_modules/.bin/scs-blueprints`,
      `ln -s ${shellQuote(join(suite, "node_modules/.bin/tsx"))} node_modules/.bin/tsx`,
    ].join(" && ");
    const manifest = { name: "shop", version: "1.0.0", private: true, scripts: { postinstall: link } };
    const lock = { name: "shop", version: "1.0.0", lockfileVersion: 3, packages: { "": manifest } };
    mkdirSync(this.dir);
    for (const [name, text] of Object.entries({
      "main.ts": program(this.server.endpoint),
      "package.json": JSON.stringify(manifest),
      "package-lock.json": JSON.stringify(lock),
      ".gitignore": "node_modules\ncdktf.out\n.gitlab-ci-local-variables.yml\n",
    })) {
      writeFileSync(join(this.dir, name), text);
    }
    writeFileSync(this.env["GIT_CONFIG_GLOBAL"]!, "[user]\n  name = test\n  email = test@example.org\n");
    await this.succeed("git", "init", "--quiet", "--initial-branch", "main");
    await this.succeed("git", "remote", "add", "origin", "git@git.example.org:team/shop.git");
    await this.succeed("npm", "ci");
    await this.commit();
  }

  /** Has all targets destroyed by the next run. */
  public async retire(): Promise<void> {
    const file = join(this.dir, "main.ts");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("retired: string[] = []", `retired = ${JSON.stringify(TARGETS)}`));
    await this.commit();
  }

  /** A clouds.yaml with an entry for each of the targets. */
  public clouds(targets: readonly string[] = TARGETS): string {
    const { clouds } = parse(readFileSync(repository.cloudsYaml, "utf8")) as { clouds: Record<string, object> };
    return stringify({ clouds: Object.fromEntries(targets.map((target) => [target, clouds["sandbox"]])) });
  }

  /** The clouds.yaml of each target, with its own entry only. */
  public get logins(): Record<string, string> {
    return Object.fromEntries(TARGETS.map((target) => [target, this.clouds([target])]));
  }

  /** What reaches the states. */
  public get keys(): Record<string, string> {
    return this.server.env;
  }

  /** How many things are in each state. */
  public get states(): Record<string, number> {
    const size = (key: string): number => {
      const state = readFileSync(join(this.home, "s3/data/states", key), "utf8");
      const { resources } = JSON.parse(state) as { resources: { mode: string }[] };
      return resources.filter(({ mode }) => mode === "managed").length;
    };
    return Object.fromEntries(this.server.keys().map((key) => [key, size(key)]));
  }

  /** What the targets have in the cloud, by name. */
  public async cloud(): Promise<Thing[]> {
    const contents = await (await repository.member()).contents();
    const all = KINDS.flatMap((kind) => contents[kind].map((thing) => ({ ...thing, name: `${kind} ${thing.name}` })));
    return (all as unknown as { name: string; id: string; created_at: string }[])
      .filter(({ name }) => TARGETS.some((target) => name.includes(` ${target}-`)))
      .map(({ name, id, created_at }) => ({ name, id, created: created_at }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  public async remove(): Promise<void> {
    await this.server.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  private async commit(): Promise<void> {
    await this.succeed("npx", "tsx", "main.ts");
    await this.succeed("npx", "scs-blueprints", ...this.rendering);
    await this.succeed("git", "add", "--all");
    await this.succeed("git", "commit", "--quiet", "--message", "fleet");
  }

  private async succeed(command: string, ...args: readonly string[]): Promise<void> {
    await succeed(command, args, { cwd: this.dir, env: this.env });
  }
}
