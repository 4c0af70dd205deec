import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { YaookDefinitions } from "../../lib/blueprints/yaook/index";
import { FileServer } from "../../lib/cli/example/file-server";
import { builtKubeApiserver, standIns, withKubectlProvider } from "./support/built";
import { type CustomResourceDefinition, KubeApiserver } from "./support/kube-apiserver";
import { repository } from "./support/repository";
import { type RunResult, run, succeed } from "./support/run";
import { plannedSteps } from "./support/terraform";

/**
 * A cloud of Yaook from nothing to SCS-compatible, in three stacks. The first two go to a real kube-apiserver with
 * stand-ins for the definitions of Yaook, cert-manager and Rook, by the real kubectl provider; the charts are left out, since
 * hashicorp/helm is out of reach. No operator acts on the custom resources: in its place the test writes the Secret
 * keystone-admin, with the login of a sandbox that is an OpenStack with users and nothing else. hashicorp/kubernetes is out
 * of reach, too; what it would send of the services is put before the API as a dry run.
 */
const EXAMPLE = "scs-on-yaook";
const NAMESPACE = "/api/v1/namespaces/yaook";
const NODES = ["control-1", "control-2", "control-3", "compute-1", "compute-2"];
let api: KubeApiserver;
let files: FileServer;
let folder: string;

const stackDir = (stack: string) => repository.stackDir(EXAMPLE, stack);
const terraform = async (stack: string, ...args: string[]) =>
  succeed("terraform", args, { cwd: stackDir(stack), env: await repository.sandboxEnv() });
const yaookLogin = (...args: string[]): Promise<RunResult> =>
  run(
    process.execPath,
    [join(repository.dir, "dist/cli/main.js"), "yaook-login", "--kubeconfig", join(folder, "kubeconfig"), ...args],
    { cwd: repository.dir },
  );

async function synth(env: Record<string, string>): Promise<void> {
  await succeed("npx", ["tsx", "main.ts"], {
    cwd: repository.example(EXAMPLE),
    env: { ...(await repository.sandboxEnv()), ...env, SANDBOX_FILES: files.url },
  });
}

async function apply(stack: string): Promise<void> {
  await terraform(stack, "init", "-input=false");
  await terraform(stack, "apply", "-auto-approve", "-input=false");
  expect(await plannedSteps(stackDir(stack))).toEqual([]);
}

beforeAll(async () => {
  await succeed("node", ["dist/cli/main.js", "provider", "install"], { cwd: repository.dir });
  expect((await repository.sandbox(["up"])).status).toBe(0);
  expect((await repository.sandbox(["reset", "--mode", "operator-blank"])).status).toBe(0);
  files = await FileServer.start(join(repository.example(EXAMPLE), "sandbox-files"));
  folder = mkdtempSync(join(tmpdir(), "scsbp-yaook-"));
  api = await KubeApiserver.start(await builtKubeApiserver(), folder);
  await api.install([
    ...(YaookDefinitions.standIns as unknown as CustomResourceDefinition[]),
    ...standIns("yaook-prerequisites"),
  ]);
  await api.write("POST", "/api/v1/namespaces", { metadata: { name: "rook-ceph" } });
  for (const name of NODES) {
    await api.write("POST", "/api/v1/nodes", { metadata: { name } });
  }
  const { TF_CLI_CONFIG_FILE } = await repository.sandboxEnv();
  repository.extraEnv = {
    TF_CLI_CONFIG_FILE: await withKubectlProvider(TF_CLI_CONFIG_FILE!),
    KUBE_CONFIG_PATH: api.kubeconfig(),
  };
}, 3_600_000);

afterAll(async () => {
  repository.extraEnv = {};
  files?.close();
  await api?.stop();
  await repository.sandbox(["reset", "--mode", "tenant"]);
});

test("the platform is applied, and planned again: nothing", async () => {
  await synth({ WITHOUT_REGISTRY: "1" });
  await apply("yaook-platform");
  expect(await api.read(NAMESPACE)).toBeDefined();
  expect(await api.read("/apis/ceph.rook.io/v1/namespaces/rook-ceph/cephblockpools/volumes")).toBeDefined();
  expect(await api.read("/apis/cert-manager.io/v1/namespaces/yaook/issuers/yaook-internal")).toBeDefined();
});

