import type { State } from "@scs-blueprints/checker/assembly";
import { isObject, type JsonObject, listOf } from "@scs-blueprints/checker/reading";
import { colours } from "../output/style";
import { renderTable } from "../output/table";
import { kindOf } from "./construct-paths";

interface ServerRow {
  readonly name: string;
  readonly zone: string;
  readonly flavor: string;
  readonly addresses: readonly string[];
  readonly floatingIps: readonly string[];
  readonly state: string;
}

interface NetworkRow {
  readonly name: string;
  readonly network: string;
  readonly cidr: string;
}

interface BalancerRow {
  readonly name: string;
  readonly address: string;
  readonly floatingIps: readonly string[];
}

interface OutputRow {
  readonly name: string;
  readonly value: string;
}

/** What a stack holds, from `show -json` of its state. */
export interface Inventory {
  readonly servers: readonly ServerRow[];
  readonly subnets: readonly NetworkRow[];
  readonly balancers: readonly BalancerRow[];
  readonly outputs: readonly OutputRow[];
  /** Everything managed, by kind. */
  readonly counts: Readonly<Record<string, number>>;
  readonly total: number;
}

const SERVER = "openstack_compute_instance_v2";
const NETWORK = "openstack_networking_network_v2";
const SUBNET = "openstack_networking_subnet_v2";
const BALANCERS = ["openstack_lb_loadbalancer_v2", "openstack_loadbalancer_loadbalancer_v2"];
const FLOATING_IP = "openstack_networking_floatingip_v2";
const FLOATING_IP_ASSOCIATE = "openstack_networking_floatingip_associate_v2";

export function readInventory(state: State): Inventory {
  const resources = state.managed;
  const ofType = (...types: string[]) => resources.filter(({ type }) => types.includes(type)).map((one) => one.values);
  const publicBy = publicAddresses(ofType(FLOATING_IP), ofType(FLOATING_IP_ASSOCIATE));
  const networkNames = new Map(ofType(NETWORK).map((network) => [str(network["id"]), str(network["name"])]));
  const counts: Record<string, number> = {};
  for (const { type } of resources) {
    const kind = kindOf(`${type}.x`);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return {
    servers: ofType(SERVER)
      .map((server) => serverRow(server, publicBy))
      .sort(byName),
    subnets: ofType(SUBNET)
      .map((subnet) => ({
        name: str(subnet["name"]),
        network: networkNames.get(str(subnet["network_id"])) ?? "",
        cidr: str(subnet["cidr"]),
      }))
      .sort(byName),
    balancers: ofType(...BALANCERS)
      .map((balancer) => ({
        name: str(balancer["name"]),
        address: str(balancer["vip_address"]),
        floatingIps: publicBy(str(balancer["vip_port_id"]), str(balancer["vip_address"])),
      }))
      .sort(byName),
    outputs: state.outputs.map(({ name, value, isSensitive }) => ({
      name,
      value: isSensitive ? "(sensitive)" : flat(value),
    })),
    counts,
    total: resources.length,
  };
}

/** Which floating IPs lead to a port; by its fixed address where the port is not known. */
function publicAddresses(
  floatingIps: JsonObject[],
  associations: JsonObject[],
): (port: string, fixedIp: string) => string[] {
  const links = [
    ...floatingIps.map((ip) => ({
      address: str(ip["address"]),
      port: str(ip["port_id"]),
      fixedIp: str(ip["fixed_ip"]),
    })),
    ...associations.map((one) => ({
      address: str(one["floating_ip"]),
      port: str(one["port_id"]),
      fixedIp: str(one["fixed_ip"]),
    })),
  ].filter(({ address }) => address !== "");
  return (port, fixedIp) => [
    ...new Set(
      links
        .filter((link) => (link.port !== "" ? link.port === port : link.fixedIp !== "" && link.fixedIp === fixedIp))
        .map(({ address }) => address),
    ),
  ];
}

function serverRow(server: JsonObject, publicBy: (port: string, fixedIp: string) => string[]): ServerRow {
  const networks = listOf(server, "network");
  return {
    name: str(server["name"]),
    zone: str(server["availability_zone"]),
    flavor: str(server["flavor_name"]) || str(server["flavor_id"]),
    addresses: networks
      .flatMap((net) => [str(net["fixed_ip_v4"]), str(net["fixed_ip_v6"])])
      .filter((address) => address !== ""),
    floatingIps: networks.flatMap((net) => publicBy(str(net["port"]), str(net["fixed_ip_v4"]))),
    state: str(server["power_state"]),
  };
}

function flat(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(flat).join(", ");
  }
  if (isObject(value)) {
    return Object.entries(value)
      .map(([key, part]) => `${key}=${flat(part)}`)
      .join(", ");
  }
  return str(value);
}

function str(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name.localeCompare(b.name, "en", { numeric: true });
}

/** The tables a person sees after an apply. */
export function renderInventory(inventory: Inventory): string {
  const parts: string[] = [];
  const add = (title: string, head: string[], rows: string[][]) => {
    if (rows.length > 0) {
      parts.push(`${colours.bold(colours.cyan(title))}\n${renderTable(head, rows)}`);
    }
  };
  add(
    "Servers",
    ["NAME", "ZONE", "FLAVOR", "ADDRESSES", "FLOATING IP", "STATE"],
    inventory.servers.map((server) => [
      server.name,
      server.zone,
      server.flavor,
      server.addresses.join(", "),
      server.floatingIps.join(", "),
      server.state,
    ]),
  );
  add(
    "Load balancers",
    ["NAME", "ADDRESS", "FLOATING IP"],
    inventory.balancers.map((balancer) => [balancer.name, balancer.address, balancer.floatingIps.join(", ")]),
  );
  add(
    "Subnets",
    ["NAME", "NETWORK", "CIDR"],
    inventory.subnets.map((subnet) => [subnet.name, subnet.network, subnet.cidr]),
  );
  add(
    "Outputs",
    ["NAME", "VALUE"],
    inventory.outputs.map((output) => [output.name, output.value]),
  );
  const counts = Object.entries(inventory.counts)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${count} ${kind}`);
  parts.push(`${inventory.total} resources: ${counts.join(", ") || "none"}`);
  return parts.join("\n\n");
}
