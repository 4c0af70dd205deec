import { colours } from "../output/style";
import { renderTable } from "../output/table";
import type { Inventory } from "./inventory";

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
