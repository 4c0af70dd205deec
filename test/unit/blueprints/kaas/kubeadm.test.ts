import { parse } from "yaml";
import {
  Cni,
  KaasCluster,
  type KaasClusterProps,
  KubernetesDistribution,
  KubernetesVersion,
  SelfManagedPlatform,
  type SelfManagedPlatformProps,
  TaintEffect,
} from "../../../../lib/blueprints/kaas/index";
import { ApplicationCredential, Flavor, Image, ProjectNetwork, Secret } from "../../../../lib/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth, type SynthesizedStack } from "../../../support/synth";

const cluster = (
  change: Partial<KaasClusterProps> = {},
  platform: Partial<SelfManagedPlatformProps> = {},
  use: (made: KaasCluster) => void = () => undefined,
) =>
  synth((stack) => {
    const network = new ProjectNetwork(stack, "network", { cidr: "10.20.0.0/20", tiers: ["nodes"] });
    const login = new ApplicationCredential(stack, "login", { roles: ["member", "load-balancer_member"] });
    use(
      new KaasCluster(stack, "shop", {
        platform: new SelfManagedPlatform({
          distribution: KubernetesDistribution.KUBEADM,
          tier: network.tier("nodes"),
          image: Image.ubuntu("24.04"),
          token: Secret.fromVariable("cluster_token"),
          certificateKey: Secret.fromVariable("certificate_key"),
          cloudConf: Secret.fromReference(login.cloudConf),
          ...platform,
        }),
        version: KubernetesVersion.parse("1.36.4"),
        name: "shop",
        pools: { web: { flavor: Flavor.SCS_4V_8, size: 2 } },
        ...change,
      }),
    );
  });

interface File {
  readonly path: string;
  readonly content: string;
  readonly encoding?: string;
  readonly permissions?: string;
}
const FIRST = "control-plane/members/1/Resource";
const WORKER = "pool-web/members/1/Resource";

function files(stack: SynthesizedStack, pathEnd: string): Map<string, File> {
  const rendered = String(stack.one("openstack_compute_instance_v2", pathEnd).config["user_data"]);
  // Terraform puts text without quotes there; what is read here is the expression itself.
  const text = rendered.replace(
    /^(\s*content: )"(\$\{.*\})"$/gm,
    (_, key: string, value: string) => key + JSON.stringify(value),
  );
  const { write_files } = parse(text) as { write_files: File[] };
  return new Map(write_files.map((one) => [one.path, one]));
}
const content = (stack: SynthesizedStack, pathEnd: string, path: string) =>
  files(stack, pathEnd).get(path)!.content.replaceAll("$${", "${");

test("nodes join at the API alone: no other port is opened", () => {
  const stack = cluster();
  expect(stack.all("openstack_lb_listener_v2").map((one) => one.config["protocol_port"])).toEqual([6443]);
  expect(stack.all("openstack_lb_member_v2")).toHaveLength(3);
  expect(schemaProblems(stack.json)).toEqual([]);
});

