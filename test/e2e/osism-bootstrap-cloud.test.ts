import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FileServer } from "../../packages/toolkit/src/example/file-server";
import { CloudApi } from "./support/cloud";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";

/** The content of the testbed's cloud on an OpenStack that has users and nothing else; images are a stand-in. */
const SOURCE = `
import { writeFileSync } from "node:fs";
import { App, Cloud, ScsStack } from "scs-blueprints";
import { UserPasswords } from "scs-blueprints/operator";
import { OsismBootstrapCloud } from "scs-blueprints/osism";
import { offeredAt, offeredImages } from "./images";
const app = new App();
const stack = new ScsStack(app, "osism-content", { cloud: Cloud.fromEnvironment() });
const cloud = new OsismBootstrapCloud(stack, "cloud", {
  images: { date: offeredAt, images: offeredImages },
  testPasswords: UserPasswords.fromVariable("passwords"),
});
writeFileSync("flavors.yaml", cloud.flavorManagerYaml);
app.synth();
`;
let files: FileServer;
let program: Program;

beforeAll(async () => {
  repository.extraEnv = { OS_CLOUD: "sandbox-admin" };
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: repository.dir });
  expect((await repository.sandbox(["up"])).status).toBe(0);
  expect((await repository.sandbox(["reset", "--mode", "operator-blank"])).status).toBe(0);
  const from = repository.example("scs-compatible-iaas");
  files = await FileServer.start(join(from, "sandbox-files"));
  const passwords = JSON.stringify({ "test/test-admin": "testbed-1", "test/test": "testbed-2" });
  program = new Program("osism-content", SOURCE, { SANDBOX_FILES: files.url, TF_VAR_passwords: passwords });
  cpSync(join(from, "images.ts"), join(program.folder, "images.ts"));
});

afterAll(async () => {
  files.close();
  repository.extraEnv = {};
  await repository.sandbox(["reset", "--mode", "tenant"]);
});

test("one apply, the next plan is empty; a member finds all testcases of v5.1 met that need no guest", async () => {
  await program.apply();
  const args = [
    "packages/cli/dist/main.js",
    "check",
    "--cloud",
    "sandbox",
    "--scope",
    "iaas-v5.1",
    "--probe",
    "--json",
  ];
  const { stdout } = await run(process.execPath, args, { cwd: repository.dir });
  const { failedRules, openRules } = JSON.parse(stdout) as Record<string, string[]>;
  expect({ failedRules, openRules }).toEqual({
    failedRules: [],
    openRules: ["scs-0101-entropy-avail", "scs-0101-fips-test"],
  });
});

test("the cloud has the testbed's values", async () => {
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  const { volume_types: types } = (await admin.get("volumev3", "/types")) as {
    volume_types: { id: string; name: string }[];
  };
  const luks = types.find((type) => type.name === "LUKS");
  expect(await admin.get("volumev3", `/types/${luks?.id}/encryption`)).toMatchObject({
    provider: "luks",
    cipher: "aes-xts-plain64",
    key_size: 256,
    control_location: "front-end",
  });
  const { networks } = (await admin.get("network", "/v2.0/networks?name=public")) as { networks: object[] };
  expect(networks).toMatchObject([{ mtu: 1342, is_default: true, "provider:network_type": "flat" }]);
});

test("the flavor manager's file has the flavors that the cloud has now", async () => {
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  const { flavors } = (await admin.get("compute", "/flavors/detail")) as { flavors: { name: string }[] };
  const written = readFileSync(join(program.folder, "flavors.yaml"), "utf8").matchAll(/- name: (SCS-\S+)/g);
  const expected = [...written].map(([, name]) => name);
  expect(expected).toHaveLength(31);
  expect(flavors.map((flavor) => flavor.name).sort()).toEqual(expected.sort());
});
