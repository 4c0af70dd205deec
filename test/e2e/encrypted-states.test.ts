import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtOpenTofu } from "./support/built";
import { onOpenTofu } from "./support/environment";
import { repository } from "./support/repository";
import { run, type RunResult, succeed } from "./support/run";

/** States that OpenTofu encrypts, by a tofu built from its Go module; Terraform has to refuse their stacks. */
const program = (how: string) => `
import { App, Cloud, StateEncryption } from "scs-blueprints";
import { Fleet, StateStore } from "scs-blueprints/fleet";

const app = new App();
const fleet = new Fleet(app, "shop", { state: StateStore.local()${how} });
const stack = fleet.addTarget("one", { cloud: Cloud.fromEnvironment() }).stack("data");
stack.addOverride("resource.terraform_data.thing", { input: "hello" });
app.synth();
StateEncryption;
`;
const ENCRYPTED = ".encrypted(StateEncryption.passphrase('state_key'))";
const MIGRATING = ".encrypted(StateEncryption.passphrase('state_key', { migrateFromClear: true }))";
const [RIGHT, WRONG] = ["correct horse battery", "another horse battery"];

const folder = repository.example("e2e-encrypted");
const cwd = join(folder, "cdktf.out/stacks/one-data");
const state = () => readFileSync(join(folder, "terraform.one-data.tfstate"), "utf8");
let binary: string;
let provider: Record<string, string>;

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  [binary, provider] = await Promise.all([builtOpenTofu(), repository.providerEnv()]);
});

async function synth(how: string): Promise<void> {
  writeFileSync(join(folder, "main.ts"), program(how));
  await succeed(join(repository.dir, "node_modules/.bin/tsx"), ["main.ts"], { cwd: folder });
}

async function tofu([command = "", ...args]: readonly string[], passphrase?: string): Promise<RunResult> {
  const env = { ...provider, ...(passphrase === undefined ? {} : { TF_VAR_state_key: passphrase }) };
  const result = await run(binary, [command, "-input=false", "-no-color", ...args], { cwd, env });
  return { ...result, output: result.output.replace(/\s+/g, " ") };
}

test("nothing is in clear, and without the passphrase nothing is read", async () => {
  await synth(ENCRYPTED);
  expect((await tofu(["init"])).status).toBe(1);
  expect((await tofu(["init"], "too short")).output).toContain("passphrase is too short (minimum 16 characters)");
  expect(await tofu(["init"], RIGHT)).toMatchObject({ status: 0 });
  expect(await tofu(["apply", "-auto-approve"], RIGHT)).toMatchObject({ status: 0 });
  expect(state()).toContain("encrypted_data");
  expect(state()).not.toContain("hello");
  expect(await tofu(["plan"], WRONG)).toMatchObject({
    status: 1,
    output: expect.stringContaining("decryption failed"),
  });
  expect(await tofu(["plan", "-detailed-exitcode"], RIGHT)).toMatchObject({ status: 0 });
});

test("a saved plan is encrypted, too", async () => {
  expect(await tofu(["plan", "-out=tfplan"], RIGHT)).toMatchObject({ status: 0 });
  expect(readFileSync(join(cwd, "tfplan"), "latin1")).toContain("encrypted_data");
  expect(await tofu(["apply", "tfplan"], RIGHT)).toMatchObject({ status: 0 });
});

if (!onOpenTofu()) {
  test("Terraform refuses the stack: it cannot write a state in clear by mistake", async () => {
    const result = await run("terraform", ["plan", "-input=false", "-no-color"], { cwd, env: provider });
    const output = expect.stringMatching(/No argument or block type is named\s+"encryption"/);
    expect(result).toMatchObject({ status: 1, output });
  });
}

test("a state in clear is refused, until it is said that it is to be taken along", async () => {
  rmSync(join(folder, "terraform.one-data.tfstate"));
  rmSync(join(cwd, ".terraform"), { recursive: true });
  await synth("");
  expect(await tofu(["init"])).toMatchObject({ status: 0 });
  expect(await tofu(["apply", "-auto-approve"])).toMatchObject({ status: 0 });
  expect(state()).toContain("hello");
  await synth(ENCRYPTED);
  expect(await tofu(["plan"], RIGHT)).toMatchObject({ status: 1 });
  await synth(MIGRATING);
  expect(await tofu(["apply", "-auto-approve"], RIGHT)).toMatchObject({ status: 0 });
  const migrated = state();
  await synth(ENCRYPTED);
  expect(await tofu(["plan", "-detailed-exitcode"], RIGHT)).toMatchObject({ status: 0 });
  expect(migrated).not.toContain("hello");
});
