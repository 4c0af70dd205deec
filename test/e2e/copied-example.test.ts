import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { counted } from "./support/cloud";
import { e2eEnvironment } from "./support/environment";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";
import { packTarballs } from "./support/tarballs";

/** A user without the repository: the packed tarballs, an example's folder, the CDK for Terraform command line. */
const folder = join(e2eEnvironment().dir, "copied", "quickstart");
let env: Record<string, string>;

const cdktf = (...args: string[]) => succeed("npx", ["cdktf", ...args], { cwd: folder, env });
const contents = async () => counted(await (await repository.member()).contents());

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ["main.ts", "cdktf.json", "package.json"]) {
    cpSync(join(repository.dir, "examples/quickstart", file), join(folder, file));
  }
  await succeed("npm", ["install", ...(await packTarballs(folder))], { cwd: folder });
  const up = await repository.sandbox(["up"]);
  expect({ status: up.status, output: up.status === 0 ? "" : up.output }).toEqual({ status: 0, output: "" });
  env = await repository.sandboxEnv();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("synthesizes, type-checks, and its command line starts", async () => {
  await cdktf("synth");
  await succeed("npx", ["tsc", "--noEmit", "--strict", "--skipLibCheck", "--module", "node16", "main.ts"], {
    cwd: folder,
  });
  const help = await succeed("npx", ["scs-blueprints", "--help"], { cwd: folder });
  expect(help.output).toContain("sandbox");
});

test("deploys, shows no difference, destroys, and leaves nothing", async () => {
  const before = await contents();
  const deployed = await cdktf("deploy", "--auto-approve");
  expect(deployed.output).toContain("bastion");
  expect((await contents())["servers"]).toBe((before["servers"] ?? 0) + 5);
  expect((await cdktf("diff")).output).toContain("No changes. Your infrastructure matches the configuration.");
  await cdktf("destroy", "--auto-approve");
  expect(await contents()).toEqual(before);
});

test("a mistake in the program ends with what, got, allowed and what to do", async () => {
  const broken = await run("npx", ["tsx", "-e", 'require("scs-blueprints").Flavor.fromName("SCS-2X-4")'], {
    cwd: folder,
    env,
  });
  expect(broken.status).not.toBe(0);
  expect(broken.output).toMatch(/SCSBP-5\d{3}: [\s\S]*got: [\s\S]*allowed: [\s\S]*do: /);
});
