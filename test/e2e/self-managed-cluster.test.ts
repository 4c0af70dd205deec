import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { CloudApi } from "./support/cloud";
import { Guest } from "./support/guest";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { run } from "./support/run";

interface ServerView {
  readonly name: string;
  readonly "OS-EXT-SRV-ATTR:user_data": string;
}
interface File {
  readonly path: string;
  readonly content: string;
  readonly encoding?: string;
}

/**
 * A cluster on servers of one's own, on the sandbox: everything but what guests do. Nothing boots there, so no node
 * joins; what they would do is read from the user data that Terraform sent.
 */
const program = new Program(
  "self",
  `
import { App, ApplicationCredential, Cloud, Flavor, Image, ProjectNetwork, ScsStack, Secret } from "scs-blueprints";
import { KaasCluster, KubernetesVersion, SelfManagedPlatform } from "scs-blueprints/kaas";

const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "self", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { cidr: "10.40.0.0/20", tiers: ["nodes"] });
const login = new ApplicationCredential(stack, "login", { roles: ["member", "load-balancer_member"] });
new KaasCluster(stack, "cluster", {
  platform: new SelfManagedPlatform({
    tier: network.tier("nodes"),
    image: Image.ubuntu("24.04"),
    token: Secret.fromVariable("cluster_token"),
    cloudConf: Secret.fromReference(login.cloudConf),
    controlPlaneOverrides: day.renew === undefined ? {} : { [day.renew]: { imageRevision: day.revision ?? "2" } },
  }),
  name: "self-c",
  version: KubernetesVersion.parse(day.version ?? "1.36.4"),
  controlPlane: { replicas: 3 },
  pools: { web: { flavor: Flavor.SCS_1V_2, members: day.web ?? ["a", "b", "c"] } },
});
app.synth();
`,
);

beforeAll(async () => {
  await repository.sandbox(["up"]);
  repository.extraEnv = { TF_VAR_cluster_token: "a token of this test" };
});
const renewed = (steps: readonly string[]) => steps.filter((one) => one.includes("openstack_"));

test("it is made, and the second plan is empty", async () => {
  await program.apply();
  const names = (await (await repository.member()).contents()).servers.map((one) => one.name);
  expect(names.filter((name) => name.startsWith("self-c-")).sort()).toEqual([
    "self-c-control-plane-1",
    "self-c-control-plane-2",
    "self-c-control-plane-3",
    "self-c-web-a",
    "self-c-web-b",
    "self-c-web-c",
  ]);
});

test("what the nodes are to do is valid for cloud-init, and complete: token, login, a script that the shell can read", async () => {
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  // Nova shows user data from 2.3 on, to administrators.
  const path = "/servers/detail?all_tenants=1&name=self-c-";
  const answer = await admin.send("GET", "compute", path, undefined, { "openstack-api-version": "compute 2.3" });
  const { servers } = answer as { servers: ServerView[] };
  expect(servers).toHaveLength(6);
  const folder = mkdtempSync(join(tmpdir(), "scsbp-self-"));
  expect(readFileSync(join(program.stackDir, "cdk.tf.json"), "utf8")).not.toContain("a token of this test");
  for (const server of servers) {
    const userData = Buffer.from(server["OS-EXT-SRV-ATTR:user_data"], "base64").toString();
    await new Guest(server.name, userData).expectValidCloudConfig();
    const { write_files: files } = parse(userData) as { write_files: File[] };
    const text = (path: string) => {
      const file = files.find((one) => one.path.endsWith(path))!;
      return file.encoding === "b64" ? Buffer.from(file.content, "base64").toString() : file.content;
    };
    expect(text("/rke2/token")).toBe("a token of this test");
    const script = join(folder, "join");
    writeFileSync(script, text("/scs-rke2-join"));
    expect((await run("sh", ["-n", script], { cwd: folder })).status).toBe(0);
    if (server.name.includes("control-plane")) {
      const secret = parse(text("/cloud-config.yaml")) as { kind: string; data: Record<string, string> };
      expect(secret.kind).toBe("Secret");
      expect(Buffer.from(secret.data["cloud.conf"]!, "base64").toString()).toMatch(
        /^\[Global\]\nauth-url = http.*\nregion = \S+\napplication-credential-id = \w+\napplication-credential-secret = \S+\n$/,
      );
    }
  }
});

test("a worker is removed in the middle, and no other changes", async () => {
  const steps = await program.plan({ web: ["a", "c"] });
  expect(steps.every((one) => one.startsWith("delete ") && one.includes("_b"))).toBe(true);
  expect(steps).toContain("delete openstack_compute_instance_v2.cluster_Cluster_pool-web_members_b");
});

test("a worker more, and no other changes", async () => {
  const steps = await program.plan({ web: ["a", "b", "c", "d"] });
  expect(steps.every((one) => one.startsWith("create ") && one.includes("_d"))).toBe(true);
});

test("another version is told to the nodes in place", async () => {
  const steps = await program.plan({ version: "1.37.1" });
  expect(steps).toHaveLength(6);
  expect(steps.every((one) => one.startsWith("update openstack_compute_instance_v2."))).toBe(true);
});

test("the control plane is renewed one by one", async () => {
  expect(renewed(await program.plan({ renew: "2" }))).toEqual([
    "delete,create openstack_compute_instance_v2.cluster_Cluster_control-plane_members_2",
  ]);
  await program.apply({ renew: "2" });
  await program.apply({ renew: "2", revision: "3" }); // there is a host for it at once, the former one's
});

test("destroy leaves nothing", async () => {
  expect((await program.destroy({ renew: "2", revision: "3" })).status).toBe(0);
  expect(await program.left()).toEqual([]);
});
