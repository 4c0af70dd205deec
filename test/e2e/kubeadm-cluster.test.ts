import { builtKubeadm } from "./support/built";
import { CloudApi } from "./support/cloud";
import { Guest } from "./support/guest";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";

interface ServerView {
  readonly name: string;
  readonly metadata: Record<string, string>;
  readonly "OS-EXT-SRV-ATTR:user_data": string;
}

/**
 * A cluster by kubeadm on servers of one's own, on the sandbox: everything but what guests do. What they would do is
 * read from the user data that Nova has: by cloud-init's schema, by kubeadm's own validator, by the shell.
 */
const program = new Program(
  "kubeadm",
  `
import { App, ApplicationCredential, Cloud, Flavor, Image, ProjectNetwork, ScsStack, Secret } from "scs-blueprints";
import { Cni, KaasCluster, KubernetesDistribution, KubernetesVersion, SelfManagedPlatform } from "scs-blueprints/kaas";

const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "kubeadm", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { cidr: "10.41.0.0/20", tiers: ["nodes"] });
const login = new ApplicationCredential(stack, "login", { roles: ["member", "load-balancer_member"] });
new KaasCluster(stack, "cluster", {
  platform: new SelfManagedPlatform({
    distribution: KubernetesDistribution.KUBEADM,
    tier: network.tier("nodes"),
    image: Image.ubuntu("24.04"),
    token: Secret.fromVariable("cluster_token"),
    certificateKey: Secret.fromVariable("certificate_key"),
    cloudConf: Secret.fromReference(login.cloudConf),
    controlPlaneOverrides: day.renew === undefined ? {} : { [day.renew]: { imageRevision: "2" } },
  }),
  name: "kubeadm-c",
  version: KubernetesVersion.parse(day.version ?? "1.36.4"),
  cni: Cni.CALICO,
  network: { serviceDomain: "shop.local" },
  oidc: { issuerUrl: "https://login.example.org", clientId: "shop" },
  pools: {
    web: {
      flavor: Flavor.SCS_1V_2,
      members: day.web ?? ["a", "b"],
      labels: { tier: "web" },
      taints: [{ key: "edge" }],
    },
  },
});
app.synth();
`,
);
const TOKEN = "abcdef.0123456789abcdef";
const KEY = "0123456789abcdef".repeat(4);
let kubeadm: string;
let guests: ReadonlyMap<string, Guest>;

beforeAll(async () => {
  await repository.sandbox(["up"]);
  kubeadm = await builtKubeadm();
  repository.extraEnv = { TF_VAR_cluster_token: TOKEN, TF_VAR_certificate_key: KEY };
}, 3_600_000);

/** A file of a node, as cloud-init would write it. */
function file(guest: Guest, path: string): string {
  const content = guest.file(path);
  return /^[A-Za-z0-9+/=\n]+$/.test(content) ? Buffer.from(content, "base64").toString() : content;
}
const validates = (guest: Guest, name: string, text: string) =>
  run(kubeadm, ["config", "validate", "--config", guest.write(name, text)], { cwd: guest.folder });

test("a token or a key that kubeadm would not take stops the plan", async () => {
  await program.synthesized();
  await program.terraform(["init", "-input=false", "-no-color"]);
  const env = { TF_VAR_cluster_token: "a long random text", TF_VAR_certificate_key: "0123" };
  const { status, output } = await run("terraform", ["plan", "-input=false", "-no-color"], {
    cwd: program.stackDir,
    env: { ...(await repository.sandboxEnv()), ...env },
  });
  expect(status).toBe(1);
  expect(output.match(/SCSBP-6463/g)).toHaveLength(2);
  expect(output).not.toContain("a long random text");
});

