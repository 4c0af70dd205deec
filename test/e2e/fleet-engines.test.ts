import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { builtActionlint, builtKubeApiserver, installedGitlabCiLocal, standIns } from "./support/built";
import { KubeApiserver } from "./support/kube-apiserver";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";

/**
 * What `fleet render` writes, held against those who know the engines: actionlint for GitHub; GitLab's schema, which
 * gitlab-ci-local carries, and its reading of `needs`; a real kube-apiserver with stand-ins of the definitions of tofu-controller,
 * Argo Workflows and provider-terraform, of the fields they document.
 */
const folder = repository.example("fleet");
const out = mkdtempSync(join(tmpdir(), "scsbp-fleet-"));
const env = { TF_STATE_BUCKET: "states" };

async function render(engine: string, ...options: readonly string[]): Promise<void> {
  const cli = join(repository.dir, "packages/cli/dist/main.js");
  await succeed(process.execPath, [cli, "fleet", "render", "--engine", engine, "--out", out, ...options], {
    cwd: folder,
  });
}

const objects = (engine: string) =>
  readdirSync(join(out, engine)).map(
    (name) => parse(readFileSync(join(out, engine, name), "utf8")) as { metadata: object },
  );

beforeAll(async () => {
  await succeed(join(repository.dir, "node_modules/.bin/tsx"), ["main.ts"], { cwd: folder, env });
  await succeed("git", ["init", "--quiet"], { cwd: out });
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

test("GitHub: actionlint finds nothing, and would find a job that is not there", async () => {
  await render("github");
  const actionlint = await builtActionlint();
  const workflow = join(out, ".github/workflows/fleet-shop.yml");
  await succeed(actionlint, ["-no-color", "-shellcheck=", "-pyflakes=", workflow], { cwd: out });
  const broken = await run(
    "sh",
    ["-c", `sed 's/- apply-canary/- apply-canari/' "$0" | "$1" -no-color -`, workflow, actionlint],
    {
      cwd: out,
    },
  );
  expect(broken.status).toBe(1);
  expect(broken.output).toContain('needs job "apply-canari" which does not exist');
});

test("GitLab: all files fit its schema, and are read as they are meant", async () => {
  await render("gitlab", "--image", "registry.example.org/fleet:1");
  const reader = await installedGitlabCiLocal();
  for (const command of [
    ["remote", "add", "origin", "git@git.example.org:team/fleet.git"],
    ["add", "--all"],
    ["-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message", "files"],
  ]) {
    await succeed("git", command, { cwd: out });
  }
  const read = async (file: string) => {
    const { stdout } = await succeed(
      process.execPath,
      [reader, "--file", `.gitlab/fleet-shop/${file}`, "--list-json"],
      {
        cwd: out,
      },
    );
    const jobs = JSON.parse(stdout) as {
      name: string;
      when: string;
      allow_failure: boolean;
      needs: { job: string }[];
    }[];
    return Object.fromEntries(jobs.map((job) => [job.name, job]));
  };
  const wave = await read("wave-prod.yml");
  expect(wave["apply:cloud-a-prod-shop"]).toMatchObject({ when: "manual", allow_failure: false });
  expect(wave["apply:cloud-a-prod-shop"]!.needs.map(({ job }) => job)).toContain("plan:cloud-a-prod-shop");
  expect(Object.keys(await read("wave-canary.yml"))).toEqual(["apply:cloud-a-dev-shop"]);
  await read("fleet.yml");
});

describe("on a kube-apiserver", () => {
  let api: KubeApiserver;
  beforeAll(async () => {
    api = await KubeApiserver.start(await builtKubeApiserver(), mkdtempSync(join(tmpdir(), "scsbp-kube-")));
    await api.install(standIns("fleet-engines"));
    for (const name of ["flux-system", "argo"]) {
      await api.write("POST", "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
    }
  });
  afterAll(async () => api?.stop());

  test.each([
    ["flux", "/apis/infra.contrib.fluxcd.io/v1alpha2/namespaces/flux-system/terraforms", ["--source", "fleet"]],
    [
      "argo",
      "/apis/argoproj.io/v1alpha1/namespaces/argo/workflowtemplates",
      ["--image", "registry.example.org/fleet:1"],
    ],
  ])("%s: the API takes all objects, and no unknown field is among them", async (engine, path, options) => {
    await render(engine, ...options);
    const all = objects(engine);
    expect(all.length).toBeGreaterThan(0);
    for (const object of all) {
      expect(await api.refuses(path, object)).toBeUndefined();
      expect(await api.refuses(path, { ...object, spec: { unknown: true } })).toBeDefined();
    }
  });

  test("Crossplane: refused for waves; a fleet without them is taken", async () => {
    const cli = [
      join(repository.dir, "packages/cli/dist/main.js"),
      "fleet",
      "render",
      "--engine",
      "crossplane",
      "--out",
      out,
    ];
    const command = [...cli, "--source", "git::https://git.example.org/fleet.git?ref=main"];
    const refused = await run(process.execPath, command, { cwd: folder });
    expect(refused.status).toBe(1);
    expect(refused.output).toContain("SCSBP-7522");
    repository.write("examples/fleet/one-wave.ts", ONE_WAVE);
    await succeed(join(repository.dir, "node_modules/.bin/tsx"), ["one-wave.ts"], { cwd: folder });
    await succeed(process.execPath, command, { cwd: folder });
    expect(objects("crossplane").length).toBe(2);
    for (const object of objects("crossplane")) {
      const path = "/apis/tf.m.upbound.io/v1beta1/namespaces/default/workspaces";
      expect(await api.refuses(path, object)).toBeUndefined();
      expect(await api.refuses(path, { ...object, spec: { unknown: true } })).toBeDefined();
    }
  });
});

const ONE_WAVE = `
import { App } from "scs-blueprints";
import { Fleet, StateStore } from "scs-blueprints/fleet";

const app = new App();
const fleet = new Fleet(app, "shop", { state: StateStore.kubernetes({ inCluster: true }) });
["one", "two"].forEach((key) => fleet.addTarget(key).stack("network"));
app.synth();
`;
