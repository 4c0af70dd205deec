import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Graph, type GraphNode, NodeKind, Topology, EdgeKind } from "../../../packages/toolkit/src/graph";
import { errorOf } from "../../support/errors";

const golden = (file: string) =>
  JSON.parse(readFileSync(join(__dirname, "../../golden", file), "utf8")) as Record<string, unknown>;
const shop = Topology.fromStacks({ "three-tier-web": golden("three-tier-web.three-tier-web.json") });

const named = (graph: Graph, kind: NodeKind, label: string): GraphNode => {
  const found = graph.nodes.filter((node) => node.kind === kind && node.label === label);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const labels = (graph: Graph) => new Map(graph.nodes.map(({ id, label }) => [id, label]));
const edges = (graph: Graph, kind: EdgeKind) =>
  graph.edges
    .filter((edge) => edge.kind === kind)
    .map(({ from, to, label, blocked }) =>
      [labels(graph).get(from), "→", labels(graph).get(to), label, blocked].filter(Boolean).join(" "),
    )
    .sort();

/** A stack of plain resources, as a program without blueprints makes them. */
function plain(resource: object, data: object = {}): Graph {
  return Topology.fromStacks({ plain: { resource, data } }).graph;
}
const server = (name: string, port: string, more: object = {}) => ({
  name,
  flavor_name: "SCS-1V-2",
  network: [{ port: `\${openstack_networking_port_v2.${port}.id}` }],
  ...more,
});

describe("what blueprints make", () => {
  test("a pool is in its tier, the tier in its network, the network in its stack", () => {
    const { graph } = shop;
    const pool = named(graph, NodeKind.POOL, "web");
    const tier = named(graph, NodeKind.TIER, "web");
    const network = named(graph, NodeKind.NETWORK, "network");
    expect([pool.parent, tier.parent, network.parent]).toEqual([tier.id, network.id, "stack:three-tier-web"]);
    expect(pool).toMatchObject({ detail: "3 × SCS-2V-4", badges: ["spread over hosts"], path: "shop/web" });
    expect(tier.detail).toBe("10.12.1.0/24");
    expect(named(graph, NodeKind.POOL, "data").badges).toEqual(["spread over hosts", "2 volumes · 20 GiB"]);
  });

  test("security groups, listeners, balancers and names are edges", () => {
    expect(edges(shop.graph, EdgeKind.ALLOWS)).toEqual([
      "192.0.2.0/24 → bastion tcp 22",
      "198.51.100.0/24 → entry tcp 80",
      "bastion → data tcp 22",
      "bastion → web tcp 22",
      "web → data tcp 5432",
      "web → web tcp 80",
    ]);
    expect(edges(shop.graph, EdgeKind.FORWARDS)).toEqual(["HTTP 80 → web 80"]);
    expect(edges(shop.graph, EdgeKind.NAMES)).toEqual([
      "shop.example.org → public address @",
      "www.shop.example.org → public address www",
    ]);
    expect(named(shop.graph, NodeKind.POOL, "data").facts).toContainEqual({
      name: "among each other",
      value: "tcp 5432",
    });
  });

  test("no resource of any example is left out", () => {
    for (const file of [
      "landing-zone.landing-zone.json",
      "kaas-cluster-stacks.clusters.json",
      "vpn-gateway.vpn-gateway.json",
    ]) {
      const json = golden(file) as { resource: Record<string, Record<string, object>> };
      const stack = file.split(".")[1]!;
      const topology = Topology.fromStacks({ [stack]: json });
      const addresses = Object.entries(json.resource).flatMap(([type, all]) =>
        Object.keys(all).map((name) => `${type}.${name}`),
      );
      const ids = new Set(topology.graph.nodes.map(({ id }) => id));
      const missing = addresses.filter((address) => topology.nodesOf(stack, address).every((id) => !ids.has(id)));
      expect(addresses.length).toBeGreaterThan(5);
      expect(missing).toEqual([]);
    }
  });

  test("a cluster has its control plane and node pools, with sizes and flavors", () => {
    const { graph } = Topology.fromStacks({ clusters: golden("kaas-cluster-stacks.clusters.json") });
    const cluster = named(graph, NodeKind.CLUSTER, "shop");
    expect(cluster.detail).toBe("Kubernetes v1.36.4");
    const pools = graph.nodes.filter((node) => node.kind === NodeKind.CLUSTER_POOL && node.parent === cluster.id);
    expect(pools.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      "control plane: 3 × SCS-2V-4-20s",
      "db: 3 × SCS-4V-16-100s",
      "web: 2–6 × SCS-4V-8",
    ]);
  });
});