test("it is made, and the second plan is empty", async () => {
  await program.apply();
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  // Nova shows user data from 2.3 on, to administrators.
  const path = "/servers/detail?all_tenants=1&name=kubeadm-c-";
  const answer = await admin.send("GET", "compute", path, undefined, { "openstack-api-version": "compute 2.3" });
  const { servers } = answer as { servers: ServerView[] };
  expect(servers.map((one) => one.metadata)).toEqual(Array(5).fill({ "kubernetes-release": "v1.36.4" }));
  guests = new Map(
    servers.map((one) => [
      one.name.replace("kubeadm-c-", ""),
      new Guest(one.name, Buffer.from(one["OS-EXT-SRV-ATTR:user_data"], "base64").toString()),
    ]),
  );
  expect([...guests.keys()].sort()).toEqual([
    "control-plane-1",
    "control-plane-2",
    "control-plane-3",
    "web-a",
    "web-b",
  ]);
});

test("cloud-init takes the user data; the shell reads every script", async () => {
  for (const name of ["control-plane-1", "web-a"]) {
    const guest = guests.get(name)!;
    await guest.expectValidCloudConfig();
    const scripts = guest.userData.match(/\/usr\/local\/sbin\/scs-kubeadm-[a-z-]+(?=\n\s+(content|permissions))/g)!;
    expect(scripts).toHaveLength(name === "web-a" ? 1 : 4);
    for (const path of scripts) {
      await succeed("sh", ["-n", guest.write("script", guest.file(path))], { cwd: guest.folder });
    }
  }
});

test("kubeadm takes the configuration of the first node, as its script puts it together", async () => {
  const guest = guests.get("control-plane-1")!;
  const folder = "/etc/scs-kubeadm";
  // the very line of the script, on files of this folder
  const compose = /\{ cat [^}]*\} \\\n\s+> \S+/.exec(guest.file("/usr/local/sbin/scs-kubeadm-join"))![0];
  for (const name of ["init.yaml", "cluster.yaml"]) {
    guest.write(name, file(guest, `${folder}/${name}`));
  }
  await succeed("sh", ["-c", `release=v1.36.4; ${compose.replaceAll(folder, guest.folder)}`], { cwd: guest.folder });
  const path = `${guest.folder}/config.yaml`;
  await succeed(kubeadm, ["config", "validate", "--config", path], { cwd: guest.folder });
  expect(file(guest, `${folder}/init.yaml`)).toContain(KEY);
  // the validator can tell
  const { output } = await validates(
    guest,
    "wrong.yaml",
    file(guest, `${folder}/cluster.yaml`).replace("certSANs", "certSans"),
  );
  expect(output).toMatch(/unknown field "apiServer.certSans"/);
});

test("kubeadm takes the configurations of those that join", async () => {
  for (const name of ["control-plane-2", "web-a"]) {
    const guest = guests.get(name)!;
    const join = file(guest, "/etc/scs-kubeadm/join.yaml");
    expect(await validates(guest, "join.yaml", join)).toMatchObject({ status: 0 });
    expect(join).toContain(TOKEN);
    expect(join.includes(KEY)).toBe(name !== "web-a");
  }
});

test("a worker less and one more: no other changes", async () => {
  const steps = await program.plan({ web: ["b", "c"] });
  expect(steps.filter((one) => one.includes("compute_instance"))).toEqual([
    "create openstack_compute_instance_v2.cluster_Cluster_pool-web_members_c",
    "delete openstack_compute_instance_v2.cluster_Cluster_pool-web_members_a",
  ]);
  expect(steps.every((one) => /members_[ac]/.test(one))).toBe(true);
});

test("another version is told to the nodes in place; the control plane is renewed one by one", async () => {
  const told = await program.plan({ version: "1.37.1" });
  expect(told).toHaveLength(5);
  expect(told.every((one) => one.startsWith("update openstack_compute_instance_v2."))).toBe(true);
  const renewed = await program.plan({ renew: "1" });
  expect(renewed.filter((one) => one.includes("openstack_"))).toEqual([
    "delete,create openstack_compute_instance_v2.cluster_Cluster_control-plane_members_1",
  ]);
});

test("destroy leaves nothing", async () => {
  expect((await program.destroy()).status).toBe(0);
  expect(await program.left()).toEqual([]);
});
