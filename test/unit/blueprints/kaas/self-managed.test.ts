import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  Cni,
  KaasCluster,
  type KaasClusterProps,
  KubernetesVersion,
  SelfManagedPlatform,
  type SelfManagedPlatformProps,
  TaintEffect,
} from "../../../../lib/blueprints/kaas/index";
import {
  ApplicationCredential,
  Flavor,
  Image,
  LoadBalancerProvider,
  ProjectNetwork,
  Secret,
} from "../../../../lib/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth, type SynthesizedStack } from "../../../support/synth";

const cluster = (change: Partial<KaasClusterProps> = {}, platform: Partial<SelfManagedPlatformProps> = {}) =>
  synth((stack) => {
    const network = new ProjectNetwork(stack, "network", { cidr: "10.20.0.0/20", tiers: ["nodes"] });
    const login = new ApplicationCredential(stack, "login", { roles: ["member", "load-balancer_member"] });
    new KaasCluster(stack, "shop", {
      platform: new SelfManagedPlatform({
        tier: network.tier("nodes"),
        image: Image.ubuntu("24.04"),
        token: Secret.fromVariable("cluster_token"),
        cloudConf: Secret.fromReference(login.cloudConf),
        ...platform,
      }),
      version: KubernetesVersion.parse("1.36.4"),
      name: "shop",
      pools: { web: { flavor: Flavor.SCS_4V_8, size: 2 } },
      ...change,
    });
  });

interface File {
  readonly path: string;
  readonly content: string;
  readonly encoding?: string;
  readonly permissions?: string;
}
function userData(stack: SynthesizedStack, pathEnd: string) {
  const rendered = String(stack.one("openstack_compute_instance_v2", pathEnd).config["user_data"]).replaceAll(
    "$${",
    "${",
  );
  // Terraform puts text without quotes there; what is read here is the expression itself.
  const text = rendered.replace(
    /^(\s*content: )"(\$\{.*\})"$/gm,
    (_, key: string, value: string) => key + JSON.stringify(value),
  );
  const { write_files, runcmd } = parse(text) as { write_files: File[]; runcmd: string[] };
  return { file: (path: string) => write_files.find((one) => one.path.endsWith(path)), runcmd };
}
const config = (stack: SynthesizedStack, pathEnd: string) =>
  parse(userData(stack, pathEnd).file("/config.yaml")!.content) as Record<string, unknown>;
const FIRST = "control-plane/members/1/Resource";
const WORKER = "pool-web/members/1/Resource";

test("a control plane behind a balancer, and a pool of workers, on hosts of their own", () => {
  const stack = cluster();
  expect(
    stack
      .all("openstack_compute_instance_v2")
      .map((one) => one.config["name"])
      .sort(),
  ).toEqual(["shop-control-plane-1", "shop-control-plane-2", "shop-control-plane-3", "shop-web-1", "shop-web-2"]);
  expect(stack.all("openstack_compute_servergroup_v2").map((one) => one.config["policies"])).toEqual([
    ["anti-affinity"],
    ["soft-anti-affinity"],
  ]);
  expect(
    stack
      .all("openstack_lb_listener_v2")
      .map((one) => one.config["protocol_port"])
      .sort(),
  ).toEqual([6443, 9345]);
  expect(stack.all("openstack_lb_member_v2")).toHaveLength(6);
  expect(schemaProblems(stack.json)).toEqual([]);
});

test("servers know the cluster's addresses, its plugin and that the cloud is somebody else's business", () => {
  const stack = cluster({ network: { podCidr: "172.20.0.0/16", serviceDomain: "shop.local" }, cni: Cni.CALICO });
  expect(config(stack, FIRST)).toMatchObject({
    cni: "calico",
    "cluster-cidr": "172.20.0.0/16",
    "service-cidr": "10.96.0.0/12",
    "cluster-domain": "shop.local",
    "disable-cloud-controller": true,
    "kubelet-arg": ["cloud-provider=external"],
    "node-taint": ["node-role.kubernetes.io/control-plane=:NoSchedule"],
  });
});

test("workers have their pool's labels and taints", () => {
  const web = {
    flavor: Flavor.SCS_4V_8,
    labels: { tier: "web" },
    taints: [{ key: "gpu", value: "yes", effect: TaintEffect.NO_EXECUTE }, { key: "edge" }],
  };
  expect(config(cluster({ pools: { web } }), WORKER)).toEqual({
    "kubelet-arg": ["cloud-provider=external"],
    "node-label": ["tier=web"],
    "node-taint": ["gpu=yes:NoExecute", "edge=:NoSchedule"],
  });
});

test("only the first server begins a cluster, and only when none answers; workers always join", () => {
  const stack = cluster();
  const first = userData(stack, FIRST).file("/scs-rke2-join")!.content;
  expect(first).toContain('"$(hostname)" = "shop-control-plane-1"');
  expect(userData(stack, "control-plane/members/2/Resource").file("/scs-rke2-join")!.content).toBe(first);
  const worker = userData(stack, WORKER).file("/scs-rke2-join")!.content;
  expect(worker).toContain('[ "agent" = server ]');
  expect(worker).toContain('INSTALL_RKE2_VERSION="$release" INSTALL_RKE2_TYPE="agent"');
  expect(userData(stack, WORKER).runcmd).toEqual(["/usr/local/sbin/scs-rke2-join"]);
});

