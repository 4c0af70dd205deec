import { join } from "node:path";
import { parse } from "yaml";
import { CloudApi } from "./support/cloud";
import { Magnum, virtualenv } from "./support/magnum";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";

/**
 * The example on Magnum's real API and conductor beside the sandbox; its driver is a stand-in, so no cluster comes up.
 */
const program = Program.ofExample("kaas-magnum");
const DESTROY: readonly [string, string][] = [
  ["ScsStack }", "RemovalPolicy, ScsStack }"],
  ["autoScaling: true,", "autoScaling: true, removalPolicy: RemovalPolicy.DESTROY,"],
];
const NEXT: readonly [string, string][] = [
  ["ubuntu-capi-image-v1.36.4", "ubuntu-capi-image-v1.37.1"],
  ['KubernetesVersion.of("1.36.4")', 'KubernetesVersion.of("1.37.1")'],
];
const VERSIONS = ["v1.36.4", "v1.37.1"];
let magnum: Magnum | undefined;

async function openstack(...args: string[]): Promise<string> {
  const { dir } = repository;
  const env = await repository.sandboxEnv();
  return (await succeed(join(virtualenv(), "bin/openstack"), args, { cwd: dir, env })).stdout;
}

beforeAll(async () => {
  await repository.sandbox(["up"]);
  magnum = await Magnum.start();
  for (const version of VERSIONS) {
    const properties = ["os_distro=ubuntu", `kube_version=${version}`].flatMap((one) => ["--property", one]);
    const file = join(repository.dir, "package.json"); // any content: nothing boots
    await openstack("image", "create", "--file", file, ...properties, `ubuntu-capi-image-${version}`);
  }
});
afterAll(async () => {
  for (const version of VERSIONS) {
    await openstack("image", "delete", `ubuntu-capi-image-${version}`);
  }
  await magnum?.stop();
});

/** What Magnum has, asked with the version of its API that knows node groups. */
async function ask(path: string): Promise<Record<string, unknown>> {
  const cloud = await CloudApi.login(repository.cloudsYaml, "sandbox");
  const headers = { "openstack-api-version": "container-infra 1.10" };
  return (await cloud.send("GET", "container-infra", path, undefined, headers)) as Record<string, unknown>;
}

test("an image of another version stops the plan", async () => {
  program.edit(...DESTROY, NEXT[1]!);
  await program.synthesized();
  await program.terraform(["init", "-input=false", "-no-color"]);
  const env = await repository.sandboxEnv();
  const plan = ["plan", "-input=false", "-no-color"];
  const { status, output } = await run("terraform", plan, { cwd: program.stackDir, env });
  expect(status).toBe(1);
  expect(output.replace(/\s*\n[│ ]*/g, " ")).toContain('SCSBP-6466: the image of the nodes is of Kubernetes "1.36.4"');
});

test("it is made, and the second plan is empty", async () => {
  program.edit(...DESTROY);
  await program.apply();
  expect(await ask("/clusters/shop")).toMatchObject({
    name: "shop",
    master_count: 3,
    labels: { auto_scaling_enabled: "true", kube_tag: "v1.36.4" },
  });
  const { nodegroups } = (await ask("/clusters/shop/nodegroups")) as {
    nodegroups: { name: string; node_count: number; min_node_count: number; max_node_count: number | null }[];
  };
  expect(Object.fromEntries(nodegroups.map((one) => [one.name, one.node_count]))).toEqual({
    "default-master": 3,
    "default-worker": 2,
    batch: 1,
  });
  expect(nodegroups.find((one) => one.name === "batch")).toMatchObject({ min_node_count: 1, max_node_count: 5 });
});

test("the kubeconfig is an output, with a certificate that Magnum signed", async () => {
  const { shop_kubeconfig: text } = await program.outputs();
  const { clusters, users } = parse(text as string) as {
    clusters: { cluster: { server: string } }[];
    users: { user: Record<string, string> }[];
  };
  expect(clusters[0]!.cluster.server).toBe("https://192.0.2.10:6443");
  const certificate = Buffer.from(users[0]!.user["client-certificate-data"]!, "base64").toString();
  expect(certificate).toMatch(/^-----BEGIN CERTIFICATE-----/);
});

test("pools come and go by themselves; the first one grows in place", async () => {
  const batch = "    batch: { flavor: Flavor.SCS_4V_16_100S, min: 1, max: 5 },\n";
  program.edit(...DESTROY, [batch, ""]);
  expect(await program.plan()).toEqual(["delete openstack_containerinfra_nodegroup_v1.shop_Cluster_pools_batch"]);
  program.edit(
    ...DESTROY,
    [batch, `${batch}    api: { flavor: Flavor.SCS_4V_16_100S, size: 1 },\n`],
    ["size: 2", "size: 3"],
  );
  const steps = [
    "create openstack_containerinfra_nodegroup_v1.shop_Cluster_pools_api",
    "update openstack_containerinfra_cluster_v1.shop_Cluster",
  ];
  expect(await program.plan()).toEqual(steps);
  await program.apply();
});

test("another version is another template; the cluster stays until Magnum upgrades it", async () => {
  const kept =
    'previousTemplates: [{ version: KubernetesVersion.of("1.36.4"), image: Image.byName("ubuntu-capi-image-v1.36.4") }],';
  program.edit(...DESTROY, ...NEXT, ["autoScaling: true,", `autoScaling: true, ${kept}`], ["size: 2", "size: 3"]);
  expect(await program.plan()).toContain(
    "create openstack_containerinfra_clustertemplate_v1.shop_Cluster_templates_v1-37-1",
  );
  expect((await program.plan()).filter((one) => one.includes("cluster_v1") || /delete.*template/.test(one))).toEqual(
    [],
  );
});

test("what would replace the cluster is refused; destroy leaves nothing", async () => {
  program.edit(["  pools: {", '  network: { nodeCidr: "10.9.0.0/24" },\n  pools: {']);
  await program.synthesized();
  const env = await repository.sandboxEnv();
  const plan = ["plan", "-input=false", "-no-color"];
  const { status, output } = await run("terraform", plan, { cwd: program.stackDir, env });
  expect(status).toBe(1);
  expect(output).toContain("prevent_destroy");
  program.edit(...DESTROY);
  expect((await program.destroy()).status).toBe(0);
  expect(await ask("/clusters")).toMatchObject({ clusters: [] });
  expect(await ask("/clustertemplates")).toMatchObject({ clustertemplates: [] });
});
