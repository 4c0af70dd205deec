import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { YaookDefinitions } from "../../lib/blueprints/yaook/index";
import { builtKubeApiserver, sentObjects } from "./support/built";
import { type CustomResourceDefinition, KubeApiserver } from "./support/kube-apiserver";
import { repository } from "./support/repository";
import { type RunResult, run, succeed } from "./support/run";

/**
 * A cloud of Yaook from nothing to SCS-compatible by `npm start`: two stacks on a real kube-apiserver with stand-ins for the
 * definitions of Yaook, cert-manager and Rook, by the real kubectl provider; the content on a sandbox that is an OpenStack with
 * users and nothing else. Charts are left out, since hashicorp/helm is out of reach. No operator acts on the custom resources: the
 * command writes the Secret keystone-admin in their place. hashicorp/kubernetes is out of reach, too: all objects go by the kubectl
 * provider. What it sends of the services where there is a registry is put before an API as a dry run.
 */
const EXAMPLE = "scs-on-yaook";
const CLUSTER = join(repository.example(EXAMPLE), ".scs-blueprints/cluster");
const STACKS = ["yaook-platform", "yaook-openstack", "yaook-content"];

interface StartResult {
  readonly stacks: readonly { stack: string; changed: boolean; applied: boolean; differences: unknown[] }[];
  readonly check?: { scope: string; failedRules: string[]; openRules: string[] };
}

/** `npm start -- --example scs-on-yaook`, as its README says. */
async function start(...args: string[]): Promise<RunResult & { result?: StartResult }> {
  const env = { SCS_KUBE_APISERVER: await builtKubeApiserver() };
  const ran = await repository.start(["--example", EXAMPLE, "--json", ...args], { env });
  const events = ran.stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { event: string });
  return { ...ran, result: events.find((one) => one.event === "result") as StartResult | undefined };
}

beforeAll(async () => {
  expect((await repository.sandbox(["up"])).status).toBe(0);
  expect((await repository.sandbox(["reset", "--mode", "operator-blank"])).status).toBe(0);
}, 3_600_000);

afterAll(async () => {
  await repository.sandbox(["reset", "--mode", "tenant"]);
});

test("one command: three stacks, each planned again empty, and all testcases of v5.1 met that need no guest", async () => {
  const { status, output, result } = await start();
  expect([status, status === 0 ? "" : output]).toEqual([0, ""]);
  expect(result!.stacks.map(({ stack, applied, differences }) => [stack, applied, differences])).toEqual(
    STACKS.map((stack) => [stack, true, []]),
  );
  expect(result!.check).toMatchObject({
    scope: "iaas-v5.1",
    failedRules: [],
    openRules: ["scs-0101-entropy-avail", "scs-0101-fips-test"],
  });
  expect(output).toContain("no operator runs here");
  expect(output).toContain("all objects of Kubernetes go by the kubectl provider");
});

test("it stops what it started; the next run finds all of it as it was", async () => {
  expect(existsSync(join(CLUSTER, "processes.json"))).toBe(false);
  const { status, result } = await start("--plan-only");
  expect(status).toBe(0);
  expect(result!.stacks.map(({ stack, changed }) => [stack, changed])).toEqual(STACKS.map((stack) => [stack, false]));
});

describe("with a cluster", () => {
  const folder = mkdtempSync(join(tmpdir(), "scsbp-yaook-"));
  const yaookLogin = (...args: string[]): Promise<RunResult> =>
    run(
      process.execPath,
      [
        join(repository.dir, "packages/cli/dist/main.js"),
        "yaook-login",
        "--kubeconfig",
        join(folder, "kubeconfig"),
        ...args,
      ],
      { cwd: repository.dir },
    );
  let api: KubeApiserver;

  beforeAll(async () => {
    api = await KubeApiserver.start(await builtKubeApiserver(), folder);
    await api.install(YaookDefinitions.standIns as unknown as CustomResourceDefinition[]);
    await api.write("POST", "/api/v1/namespaces", { metadata: { name: "yaook" } });
    api.kubeconfig();
  });
  afterAll(() => api?.stop());

  test("what is sent where there is a registry, the API takes strictly", async () => {
    await succeed("npx", ["tsx", "main.ts"], {
      cwd: repository.example(EXAMPLE),
      env: { SANDBOX_FILES: "http://127.0.0.1" },
    });
    const manifests = sentObjects<{ apiVersion: string; kind: string }>(
      repository.stackDir(EXAMPLE, "yaook-openstack"),
    );
    const refused = await Promise.all(
      manifests.map((object) =>
        api.refuses(`/apis/${object.apiVersion}/namespaces/yaook/${object.kind.toLowerCase()}s`, object),
      ),
    );
    expect(manifests).toHaveLength(9);
    expect(refused.filter((each) => each !== undefined)).toEqual([]);
  });

  test("without the Secret there is no login, and it is said what to wait for", async () => {
    const { status, stdout, output } = await yaookLogin();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(output).toMatch(/SCSBP-8128[^]*no Secret keystone-admin in the namespace yaook[^]*KeystoneDeployment/);
  });

  test("a Secret without a password, and a login that may not read it, are refused", async () => {
    await api.write("POST", "/api/v1/namespaces/yaook/secrets", {
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
});
