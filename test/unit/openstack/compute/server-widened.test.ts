import { RemovalPolicy } from "../../../../lib/core/index";
import {
  Bastion,
  CloudInit,
  Flavor,
  Image,
  Ipv6,
  KeyPair,
  Peer,
  Port,
  ProjectNetwork,
  type ProjectNetworkProps,
  Reachability,
  SecurityGroup,
  Server,
  ServerPool,
  type ServerProps,
  type TierOptions,
  VirtualIp,
  Volume,
  VolumeType,
} from "../../../../lib/openstack/index";
import { VolumeAspect } from "../../../../packages/standards/src/index";
import type { ScsStack } from "../../../../lib/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const INSTANCE = "openstack_compute_instance_v2";
const PORT = "openstack_networking_port_v2";
const VOLUME = "openstack_blockstorage_volume_v3";
const ATTACH = "openstack_compute_volume_attach_v2";
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGtYy0pyXHfNZtWyH7h1qMxZ0DN1xqyhXXH0MbqSYzU ops@host";
const base = { flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04") };

function withServer(
  props: (stack: ScsStack, network: ProjectNetwork) => Partial<ServerProps>,
  networkProps: ProjectNetworkProps = {},
  tierOptions: TierOptions = {},
  use: (server: Server, network: ProjectNetwork, stack: ScsStack) => void = () => undefined,
) {
  const made = synth((stack) => {
    const network = new ProjectNetwork(stack, "network", { tiers: [], ...networkProps });
    const tier = network.addTier("web", tierOptions);
    use(new Server(stack, "one", { ...base, tier, ...props(stack, network) }), network, stack);
  });
  expect(schemaProblems(made.json)).toEqual([]);
  return made;
}

test("data volumes belong to the server by name, are kept, and are attached one after the other", () => {
  const stack = withServer(() => ({
    dataVolumes: [
      { name: "data", sizeGiB: 100, volumeType: VolumeType.fromName("ssd", [VolumeAspect.REPLICATED]) },
      { name: "log", sizeGiB: 5, removalPolicy: RemovalPolicy.DESTROY },
    ],
  }));
  expect(stack.one(VOLUME, "one/volumes/data/Resource").config).toMatchObject({
    name: "test-one-data",
    size: 100,
    volume_type: "ssd",
    enable_online_resize: true,
    metadata: { "scs-aspects": "replicated" },
    lifecycle: { prevent_destroy: true },
  });
  expect(stack.one(VOLUME, "log/Resource").config).not.toHaveProperty("lifecycle");
  const [data, log] = ["attach-data", "attach-log"].map((id) => stack.one(ATTACH, id));
  expect(data!.config).not.toHaveProperty("depends_on");
  expect(log!.config["depends_on"]).toEqual([data!.address]);
});

test("a volume of its own is attached by name; those that are there already too", () => {
  const stack = withServer(
    () => ({}),
    {},
    {},
    (server, _, scope) => {
      server.attachVolume("data", new Volume(scope, "data", { sizeGiB: 1, zone: "nova", snapshotId: "s" }));
      server.attachVolume("old", Volume.fromVolumeId(scope, "old", "4711"));
      server.attachVolume("found", Volume.fromLookup(scope, "found", { name: "archive" }));
      expect(errorOf(() => server.attachVolume("old", Volume.fromVolumeId(scope, "x", "1"))).code).toBe("SCSBP-2045");
      expect(errorOf(() => server.attachVolume("A b", Volume.fromVolumeId(scope, "y", "1"))).code).toBe("SCSBP-2045");
    },
  );
  expect(stack.one(VOLUME).config).toMatchObject({ availability_zone: "nova", snapshot_id: "s" });
  expect(stack.one(ATTACH, "attach-old").config["volume_id"]).toBe("4711");
});

test.each([0, -1, 1.5, Number.NaN])("fails on a volume of %d GiB", (sizeGiB) => {
  synth((scope) => expect(errorOf(() => new Volume(scope, "v", { sizeGiB })).code).toBe("SCSBP-2044"));
});

test("fails on a volume type without a name or with an aspect that SCS does not know", () => {
  expect(errorOf(() => VolumeType.fromName(" ")).code).toBe("SCSBP-2046");
  expect(errorOf(() => VolumeType.fromName("ssd", ["fast" as VolumeAspect])).code).toBe("SCSBP-5030");
});

test("a key pair has the public half only", () => {
  const stack = withServer((scope) => ({ keyPair: new KeyPair(scope, "key", { publicKey: `${KEY}\n` }) }));
  const key = stack.one("openstack_compute_keypair_v2");
  expect(key.config).toMatchObject({ name: "test-key", public_key: KEY });
  expect(stack.one(INSTANCE).config["key_pair"]).toBe(`\${${key.address}.name}`);
  expect(withServer(() => ({ keyPair: KeyPair.fromName("ops") })).one(INSTANCE).config["key_pair"]).toBe("ops");
});

test.each(["", "AAAA", "ssh-ed25519", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn", `${KEY}\n${KEY}`])(
  "fails on %j as a public key, and does not show a private one",
  (publicKey) => {
    synth((scope) => {
      const error = errorOf(() => new KeyPair(scope, "key", { publicKey }));
      expect(error.code).toBe("SCSBP-2031");
      expect(error.message).not.toContain("b3Blbn");
    });
  },
);

test("a fixed IP, further tiers, groups, addresses and virtual IPs", () => {
  const stack = withServer((scope, network) => ({
    fixedIp: "10.8.1.77",
    additionalTiers: [network.addTier("repl", { isolated: true, slot: 9 })],
    additionalSecurityGroups: [new SecurityGroup(scope, "extra")],
    allowedAddresses: ["10.244.0.0/16"],
    virtualIps: [new VirtualIp(scope, "vip", { tier: network.tier("web"), fixedIp: "10.8.1.5", floatingIp: true })],
  }));
  const port = stack.one(PORT, "one/port");
  expect(port.config).toMatchObject({
    fixed_ip: [{ ip_address: "10.8.1.77" }],
    allowed_address_pairs: [{ ip_address: "10.244.0.0/16" }, { ip_address: "10.8.1.5" }],
  });
  expect(port.config["security_group_ids"]).toHaveLength(2);
  expect(stack.one(INSTANCE).config["network"]).toEqual([
    { port: `\${${port.address}.id}` },
    { port: `\${${stack.one(PORT, "one/port-repl").address}.id}` },
  ]);
  expect(stack.one(PORT, "vip/Resource").config).toMatchObject({ no_security_groups: true });
  expect(stack.one("openstack_networking_floatingip_associate_v2").config["port_id"]).toContain("vip");
});

test("config drive, metadata, hints and cloud-init are passed on", () => {
  const stack = withServer(
    () => ({ configDrive: true, metadata: { role: "web" }, cloudInit: new CloudInit({ packages: ["nginx"] }) }),
    {},
    {},
    (server, network, scope) =>
      new Server(scope, "two", {
        ...base,
        tier: network.tier("web"),
        differentHostThan: [server],
        sameHostAs: [server],
      }),
  );
  expect(stack.one(INSTANCE, "one/Resource").config).toMatchObject({
    config_drive: true,
    metadata: { role: "web" },
    user_data: "#cloud-config\npackages:\n  - nginx\n",
  });
  const id = `\${${stack.one(INSTANCE, "one/Resource").address}.id}`;
  expect(stack.one(INSTANCE, "two/Resource").config).toMatchObject({
    scheduler_hints: [{ different_host: [id], same_host: [id] }],
    lifecycle: { ignore_changes: ["block_device[0].uuid", "scheduler_hints"] },
  });
});

test("in a tier with zones a server has an address of its zone, and keeps it", () => {
  const zoned = (zone?: string) =>
    withServer(() => (zone === undefined ? {} : { zone }), { zones: ["az1", "az2"] }).one(PORT).config;
  expect(JSON.stringify(zoned("az2")["fixed_ip"])).toContain("web_zones_az2_subnet");
  expect(zoned("az2")["lifecycle"]).toEqual({ ignore_changes: ["fixed_ip"] });
  expect(JSON.stringify(zoned()["fixed_ip"])).not.toContain("zones");
  expect(zoned()).not.toHaveProperty("lifecycle");
});

test("in a dual-stack tier a server has an address of each family", () => {
  const stack = withServer(
    () => ({}),
    { ipv6: Ipv6.ula("fd5c:9a1e:77b2::/48") },
    {},
    (server, _, scope) => scope.addOutput("ips", [server.privateIp, server.ipv6Address]),
  );
  expect(stack.one(PORT).config["fixed_ip"]).toHaveLength(2);
  const { output } = stack.json as { output: { ips: { value: string[] } } };
  expect(output.ips.value[0]).toMatch(/^\$\{\[for ip in openstack_networking_port_v2\.\w+\.all_fixed_ips : ip if /);
});

test("without port security there are no groups, and whoever asks hears it", () => {
  const stack = withServer(
    () => ({}),
    {},
    { portSecurity: false },
    (server, network) =>
      expect(network.whoCanReach(server)).toEqual([
        {
          target: "one",
          source: "anywhere",
          kind: "anywhere",
          ports: ["any"],
          reason: 'port security is off in tier "web"',
        },
      ]),
  );
  expect(stack.one(PORT).config).toMatchObject({ no_security_groups: true });
  expect(stack.one(PORT).config).not.toHaveProperty("security_group_ids");
});

test.each<[Partial<ServerProps>, string]>([
  [{ fixedIp: "10.8.2.7" }, "SCSBP-2053"],
  [{ fixedIp: "10.8.1.1" }, "SCSBP-2053"],
  [{ fixedIp: "10.8.1.255" }, "SCSBP-2053"],
  [{ fixedIp: "10.8.1.7/24" }, "SCSBP-2053"],
  [{ allowedAddresses: ["0.0.0.0/0"] }, "SCSBP-2054"],
  [{ keyPairName: "a", keyPair: KeyPair.fromName("b") }, "SCSBP-2055"],
  [{ userData: "a", cloudInit: new CloudInit() }, "SCSBP-2055"],
  [{ userData: "x".repeat(49150) }, "SCSBP-2032"],
  [{ dataVolumes: [{ name: "A", sizeGiB: 1 }] }, "SCSBP-2045"],
  [{ dataVolumes: [{ name: "a", sizeGiB: 0 }] }, "SCSBP-2044"],
])("fails on %j", (props, code) => {
  expect(errorOf(() => withServer(() => props)).code).toBe(code);
});

test("fails on a zone that the tier does not have, and on addresses to allow where all are", () => {
  expect(errorOf(() => withServer(() => ({ zone: "az3" }), { zones: ["az1"] }))).toMatchObject({
    code: "SCSBP-2052",
    allowed: "az1",
  });
  const open = () => withServer(() => ({ allowedAddresses: ["10.0.0.0/8"] }), {}, { portSecurity: false });
  expect(errorOf(open).code).toBe("SCSBP-2054");
});

test("members of a pool may have something of their own, and start in order when asked to", () => {
  const stack = synth((scope) => {
    const tier = new ProjectNetwork(scope, "network", { tiers: ["web"] }).tier("web");
    const pool = new ServerPool(scope, "web", {
      ...base,
      tier,
      size: 3,
      floatingIp: true,
      startInOrder: true,
      imageRevision: "2026-11",
      overrides: { "2": { imageRevision: "2026-12", flavor: Flavor.SCS_2V_8, fixedIp: "10.8.1.20" } },
    });
    expect(pool.floatingIps).toHaveLength(3);
    const unknown = () => new ServerPool(scope, "x", { ...base, tier, size: 1, overrides: { "2": {} } });
    expect(errorOf(unknown)).toMatchObject({ code: "SCSBP-2064", got: "2", allowed: "1" });
  });
  expect(stack.all("terraform_data").map((one) => one.config["input"])).toEqual([
    { revision: "2026-11" },
    { revision: "2026-12" },
    { revision: "2026-11" },
  ]);
  const [one, two, three] = stack.all(INSTANCE);
  expect([one, two, three].map((each) => each!.config["depends_on"])).toEqual([
    undefined,
    [one!.address],
    [two!.address],
  ]);
  expect(two!.config["flavor_id"]).toContain("SCS-2V-8");
});

test("a bastion is open to those who are named, and leads on", () => {
  const stack = synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { tiers: ["web"] });
    const tier = network.tier("web");
    const bastion = new Bastion(scope, "bastion", {
      tier,
      image: base.image,
      allowedSources: [Peer.cidr("192.0.2.0/24")],
      sshPort: 2222,
      keyPair: KeyPair.fromName("ops"),
      imageRevision: "1",
      cloudInit: new CloudInit(),
    });
    const target = new Server(scope, "target", { ...base, tier });
    bastion.allowSshTo(target);
    expect(bastion.publicIp).toBeDefined();
    expect(Reachability.of(scope).rows.map(({ target: to, source, ports }) => [to, source, ports])).toEqual([
      ["bastion/server", "192.0.2.0/24", ["tcp 2222"]],
      ["target", "bastion/server", ["tcp 22"]],
    ]);
    const open = { tier, image: base.image, allowedSources: [Peer.anywhere("for everybody")] };
    expect(errorOf(() => new Bastion(scope, "open", open)).code).toBe("SCSBP-2070");
    expect(errorOf(() => new Bastion(scope, "none", { ...open, allowedSources: [] })).code).toBe("SCSBP-2070");
  });
  expect(stack.one(INSTANCE, "bastion/server/Resource").config).toMatchObject({
    name: "test-bastion",
    key_pair: "ops",
  });
  expect(Port.tcp(22).id).toBe("tcp-22");
});
