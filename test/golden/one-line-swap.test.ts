import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { objectInText } from "../../packages/checker/src/reading/manifest-text";
import { schemaProblems } from "../support/provider-schema";

/** `kaas-one-line-swap` with each of its ways; the one that the line names has a golden file too. */
const folder = join(__dirname, "../../examples/kaas-one-line-swap");
const outdir = join(folder, "cdktf.swap.out");
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

type Resources = Record<string, Record<string, { yaml_body?: string }>>;

function synthesized(way: string): { status: number | null; stderr: string; json: () => { resource: Resources } } {
  rmSync(outdir, { recursive: true, force: true });
  const { status, stderr } = spawnSync("npx tsx main.ts", {
    cwd: folder,
    shell: true,
    encoding: "utf8",
    env: { ...process.env, CDKTF_OUTDIR: outdir, CI: "1", KAAS: way },
  });
  const file = join(outdir, "stacks/clusters/cdk.tf.json");
  return { status, stderr, json: () => JSON.parse(readFileSync(file, "utf8")) as { resource: Resources } };
}

test.each([
  ["cluster-stacks", "Cluster", ["openstack_compute_servergroup_v2"]],
  ["cluster-api", "KubeadmControlPlane", ["openstack_compute_servergroup_v2"]],
  ["gardener", "Shoot", []],
  ["servers", undefined, ["openstack_compute_instance_v2", "openstack_lb_loadbalancer_v2"]],
])("%s", (way, kind, types) => {
  const { status, stderr, json } = synthesized(way);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" }); // no warnings of the engine either
  const resources = json().resource;
  const objects = Object.values(resources["kubectl_manifest"] ?? {}).map((one) => objectInText(one.yaml_body));
  const kinds = objects.map((one) => (one as { kind: string }).kind);
  expect(kinds.filter((one) => one === kind)).toHaveLength(kind === undefined ? 0 : 1);
  expect(kinds.length > 0).toBe(kind !== undefined);
  expect(Object.keys(resources)).toEqual(expect.arrayContaining(types));
  expect(schemaProblems(json())).toEqual([]);
});

test("a way that there is not is named with those that there are", () => {
  const { status, stderr } = synthesized("magic");
  expect(status).not.toBe(0);
  expect(stderr).toContain("KAAS=magic: one of cluster-stacks, cluster-api, gardener, servers");
});
