import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { ClusterPrograms } from "../../../packages/sandbox/src/cluster/build";
import { errorOf, fakeProgram, RecordingReporter, temporaryDir, write } from "./helpers";

/** Programs for examples with a cluster; `go` is a stand-in that writes what it was called with, or fails. */
const root = temporaryDir();
const modules = join(root, "modules");
write(join(modules, "kube-apiserver/go.sum"), "");
write(join(modules, "kubectl-provider/go.sum"), "");
const go = (name: string, body: string) =>
  dirname(fakeProgram(join(root, name, "go"), `while [ "$1" != -o ]; do shift; done; ${body}`));
const programs = (bin: string, more: NodeJS.ProcessEnv = {}, from = modules) =>
  new ClusterPrograms(
    new RecordingReporter(),
    { PATH: `${bin}:/usr/bin:/bin`, XDG_CACHE_HOME: join(root, "cache"), ...more },
    from,
  );

test("are built once, and appear as a whole", async () => {
  const bin = go("works", 'echo "$PWD" >> "$2"');
  const first = await programs(bin).apiServer();
  expect(existsSync(first)).toBe(true);
  expect(await programs(go("fails", "exit 1")).apiServer()).toBe(first);
  const { root: mirror, addresses } = await programs(bin).kubectlProvider();
  expect(addresses).toEqual(["registry.terraform.io/gavinbunney/kubectl", "registry.opentofu.org/gavinbunney/kubectl"]);
  for (const address of addresses) {
    const [platform] = readdirSync(join(mirror, address, "1.19.0"));
    expect(readdirSync(join(mirror, address, "1.19.0", platform!))).toEqual(["terraform-provider-kubectl_v1.19.0"]);
  }
  expect((await programs(go("fails", "exit 1")).kubectlProvider()).root).toBe(mirror);
});

test("one that is built already is taken", async () => {
  expect(await programs("/nowhere", { SCS_KUBE_APISERVER: "/mine" }).apiServer()).toBe("/mine");
});

test("without the repository, without Go, and what Go says", async () => {
  const empty = { XDG_CACHE_HOME: join(root, "empty") };
  const bin = go("broken", "echo 'no space left on device' >&2; exit 1");
  const installed = await errorOf(() => programs(bin, empty, join(root, "none")).apiServer());
  expect([installed.code, installed.got]).toEqual(["SCSBP-8310", expect.stringContaining("an installed package")]);
  const goless = await errorOf(() => programs("/nowhere", { ...empty, PATH: "/nowhere" }).apiServer());
  expect([goless.code, goless.got, goless.fix]).toEqual(["SCSBP-8310", "no go in PATH", expect.stringMatching(/Go/)]);
  const failed = await errorOf(() => programs(bin, empty).apiServer());
  expect([failed.code, failed.fix]).toEqual(["SCSBP-8311", expect.stringContaining("disk space")]);
});
