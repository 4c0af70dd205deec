import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtKubeApiserver, builtS3Gateway, installedPackage } from "./support/built";
import { onOpenTofu } from "./support/environment";
import { KubeApiserver } from "./support/kube-apiserver";
import { repository } from "./support/repository";
import { run, type RunResult, succeed } from "./support/run";
import { GitLabStandIn, PostgresServer, S3Server, type StateServer } from "./support/state-servers";

/**
 * States of a fleet on real stores: PostgreSQL, a real kube-apiserver, an S3 gateway with conditional writes; and on a stand-in
 * for GitLab's API. Consul cannot be had here: its stacks are looked at in test/unit/fleet only. What docs/fleets.md says of locks,
 * killed runs and stores out of reach is what happens here.
 */
const SOURCE = `
import { App, Cloud } from "scs-blueprints";
import { Fleet, StateStore } from "scs-blueprints/fleet";

const day = JSON.parse(process.env["DAY"]!);
const stores: Record<string, () => StateStore> = {
  postgres: () => StateStore.postgres(),
  kubernetes: () => StateStore.kubernetes({ namespace: "states" }),
  s3: () => StateStore.s3({ bucket: "states", endpoint: day.endpoint }),
  gitlab: () => StateStore.gitlab({ project: day.endpoint }),
};
const app = new App();
const fleet = new Fleet(app, "shop", { state: stores[day.store]!() });
for (const key of ["one", "two"]) {
  const stack = fleet.addTarget(key, { cloud: Cloud.fromEnvironment() }).stack("data");
  const work = { "local-exec": { command: \`echo at work; sleep \${day.seconds}\` } };
  stack.addOverride("resource.terraform_data.thing", {
    input: key,
    triggers_replace: day.revision,
    ...(day.seconds > 0 ? { provisioner: [work] } : {}),
  });
  stack.addOutput("thing", "\${terraform_data.thing.output}");
}
app.synth();
`;

const dir = mkdtempSync(join(tmpdir(), "scsbp-states-"));
chmodSync(dir, 0o755); // PostgreSQL is another user where the suite is root
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Where a provider comes from; the stacks name one, though they make nothing in a cloud. */
let provider: Record<string, string>;

beforeAll(async () => {
  provider = await repository.providerEnv();
});

interface Store extends StateServer {
  /** What the program needs to know. */
  readonly endpoint?: string;
  /** Names of what the store holds, without locks. */
  contents(): Promise<string[]>;
}

/** A fleet of two targets on a store. */
class Trial {
  private readonly folder: string;

  public constructor(
    private readonly name: string,
    public readonly store: Store,
  ) {
    this.folder = join(repository.example(`e2e-states-${name}`));
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder);
    writeFileSync(join(this.folder, "main.ts"), SOURCE);
  }

  /** Synthesizes the fleet; a new revision makes its thing anew, in so many seconds. */
  public async synth(revision: string, seconds = 0): Promise<void> {
    const day = { store: this.name, endpoint: this.store.endpoint, revision, seconds };
    const env = { ...provider, DAY: JSON.stringify(day) };
    await succeed(join(repository.dir, "node_modules/.bin/tsx"), ["main.ts"], { cwd: this.folder, env });
  }

  public terraform(
    target: string,
    args: readonly string[],
    watch?: (output: string, pid: number) => void,
  ): Promise<RunResult> {
    const env = { ...provider, ...this.store.env };
    return run("terraform", [...args, "-no-color"], { cwd: this.stackDir(target), env, watch });
  }

  public async succeed(target: string, ...args: readonly string[]): Promise<RunResult> {
    const result = await this.terraform(target, args);
    expect({ args, status: result.status, said: result.status === 0 ? "" : result.output }).toMatchObject({
      status: 0,
      said: "",
    });
    return result;
  }

  public async apply(target: string): Promise<void> {
    await this.succeed(target, "apply", "-auto-approve", "-input=false");
  }

  public stackDir(target: string): string {
    return join(this.folder, "cdktf.out/stacks", `${target}-data`);
  }

  /** An apply that is at work and holds the lock. */
  public async working(target: string): Promise<{ readonly pid: number; readonly result: Promise<RunResult> }> {
    let result: Promise<RunResult>;
    const pid = await new Promise<number>((found, failed) => {
      result = this.terraform(target, ["apply", "-auto-approve", "-input=false"], (output, id) => {
        if (output.includes("at work")) {
          found(id);
        }
      });
      void result.then(({ output }) => failed(new Error(output)));
    });
    return { pid, result: result! };
  }
}

