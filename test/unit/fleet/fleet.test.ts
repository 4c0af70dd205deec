import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Fleet, StateStore } from "../../../lib/fleet";
import { Cloud, ScsStack, StateBackend, StateEncryption } from "../../../lib/index";
import { errorOf } from "../../support/errors";
import { CLOUD, Program, threeWaves } from "./support";

test("targets of clouds and environments, each with stacks and states of its own", () => {
  const program = threeWaves();
  const { targets, waves } = program.facts;
  expect(targets.map(({ key, wave }) => `${key} ${wave}`)).toEqual([
    "cloud-a-dev canary",
    "cloud-a-prod prod",
    "cloud-b-dev dev",
    "cloud-b-prod prod",
  ]);
  expect(waves.map(({ name, after }) => [name, ...after])).toEqual([["canary"], ["dev", "canary"], ["prod", "dev"]]);
  const keys = targets.flatMap(({ stacks }) => stacks.map(({ id }) => program.backend(id)["s3"]!["key"]));
  expect(keys).toContain("shop/cloud-b-dev/app.tfstate");
  expect(new Set(keys).size).toBe(8);
  expect(targets[0]!.stacks).toMatchObject([
    { id: "cloud-a-dev-network", after: [], state: "s3://states/shop/cloud-a-dev/network.tfstate" },
    { id: "cloud-a-dev-app", after: ["cloud-a-dev-network"] },
  ]);
});

test("a target logs in with the entry of clouds.yaml of its key", () => {
  const program = new Program();
  program.fleet.addTarget("regio-a-prod").stack("network");
  program.synth();
  expect(JSON.parse(program.text("regio-a-prod-network")).provider.openstack).toEqual([{ cloud: "regio-a-prod" }]);
});

test("a target more, less, or elsewhere in the order changes nothing of the others", () => {
  const of = (clouds: readonly string[]) => {
    const program = new Program();
    for (const cloud of clouds) {
      program.fleet.addTarget(cloud).stack("network");
    }
    return program.synth();
  };
  const before = of(["a", "b", "c"]);
  for (const after of [of(["a", "c"]), of(["c", "new", "b", "a"])]) {
    for (const stack of ["a-network", "c-network"]) {
      expect(after.text(stack)).toBe(before.text(stack));
    }
  }
});

test("a fleet of 15 clouds in 3 environments", () => {
  const program = new Program({ waves: { dev: {}, staging: {}, prod: {} } });
  const clouds = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`cloud-${index + 1}`, {}]));
  const environments = { dev: { wave: "dev" }, staging: { wave: "staging" }, prod: { wave: "prod" } };
  program.fleet.addMatrix({ clouds, environments, except: ["cloud-3-staging"] });
  program.fleet.targets.forEach((target) => target.stack("network"));
  program.synth();
  expect(program.facts.targets).toHaveLength(44);
  expect(readdirSync(join(program.outdir, "stacks"))).toHaveLength(44);
  expect(() => program.fleet.target("cloud-3-staging")).toThrow("SCSBP-7512");
});

test("a stack of another kind takes the id and the state that the fleet has for it", () => {
  const program = new Program();
  const target = program.fleet.addTarget("a", { cloud: CLOUD });
  const state = target.state("platform");
  target.include("platform", new ScsStack(program.app, target.stackId("platform"), { cloud: CLOUD, state }));
  program.synth();
  expect(program.backend("a-platform")["s3"]!["key"]).toBe("shop/a/platform.tfstate");
  const own = new ScsStack(program.app, "own", { cloud: CLOUD, state: StateBackend.local() });
  expect(errorOf(() => target.include("own", own)).code).toBe("SCSBP-7511");
});

