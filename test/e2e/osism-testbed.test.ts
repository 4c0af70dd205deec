import { Program } from "./support/program";
import { repository } from "./support/repository";
import { succeed } from "./support/run";

/**
 * The example of the OSISM testbed: held against osism/terraform-base (testbed-default at a4e86b2) row by row, by the
 * API's word.
 */
let program: Program;
let before: Record<string, string[]>;

const everything = async () => (await repository.member()).everything();
const list = async (service: string, path: string, key: string) =>
  ((await (await repository.member()).get(service, path)) as Record<string, Record<string, unknown>[]>)[key]!;

beforeAll(async () => {
  const up = await repository.sandbox(["up"]);
  expect({ status: up.status, output: up.status === 0 ? "" : up.output }).toEqual({ status: 0, output: "" });
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: repository.dir });
  before = await everything();
});

test("is applied, and planned again: nothing", async () => {
  program = Program.ofExample("osism-testbed");
  // a few at a time: Placement on SQLite refuses claims that collide
  await program.apply({}, 3);
  expect((await program.outputs())["api_address"]).toBe("192.168.16.8");
});

test("network, subnet and router are those of terraform-base", async () => {
  const [network] = await list("network", "/v2.0/networks?name=net-testbed-management", "networks");
  const [subnet] = await list("network", "/v2.0/subnets?name=subnet-testbed-management", "subnets");
  const [router] = await list("network", "/v2.0/routers?name=testbed", "routers");
  expect(subnet).toMatchObject({
    network_id: network!["id"],
    cidr: "192.168.16.0/20",
    gateway_ip: "192.168.16.1",
    enable_dhcp: true,
    allocation_pools: [{ start: "192.168.31.200", end: "192.168.31.250" }],
    dns_nameservers: ["8.8.8.8", "9.9.9.9"],
  });
  expect(router!["external_gateway_info"]).toMatchObject({ network_id: expect.any(String) });
});

test("the ports: the manager's and six nodes', with their address pairs", async () => {
  const [network] = await list("network", "/v2.0/networks?name=net-testbed-management", "networks");
  const ports = await list("network", `/v2.0/ports?network_id=${String(network!["id"])}`, "ports");
  const rows = ports
    .filter((port) => String(port["device_owner"]).startsWith("compute:"))
    .map((port) => [
      port["name"],
      (port["fixed_ips"] as { ip_address: string }[]).map((ip) => ip.ip_address),
      (port["allowed_address_pairs"] as { ip_address: string }[]).map((pair) => pair.ip_address).sort(),
    ]);
  const node = (number: number) => [
    `testbed-node-${number}`,
    [`192.168.16.1${number}`],
    ["192.168.16.254", "192.168.16.8", "192.168.16.9"],
  ];
  expect(rows.sort()).toEqual([
    ["testbed-manager", ["192.168.16.5"], ["192.168.16.8"]],
    ...[0, 1, 2, 3, 4, 5].map(node),
  ]);
});

test("six nodes with three volumes each, in the order of the volumes", async () => {
  const volumes = (await list("block-storage", "/volumes/detail", "volumes")) as {
    name: string;
    size: number;
    attachments: { server_id: string; device: string }[];
  }[];
  const servers = new Map(
    (await list("compute", "/servers", "servers")).map((server) => [server["id"], server["name"]]),
  );
  const rows = volumes
    .filter((volume) => volume.name.startsWith("testbed-volume-"))
    .map(({ name, size, attachments }) => [
      name,
      size,
      servers.get(attachments[0]?.server_id),
      attachments[0]?.device.slice(-1),
    ]);
  const expected = [0, 1, 2].flatMap((index) =>
    [0, 1, 2, 3, 4, 5].map((number) => [
      `testbed-volume-${index}-node-${number}`,
      20,
      `testbed-node-${number}`,
      "bcd"[index],
    ]),
  );
  expect(rows.sort()).toEqual(expected);
});

test("a node less in the middle touches only its own", async () => {
  program.edit(["[0, 1, 2, 3, 4, 5]", "[0, 1, 3, 4, 5]"]);
  const steps = await program.plan();
  expect(steps).toEqual(
    [
      ...[0, 1, 2].flatMap((index) => [
        `delete openstack_blockstorage_volume_v3.testbed_storage_node-2-${index}`,
        `delete openstack_compute_volume_attach_v2.testbed_node-2_attach-storage-${index}`,
      ]),
      "delete openstack_compute_instance_v2.testbed_node-2",
      "delete openstack_networking_port_v2.testbed_node-2_port",
      "delete terraform_data.testbed_node-2_image-revision",
    ].sort(),
  );
  await program.apply({}, 3);
});

test("destroy leaves nothing", async () => {
  const { status, output } = await program.destroy();
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  expect(await everything()).toEqual(before);
});