/** The id of a lock's block; an S3 store's answer has a RequestID and a HostID, too. */
const lockId = (output: string): string => /\bID:\s+([\w-]+)/.exec(output)![1]!;

/** What Terraform says of a lock: who holds it, and by which id it is given free. */
function holder({ status, output }: RunResult): string {
  expect(status).toBe(1);
  const flat = output.replace(/[│╷╵]/g, "");
  expect(flat).toContain("Error acquiring the state lock");
  const overHttp = /already locked:\s+ID=([\w-]+)/.exec(flat)?.[1];
  if (overHttp !== undefined) {
    // the block below is of the refused run with Terraform, of the holder with OpenTofu
    expect(lockId(flat) === overHttp).toBe(onOpenTofu());
    return overHttp;
  }
  expect(flat).toMatch(/Operation:\s+OperationTypeApply/);
  expect(flat).toMatch(/Who:\s+\S+@\S+/);
  return lockId(flat);
}

const STORES: Record<string, { readonly staysLocked: boolean; readonly make: () => Promise<Store> }> = {
  postgres: {
    staysLocked: false,
    make: async () => {
      const home = join(dir, "postgres");
      mkdirSync(home);
      const server = await PostgresServer.create(await installedPackage(...PostgresServer.PACKAGE), home);
      return Object.assign(server, { contents: async () => [] });
    },
  },
  kubernetes: {
    staysLocked: true,
    make: async () => {
      const home = mkdtempSync(join(dir, "kubernetes-"));
      const api = await KubeApiserver.start(await builtKubeApiserver(), home);
      await api.write("POST", "/api/v1/namespaces", {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "states" },
      });
      return {
        env: { KUBE_CONFIG_PATH: api.kubeconfig() },
        start: async () => undefined, // it is up, and cannot be started again
        stop: () => api.stop(),
        contents: async () => {
          const { items } = (await api.read("/api/v1/namespaces/states/secrets")) as {
            items: { metadata: { name: string } }[];
          };
          return items.map(({ metadata }) => metadata.name).sort();
        },
      };
    },
  },
  s3: {
    staysLocked: true,
    make: async () => {
      const server = await S3Server.create(await builtS3Gateway(), join(dir, "s3"));
      const contents = async () => server.keys().filter((key) => !key.endsWith(".tflock"));
      return Object.assign(server, { contents });
    },
  },
  gitlab: {
    staysLocked: true,
    make: async () => {
      const server = await GitLabStandIn.create();
      const contents = async () => [...server.states.keys()].sort();
      return Object.defineProperty(Object.assign(server, { contents }), "endpoint", {
        get: () => server.project,
      }) as Store;
    },
  },
};

const CONTENTS: Record<string, string[]> = {
  postgres: [],
  kubernetes: ["tfstate-default-shop.one.data.tf", "tfstate-default-shop.two.data.tf"],
  s3: ["shop/one/data.tfstate", "shop/two/data.tfstate"],
  gitlab: ["shop__one__data", "shop__two__data"],
};