describe("programs without blueprints", () => {
  const network = { openstack_networking_network_v2: { lan: { name: "lan" } } };
  const subnet = {
    openstack_networking_subnet_v2: {
      lan: { cidr: "10.1.0.0/24", network_id: "${openstack_networking_network_v2.lan.id}" },
    },
  };
  const port = (name: string, group?: string) => ({
    name,
    network_id: "${openstack_networking_network_v2.lan.id}",
    ...(group === undefined ? {} : { security_group_ids: [`\${openstack_networking_secgroup_v2.${group}.id}`] }),
  });

  test("servers that are called alike are one pool; few others stand alone", () => {
    const names = ["w-1", "w-2", "w-3", "w-10", "db"];
    const graph = plain({
      ...network,
      ...subnet,
      openstack_networking_port_v2: Object.fromEntries(names.map((name) => [name, port(name)])),
      openstack_compute_instance_v2: Object.fromEntries(names.map((name) => [name, server(name, name)])),
    });
    expect(named(graph, NodeKind.POOL, "w").detail).toBe("4 × SCS-1V-2");
    expect(named(graph, NodeKind.SERVER, "db").parent).toBe(named(graph, NodeKind.TIER, "lan").id);
  });

  test("world-open without a public address is shown as such; with one it works", () => {
    const group = { secure: { name: "secure", delete_default_rules: true } };
    const rule = {
      direction: "ingress",
      ethertype: "IPv4",
      protocol: "tcp",
      port_range_min: 22,
      port_range_max: 22,
      remote_ip_prefix: "0.0.0.0/0",
      security_group_id: "${openstack_networking_secgroup_v2.secure.id}",
    };
    const base = {
      ...network,
      ...subnet,
      openstack_networking_secgroup_v2: group,
      openstack_networking_secgroup_rule_v2: { ssh: rule },
      openstack_networking_port_v2: { a: port("a", "secure") },
      openstack_compute_instance_v2: { a: server("a", "a") },
    };
    expect(edges(plain(base), EdgeKind.ALLOWS)).toEqual(["anywhere → a tcp 22 no public address"]);
    const floating = {
      openstack_networking_floatingip_v2: { ip: { pool: "public", port_id: "${openstack_networking_port_v2.a.id}" } },
    };
    expect(edges(plain({ ...base, ...floating }), EdgeKind.ALLOWS)).toEqual(["anywhere → a tcp 22"]);
  });

  test("a source that may not send is blocked; a group that nobody has is drawn; a group of addresses is not the world", () => {
    const group = (name: string) => ({ name, delete_default_rules: true });
    const of = (name: string) => `\${openstack_networking_secgroup_v2.${name}.id}`;
    const graph = plain({
      ...network,
      openstack_networking_secgroup_v2: { a: group("a"), b: group("b"), idle: group("idle") },
      openstack_networking_address_group_v2: { office: { addresses: ["203.0.113.0/28"] } },
      openstack_networking_secgroup_rule_v2: {
        one: {
          direction: "ingress",
          ethertype: "IPv4",
          protocol: "tcp",
          port_range_min: 1,
          port_range_max: 9,
          remote_group_id: of("a"),
          security_group_id: of("b"),
        },
        two: {
          direction: "ingress",
          ethertype: "IPv4",
          remote_address_group_id: "${openstack_networking_address_group_v2.office.id}",
          security_group_id: of("b"),
        },
      },
      openstack_networking_port_v2: { a: port("a", "a"), b: port("b", "b") },
      openstack_compute_instance_v2: { a: server("a", "a"), b: server("b", "b") },
    });
    expect(edges(graph, EdgeKind.ALLOWS)).toEqual([
      "203.0.113.0/28 → b all no public address",
      "a → b tcp 1–9 the source may not send it",
    ]);
    expect(named(graph, NodeKind.SECURITY_GROUP, "idle").detail).toBe("no server here has it");
  });

  test("what has no kind of its own is drawn as it is", () => {
    const graph = plain({ random_pet: { name: { length: 2 } } });
    expect(named(graph, NodeKind.OTHER, "name").detail).toBe("random pet");
  });
});

test("a reference to another stack's output is followed", () => {
  const { graph } = Topology.fromStacks({
    base: {
      resource: { openstack_networking_network_v2: { lan: { name: "lan" } } },
      output: { "cross-stack-output-lan": { value: "${openstack_networking_network_v2.lan.id}" } },
    },
    app: {
      data: { terraform_remote_state: { "cross-stack-reference-input-base": { backend: "local" } } },
      resource: {
        openstack_compute_instance_v2: {
          a: {
            name: "a",
            network: [
              {
                uuid: "${data.terraform_remote_state.cross-stack-reference-input-base.outputs.cross-stack-output-lan}",
              },
            ],
          },
        },
      },
    },
  });
  expect(named(graph, NodeKind.SERVER, "a").parent).toBe(named(graph, NodeKind.TIER, "lan").id);
});

test("stacks of one region share it, and what is outside of it", () => {
  const stack = {
    provider: { openstack: [{ cloud: "regio", region: "de-1" }] },
    data: { openstack_networking_network_v2: { ext: { external: true } } },
  };
  const { graph } = Topology.fromStacks({ a: stack, b: stack });
  const region = named(graph, NodeKind.REGION, "de-1");
  expect(graph.nodes.filter(({ parent }) => parent === region.id).map(({ kind }) => kind)).toEqual([
    NodeKind.EXTERNAL_NETWORK,
    NodeKind.STACK,
    NodeKind.STACK,
  ]);
});

test("the same stacks give the same graph, in whatever order they are written", () => {
  const json = golden("three-tier-web.three-tier-web.json");
  const reversed = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, each]) => [key, reversed(each)]),
        )
      : value;
  const other = Topology.fromStacks({ "three-tier-web": reversed(json) as object });
  expect(JSON.stringify(other.graph)).toBe(JSON.stringify(shop.graph));
});

test("fails for a folder without stacks, and for an unknown stack", () => {
  expect(errorOf(() => Topology.fromDirectory("/nonexistent")).code).toBe("SCSBP-7001");
});