test("secrets go by reference, in files that root alone reads; none stands in the synthesized files", () => {
  const { file } = userData(cluster(), FIRST);
  expect(file("/rke2/token")).toEqual({
    path: "/etc/rancher/rke2/token",
    content: "${base64encode(var.cluster_token)}",
    permissions: "0600",
    encoding: "b64",
  });
  expect(file("/cloud-config.yaml")!.content).toMatch(/^\$\{base64encode\(yamlencode\(/);
  const charts = file("/openstack.yaml")!
    .content.split("---\n")
    .map((one) => parse(one) as { metadata: object; spec: { valuesContent: string } });
  expect(charts.map((one) => one.metadata)).toEqual([
    { name: "openstack-cloud-controller-manager", namespace: "kube-system" },
    { name: "openstack-cinder-csi", namespace: "kube-system" },
  ]);
  expect(parse(charts[1]!.spec.valuesContent)).toMatchObject({ storageClass: { delete: { isDefault: true } } });
});

test("every key of the configurations is a flag that RKE2 has", () => {
  const flags = JSON.parse(readFileSync(join(__dirname, "../../../data/rke2-flags.json"), "utf8")) as Record<
    "server" | "agent",
    string[]
  >;
  const stack = cluster({
    network: { serviceDomain: "shop.local" },
    oidc: { issuerUrl: "https://login.example.org", clientId: "shop" },
    pools: { web: { flavor: Flavor.SCS_4V_8, labels: { tier: "web" }, taints: [{ key: "edge" }] } },
  });
  // those that the join script adds
  const added = ["token-file", "server"];
  expect(flags.server).toEqual(expect.arrayContaining([...Object.keys(config(stack, FIRST)), ...added]));
  expect(flags.agent).toEqual(expect.arrayContaining([...Object.keys(config(stack, WORKER)), ...added]));
  expect(flags.agent).not.toContain("cni"); // so the list can tell
});

test("an API for named blocks, in which the nodes are too", () => {
  const stack = cluster({
    api: {
      allowedCidrs: ["198.51.100.0/24"],
      managedFrom: ["198.51.100.7/32"],
      loadBalancer: LoadBalancerProvider.AMPHORA,
    },
  });
  expect(stack.one("openstack_lb_listener_v2", "tcp-6443/Resource").config["allowed_cidrs"]).toEqual([
    expect.stringContaining("10.20."),
    "198.51.100.0/24",
  ]);
});

test.each<[string, unknown, string]>([
  ["an empty list of blocks, which would let everybody in", [], "SCSBP-6418"],
  ["a text", "198.51.100.0/24", "SCSBP-6418"],
  ["the internet", ["0.0.0.0/0"], "SCSBP-2011"],
  ["half of it", ["0.0.0.0/1", "128.0.0.0/1"], "SCSBP-2011"],
])("fails on %s as allowedCidrs of the API", (_, allowedCidrs, code) => {
  const api = { allowedCidrs: allowedCidrs as string[], managedFrom: ["198.51.100.7/32"] };
  expect(errorOf(() => cluster({ api })).code).toBe(code);
});

test("another control-plane node, another pool: nobody else's user data changes", () => {
  const before = cluster({ controlPlane: { replicas: 3 } });
  const after = cluster({
    controlPlane: { replicas: 5 },
    pools: { db: { flavor: Flavor.SCS_4V_16_100S }, web: { flavor: Flavor.SCS_4V_8, size: 3 } },
  });
  for (const path of [FIRST, WORKER]) {
    const of = (stack: SynthesizedStack) => stack.one("openstack_compute_instance_v2", path).config["user_data"];
    expect(of(after)).toBe(of(before));
  }
});

test("another version is told to the nodes in place: their user data stays, and so do they", () => {
  const of = (version: string, pathEnd: string) => {
    const { config } = cluster(
      { version: KubernetesVersion.parse(version) },
      { rke2Revision: "rke2r2", controlPlaneOverrides: { "1": { metadata: { rack: "a" } } } },
    ).one("openstack_compute_instance_v2", pathEnd);
    return [config["user_data"], config["metadata"]] as const;
  };
  for (const path of [FIRST, WORKER]) {
    expect(of("1.37.1", path)[0]).toBe(of("1.36.4", path)[0]);
  }
  expect(of("1.37.1", FIRST)[1]).toEqual({ rack: "a", "rke2-release": "v1.37.1+rke2r2" });
  expect(of("1.37.1", WORKER)[1]).toEqual({ "rke2-release": "v1.37.1+rke2r2" });
});

test.each<[string, Partial<KaasClusterProps>, Partial<SelfManagedPlatformProps>, string]>([
  ["a block for nodes, which the tier has", { network: { nodeCidr: "10.9.0.0/20" } }, {}, "SCSBP-6409"],
  ["a pool that scales by itself", { pools: { web: { flavor: Flavor.SCS_4V_8, min: 1, max: 3 } } }, {}, "SCSBP-6409"],
  ["two keys for three nodes", {}, { controlPlaneMembers: ["a", "b"] }, "SCSBP-6409"],
  ["an unknown revision", {}, { rke2Revision: "r1" }, "SCSBP-6430"],
  ["an installer over http", {}, { installUrl: "http://get.rke2.io" }, "SCSBP-6430"],
  ["a token in clear", {}, { token: "geheim" as unknown as Secret }, "SCSBP-1011"],
])("%s is refused", (_, change, platform, code) => {
  const error = errorOf(() => cluster(change, platform));
  expect(error.code).toBe(code);
});