test("what hashicorp/kubernetes would send, the API takes", async () => {
  await synth({});
  const { resource } = JSON.parse(readFileSync(join(stackDir("yaook-openstack"), "cdk.tf.json"), "utf8")) as {
    resource: Record<string, Record<string, { manifest: { apiVersion: string; kind: string } }>>;
  };
  const manifests = Object.values(resource["kubernetes_manifest"]!).map((each) => each.manifest);
  const refused = await Promise.all(
    manifests.map((object) =>
      api.refuses(`/apis/${object.apiVersion}/namespaces/yaook/${object.kind.toLowerCase()}s`, object),
    ),
  );
  expect(manifests).toHaveLength(9);
  expect(refused.filter((each) => each !== undefined)).toEqual([]);
});

test("the custom resources are applied, and planned again: nothing", async () => {
  await synth({ WITHOUT_REGISTRY: "1" });
  await apply("yaook-openstack");
  const keystone = await api.read("/apis/yaook.cloud/v1/namespaces/yaook/keystonedeployments/keystone");
  expect(keystone).toMatchObject({ spec: { targetRelease: "2025.1", database: { proxy: { replicas: 2 } } } });
});

test("without the Secret there is no login, and it is said what to wait for", async () => {
  const { status, stdout, output } = await yaookLogin();
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(output).toMatch(/SCSBP-8128[^]*no Secret keystone-admin in the namespace yaook[^]*KeystoneDeployment/);
});

test("a Secret without a password, and a login that may not read it, are refused", async () => {
  await api.write("POST", `${NAMESPACE}/secrets`, {
    metadata: { name: "half" },
    stringData: { OS_AUTH_URL: "http://x", OS_USERNAME: "u", OS_PROJECT_NAME: "p" },
  });
  expect((await yaookLogin("--secret", "half")).output).toContain("no OS_PASSWORD in it");
  expect((await yaookLogin("--secret", "half", "--context", "nobody")).output).toMatch(/SCSBP-8128[^]*403/);
});

test("exit codes tell a wrong file from a cluster that refuses", async () => {
  expect((await yaookLogin("--kubeconfig", "no-such-file")).status).toBe(2);
  expect((await yaookLogin("--context", "no-such-context")).status).toBe(2);
  expect((await yaookLogin("--context", "stranger")).status).toBe(6);
});

test("with the Secret the content is applied by its login; planned again: nothing", async () => {
  const { clouds } = parse(readFileSync(repository.cloudsYaml, "utf8")) as {
    clouds: Record<string, { auth: Record<string, string> }>;
  };
  const { auth } = clouds["sandbox-admin"]!;
  await api.write("POST", `${NAMESPACE}/secrets`, {
    metadata: { name: "keystone-admin" },
    stringData: Object.fromEntries(Object.entries(auth).map(([key, value]) => [`OS_${key.toUpperCase()}`, value])),
  });
  const printed = await yaookLogin("--json");
  const { env } = JSON.parse(printed.stdout) as { env: Record<string, string> };
  expect(env).toMatchObject({ OS_USERNAME: auth["username"], OS_AUTH_URL: auth["auth_url"] });
  repository.extraEnv = { ...repository.extraEnv, ...env, OS_CLOUD: "", OS_CLIENT_CONFIG_FILE: "" };
  await apply("yaook-content");
});

test("a member finds all testcases of v5.1 met that need no guest", async () => {
  repository.extraEnv = {};
  const args = ["dist/cli/main.js", "check", "--cloud", "sandbox", "--scope", "iaas-v5.1", "--probe", "--json"];
  const { stdout } = await run(process.execPath, args, { cwd: repository.dir });
  const { failedRules, openRules } = JSON.parse(stdout) as Record<string, string[]>;
  expect({ failedRules, openRules }).toEqual({
    failedRules: [],
    openRules: ["scs-0101-entropy-avail", "scs-0101-fips-test"],
  });
});
