import {
  AntiAffinity,
  Flavor,
  Image,
  Peer,
  Port,
  ProjectNetwork,
  Server,
  ServerGroup,
  type ServerProps,
  VolumeType,
} from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const INSTANCE = "openstack_compute_instance_v2";

function synthServer(props: Partial<ServerProps> = {}, use: (server: Server) => void = () => undefined) {
  return synth((stack) => {
    const network = new ProjectNetwork(stack, "network", { tiers: ["web"] });
    const defaults = { tier: network.tier("web"), flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04") };
    use(new Server(stack, "one", { ...defaults, ...props }));
  });
}

test("a flavor without a disk boots from a volume", () => {
  const { config } = synthServer().one(INSTANCE);
  expect(config).not.toHaveProperty("image_id");
  expect(config["block_device"]).toEqual([
    {
      boot_index: 0,
      delete_on_termination: true,
      destination_type: "volume",
      source_type: "image",
      uuid: "${data.openstack_images_image_v2.lookup-image-Ubuntu-24-04-f62cbb.id}",
      volume_size: 20,
    },
  ]);
  expect(config["lifecycle"]).toMatchObject({ ignore_changes: ["block_device[0].uuid"] });
});

test("the boot volume is as wished", () => {
  const { config } = synthServer({
    bootVolume: { sizeGiB: 50, volumeType: VolumeType.fromName("ssd"), deleteWithServer: false },
  }).one(INSTANCE);
  expect(config["block_device"]).toEqual([
    expect.objectContaining({ volume_size: 50, volume_type: "ssd", delete_on_termination: false }),
  ]);
});

test("a flavor with a disk boots from it", () => {
  const { config } = synthServer({ flavor: Flavor.SCS_4V_16_100S }).one(INSTANCE);
  expect(config).not.toHaveProperty("block_device");
  expect(config).toMatchObject({
    image_id: "${data.openstack_images_image_v2.lookup-image-Ubuntu-24-04-f62cbb.id}",
    lifecycle: { ignore_changes: ["image_id"] },
  });
});

test("whether the image fits disk and memory is a precondition of the plan", () => {
  const checks = (props: Partial<ServerProps>) => {
    const { lifecycle } = synthServer(props).one(INSTANCE).config as {
      lifecycle: { precondition?: { condition: string }[] };
    };
    return (lifecycle.precondition ?? []).map((one) => one.condition.replace(/data\.[^ ]+\./, ""));
  };
  expect(checks({})).toEqual(["${min_disk_gb <= 20}", "${min_ram_mb <= 4096}"]);
  expect(checks({ flavor: Flavor.SCS_4V_16_100S })).toEqual(["${min_disk_gb <= 100}", "${min_ram_mb <= 16384}"]);
  expect(checks({ flavor: Flavor.fromName("SCS-2V-4-n") })).toEqual(["${min_ram_mb <= 4096}"]);
  expect(checks({ image: Image.fromId("0b2c") })).toEqual([]);
});

test("the server stands on a port of its own, behind a group that lets nothing in", () => {
  const stack = synthServer();
  const port = stack.one("openstack_networking_port_v2");
  const group = stack.one("openstack_networking_secgroup_v2");
  expect(stack.one(INSTANCE).config["network"]).toEqual([{ port: `\${${port.address}.id}` }]);
  expect(port.config["security_group_ids"]).toEqual([`\${${group.address}.id}`]);
  expect(stack.all("openstack_networking_secgroup_rule_v2").map((rule) => rule.config["direction"])).toEqual([
    "egress",
    "egress",
  ]);
});

test("access is asked for", () => {
  const stack = synthServer({}, (server) => server.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(22)));
  expect(stack.one("openstack_networking_secgroup_rule_v2", "from-192-0-2-0-24").config["port_range_min"]).toBe(22);
});

test("a floating IP is a resource of its own and waits for the router", () => {
  let address: string | undefined;
  const stack = synthServer({ floatingIp: true }, (server) => (address = server.floatingIp));
  expect(stack.one("openstack_networking_floatingip_v2").config["pool"]).toBe(
    "${data.openstack_networking_network_v2.lookup-external-network.name}",
  );
  const router = stack.one("openstack_networking_router_interface_v2");
  expect(stack.one("openstack_networking_floatingip_associate_v2").config["depends_on"]).toEqual([router.address]);
  expect(address).toBeDefined();
});

