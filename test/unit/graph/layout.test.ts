import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Preset, Topology } from "../../../packages/toolkit/src/graph";
import { Layout, type PlacedNode } from "../../../packages/toolkit/src/graph/layout";
import { View } from "../../../packages/toolkit/src/graph/view";

jest.setTimeout(60_000); // the layout is a large program, and tests share processors

const GOLDEN = join(__dirname, "../../golden");
const files = readdirSync(GOLDEN).filter((name) => name.endsWith(".json"));
const topologyOf = (file: string) =>
  Topology.fromStacks({ [file.split(".")[1]!]: JSON.parse(readFileSync(join(GOLDEN, file), "utf8")) as object });

const overlap = (a: PlacedNode, b: PlacedNode) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function problems(siblings: readonly PlacedNode[], around?: PlacedNode): string[] {
  return siblings.flatMap((node, index) => [
    ...siblings
      .slice(index + 1)
      .filter((other) => overlap(node, other))
      .map((other) => `${node.view.node.id} overlaps ${other.view.node.id}`),
    ...(around !== undefined &&
    (node.x < around.x ||
      node.y < around.y + 30 || // the heading
      node.x + node.width > around.x + around.width ||
      node.y + node.height > around.y + around.height)
      ? [`${node.view.node.id} is not within ${around.view.node.id}`]
      : []),
    ...problems(node.children, node),
  ]);
}

test.each(files.flatMap((file) => Object.values(Preset).map((preset): [string, Preset] => [file, preset])))(
  "%s, %s: nothing overlaps, all is within what contains it, each edge has a way",
  async (file, preset) => {
    const view = new View(topologyOf(file).graph, preset);
    const drawing = await Layout.of(view);
    expect(view.count).toBeGreaterThan(1);
    expect(problems(drawing.roots)).toEqual([]);
    expect(drawing.edges.map(({ edge }) => edge.id).sort()).toEqual(view.edges.map(({ id }) => id).sort());
    expect(drawing.edges.filter(({ points }) => points.length < 2)).toEqual([]);
    const inside = ({ x, y }: { x: number; y: number }) =>
      x >= 0 && y >= 0 && x <= drawing.width && y <= drawing.height;
    expect(drawing.edges.flatMap(({ points }) => points.filter((point) => !inside(point)))).toEqual([]);
  },
);

test("each preset shows all that the one before does", () => {
  for (const file of files) {
    const { graph } = topologyOf(file);
    const [overview, network, full] = Object.values(Preset).map(
      (preset) => new Set(new View(graph, preset).nodes.map(({ node }) => node.id)),
    );
    expect([...overview!].filter((id) => !network!.has(id))).toEqual([]);
    expect([...network!].filter((id) => !full!.has(id))).toEqual([]);
    expect(full!.size).toBe(graph.nodes.length);
  }
});

test("edges that hold both ways are one; edges into what contains them are none", () => {
  const { graph } = topologyOf("kaas-self-managed.self-managed.json");
  const view = new View(graph, Preset.OVERVIEW);
  const pairs = view.edges.map(({ from, to, kind, label }) => [...[from, to].sort(), kind, label].join("|"));
  expect(new Set(pairs).size).toBe(pairs.length);
  expect(view.edges.filter(({ both }) => both).length).toBeGreaterThan(0);
});

test("pools of servers that are only called alike, in one network, are laid out with the ways between them", async () => {
  const reference = (type: string, name: string) => `\${openstack_${type}.${name}.id}`;
  const groups = ["web", "data"];
  const members = groups.flatMap((group) => [1, 2, 3, 4].map((index) => [group, `${group}-${index}`] as const));
  const resource = {
    openstack_networking_network_v2: { lan: { name: "lan" } },
    openstack_networking_secgroup_v2: Object.fromEntries(groups.map((name) => [name, { name }])),
    openstack_networking_secgroup_rule_v2: {
      data: {
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "tcp",
        port_range_min: 5432,
        port_range_max: 5432,
        security_group_id: reference("networking_secgroup_v2", "data"),
        remote_group_id: reference("networking_secgroup_v2", "web"),
      },
    },
    openstack_networking_port_v2: Object.fromEntries(
      members.map(([group, name]) => [
        name,
        {
          network_id: reference("networking_network_v2", "lan"),
          security_group_ids: [reference("networking_secgroup_v2", group)],
        },
      ]),
    ),
    openstack_compute_instance_v2: Object.fromEntries(
      members.map(([, name]) => [name, { name, network: [{ port: reference("networking_port_v2", name) }] }]),
    ),
  };
  for (const preset of Object.values(Preset)) {
    const view = new View(Topology.fromStacks({ plain: { resource } }).graph, preset);
    const drawing = await Layout.of(view);
    const labels = new Map(view.nodes.map(({ node }) => [node.id, node.label]));
    expect(drawing.edges.map(({ edge }) => [labels.get(edge.from), labels.get(edge.to), edge.label])).toEqual([
      ["web", "data", "tcp 5432"],
    ]);
  }
});

test("5,000 nodes: the overview stays small, and all of them have a place", async () => {
  const stacks = Object.fromEntries(
    Array.from({ length: 10 }, (_, cloud) => {
      const names = Array.from({ length: 500 }, (_each, index) => `web-${index}`);
      const resource = {
        openstack_networking_network_v2: { lan: { name: "lan" } },
        openstack_compute_instance_v2: Object.fromEntries(
          names.map((name) => [name, { name, network: [{ uuid: "${openstack_networking_network_v2.lan.id}" }] }]),
        ),
      };
      return [`cloud-${cloud}`, { resource }];
    }),
  );
  const { graph } = Topology.fromStacks(stacks);
  expect(new View(graph, Preset.OVERVIEW).count).toBe(30); // stack, tier and pool of each
  const full = await Layout.of(new View(graph, Preset.FULL));
  expect(full.view.count).toBe(5030);
  expect(problems(full.roots)).toEqual([]);
});
