import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../../packages/toolkit/src/environment/engine";
import type { Example } from "../../../packages/toolkit/src/example/catalogue";
import { stackIn } from "../../support/assembly";
import { Stack } from "../../../packages/checker/src/assembly/assembly";
import type { Reporter } from "../../../packages/toolkit/src/reporter";
import { KubernetesProviders } from "../../../packages/sandbox/src/provider/kubernetes-providers";
import { adviseOn } from "../../../packages/cli/src/terraform/diagnostics";

const dir = mkdtempSync(join(tmpdir(), "scsbp-kubernetes-providers-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const said: string[] = [];
const step = { done: (text = "") => said.push(text), skip: (text = "") => said.push(text) };
const reporter = { step: () => step, note: (text: string) => said.push(text) } as unknown as Reporter;
const providers = (example = dir) => new KubernetesProviders({ dir: example } as Example, reporter);

/** A stand-in for an engine: its `init` ends with an exit code. */
function engine(code: number): Engine {
  const path = join(dir, `engine-${code}`);
  writeFileSync(path, `#!/bin/sh\ntest -f main.tf.json || exit 9\nexit ${code}\n`);
  chmodSync(path, 0o755);
  return { path, name: "terraform" } as Engine;
}

let count = 0;
function stack(provider: object, required = Object.keys(provider)): Stack {
  const outdir = join(dir, `out-${(count += 1)}`);
  const required_providers = Object.fromEntries(required.map((name) => [name, { source: `x/${name}` }]));
  Stack.fromJson("s", { terraform: { required_providers }, provider }).write(outdir, { type: "local", config: {} });
  return stackIn(outdir, "s");
}

describe("the providers of a cluster", () => {
  test("are not looked for where a program needs none", async () => {
    expect(await providers().inReach([stack({ openstack: [{}] })], engine(9))).toBe(true);
  });

  test.each([
    [0, true],
    [1, false],
  ])("an init that ends with %d: in reach is %s", async (code, inReach) => {
    expect(await providers().inReach([stack({ kubernetes: [{}] })], engine(code))).toBe(inReach);
  });

  test("what hashicorp/kubernetes has made goes on by it, whatever the registry says", async () => {
    const made = stack({ kubernetes: [{}] });
    mkdirSync(join(made.workingDir, ".terraform/providers/registry.terraform.io/hashicorp/kubernetes"), {
      recursive: true,
    });
    expect(await providers().inReach([made], engine(1))).toBe(true);
  });

  test("a folder that was begun without a registry goes on so until it is destroyed", async () => {
    const example = join(dir, "example");
    const env = { ...process.env };
    // a provider_installation of the user's: nothing is built
    writeFileSync(join(dir, "user.tfrc"), "provider_installation {\n}\n");
    process.env["TF_CLI_CONFIG_FILE"] = join(dir, "user.tfrc");
    try {
      expect(providers(example).begunWithout).toBe(false);
      const begun = providers(example);
      await begun.goWithout();
      expect(begun.begunWithout).toBe(false); // a plan begins nothing
      begun.remember();
    } finally {
      process.env = env;
    }
    expect(said.at(-1)).toContain("all objects of Kubernetes go by the kubectl provider");
    expect(providers(example).begunWithout).toBe(true);
    providers(example).forget();
    expect(providers(example).begunWithout).toBe(false);
  });
});

describe("a kubeconfig", () => {
  const file = join(dir, "kubeconfig");
  const asked = (context?: string, mode = 0o600) => {
    writeFileSync(file, "contexts: [{ name: one }, { name: two }]\n");
    chmodSync(file, mode);
    const kubectl = [{ config_path: file, config_context: context }];
    return providers().inReach([stack({ kubectl })], engine(0));
  };

  test("of its owner alone, with the context, is taken", async () => {
    expect(await asked("two")).toBe(true);
    expect(await asked()).toBe(true);
  });

  test.each<[string, () => Promise<boolean>, RegExp]>([
    ["that others can read", () => asked(undefined, 0o640), /mode 640/],
    ["without the context", () => asked("three"), /three, in .*kubeconfig/],
    [
      "that is not there",
      () => providers().inReach([stack({ helm: [{ kubernetes: { config_path: "no" } }] })], engine(0)),
      /no$/,
    ],
    [
      "of the environment, too",
      () => providers().inReach([stack({ kubernetes: [{}] })], engine(0), { KUBE_CONFIG_PATH: "/not/there" }),
      /^\/not\/there$/,
    ],
  ])("%s is refused before anything is applied", async (_, act, got) => {
    await expect(act()).rejects.toMatchObject({ code: "SCSBP-8013", got: expect.stringMatching(got) });
    await expect(act()).rejects.toHaveProperty("fix");
  });
});

// What the providers said: hashicorp/kubernetes 3.2.1, alekc/kubectl 2.4.1, gavinbunney/kubectl 1.19.0.
test.each([
  [
    'Post "https://127.0.0.1:1/api/v1/namespaces": getting credentials: exec: executable /bin/false failed with exit code 1',
    /exec plugin gave no credential/,
  ],
  ['Provider configuration: cannot load Kubernetes client config\ncontext "no-such" does not exist', /no such context/],
  [
    "shop failed to create kubernetes rest client for update of resource: resource [example.org/v1/Nothing] isn't valid for cluster, check the APIVersion and Kind fields are valid",
    /no such kind or version/,
  ],
  ["API did not recognize GroupVersionKind from manifest (CRD may not be installed)", /no such kind or version/],
  ['Get "http://localhost/api/v1/namespaces/x": dial tcp [::1]:80: connect: connection refused', /KUBE_CONFIG_PATH/],
  ['namespaces is forbidden: User "nobody" cannot create resource "namespaces" in API group ""', /RBAC/],
])("%s", (text, advice) => {
  expect(adviseOn(text)).toMatch(advice);
});