describe("refused", () => {
  const waves = (given: ConstructorParameters<typeof Fleet>[2]["waves"]) =>
    errorOf(() => new Program({ waves: given }));

  test.each(["", "A", "1a", "a--b", "a-", "a_b", "a.b", "a/../b", "ä", "a b", "x".repeat(41)])("the key %j", (key) => {
    expect(errorOf(() => new Program().fleet.addTarget(key)).code).toBe("SCSBP-7500");
    expect(errorOf(() => new Program().fleet.addTarget("a", { cloud: CLOUD }).stack(key)).code).toBe("SCSBP-7500");
  });

  test("two targets of one key, also by a hyphen", () => {
    const { fleet } = new Program();
    fleet.addTarget("a-b-c");
    expect(errorOf(() => fleet.addTarget("a-b-c")).code).toBe("SCSBP-7501");
    const matrix = { clouds: { a: {}, "a-b": {} }, environments: { "b-c": {}, c: {} } };
    expect(errorOf(() => new Program().fleet.addMatrix(matrix)).code).toBe("SCSBP-7501");
  });

  test("two stacks that would share an id, or a state", () => {
    const { fleet } = new Program();
    fleet.addTarget("a", { cloud: CLOUD }).stack("b-c");
    const error = errorOf(() => fleet.addTarget("a-b", { cloud: CLOUD }).stack("c"));
    expect(error).toMatchObject({ code: "SCSBP-7503", got: "a-b-c, of a and a-b" });
    expect(errorOf(() => fleet.target("a").stack("b-c")).code).toBe("SCSBP-7503");
    fleet.target("a").state("d");
    expect(errorOf(() => fleet.target("a").state("d")).code).toBe("SCSBP-7503");
  });

  test("unknown waves, waves in a circle, a wave without targets", () => {
    expect(waves({ a: { after: ["b"] } })).toMatchObject({ code: "SCSBP-7502", got: '"b"', allowed: "a" });
    expect(waves({ a: { after: ["a"] } })).toMatchObject({ code: "SCSBP-7505", got: "a → a" });
    expect(waves({ a: { after: ["c"] }, b: {}, c: {} })).toMatchObject({ code: "SCSBP-7505" });
    expect(waves({ "A b": {} }).code).toBe("SCSBP-7500");
    const { fleet } = new Program({ waves: { a: {}, b: {} } });
    expect(errorOf(() => fleet.addTarget("x")).code).toBe("SCSBP-7502");
    expect(errorOf(() => fleet.addTarget("x", { wave: "c" })).allowed).toBe("a, b");
    const program = new Program({ waves: { a: {}, b: {} } });
    program.fleet.addTarget("x", { wave: "a", cloud: CLOUD }).stack("s");
    expect(errorOf(() => program.synth()).code).toBe("SCSBP-7504");
  });

  test("a target without stacks, an exception without a target, a second fleet", () => {
    const program = new Program();
    program.fleet.addTarget("x");
    expect(errorOf(() => program.synth()).code).toBe("SCSBP-7507");
    const matrix = { clouds: { a: {} }, environments: { dev: {} }, except: ["a-prod"] };
    expect(errorOf(() => program.fleet.addMatrix(matrix))).toMatchObject({ code: "SCSBP-7510", allowed: "a-dev" });
    expect(errorOf(() => new Fleet(program.app, "other", { state: StateStore.local() })).code).toBe("SCSBP-7509");
  });

  test("a stack that depends on a later wave, or on one outside the fleet", () => {
    const program = new Program({ waves: { first: {}, second: {} } });
    const early = program.fleet.addTarget("a", { wave: "first", cloud: CLOUD }).stack("s");
    const late = program.fleet.addTarget("b", { wave: "second", cloud: CLOUD }).stack("s");
    early.addDependency(late);
    expect(errorOf(() => program.synth())).toMatchObject({ code: "SCSBP-7508", got: "b-s in the wave second" });
    const other = new Program();
    const stack = other.fleet.addTarget("a", { cloud: CLOUD }).stack("s");
    stack.addDependency(new ScsStack(other.app, "outside", { cloud: Cloud.fromEnvironment() }));
    expect(errorOf(() => other.synth()).got).toBe("outside, which is not of the fleet");
  });

  test("what is no fleet, or of another run of the program", () => {
    const program = threeWaves();
    program.fleet.addTarget("late", { wave: "dev" });
    expect(errorOf(() => program.synth()).code).toBe("SCSBP-7507");
    const app = new Program();
    expect(errorOf(() => app.facts).code).toBe("SCSBP-7520");
  });
});

