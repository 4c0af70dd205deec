import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FileServer } from "../../packages/toolkit/src/example/file-server";
import { CloudApi } from "./support/cloud";
import { endOfApply } from "./support/environment";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";
import { plannedSteps } from "./support/terraform";

/**
 * The operator's job: an OpenStack that has users and nothing else becomes SCS-compatible by one apply, from scope to scope,
 * and stays so. The images are the example's stand-in.
 */
const EXAMPLE = "scs-compatible-iaas";
const stackDir = repository.stackDir(EXAMPLE);
const cli = join(repository.dir, "packages/cli/dist/main.js");
/** Testcases that need a booted guest, which no API-only cloud has. */
const GUEST = ["scs-0101-entropy-avail", "scs-0101-fips-test"];

/** As a member, as the official suite does. */
async function check(scope: string): Promise<{ failedRules: string[]; openRules: string[] }> {
  const args = [cli, "check", "--cloud", "sandbox", "--scope", scope, "--probe", "--json"];
  const { stdout, output } = await run(process.execPath, args, { cwd: repository.dir });
  if (!stdout.startsWith("{")) {
    throw new Error(output);
  }
  const { failedRules, openRules } = JSON.parse(stdout) as { failedRules: string[]; openRules: string[] };
  return { failedRules, openRules };
}

async function start(scope: string, ...args: string[]): Promise<string> {
  const result = await repository.start(["--example", EXAMPLE, ...args], { env: { SCS_SCOPE: scope } });
  expect({ status: result.status, output: result.status === 0 ? "" : result.output }).toEqual({
    status: 0,
    output: "",
  });
  return result.output;
}

/** What another scope would change on the cloud as it is. */
async function migration(scope: string): Promise<string[]> {
  await start(scope, "--plan-only");
  return plannedSteps(stackDir);
}

/** `terraform show -json | scs-blueprints step --verify -` */
async function verifySteps(): Promise<{ status: number | null; output: string }> {
  const env = await repository.sandboxEnv();
  const file = join(stackDir, "e2e-state.json");
  writeFileSync(file, (await succeed("terraform", ["show", "-json"], { cwd: stackDir, env })).stdout);
  return run(process.execPath, [cli, "step", "--verify", file], { cwd: repository.dir, env });
}

beforeAll(async () => {
  repository.extraEnv = { OS_CLOUD: "sandbox-admin" };
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: repository.dir });
  expect((await repository.sandbox(["up"])).status).toBe(0);
  const { status, output } = await repository.sandbox(["reset", "--mode", "operator-blank"]);
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
});

afterAll(async () => {
  repository.extraEnv = {};
  await repository.sandbox(["reset", "--mode", "tenant"]);
});

test("Terraform is killed within a step, with all its processes; the next apply goes on, and meets v4", async () => {
  const files = await FileServer.start(join(repository.example(EXAMPLE), "sandbox-files"));
  const env = { ...(await repository.sandboxEnv()), SCS_SCOPE: "iaas-v4", SANDBOX_FILES: files.url };
  try {
    await succeed("npx", ["tsx", "main.ts"], { cwd: repository.example(EXAMPLE), env });
    await succeed("terraform", ["init", "-input=false"], { cwd: stackDir, env });
    let killed = false;
    // one after the other, so that what is being made at that moment is the step
    const { status } = await run("terraform", ["apply", "-auto-approve", "-input=false", "-parallelism=1"], {
      cwd: stackDir,
      env,
      watch: (output, pid) => {
        if (!killed && /Creation complete[^]*Provisioning with/.test(output)) {
          killed = true;
          process.kill(-pid, endOfApply());
        }
      },
    });
    expect({ killed, done: status === 0 }).toEqual({ killed: true, done: false });
  } finally {
    files.close();
  }
  expect(await start("iaas-v4")).toContain("no changes: what runs is what is written");
  expect(await check("iaas-v4")).toEqual({ failedRules: [], openRules: GUEST });
});

test("from v4 to v5.1 only what v5.1 added is planned, and a member finds all 52 testcases met that need no guest", async () => {
  expect(await migration("iaas-v5.1")).toEqual([
    "create terraform_data.iaas_backup_service",
    "create terraform_data.iaas_default-security-rules",
    "create terraform_data.iaas_key-manager_members-are-creators",
  ]);
  expect(await start("iaas-v5.1")).toContain("no changes: what runs is what is written");
  expect(await check("iaas-v5.1")).toEqual({ failedRules: [], openRules: GUEST });
});

test("from v5.1 to next nothing changes but what is looked at, and next is met", async () => {
  expect(await migration("iaas-next")).toEqual([]);
  await start("iaas-next");
  expect(await check("iaas-next")).toEqual({ failedRules: [], openRules: GUEST });
});

test("what somebody changes back is seen by check and by step --verify, and mended by a replacement of the step", async () => {
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  const open = { direction: "ingress", ethertype: "IPv4", used_in_default_sg: true, used_in_non_default_sg: true };
  await admin.send("POST", "network", "/v2.0/default-security-group-rules", { default_security_group_rule: open });
  expect((await check("iaas-v5.1")).failedRules).toEqual(["scs-0115-default-rules"]);
  expect(await plannedSteps(stackDir)).toEqual([]); // Terraform does not see it
  const seen = await verifySteps();
  const address = /-replace='(terraform_data\.iaas_default-security-rules_[0-9A-F]{8})'/.exec(seen.output)?.[1];
  expect({ status: seen.status, address }).toEqual({ status: 7, address: expect.any(String) });
  const env = await repository.sandboxEnv();
  await succeed("terraform", ["apply", "-auto-approve", "-input=false", `-replace=${address}`], { cwd: stackDir, env });
  expect((await verifySteps()).status).toBe(0);
  expect((await check("iaas-v5.1")).failedRules).toEqual([]);
});

test("the encrypted type is encrypted, and the external network is the default", async () => {
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  const { volume_types } = (await admin.get("volumev3", "/types")) as { volume_types: { id: string; name: string }[] };
  const encryption = (name: string) =>
    admin.get("volumev3", `/types/${volume_types.find((type) => type.name === name)?.id}/encryption`);
  expect(await encryption("ssd-luks")).toMatchObject({ cipher: "aes-xts-plain64", key_size: 256, provider: "luks" });
  expect(await encryption("ssd")).toEqual({});
  const { networks } = (await admin.get("network", "/v2.0/networks?router:external=true")) as { networks: object[] };
  expect(networks).toMatchObject([{ name: "public", is_default: true }]);
});