test("token and certificate key go by reference, in files that root alone reads; workers have no certificate key", () => {
  const stack = cluster();
  const join = files(stack, FIRST).get("/etc/scs-kubeadm/join.yaml")!;
  expect(join).toMatchObject({ permissions: "0600", encoding: "b64" });
  expect(join.content).toMatch(/^\$\{base64encode\(yamlencode\(.*var\.certificate_key/);
  expect(files(stack, FIRST).get("/etc/scs-kubeadm/init.yaml")!.content).toMatch(/var\.cluster_token/);
  const worker = JSON.stringify([...files(stack, WORKER).values()]);
  expect(worker).toMatch(/var\.cluster_token/);
  expect(worker).not.toMatch(/certificate_key|cloud-config/);
});

test("a plan stops at a token or a key that kubeadm would not take", () => {
  const [data] = cluster()
    .all("terraform_data")
    .filter((one) => one.path.endsWith("kubeadm/secrets"));
  const { precondition } = data!.config["lifecycle"] as {
    precondition: { condition: string; error_message: string }[];
  };
  expect(precondition.map((one) => one.condition)).toEqual([
    '${can(regex("^[a-z0-9]{6}[.][a-z0-9]{16}$", var.cluster_token))}',
    '${can(regex("^[0-9a-f]{64}$", var.certificate_key))}',
  ]);
  precondition.forEach((one) => expect(one.error_message).toMatch(/^SCSBP-6463: /));
});

test("the cluster's addresses, names and logins are kubeadm's configuration", () => {
  const stack = cluster({
    network: { podCidr: "172.20.0.0/16", serviceDomain: "shop.local" },
    api: { certSans: ["api.example.org"] },
    oidc: { issuerUrl: "https://login.example.org", clientId: "shop", groupsClaim: "groups" },
  });
  const vip = expect.stringMatching(/^\$\{openstack_lb_loadbalancer_v2\.\w+\.vip_address\}/);
  expect(parse(content(stack, FIRST, "/etc/scs-kubeadm/cluster.yaml"))).toEqual({
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "ClusterConfiguration",
    clusterName: "shop",
    controlPlaneEndpoint: expect.stringMatching(/\.vip_address\}:6443$/),
    networking: { podSubnet: "172.20.0.0/16", serviceSubnet: "10.96.0.0/12", dnsDomain: "shop.local" },
    apiServer: {
      certSANs: [vip, expect.stringMatching(/floatingip.*\.address\}$/), "api.example.org"],
      extraArgs: [
        { name: "oidc-issuer-url", value: "https://login.example.org" },
        { name: "oidc-client-id", value: "shop" },
        { name: "oidc-groups-claim", value: "groups" },
      ],
    },
  });
});

test("workers have their pool's labels and taints", () => {
  const web = {
    flavor: Flavor.SCS_4V_8,
    labels: { tier: "web", size: "m" },
    taints: [{ key: "gpu", value: "yes", effect: TaintEffect.NO_EXECUTE }, { key: "edge" }],
  };
  const join = content(cluster({ pools: { web } }), WORKER, "/etc/scs-kubeadm/join.yaml");
  expect(join).toContain('"name" = "node-labels", "value" = "tier=web,size=m"');
  expect(join).toContain('"effect" = "NoExecute"');
  expect(join).toContain('"key" = "edge"');
  expect(join).toContain('"name" = "cloud-provider", "value" = "external"');
});

test("only the first server begins a cluster; the control plane keeps its certificates ready for others", () => {
  const stack = cluster();
  const join = content(stack, FIRST, "/usr/local/sbin/scs-kubeadm-join");
  expect(join).toContain('"$(hostname)" = "shop-control-plane-1"');
  expect(content(stack, "control-plane/members/2/Resource", "/usr/local/sbin/scs-kubeadm-join")).toBe(join);
  const worker = content(stack, WORKER, "/usr/local/sbin/scs-kubeadm-join");
  expect(worker).toContain("kubeadm join");
  expect(worker).not.toMatch(/kubeadm init|scs-kubeadm-certificates|add-ons/);
  expect([...files(stack, FIRST).keys()]).toEqual(
    expect.arrayContaining([
      "/etc/systemd/system/scs-kubeadm-certificates.timer",
      "/usr/local/sbin/scs-kubeadm-certificates",
      "/usr/local/sbin/scs-kubeadm-leave",
    ]),
  );
});

test("the network plugin, the cloud controller manager and Cinder CSI with a default StorageClass", () => {
  const charts = (cni?: Cni) =>
    content(cluster(cni === undefined ? {} : { cni }), FIRST, "/usr/local/sbin/scs-kubeadm-add-ons");
  const installed = (text: string) => [...text.matchAll(/^install (\S+) (\S+)/gm)].map((one) => one[1]);
  expect(installed(charts())).toEqual(["cilium", "openstack-cloud-controller-manager", "openstack-cinder-csi"]);
  expect(installed(charts(Cni.CALICO))[0]).toBe("tigera-operator");
  const values = (cni: Cni, name: string) =>
    parse(content(cluster({ cni }), FIRST, `/etc/scs-kubeadm/values-${name}.yaml`)) as unknown;
  expect(values(Cni.CALICO, "tigera-operator")).toMatchObject({
    installation: { calicoNetwork: { ipPools: [{ cidr: "172.16.0.0/16", encapsulation: "VXLAN" }] } },
  });
  expect(values(Cni.CILIUM, "openstack-cinder-csi")).toMatchObject({ storageClass: { delete: { isDefault: true } } });
});

test("mirrors in place of the projects' own places", () => {
  const sources = {
    kubernetesUrl: "https://mirror.example.org/k8s",
    containerdUrl: "https://mirror.example.org/docker",
    helmUrl: "https://mirror.example.org/helm",
  };
  const stack = cluster({}, { sources });
  const join = content(stack, WORKER, "/usr/local/sbin/scs-kubeadm-join");
  expect(join).toContain('"https://mirror.example.org/k8s/$minor/deb/Release.key"');
  expect(join).toContain('"https://mirror.example.org/docker/$ID/gpg"');
  expect(join).not.toMatch(/pkgs\.k8s\.io|docker\.com/);
  expect(content(stack, FIRST, "/usr/local/sbin/scs-kubeadm-add-ons")).toContain(
    "https://mirror.example.org/helm/$file",
  );
});

test("another version is told to the nodes in place: their user data stays, and so do they", () => {
  const of = (version: string) =>
    cluster({ version: KubernetesVersion.parse(version) }).one("openstack_compute_instance_v2", FIRST).config;
  expect(of("1.37.1")["user_data"]).toBe(of("1.36.4")["user_data"]);
  expect(of("1.37.1")["metadata"]).toEqual({ "kubernetes-release": "v1.37.1" });
});

test("the kubeconfig is kubeadm's, with the address that clients reach", () => {
  cluster({}, {}, ({ parts }) =>
    expect(parts.kubeconfigCommand).toMatch(/ sudo sed s\/.*\/.*\/ \/etc\/kubernetes\/admin\.conf$/),
  );
});

test.each<[string, Partial<KaasClusterProps>, Partial<SelfManagedPlatformProps>, string]>([
  ["kubeadm without a certificate key", {}, { certificateKey: undefined }, "SCSBP-6460"],
  ["kubeadm with a revision of RKE2", {}, { rke2Revision: "rke2r1" }, "SCSBP-6460"],
  ["RKE2 with a certificate key", {}, { distribution: KubernetesDistribution.RKE2 }, "SCSBP-6460"],
  ["a mirror over http", {}, { sources: { helmUrl: "http://mirror.example.org" } }, "SCSBP-6461"],
  ["a key in clear", {}, { certificateKey: "geheim" as unknown as Secret }, "SCSBP-1011"],
  ["a version before v1beta4", { version: KubernetesVersion.outdated("1.30.2", "a test") }, {}, "SCSBP-6462"],
])("%s is refused", (_, change, platform, code) => {
  expect(errorOf(() => cluster(change, platform)).code).toBe(code);
});
