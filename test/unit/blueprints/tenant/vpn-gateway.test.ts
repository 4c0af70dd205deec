import { createHash } from "node:crypto";
import { parse } from "yaml";
import fc from "fast-check";
import { type ScsStack, Secret } from "../../../../lib/index";
import { Flavor, Image, Peer, Port, ProjectNetwork, Reachability, Server } from "../../../../lib/openstack/index";
import { VpnGateway, type VpnGatewayProps, type VpnPeer } from "../../../../lib/blueprints/tenant/index";
import { TunnelAddresses } from "../../../../lib/blueprints/tenant/vpn-gateway";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

/** A key of its own for each name: 32 bytes in base64. */
const keyOf = (name: string) => createHash("sha256").update(name).digest("base64");
const peer = (name: string, more: Partial<VpnPeer> = {}): VpnPeer => ({ publicKey: keyOf(name), ...more });
const defaults: VpnGatewayProps = {
  image: Image.ubuntu("24.04"),
  privateKey: Secret.fromVariable("vpn_private_key"),
  publicKey: keyOf("gateway"),
  allowedSources: [Peer.cidr("198.51.100.0/24")],
  peers: { ada: peer("ada"), office: peer("office", { networks: ["192.168.20.0/24"] }) },
};

function synthVpn(
  props: Partial<VpnGatewayProps> = {},
  use: (vpn: VpnGateway, scope: ScsStack) => void = () => undefined,
) {
  const stack = synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { cidr: "10.15.0.0/20", tiers: ["app"] });
    use(new VpnGateway(scope, "vpn", { network, ...defaults, ...props }), scope);
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

const gatewayOf = (props: Partial<VpnGatewayProps>) => synthVpn(props).one("openstack_compute_instance_v2").config;

function filesOf(config: Record<string, unknown>): Record<string, string> {
  const { write_files: files } = parse(config["user_data"] as string) as {
    write_files: { path: string; content: string }[];
  };
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

test("the gateway has a tier of its own, a public address and the tunnel's addresses", () => {
  const stack = synthVpn();
  const names = stack.all("openstack_networking_network_v2").map((one) => one.config["name"]);
  expect(names).toEqual(["test-network-app", "test-network-vpn"]);
  expect(stack.one("openstack_networking_port_v2").config["allowed_address_pairs"]).toEqual([
    { ip_address: "10.99.0.0/16" },
    { ip_address: "192.168.20.0/24" },
  ]);
  expect(stack.all("openstack_networking_floatingip_v2")).toHaveLength(1);
});

test("servers answer by the router: routes for the tunnel and for networks behind peers", () => {
  const routes = synthVpn().all("openstack_networking_router_route_v2");
  expect(routes.map((one) => one.config["destination_cidr"])).toEqual(["10.99.0.0/16", "192.168.20.0/24"]);
  expect(new Set(routes.map((one) => one.config["next_hop"])).size).toBe(1);
});

test("one UDP port is open, to the sources", () => {
  synthVpn({ listenPort: 51821 }, (vpn) =>
    expect(Reachability.of(vpn).rows).toEqual([
      { target: "vpn/gateway", source: "198.51.100.0/24", kind: "cidr", ports: ["udp 51821"] },
    ]),
  );
});

test("servers are opened for all peers, or for one", () => {
  synthVpn({}, (vpn, scope) => {
    const server = (id: string) =>
      new Server(scope, id, { tier: vpn.tier, flavor: Flavor.SCS_1V_2, image: Image.ubuntu("24.04") });
    const [wiki, vault] = [server("wiki"), server("vault")];
    vpn.grantTo(wiki, Port.tcp(443));
    vpn.grantPeerTo("ada", vault, Port.tcp(22));
    const sources = (target: Server) =>
      Reachability.of(scope)
        .whoCanReach(target)
        .map((row) => row.source);
    expect(sources(wiki)).toEqual(["10.99.0.0/16", "192.168.20.0/24"]);
    expect(sources(vault)).toEqual([`${vpn.addressOf("ada")}/32`]);
  });
});

test("the private key is a variable, and stands nowhere in clear", () => {
  const stack = synthVpn();
  const files = filesOf(stack.one("openstack_compute_instance_v2").config);
  expect(files["/etc/wireguard/interface.conf"]).toContain("PrivateKey = ${var.vpn_private_key}\n");
  expect(stack.json["variable"]).toEqual({ vpn_private_key: { nullable: false, sensitive: true, type: "string" } });
});

test("peers are metadata; the user data knows none, so that peers come and go in place", () => {
  const before = gatewayOf({});
  const after = gatewayOf({ peers: { office: peer("office") } });
  expect(before["metadata"]).toEqual({
    "wg-peer-ada": `${keyOf("ada")} 10.99.60.226/32`,
    "wg-peer-office": `${keyOf("office")} 10.99.14.121/32,192.168.20.0/24`,
  });
  expect(after["metadata"]).toEqual({ "wg-peer-office": `${keyOf("office")} 10.99.14.121/32` });
  expect(after["user_data"]).toBe(before["user_data"]);
  expect(gatewayOf({ peers: {} })["metadata"]).toEqual({});
});

test("no peer's address depends on the others", () => {
  const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}[a-z0-9]$/);
  const alone = (one: string) => new TunnelAddresses("10.96.0.0/11", "test").add(one);
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 20 }), (names) => {
      const addresses = new TunnelAddresses("10.96.0.0/11", "test");
      for (const one of names) {
        expect(addresses.add(one)).toBe(alone(one));
      }
    }),
    { numRuns: 300 },
  );
});