describe.each(Object.keys(STORES))("%s", (name) => {
  const { staysLocked, make } = STORES[name]!;
  const overHttp = name === "gitlab";
  let trial: Trial;

  beforeAll(async () => {
    const store = await make();
    await store.start();
    trial = new Trial(name, store);
  });
  afterAll(() => trial?.store.stop());

  test("each target has a state of its own, and no secret stands in its stack", async () => {
    await trial.synth("1");
    for (const target of ["one", "two"]) {
      const stack = readFileSync(join(trial.stackDir(target), "cdk.tf.json"), "utf8");
      Object.values(trial.store.env).forEach((value) => expect(stack).not.toContain(value));
      await trial.succeed(target, "init", "-input=false");
      await trial.apply(target);
    }
    const states = await Promise.all(["one", "two"].map((target) => trial.succeed(target, "state", "pull")));
    const [one, two] = states.map(({ stdout }) => JSON.parse(stdout) as { lineage: string; outputs: object });
    expect(one!.lineage).not.toBe(two!.lineage);
    expect([one!.outputs, two!.outputs]).toMatchObject([{ thing: { value: "one" } }, { thing: { value: "two" } }]);
    expect(await trial.store.contents()).toEqual(CONTENTS[name]);
  });

  test("a held lock is refused with its holder, and holds no other target; after a kill there is a way on", async () => {
    await trial.synth("2", 120);
    const { pid, result } = await trial.working("one");
    const before = await trial.succeed("one", "state", "pull");
    holder(await trial.terraform("one", ["apply", "-auto-approve", "-input=false"]));
    expect((await trial.succeed("one", "state", "pull")).stdout).toBe(before.stdout);
    await trial.synth("2");
    await trial.apply("two");
    process.kill(-pid, "SIGKILL");
    expect((await result).signal).toBe("SIGKILL");
    if (staysLocked) {
      const id = holder(await trial.terraform("one", ["plan", "-input=false"]));
      const other = await trial.terraform("one", ["force-unlock", "-force", "not-this-one"]);
      if (overHttp && !onOpenTofu()) {
        expect(other.status).toBe(0); // Terraform sends no id: GitLab gives the lock free
      } else {
        expect(other.status).toBe(1);
        holder(await trial.terraform("one", ["plan", "-input=false"]));
        await trial.succeed("one", "force-unlock", "-force", id);
      }
    }
    await trial.apply("one");
    await trial.succeed("one", "plan", "-input=false", "-detailed-exitcode");
  });

  if (staysLocked) {
    test("a lock that is taken away from a run at work is told at its end", async () => {
      await trial.synth("4", 8);
      const { result } = await trial.working("two");
      const id = holder(await trial.terraform("two", ["plan", "-input=false"]));
      await trial.succeed("two", "force-unlock", "-force", id);
      const { status, output } = await result;
      expect(status).toBe(1);
      if (overHttp) {
        expect(output).toContain("Error saving state: HTTP error: 423");
        await trial.succeed("two", "state", "push", "errored.tfstate");
      } else {
        expect(output).toContain("Error releasing the state lock");
      }
      await trial.synth("4");
      await trial.succeed("two", "plan", "-input=false", "-detailed-exitcode");
    });
  }

  test("out of reach: told, nothing is changed; during an apply the state is kept beside the stack", async () => {
    await trial.synth("5", 4);
    const { result } = await trial.working("one");
    await trial.store.stop();
    const { status, output } = await result;
    expect({ status, output }).toMatchObject({ status: 1, output: expect.stringContaining("errored.tfstate") });
    const errored = join(trial.stackDir("one"), "errored.tfstate");
    const kept = JSON.parse(readFileSync(errored, "utf8")) as { outputs: object };
    expect(kept.outputs).toMatchObject({ thing: { value: "one" } });
    const plan = await trial.terraform("two", ["plan", "-input=false", "-lock-timeout=0s"]);
    expect(plan.status).toBe(1);
    expect(plan.output.replace(/\s+/g, " ")).toContain("connect: connection refused");
    if (name === "kubernetes") {
      return; // its API cannot be started again on the same data
    }
    await trial.store.start();
    const pushed = await trial.terraform("one", ["state", "push", "errored.tfstate"]);
    if (pushed.status !== 0) {
      await trial.succeed("one", "force-unlock", "-force", holder(pushed)); // what the run could not give back
      await trial.succeed("one", "state", "push", "errored.tfstate");
    }
    await trial.synth("5");
    await trial.succeed("one", "plan", "-input=false", "-detailed-exitcode");
  });
});
