import {
  Cloud,
  CloudProfile,
  Flavor,
  Image,
  KeyPair,
  Peer,
  Port,
  Reachability,
  VolumeType,
} from "../../../../lib/index";
import { TarookInfra, type TarookInfraProps, TarookRole } from "../../../../lib/blueprints/tarook/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const NODES: TarookInfraProps["nodes"] = {
  "master-a": { role: TarookRole.MASTER },
  "worker-a": { role: TarookRole.WORKER },
  "worker-b": { role: TarookRole.WORKER },
};

function tarook(props: Partial<TarookInfraProps> = {}, use: (infra: TarookInfra) => void = () => undefined) {
  const stack = synth((scope) => {
    const infra = new TarookInfra(scope, "cluster", {
      image: Image.ubuntu("24.04"),
      allowedSources: [Peer.cidr("192.0.2.0/24")],
      nodes: NODES,
      ...props,
    });
    infra.addOutputs();
    use(infra);
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}
type Stack = ReturnType<typeof tarook>;
const instance = (stack: Stack, pathEnd: string) =>
  stack.one("openstack_compute_instance_v2", `${pathEnd}/Resource`).config;
const port = (stack: Stack, pathEnd: string) => stack.one("openstack_networking_port_v2", `${pathEnd}/port`).config;
const names = (stack: Stack) =>
  stack
    .all("openstack_compute_instance_v2")
    .map((one) => one.config["name"])
    .sort();

test("gateways share an address and answer for WireGuard's clients; nodes answer for their pods", () => {
  const stack = tarook();
  expect(names(stack)).toEqual([
    "managed-k8s-gateway-a",
    "managed-k8s-gateway-b",
    "managed-k8s-gateway-c",
    "managed-k8s-master-a",
    "managed-k8s-worker-a",
    "managed-k8s-worker-b",
  ]);
  const vip = stack.one("openstack_networking_port_v2", "cluster/vip/Resource");
  expect(vip.config["name"]).toBe("managed-k8s-gateway-vip");
  expect(port(stack, "gateways/a")["allowed_address_pairs"]).toEqual([
    { ip_address: "172.30.153.64/26" },
    { ip_address: `\${element(${vip.address}.all_fixed_ips, 0)}` },
  ]);
  expect(port(stack, "masters/master-a")["allowed_address_pairs"]).toEqual([{ ip_address: "10.244.0.0/16" }]);
  expect(stack.one("openstack_networking_subnet_v2").config["cidr"]).toBe("172.30.154.0/24");
  // each gateway has a public address of its own, and the virtual IP has one
  expect(stack.all("openstack_networking_floatingip_v2")).toHaveLength(4);
});

test("a gateway for each zone of the cluster, in its zone", () => {
  const stack = tarook({ zones: ["AZ1", "AZ2"] });
  expect(names(stack).slice(0, 2)).toEqual(["managed-k8s-gateway-az1", "managed-k8s-gateway-az2"]);
  expect(instance(stack, "gateways/az2")["availability_zone"]).toBe("AZ2");
  const profile = CloudProfile.custom({ zones: ["north", "south"] });
  const known = synth((scope) => {
    new TarookInfra(scope, "cluster", {
      image: Image.ubuntu("24.04"),
      allowedSources: [Peer.cidr("192.0.2.0/24")],
      nodes: NODES,
    });
  }, Cloud.fromEnvironment({ profile }));
  expect(
    known
      .all("openstack_compute_instance_v2")
      .map((one) => one.config["availability_zone"])
      .filter(Boolean),
  ).toEqual(["north", "south"]);
});

test("root disks: the flavor's where it brings one, else a volume of the role's size, or the node's own", () => {
  const stack = tarook({
    workerDefaults: { rootDiskGiB: 60, rootDiskVolumeType: VolumeType.fromName("ssd") },
    nodes: {
      ...NODES,
      "worker-b": { role: TarookRole.WORKER, flavor: Flavor.SCS_8V_16, rootDiskGiB: 80 },
      "worker-c": {
        role: TarookRole.WORKER,
        flavor: Flavor.SCS_4V_16_100S,
        dataVolumes: [{ name: "rook", sizeGiB: 100 }],
      },
    },
  });
  const disk = (path: string) => (instance(stack, path)["block_device"] as { volume_size: number }[] | undefined)?.[0];
  expect(disk("gateways/a")).toMatchObject({ volume_size: 10 });
  expect(disk("masters/master-a")).toBeUndefined();
  expect(disk("workers/worker-a")).toMatchObject({ volume_size: 60, volume_type: "ssd" });
  expect(disk("workers/worker-b")).toMatchObject({ volume_size: 80 });
  expect(disk("workers/worker-c")).toBeUndefined();
  expect(stack.one("openstack_blockstorage_volume_v3").config).toMatchObject({
    name: "managed-k8s-worker-c-rook",
    size: 100,
  });
});

test("masters and gateways are kept apart, and the workers of one group", () => {
  const nodes = {
    ...NODES,
    "worker-b": { role: TarookRole.WORKER, antiAffinityGroup: "storage" },
    "worker-c": { role: TarookRole.WORKER, antiAffinityGroup: "storage" },
  };
  const stack = tarook({ nodes });
  const groups = stack.all("openstack_compute_servergroup_v2");
  expect(groups.map((one) => [one.config["name"], one.config["policies"]])).toEqual([
    ["managed-k8s-gateways", ["anti-affinity"]],
    ["managed-k8s-masters", ["anti-affinity"]],
    ["managed-k8s-workers-storage", ["anti-affinity"]],
  ]);
  expect(instance(stack, "workers/worker-a")["scheduler_hints"]).toBeUndefined();
  expect(instance(stack, "workers/worker-b")["scheduler_hints"]).toEqual(
    instance(stack, "workers/worker-c")["scheduler_hints"],
  );
});

test("another key, group, image or config drive replaces no server", () => {
  const stack = tarook({ keyPair: KeyPair.fromName("ops") });
  const ignored = (path: string) => (instance(stack, path)["lifecycle"] as { ignore_changes: string[] }).ignore_changes;
  expect(ignored("masters/master-a")).toEqual(["image_id", "key_pair", "config_drive", "scheduler_hints"]);
  expect(ignored("workers/worker-a")).toEqual(["block_device[0].uuid", "key_pair", "config_drive", "scheduler_hints"]);
  expect(instance(stack, "gateways/a")).toMatchObject({ key_pair: "ops", config_drive: true });
  // the image revision still replaces a node, and the check of its image is still there
  expect(instance(stack, "masters/master-a")["lifecycle"]).toMatchObject({
    replace_triggered_by: [expect.stringContaining("image-revision")],
    precondition: [expect.anything(), expect.anything()],
  });
});

test("only the cluster's own members and the named sources come in", () => {
  tarook({}, (infra) => {
    infra.connections.allowFrom(Peer.cidr("198.51.100.0/24"), Port.tcp(443));
    const rows = Reachability.of(infra).whoCanReach(infra);
    expect(rows.map((row) => [row.source, [...row.ports].sort()])).toEqual([
      ["192.0.2.0/24", ["tcp 22", "udp 7777"]],
      ["198.51.100.0/24", ["tcp 443"]],
      ["cluster/node-group", ["any"]],
      ["itself", ["any"]],
    ]);
  });
});

test("without port security no addresses are named, as Tarook of 2024 has it", () => {
  const stack = tarook({ portSecurity: false, portSecurityOffReason: "Tarook filters on the nodes" });
  expect(port(stack, "gateways/a")).toMatchObject({ no_security_groups: true });
  expect(port(stack, "gateways/a")["allowed_address_pairs"]).toBeUndefined();
});

test("the inventory lists the hosts by role, each with the address that Ansible logs in at", () => {
  const stack = tarook();
  const { output } = stack.json as { output: Record<string, { value: string }> };
  expect(Object.keys(output).sort()).toEqual([
    "floating_ip_network_id",
    "hosts",
    "networking_fixed_ip",
    "networking_floating_ip",
    "subnet_id",
    "terraform_networking",
    "terraform_networking_trampoline",
  ]);
  const hosts = output["hosts"]!.value;
  expect(hosts.match(/^\[.*\]$/gm)).toEqual([
    "[all:vars]",
    "[orchestrator]",
    "[frontend:children]",
    "[k8s_nodes:children]",
    "[gateways]",
    "[masters]",
    "[workers]",
  ]);
  expect(hosts).toMatch(
    /^managed-k8s-gateway-a ansible_host=\$\{openstack_networking_floatingip_v2\.\S+\.address\} local_ipv4_address=\$\{element\(/m,
  );
  expect(hosts).toMatch(/^managed-k8s-worker-b ansible_host=(\$\{element\(.*\)\}) local_ipv4_address=\1$/m);
});

test("a node more or less changes no other", () => {
  const others = (nodes: TarookInfraProps["nodes"]) =>
    Object.fromEntries(
      tarook({ nodes })
        .resources.filter((one) => !one.address.includes("worker-a"))
        .map((one) => [one.address, one.config]),
    );
  const { "worker-a": _, ...less } = NODES;
  expect(others(less)).toEqual(others(NODES));
});

const MASTER = { role: TarookRole.MASTER };
const WORKER = { role: TarookRole.WORKER };
test.each<[string, Partial<TarookInfraProps>, string]>([
  ["a name in capitals", { clusterName: "Managed" }, "SCSBP-6700"],
  ["no master", { nodes: { a: WORKER } }, "SCSBP-6701"],
  ["two masters", { nodes: { a: MASTER, b: MASTER } }, "SCSBP-6701"],
  ["a master in a group", { nodes: { a: { ...MASTER, antiAffinityGroup: "x" } } }, "SCSBP-6702"],
  ["a group without a fit name", { nodes: { a: MASTER, b: { ...WORKER, antiAffinityGroup: "X Y" } } }, "SCSBP-6702"],
  ["a zone that is not there", { zones: ["AZ1", "AZ2"], nodes: { a: { ...MASTER, zone: "AZ4" } } }, "SCSBP-6703"],
  ["zones with one key", { zones: ["AZ1", "az1"] }, "SCSBP-6703"],
  ["pods among the nodes", { podCidr: "172.16.0.0/12" }, "SCSBP-6704"],
  ["pods of IPv6", { podCidr: "fd00::/48" }, "SCSBP-6704"],
  ["nobody who reaches it", { allowedSources: [] }, "SCSBP-6705"],
  ["the whole internet", { allowedSources: [Peer.anywhere("for a test")] }, "SCSBP-6705"],
  ["no gateways", { gateways: {} }, "SCSBP-6706"],
  ["an unfit key", { nodes: { Master_1: MASTER } }, "SCSBP-6706"],
  ["one host name for two", { nodes: { a: MASTER, "gateway-a": WORKER } }, "SCSBP-6706"],
  ["a root volume beside a flavor's disk", { nodes: { a: { ...MASTER, rootDiskGiB: 50 } } }, "SCSBP-2040"],
])("%s is refused", (_, props, code) => {
  expect(errorOf(() => tarook(props)).code).toBe(code);
});