test("fails to give a public address where there is no way outside", () => {
  synth((stack) => {
    const tier = new ProjectNetwork(stack, "inner", { internetAccess: false }).tier("default");
    const props = { tier, flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04"), floatingIp: true };
    expect(errorOf(() => new Server(stack, "one", props)).code).toBe("SCSBP-2050");
  });
});

test("an image revision replaces the server, a newer image does not", () => {
  const revision = (props: Partial<ServerProps>) => {
    const stack = synthServer(props);
    const memory = stack.one("terraform_data");
    expect(stack.one(INSTANCE).config["lifecycle"]).toMatchObject({
      replace_triggered_by: [`${memory.address}.input.revision`],
    });
    return memory.config["input"];
  };
  expect(revision({})).toBeUndefined();
  expect(revision({ imageRevision: "2026-11" })).toEqual({ revision: "2026-11" });
});

test("a zone is where the server is made, not where it is moved to", () => {
  expect(synthServer({ zone: "az1" }).one(INSTANCE).config).toMatchObject({
    availability_zone: "az1",
    lifecycle: { ignore_changes: ["block_device[0].uuid", "availability_zone"] },
  });
});

test("only what was set is emitted", () => {
  const { config } = synthServer().one(INSTANCE);
  expect(Object.keys(config).sort()).toEqual(["//", "block_device", "flavor_id", "lifecycle", "name", "network"]);
  const all = synthServer({ keyPairName: "ops", userData: "#cloud-config\n", tags: ["shop"], name: "db1" }).one(
    INSTANCE,
  );
  expect(all.config).toMatchObject({ key_pair: "ops", user_data: "#cloud-config\n", tags: ["shop"], name: "db1" });
});

test("flavor and image are looked up once a stack", () => {
  const stack = synth((scope) => {
    const tier = new ProjectNetwork(scope, "network").tier("default");
    for (const id of ["a", "b", "c"]) {
      new Server(scope, id, { tier, flavor: Flavor.fromName("SCS-2V-4"), image: Image.ubuntu("24.04") });
    }
  });
  expect(stack.dataSources.map((one) => one.type).sort()).toEqual([
    "openstack_compute_flavor_v2",
    "openstack_images_image_v2",
    "openstack_networking_network_v2",
  ]);
  expect(schemaProblems(stack.json)).toEqual([]);
});

test("images by name and by properties; the newest of them", () => {
  const query = (image: Image) =>
    synthServer({ image }).dataSources.find((one) => one.type === "openstack_images_image_v2")!.config;
  expect(query(Image.debian("12"))).toMatchObject({ name: "Debian 12", most_recent: true });
  expect(query(Image.fromProperties({ osDistro: "ubuntu", osVersion: "24.04", osPurpose: "minimal" }))).toMatchObject({
    properties: { os_distro: "ubuntu", os_version: "24.04", os_purpose: "minimal" },
    most_recent: true,
  });
});

test("fails on contradictions and impossible values", () => {
  expect(errorOf(() => synthServer({ flavor: Flavor.SCS_2V_4_20S, bootVolume: {} }))).toMatchObject({
    code: "SCSBP-2040",
    path: "test/one",
  });
  expect(errorOf(() => synthServer({ bootVolume: { sizeGiB: 0 } })).code).toBe("SCSBP-2041");
  expect(errorOf(() => Image.fromName(" ")).code).toBe("SCSBP-2030");
  expect(errorOf(() => Flavor.custom("SCS-2V-4", { vcpus: 2, ramGiB: 4 })).code).toBe("SCSBP-2020");
  expect(errorOf(() => Flavor.custom("m1", { vcpus: 0, ramGiB: 4 })).code).toBe("SCSBP-2021");
  expect(errorOf(() => Flavor.fromName("SCS-2X-4")).code).toMatch(/^SCSBP-5/);
  synth((stack) =>
    expect(errorOf(() => new ServerGroup(stack, "g", { antiAffinity: AntiAffinity.NONE })).code).toBe("SCSBP-2051"),
  );
});

test("a flavor knows its resources by its name, or is told them", () => {
  expect(Flavor.fromName("SCS-16V-64-200s")).toMatchObject({ vcpus: 16, ramGiB: 64, hasDisk: true, diskGB: 200 });
  expect(Flavor.SCS_1L_1).toMatchObject({ vcpus: 1, ramGiB: 1, hasDisk: false });
  expect(Flavor.custom("m1.small", { vcpus: 1, ramGiB: 2, diskGB: 20 })).toMatchObject({
    name: "m1.small",
    hasDisk: true,
  });
  expect(Flavor.custom("m1.tiny", { vcpus: 1, ramGiB: 0.5 }).hasDisk).toBe(false);
});
