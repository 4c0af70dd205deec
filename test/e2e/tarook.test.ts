import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { succeed } from "./support/run";

/** What a test reads of `ansible-inventory --list`. */
interface Inventory {
  readonly _meta: { readonly hostvars: Record<string, { ansible_host: string; local_ipv4_address: string }> };
  readonly [group: string]: { readonly hosts?: string[]; readonly children?: string[] } | Inventory["_meta"];
}

/** Tarook's servers and networks on the sandbox, from the example that users copy. Tarook itself does not run here. */
const program = Program.ofExample("kaas-tarook");
const servers = (steps: readonly string[]) => steps.filter((one) => one.includes("compute_instance"));
const WITHOUT_B: [string, string] = [
  '    "storage-b": { role: TarookRole.WORKER, flavor: Flavor.SCS_4V_16, antiAffinityGroup: "storage" },\n',
  "",
];

beforeAll(() => repository.sandbox(["up"]));

test("it is made, and the second plan is empty", async () => {
  await program.apply();
});

test("Ansible reads the inventory: each host in its group, with the address that the cloud gave it", async () => {
  const outputs = (await program.outputs()) as Record<string, string>;
  const folder = mkdtempSync(join(tmpdir(), "scsbp-tarook-"));
  writeFileSync(join(folder, "hosts"), outputs["hosts"]!);
  const { stdout } = await succeed("ansible-inventory", ["-i", join(folder, "hosts"), "--list"], { cwd: folder });
  const inventory = JSON.parse(stdout) as Inventory;
  expect(inventory).toMatchObject({
    frontend: { children: ["gateways"] },
    gateways: { hosts: ["kaas-tarook-gateway-a", "kaas-tarook-gateway-b"] },
    k8s_nodes: { children: ["masters", "workers"] },
    masters: { hosts: ["kaas-tarook-master-a", "kaas-tarook-master-b", "kaas-tarook-master-c"] },
    workers: { hosts: ["kaas-tarook-storage-a", "kaas-tarook-storage-b", "kaas-tarook-web-a"] },
  });
  const { "kaas-tarook-gateway-a": gateway, "kaas-tarook-master-a": master } = inventory._meta.hostvars;
  const cloud = await repository.member();
  const { ports } = (await cloud.send("GET", "network", "/v2.0/ports")) as {
    ports: { name: string; fixed_ips: { ip_address: string }[] }[];
  };
  const addressOf = (name: string) => ports.find((one) => one.name === name)!.fixed_ips[0]!.ip_address;
  expect(master).toMatchObject({
    ansible_host: addressOf("kaas-tarook-master-a"),
    local_ipv4_address: addressOf("kaas-tarook-master-a"),
  });
  expect(gateway!.local_ipv4_address).toBe(addressOf("kaas-tarook-gateway-a"));
  expect(gateway!.ansible_host).not.toBe(gateway!.local_ipv4_address);
  expect(parse(outputs["terraform_networking_trampoline"]!)).toEqual({
    networking_fixed_ip: addressOf("kaas-tarook-gateway-vip"),
    networking_floating_ip: outputs["networking_floating_ip"],
    subnet_cidr: "172.30.154.0/24",
  });
  expect(parse(outputs["terraform_networking"]!)).toMatchObject({
    ch_k8s_lbaas_subnet_id: outputs["subnet_id"],
    ch_k8s_lbaas_floating_ip_network_id: outputs["floating_ip_network_id"],
  });
});

test("a worker is removed in the middle, and no other server changes", async () => {
  program.edit(WITHOUT_B);
  const steps = await program.plan();
  expect(servers(steps)).toEqual(["delete openstack_compute_instance_v2.cluster_workers_storage-b"]);
  expect(steps.every((one) => one.startsWith("delete ") && one.includes("storage-b"))).toBe(true);
  await program.apply();
});

test("a master is renewed alone; a key pair for all replaces nobody", async () => {
  program.edit(WITHOUT_B, [
    '"master-b": { role: TarookRole.MASTER }',
    '"master-b": { role: TarookRole.MASTER, imageRevision: "2" }',
  ]);
  expect(servers(await program.plan())).toEqual([
    "delete,create openstack_compute_instance_v2.cluster_masters_master-b",
  ]);
  program.edit(WITHOUT_B, ["  gateways: {", '  keyPair: { keyPairName: "another" },\n  gateways: {']);
  expect(await program.plan()).toEqual([]);
});

test("destroy leaves nothing", async () => {
  expect((await program.destroy()).status).toBe(0);
  expect(await program.left()).toEqual([]);
});
