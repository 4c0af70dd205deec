import {
  ProviderNetworkType,
  ScsProviderNetwork,
  ScsSubnetPools,
  type ScsProviderNetworkProps,
  type ScsSubnetPoolsProps,
} from "../../../../lib/blueprints/operator";
import { ProjectNetwork } from "../../../../lib";
import { errorOf } from "../../../support/errors";
import { synth } from "../../../support/synth";

const NETWORK = "openstack_networking_network_v2";
const V4 = { cidr: "203.0.113.0/24", gateway: "203.0.113.1" };
const network = (props: Partial<ScsProviderNetworkProps>) =>
  synth((stack) => new ScsProviderNetwork(stack, "public", { physicalNetwork: "physnet1", subnets: [V4], ...props }));
const pools = (props: ScsSubnetPoolsProps) => synth((stack) => new ScsSubnetPools(stack, "pools", props));

test("external, flat, without DHCP, the default by a step", () => {
  const stack = network({ subnets: [V4, { cidr: "2001:db8::/64" }], mtu: 1342 });
  expect(stack.one(NETWORK).config).toMatchObject({
    name: "public",
    external: true,
    mtu: 1342,
    segments: [{ network_type: "flat", physical_network: "physnet1" }],
  });
  expect(stack.all("openstack_networking_subnet_v2").map((one) => one.config)).toMatchObject([
    { name: "public-v4", enable_dhcp: false, gateway_ip: "203.0.113.1", ip_version: 4 },
    { name: "public-v6", enable_dhcp: false, ip_version: 6 },
  ]);
  expect(stack.one(NETWORK).config["value_specs"]).toBeUndefined();
  expect(String(stack.one("terraform_data").config["triggers_replace"])).toContain("default-external-network");
});

test("offered by RBAC, it is not external for all and not the default", () => {
  const stack = network({ offeredTo: [{ key: "shop", projectId: "p-1" }], vlanId: 42 });
  expect(stack.one(NETWORK).config["external"]).toBeUndefined();
  expect(stack.one(NETWORK).config).toMatchObject({ segments: [{ network_type: "vlan", segmentation_id: 42 }] });
  expect(stack.one("openstack_networking_rbac_policy_v2").config).toMatchObject({ action: "access_as_external" });
  expect(stack.all("terraform_data")).toEqual([]);
});

test("shared for servers, it has port security", () => {
  expect(network({ shared: true }).one(NETWORK).config).toMatchObject({ shared: true, port_security_enabled: true });
});

test("it is an external network for tenants of the same program, from when it has addresses", () => {
  const stack = synth((one) => {
    const external = new ScsProviderNetwork(one, "public", { physicalNetwork: "physnet1", subnets: [V4] });
    new ProjectNetwork(one, "network", { externalNetwork: external, tiers: ["web"] });
  });
  const id = `\${${stack.one("openstack_networking_subnet_v2", "public/subnet-v4").address}.network_id}`;
  expect(stack.one("openstack_networking_router_v2").config["external_network_id"]).toBe(id);
});

test.each<[string, string, Partial<ScsProviderNetworkProps>]>([
  ["a VLAN without id", "SCSBP-6261", { type: ProviderNetworkType.VLAN }],
  ["a flat network with id", "SCSBP-6261", { type: ProviderNetworkType.FLAT, vlanId: 5 }],
  ["an id that is none", "SCSBP-6261", { vlanId: 4095 }],
  ["no subnets", "SCSBP-6262", { subnets: [] }],
  ["two of one family without keys", "SCSBP-6262", { subnets: [V4, { cidr: "198.51.100.0/24" }] }],
  ["blocks that overlap", "SCSBP-6262", { subnets: [V4, { key: "b", cidr: "203.0.113.128/25" }] }],
  ["a gateway outside", "SCSBP-6263", { subnets: [{ cidr: V4.cidr, gateway: "203.0.114.1" }] }],
  ["a gateway of the other family", "SCSBP-6263", { subnets: [{ cidr: V4.cidr, gateway: "2001:db8::1" }] }],
  ["a gateway that is no address", "SCSBP-6263", { subnets: [{ cidr: V4.cidr, gateway: "the router" }] }],
  [
    "a pool backwards",
    "SCSBP-6263",
    { subnets: [{ cidr: V4.cidr, allocationPools: [{ start: "203.0.113.9", end: "203.0.113.2" }] }] },
  ],
  [
    "pools that overlap",
    "SCSBP-6263",
    {
      subnets: [
        {
          cidr: V4.cidr,
          allocationPools: [
            { start: "203.0.113.50", end: "203.0.113.90" },
            { start: "203.0.113.10", end: "203.0.113.60" },
          ],
        },
      ],
    },
  ],
  [
    "the gateway in a pool",
    "SCSBP-6263",
    { subnets: [{ ...V4, allocationPools: [{ start: "203.0.113.1", end: "203.0.113.9" }] }] },
  ],
  ["for some and the default", "SCSBP-6264", { offeredTo: [{ key: "a", projectId: "p" }], isDefault: true }],
  ["no block", "SCSBP-1001", { subnets: [{ cidr: "203.0.113.0" }] }],
])("%s is refused", (_, code, props) => {
  expect(errorOf(() => network(props)).code).toBe(code);
});

test("the default pools of both families, shared", () => {
  const stack = pools({ ipv4Prefixes: ["10.42.0.0/16"], ipv6Prefixes: ["2001:db8::/48"], addressScope: true });
  expect(stack.all("openstack_networking_subnetpool_v2").map((one) => one.config)).toMatchObject([
    { is_default: true, shared: true, min_prefixlen: 20, max_prefixlen: 29, default_prefixlen: 26 },
    { is_default: true, shared: true, min_prefixlen: 64, max_prefixlen: 64, default_prefixlen: 64 },
  ]);
  expect(stack.all("openstack_networking_addressscope_v2").map((one) => one.config["ip_version"])).toEqual([4, 6]);
});

test.each<[string, string, ScsSubnetPoolsProps]>([
  ["no family", "SCSBP-6265", {}],
  ["no blocks", "SCSBP-6265", { ipv4Prefixes: [] }],
  ["the other family", "SCSBP-6265", { ipv6Prefixes: ["10.0.0.0/8"] }],
  ["a block smaller than a subnet", "SCSBP-6266", { ipv6Prefixes: ["2001:db8::/65"] }],
  ["lengths the wrong way round", "SCSBP-6266", { ipv4Prefixes: ["10.0.0.0/8"], ipv4MinPrefixLength: 28 }],
])("pools: %s is refused", (_, code, props) => {
  expect(errorOf(() => pools(props)).code).toBe(code);
});