test("peers reach the destinations, and neither the gateway nor each other", () => {
  const filter = filesOf(gatewayOf({ destinations: ["10.15.1.0/24", "10.15.3.0/24"] }))["/etc/wireguard/filter.nft"]!;
  expect(filter).toContain('iifname "wg0" oifname != "wg0" ip daddr { 10.15.1.0/24, 10.15.3.0/24 } accept');
  expect(filter).toContain("policy drop");
});

test("configurations name the key's file, or hold the key", () => {
  synthVpn({ peers: { ada: peer("ada"), ci: peer("ci", { privateKey: Secret.fromVariable("ci_key") }) } }, (vpn) => {
    const lines = (name: string) => vpn.configurationOf(name).split("\n");
    expect(lines("ada")).toEqual(
      expect.arrayContaining([
        "Address = 10.99.60.226/32",
        "PostUp = wg set %i private-key /etc/wireguard/%i.key",
        `PublicKey = ${keyOf("gateway")}`,
        "AllowedIPs = 10.99.0.1/32, 10.15.0.0/20",
      ]),
    );
    expect(lines("ci").find((line) => line.startsWith("PrivateKey"))).toMatch(/^PrivateKey = \$\{TfToken\[/);
  });
});

test("outputs are hidden, one for each peer", () => {
  const stack = synthVpn({ peers: { "ada-laptop": peer("ada") } }, (vpn) => vpn.addOutputs("vpn"));
  expect(stack.json["output"]).toEqual({
    vpn_address: { value: expect.stringMatching(/:51820$/) },
    vpn_peer_ada_laptop: { value: expect.stringContaining("[Peer]"), sensitive: true },
  });
});

test("without a network it makes one", () => {
  const stack = synth((scope) => new VpnGateway(scope, "vpn", defaults));
  expect(stack.all("openstack_networking_router_v2")).toHaveLength(1);
});

test.each<[string, Partial<VpnGatewayProps>, string]>([
  ["a gateway's key that is none", { publicKey: "abc" }, "SCSBP-6130"],
  ["a peer's key that is none", { peers: { ada: { publicKey: keyOf("ada").slice(1) } } }, "SCSBP-6130"],
  ["one key for two peers", { peers: { a: peer("x"), b: peer("x") } }, "SCSBP-6130"],
  ["the gateway's key for a peer", { peers: { a: peer("gateway") } }, "SCSBP-6130"],
  ["a peer's name in capitals", { peers: { Ada: peer("ada") } }, "SCSBP-6130"],
  ["a tunnel of IPv6", { tunnelCidr: "fd00:1::/64" }, "SCSBP-6131"],
  ["a small tunnel", { tunnelCidr: "10.99.0.0/29" }, "SCSBP-6131"],
  ["an address outside", { peers: { ada: peer("ada", { address: "10.98.0.1" }) } }, "SCSBP-6131"],
  ["the gateway's address", { peers: { ada: peer("ada", { address: "10.99.0.1" }) } }, "SCSBP-6131"],
  [
    "one address for two",
    { peers: { a: peer("a", { address: "10.99.0.9" }), b: peer("b", { address: "10.99.0.9" }) } },
    "SCSBP-6132",
  ],
  ["a tunnel within the network", { tunnelCidr: "10.15.8.0/24" }, "SCSBP-6133"],
  ["an office within the network", { peers: { a: peer("a", { networks: ["10.15.0.0/24"] }) } }, "SCSBP-6133"],
  [
    "two offices with one block",
    { peers: { a: peer("a", { networks: ["192.168.0.0/24"] }), b: peer("b", { networks: ["192.168.0.0/16"] }) } },
    "SCSBP-6133",
  ],
  ["no destinations", { destinations: [] }, "SCSBP-6134"],
  ["destinations of IPv6", { destinations: ["fd00::/8"] }, "SCSBP-6134"],
  [
    "more networks than metadata holds",
    { peers: { a: peer("a", { networks: Array.from({ length: 20 }, (_, i) => `192.168.${i}.0/24`) }) } },
    "SCSBP-6135",
  ],
  [
    "more peers than metadata holds",
    {
      peers: Object.fromEntries(
        Array.from({ length: 121 }, (_, i) => [`p${i}`, peer(`p${i}`, { address: `10.99.1.${i}` })]),
      ),
    },
    "SCSBP-6135",
  ],
  ["no sources", { allowedSources: [] }, "SCSBP-6137"],
])("fails on %s", (_, props, code) => {
  expect(errorOf(() => synthVpn(props))).toMatchObject({ code, path: "test/vpn" });
});

test("fails on a key in clear, no router, a tier alone, a network without a known block, an unknown peer", () => {
  const inClear = "aGVsbG8gd29ybGQgdGhpcyBpcyBub3QgYSBrZXkgaGE=" as unknown as Secret;
  expect(errorOf(() => synthVpn({ privateKey: inClear })).code).toBe("SCSBP-1011");
  const fails = (props: (scope: ScsStack) => Partial<VpnGatewayProps>) =>
    errorOf(() => synth((scope) => new VpnGateway(scope, "vpn", { ...defaults, ...props(scope) }))).code;
  expect(fails((scope) => ({ network: new ProjectNetwork(scope, "n", { internetAccess: false }) }))).toBe("SCSBP-6136");
  expect(fails((scope) => ({ tier: new ProjectNetwork(scope, "n").tier("default") }))).toBe("SCSBP-6136");
  const found = (scope: ScsStack) => ProjectNetwork.fromLookup(scope, "n", { name: "shared", tiers: ["app"] });
  expect(fails((scope) => ({ network: found(scope) }))).toBe("SCSBP-6134");
  expect(fails((scope) => ({ network: found(scope), destinations: ["10.8.0.0/20"] }))).toBe("SCSBP-6136");
  synthVpn({}, (vpn) => expect(errorOf(() => vpn.addressOf("bob"))).toMatchObject({ code: "SCSBP-6138" }));
});