describe("states", () => {
  const backend = (state: StateStore) => {
    const program = new Program({ state });
    program.fleet.addTarget("a-1", { cloud: CLOUD }).stack("net-2");
    return JSON.parse(program.synth().text("a-1-net-2")).terraform;
  };

  test("S3: locked by a file, nothing secret in the stack", () => {
    expect(backend(StateStore.s3({ bucket: "b", endpoint: "https://rgw", prefix: "team/" })).backend.s3).toMatchObject({
      key: "team/shop/a-1/net-2.tfstate",
      use_lockfile: true,
      use_path_style: true,
      endpoints: { s3: "https://rgw" },
    });
    const unlocked = StateStore.s3({ bucket: "b", endpoint: "https://rgw", lockFile: false });
    expect(backend(unlocked).backend.s3.use_lockfile).toBeUndefined();
  });

  test("GitLab", () => {
    const address = "https://git.example.org/api/v4/projects/42/terraform/state/shop__a-1__net-2";
    expect(backend(StateStore.gitlab({ project: "https://git.example.org/api/v4/projects/42/" })).backend.http).toEqual(
      {
        address,
        lock_address: `${address}/lock`,
        lock_method: "POST",
        unlock_address: `${address}/lock`,
        unlock_method: "DELETE",
      },
    );
  });

  test("PostgreSQL: a schema each, of at most 63 bytes, never cut to another's", () => {
    expect(backend(StateStore.postgres()).backend.pg).toEqual({ schema_name: "shop__a_1__net_2" });
    const program = new Program({ state: StateStore.postgres() });
    const target = program.fleet.addTarget("a".repeat(40), { cloud: CLOUD });
    const names = ["b".repeat(38) + "1", "b".repeat(38) + "2"];
    names.forEach((name) => target.stack(name));
    program.synth();
    const schemas = names.map((name) => program.backend(`${target.key}-${name}`)["pg"]!["schema_name"] as string);
    expect(schemas.map(({ length }) => length)).toEqual([63, 63]);
    expect(new Set(schemas).size).toBe(2);
  });

  test("Kubernetes: no Secret's name is that of another one's continuation", () => {
    const state = StateStore.kubernetes({ namespace: "states", inCluster: true });
    expect(backend(state).backend.kubernetes).toEqual({
      secret_suffix: "shop.a-1.net-2.tf",
      namespace: "states",
      in_cluster_config: true,
    });
  });

  test("Consul", () => {
    expect(backend(StateStore.consul({ address: "consul:8501", scheme: "https" })).backend.consul).toEqual({
      path: "terraform/shop/a-1/net-2",
      address: "consul:8501",
      scheme: "https",
    });
  });

  test("encrypted by OpenTofu, with a passphrase that stands nowhere", () => {
    const { encryption } = backend(StateStore.postgres().encrypted(StateEncryption.passphrase("state_key")));
    expect(encryption).toMatchObject({
      key_provider: { pbkdf2: { state: { passphrase: "${var.state_key}" } } },
      state: { method: "method.aes_gcm.state", enforced: true },
      plan: { method: "method.aes_gcm.state", enforced: true },
    });
    const migrating = StateEncryption.passphrase("state_key", { migrateFromClear: true });
    expect(backend(StateStore.local().encrypted(migrating)).encryption.state).toEqual({
      method: "method.aes_gcm.state",
      fallback: { method: "method.unencrypted.migration" },
    });
  });
});
