import { OsismTestbedInfra, type OsismTestbedInfraProps } from "../../../../lib/blueprints/osism/index";
import { Secret } from "../../../../lib/core/index";
import {
  ExternalNetwork,
  Flavor,
  type IExternalNetwork,
  Image,
  KeyPair,
  Peer,
  VolumeType,
} from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { type SynthesizedStack, synth } from "../../../support/synth";

const defaults: OsismTestbedInfraProps = { keyPair: KeyPair.fromName("ops"), operators: [Peer.cidr("192.0.2.0/24")] };

function testbed(
  props: Partial<OsismTestbedInfraProps> = {},
  use: (made: OsismTestbedInfra) => void = () => undefined,
) {
  const stack = synth((scope) => use(new OsismTestbedInfra(scope, "testbed", { ...defaults, ...props })));
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

const names = (stack: SynthesizedStack, type: string) => stack.all(type).map((one) => one.config["name"]);
const PORT = "openstack_networking_port_v2";
const SERVER = "openstack_compute_instance_v2";
const VOLUME = "openstack_blockstorage_volume_v3";

/** The rows of osism/terraform-base, testbed-default at a4e86b2, that are resources of the cloud. */
describe("what terraform-base makes", () => {
  const stack = testbed();

  test("network, subnet with its pool, router", () => {
    expect(names(stack, "openstack_networking_network_v2")).toEqual(["net-testbed-management"]);
    expect(names(stack, "openstack_networking_router_v2")).toEqual(["testbed"]);
    expect(stack.one("openstack_networking_subnet_v2").config).toMatchObject({
      name: "subnet-testbed-management",
      cidr: "192.168.16.0/20",
      allocation_pool: [{ start: "192.168.31.200", end: "192.168.31.250" }],
      dns_nameservers: ["8.8.8.8", "9.9.9.9"],
    });
  });

  test("the manager's port, and the ports of six nodes, with what they may answer for", () => {
    const row = (path: string) => {
      const { fixed_ip, allowed_address_pairs } = stack.one(PORT, path).config as Record<
        string,
        { ip_address: string }[]
      >;
      return [fixed_ip?.[0]?.ip_address, allowed_address_pairs?.map((pair) => pair.ip_address)];
    };
    expect(row("/manager/port")).toEqual(["192.168.16.5", ["192.168.16.8"]]);
    for (const number of [0, 1, 2, 3, 4, 5]) {
      const pairs = ["192.168.16.8", "192.168.16.9", "192.168.16.254"];
      expect(row(`/node-${number}/port`)).toEqual([`192.168.16.1${number}`, pairs]);
    }
    expect(stack.all(PORT)).toHaveLength(7);
  });

  test("six nodes with three volumes of 20 GiB, which nothing keeps from being destroyed", () => {
    const volumes = stack.all(VOLUME);
    expect(volumes).toHaveLength(18);
    expect(new Set(volumes.map((one) => one.config["size"]))).toEqual(new Set([20]));
    expect(volumes.filter((one) => one.config["lifecycle"] !== undefined)).toEqual([]);
    expect(stack.all("openstack_compute_volume_attach_v2")).toHaveLength(18);
    expect(names(stack, SERVER).sort()).toEqual(
      ["manager", ...[0, 1, 2, 3, 4, 5].map((number) => `node-${number}`)].map((name) => `testbed-${name}`),
    );
  });

  test("protocols of the nodes' group; and nothing in it is open to the world", () => {
    const rules = stack
      .all("openstack_networking_secgroup_rule_v2")
      .filter((one) => one.config["direction"] === "ingress" && one.path.includes("/nodes/"));
    expect(rules.map((one) => [one.config["protocol"], one.config["remote_ip_prefix"]])).toEqual(
      ["icmp", "tcp", "udp", "vrrp"].map((protocol) => [protocol, "192.168.16.0/20"]),
    );
  });

  test("config drive; a newer image replaces nothing; boot volumes of 80 GiB for flavors without a disk", () => {
    for (const { config } of stack.all(SERVER)) {
      expect(config).toMatchObject({ config_drive: true, key_pair: "ops", block_device: [{ volume_size: 80 }] });
      expect((config["lifecycle"] as { ignore_changes: string[] }).ignore_changes).toEqual(["block_device[0].uuid"]);
    }
  });

  test("nodes and manager wait for the way outside", () => {
    for (const { config } of stack.all(SERVER)) {
      expect(JSON.stringify(config["depends_on"])).toContain("openstack_networking_router_interface_v2");
    }
  });
});

/** Variants that terraform-base has as files copied over each other, and osism/testbed as tfvars (a8a90cc). */
describe("variants", () => {
  test("artcodix: one zone for all, a volume type with blanks, boot from volume", () => {
    const stack = testbed({
      nodeFlavor: Flavor.SCS_8V_32,
      volumeType: VolumeType.fromName("SSD Premium 5000"),
      computeZone: "AZ1",
      volumeZone: "AZ1",
      networkZone: "AZ1",
      externalNetwork: { networkId: "id", networkName: "public" } as IExternalNetwork,
    });
    expect(stack.one(SERVER, "node-0/Resource").config).toMatchObject({
      availability_zone: "AZ1",
      block_device: [{ volume_type: "SSD Premium 5000" }],
    });
    expect(stack.all(VOLUME)[0]?.config).toMatchObject({ availability_zone: "AZ1", volume_type: "SSD Premium 5000" });
    for (const type of ["openstack_networking_network_v2", "openstack_networking_router_v2"]) {
      expect(stack.one(type).config["availability_zone_hints"]).toEqual(["AZ1"]);
    }
  });

  test("cleura: flavors of the cloud's own with disks, another image, 10 GiB", () => {
    const stack = testbed({
      nodeFlavor: Flavor.custom("8C-32GB-150GB", { vcpus: 8, ramGiB: 32, diskGB: 150 }),
      managerFlavor: Flavor.custom("4C-8GB-50GB", { vcpus: 4, ramGiB: 8, diskGB: 50 }),
      image: Image.fromName("Ubuntu 24.04 Noble Numbat x86_64"),
      storageVolumeGiB: 10,
    });
    for (const { config } of stack.all(SERVER)) {
      expect(config["block_device"]).toBeUndefined();
      expect(config["image_id"]).toContain("data.openstack_images_image_v2");
    }
    expect(stack.all(VOLUME)[0]?.config["size"]).toBe(10);
  });

  test("otc: SNAT said, no volumes, the APIs open to whom they are for", () => {
    const stack = testbed({ snat: true, volumesPerNode: 0, externalApi: [Peer.cidr("198.51.100.0/24")] });
    expect(stack.one("openstack_networking_router_v2").config["enable_snat"]).toBe(true);
    expect(stack.all(VOLUME)).toEqual([]);
    const rules = stack
      .all("openstack_networking_secgroup_rule_v2")
      .filter((one) => one.config["remote_ip_prefix"] === "198.51.100.0/24");
    expect(rules.map((one) => one.config["port_range_min"]).sort((a, b) => Number(a) - Number(b))).toEqual([
      80, 443, 5000, 5050, 6080, 6385, 6780, 8774, 8776, 8780, 9001, 9292, 9311, 9511, 9696, 9876,
    ]);
  });

  test("terraform-base's own storage: the last three of six nodes", () => {
    const stack = testbed({ storageNodes: [3, 4, 5] });
    expect(names(stack, VOLUME)).toHaveLength(9);
    expect(names(stack, VOLUME)[0]).toBe("testbed-volume-0-node-3");
  });

  test("nothing that was not asked for is emitted", () => {
    const text = JSON.stringify(testbed().json);
    expect(text).not.toMatch(/availability_zone|enable_snat|"volume_type"/);
  });

  test("without a public address the manager is reached in the network", () => {
    const stack = testbed({ floatingIp: false }, (made) => expect(made.managerAddress).toBe("192.168.16.5"));
    expect(stack.all("openstack_networking_floatingip_v2")).toEqual([]);
    expect(stack.one(SERVER, "manager/Resource").config["user_data"]).toContain(
      "MANAGER_PUBLIC_IP_ADDRESS=192.168.16.5\n",
    );
  });

  test("another block: all addresses follow", () => {
    const stack = testbed({ cidr: "10.20.30.0/24", nodes: [7] }, (made) => {
      expect(made.nodeAddress(7)).toBe("10.20.30.17");
      expect(made.virtualIps).toEqual(["10.20.30.8", "10.20.30.9", "10.20.30.254"]);
    });
    expect(stack.one("openstack_networking_subnet_v2").config["allocation_pool"]).toEqual([
      { start: "10.20.30.200", end: "10.20.30.250" },
    ]);
  });

  test("the manager's user data does not change with the nodes, and holds the key by reference only", () => {
    const userData = (nodes: number[]) =>
      testbed({ nodes, nodeKey: Secret.fromVariable("node_key") }).one(SERVER, "manager/Resource").config["user_data"];
    expect(userData([0, 1])).toBe(userData([0, 1, 2, 3]));
    expect(userData([0])).toContain("${base64encode(var.node_key)}");
    testbed({ nodes: [0, 4] }, (made) => expect(made.deployVariables).toEqual({ NUMBER_OF_NODES: "2" }));
  });

  test("a network that is looked up is looked up once", () => {
    const stack = synth((scope) => {
      const externalNetwork = ExternalNetwork.fromLookup(scope, "found-1", { name: "external" });
      new OsismTestbedInfra(scope, "testbed", { ...defaults, externalNetwork });
    });
    expect(stack.dataSources.filter((one) => one.type.includes("network"))).toHaveLength(1);
  });
});

test.each<[string, Partial<OsismTestbedInfraProps>, RegExp]>([
  ["SCSBP-6600", { nodes: [] }, /no nodes/],
  ["SCSBP-6600", { nodes: [1, 1] }, /twice/],
  ["SCSBP-6600", { nodes: [-1] }, /not a number/],
  ["SCSBP-6600", { nodes: [1.5] }, /not a number/],
  ["SCSBP-6600", { nodes: [190], cidr: "10.0.0.0/24" }, /0 to 189/],
  ["SCSBP-6601", { cidr: "192.168.16.0/25" }, /do not fit/],
  ["SCSBP-6601", { cidr: "fd00::/64" }, /do not fit/],
  ["SCSBP-1002", { cidr: "8.8.8.0/24" }, /private/],
  ["SCSBP-6602", { nodes: [244] }, /virtual IP/],
  ["SCSBP-6603", { volumesPerNode: 26 }, /0 to 25/],
  ["SCSBP-6603", { volumesPerNode: 0.5 }, /number of volumes/],
  ["SCSBP-6604", { nodes: [0], storageNodes: [1] }, /does not have/],
  ["SCSBP-6605", { operators: [] }, /nowhere/],
  ["SCSBP-2044", { storageVolumeGiB: 0 }, /size/],
])("%s for %j", (code, props, text) => {
  const error = errorOf(() => testbed(props));
  expect({ code: error.code, message: error.message }).toEqual({ code, message: expect.stringMatching(text) });
});

test("a node that is not there is asked for", () => {
  testbed({ nodes: [0] }, (made) => expect(errorOf(() => made.server(1)).code).toBe("SCSBP-6600"));
});
