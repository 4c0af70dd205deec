import { isObject, listOf, textOf } from "@scs-blueprints/checker/reading";
import type { StackResource } from "@scs-blueprints/checker/assembly";
import { GraphBuilder, type NodeDraft } from "../graph-builder";
import { EdgeKind, NodeKind } from "../model";
import { Names } from "../labels";
import { Preset } from "../model";
import type { Places } from "./places";

/** So many servers alike in one tier, without a pool, are drawn as one. */
const ALIKE = 4;

/** So many servers of one tier that have nothing in common are drawn as one. */
const CROWD = 12;

/** A server and what it is made of. @internal */
export interface ServerParts {
  readonly element: StackResource;
  readonly node: NodeDraft;
  readonly ports: readonly StackResource[];
  readonly tier?: string;
  readonly flavor?: string;
  readonly image?: string;
  readonly zone?: string;
  readonly group?: StackResource;
}

/** Servers, their ports and volumes, and the pools they form. @internal */
export class Servers {
  public readonly all: ServerParts[] = [];
  private readonly ownerOfPort = new Map<string, string>();

  public constructor(
    private readonly graph: GraphBuilder,
    private readonly places: Places,
  ) {}

  /** The server that has a port. */
  public ownerOf(port: StackResource): string | undefined {
    return (
      this.ownerOfPort.get(port.id) ?? (this.graph.nodes.get(port.id)?.kind === NodeKind.SERVER ? port.id : undefined)
    );
  }

  public build(): void {
    const { elements } = this.graph;
    elements.ofType("openstack_compute_instance_v2").forEach((element) => this.server(element));
    this.pools();
    for (const element of elements.ofType("openstack_networking_port_v2")) {
      if (!this.ownerOfPort.has(element.id)) {
        this.freePort(element);
      }
    }
    this.volumes();
  }

  private server(element: StackResource): void {
    const { elements } = this.graph;
    const blocks = listOf(element.values, "network");
    const ports = blocks.flatMap((block) => elements.referencesIn(element.stack, block["port"]));
    const tiers = [
      ...ports.map((port) => this.tierOfPort(port)),
      ...blocks.map((block) => this.places.tierOf(element, block, ["uuid", "name"])),
    ].filter((tier): tier is string => tier !== undefined);
    const flavor = elements.reference(element, "flavor_id");
    const source = [
      elements.reference(element, "image_id"),
      ...listOf(element.values, "block_device").flatMap((block) => elements.referencesIn(element.stack, block["uuid"])),
    ].find((each) => each?.type === "openstack_images_image_v2");
    const facts = {
      flavor: Names.known(textOf(flavor?.values ?? element.values, flavor === undefined ? "flavor_name" : "name")),
      image: Names.known(textOf(source?.values ?? element.values, source === undefined ? "image_name" : "name")),
      zone: Names.known(textOf(element.values, "availability_zone")),
    };
    const group = elements
      .referencesIn(element.stack, element.values["scheduler_hints"])
      .find((each) => each.type === "openstack_compute_servergroup_v2");
    const node = this.graph.addElement(element, NodeKind.SERVER, {
      parent: tiers[0] ?? this.graph.home(element),
      detail: [facts.flavor, facts.zone].filter(Boolean).join(" · ") || undefined,
    });
    for (const [name, value] of Object.entries(facts)) {
      if (value !== undefined) {
        node.facts.push({ name, value });
      }
    }
    for (const port of ports) {
      this.ownerOfPort.set(port.id, node.id);
      this.graph.absorb(port, [node.id]);
    }
    for (const tier of [...new Set(tiers)].filter((each) => each !== tiers[0])) {
      this.graph.connect(node.id, tier, EdgeKind.BELONGS, { label: "also in", preset: Preset.NETWORK });
    }
    for (const used of [flavor, source, elements.reference(element, "key_pair")]) {
      if (used !== undefined && !this.graph.nodes.has(used.id)) {
        this.graph.absorb(used, [node.id]);
      }
    }
    if (group !== undefined) {
      this.graph.absorb(group, [node.id]);
    }
    this.all.push({
      element,
      node,
      ports,
      ...facts,
      ...(tiers[0] === undefined ? {} : { tier: tiers[0] }),
      ...(group === undefined ? {} : { group }),
    });
  }

  private tierOfPort(port: StackResource): string | undefined {
    const byNetwork = this.places.tierOf(port, port.values, ["network_id"]);
    return byNetwork ?? listOf(port.values, "fixed_ip").map((ip) => this.places.tierOf(port, ip, ["subnet_id"]))[0];
  }

  /** By construct (`…/members/KEY`), else by server group, else by name without its number, else by tier. */
  private pools(): void {
    const pools = new Map<string, ServerParts[]>();
    const put = (key: string | undefined, server: ServerParts): boolean => {
      if (key !== undefined) {
        const members = pools.get(key) ?? [];
        members.push(server);
        pools.set(key, members);
      }
      return key !== undefined;
    };
    const single = this.all.filter(
      (server) => !put(Servers.construct(server), server) && !put(server.group?.id, server),
    );
    const stems = Servers.groups(single, (server) => `${server.tier ?? server.element.stack}\n${Servers.stem(server)}`);
    const rest = stems.flatMap(([stem, members]) => {
      const key = `alike:${stem}`;
      return members.length >= ALIKE && members.every((each) => put(key, each)) ? [] : members;
    });
    for (const [tier, members] of Servers.groups(rest, (server) => server.tier ?? server.element.stack)) {
      if (members.length > CROWD) {
        members.forEach((each) => put(`crowd:${tier}`, each));
      }
    }
    for (const [key, members] of pools) {
      this.pool(key, members);
    }
  }

  private static construct({ element }: ServerParts): string | undefined {
    const match = /^(.+)\/members\/[^/]+\/[^/]+$/.exec(element.path ?? "");
    return match?.[1] === undefined ? undefined : `path:${element.stack}:${match[1]}`;
  }

  private static stem({ element, node }: ServerParts): string {
    return (Names.known(textOf(element.values, "name")) ?? node.label).replace(/[-_.]?\d+$/, "");
  }

  private static groups(
    servers: readonly ServerParts[],
    key: (server: ServerParts) => string,
  ): [string, ServerParts[]][] {
    const found = new Map<string, ServerParts[]>();
    for (const server of servers) {
      const list = found.get(key(server));
      if (list === undefined) {
        found.set(key(server), [server]);
      } else {
        list.push(server);
      }
    }
    return [...found];
  }

  private pool(key: string, members: readonly ServerParts[]): void {
    const [first] = members;
    if (first === undefined) {
      return;
    }
    const path = key.startsWith("path:") ? key.slice(key.indexOf(":", 5) + 1) : undefined;
    const tiers = [...new Set(members.map((each) => each.tier))];
    const parent =
      tiers.length === 1 || first.tier === undefined ? first.node.parent : this.graph.nodes.get(first.tier)?.parent;
    const flavors = [...new Set(members.map((each) => each.flavor ?? "?"))];
    const label = path === undefined ? Servers.poolName(key, first) : Names.ofPath(path);
    const node = this.graph.add({
      id: `pool:${key}`,
      kind: NodeKind.POOL,
      label,
      detail: `${members.length} × ${flavors.length === 1 && flavors[0] !== "?" ? (flavors[0] ?? "") : "server"}`,
      parent,
      ...(path === undefined ? {} : { path }),
    });
    const zones = members.flatMap((each) => (each.zone === undefined ? [] : [each.zone]));
    if (zones.length > 0) {
      node.badges.push(Names.list(zones.sort()));
    }
    const policy = first.group?.values["policies"];
    if (Array.isArray(policy)) {
      node.badges.push(
        String(policy[0]) === "anti-affinity"
          ? "each on its own host"
          : String(policy[0]).replace("soft-anti-affinity", "spread over hosts"),
      );
    }
    node.facts.push(
      { name: "members", value: members.map((each) => each.node.label).join(", ") },
      ...[...new Set(members.flatMap((each) => each.image ?? []))].map((value) => ({ name: "image", value })),
    );
    for (const { node: member, element } of members) {
      member.parent = node.id;
      member.preset = Preset.FULL;
      if (path !== undefined) {
        member.label = (element.path ?? "").slice(path.length + "/members/".length).split("/")[0] ?? member.label;
      }
    }
  }

  /** Without a construct of its own: as its server group is called, else as its members are. */
  private static poolName(key: string, server: ServerParts): string {
    const { group } = server;
    if (key.startsWith("crowd:")) {
      return "servers";
    }
    if (key.startsWith("alike:") || group === undefined) {
      return Servers.stem(server) || "servers";
    }
    const own = Names.of(group);
    return own === "server-group" ? Names.ofPath(Names.around(group.path) ?? own) : own;
  }

  /** A port that no server of the program has: an address that moves, or one for something made elsewhere. */
  private freePort(element: StackResource): void {
    const tier = this.tierOfPort(element);
    const users = this.all.filter(({ ports }) =>
      ports.some((port) => this.graph.elements.references(port, "allowed_address_pairs").includes(element)),
    );
    if (users.length > 0) {
      const hosts = [...new Set(users.map(({ node }) => node.id))];
      const [first] = users;
      const host =
        first?.node.parent !== undefined && this.graph.nodes.get(first.node.parent)?.kind === NodeKind.POOL
          ? first.node.parent
          : hosts[0];
      this.graph.absorb(element, [host]);
      this.graph.nodes.get(host ?? "")?.badges.push("shared address");
      this.ownerOfPort.set(element.id, host ?? "");
      return;
    }
    this.graph.addElement(element, NodeKind.OTHER, {
      detail: "port",
      preset: Preset.NETWORK,
      parent: tier ?? this.graph.home(element),
    });
  }

  private volumes(): void {
    const { elements } = this.graph;
    const owners = new Map<string, string>();
    for (const element of elements.ofType("openstack_compute_volume_attach_v2")) {
      const server = elements.reference(element, "instance_id")?.id;
      const volume = elements.reference(element, "volume_id");
      this.graph.absorb(element, [server]);
      if (volume !== undefined && server !== undefined) {
        owners.set(volume.id, server);
      }
    }
    const perHost = new Map<string, number[]>();
    for (const element of elements.ofType("openstack_blockstorage_volume_v3")) {
      const size = element.values["size"];
      const owner = owners.get(element.id);
      this.graph.addElement(element, NodeKind.VOLUME, {
        detail: typeof size === "number" ? `${size} GiB` : undefined,
        preset: owner === undefined ? Preset.OVERVIEW : Preset.FULL,
        ...(owner === undefined ? {} : { parent: owner }),
      });
      const host = owner === undefined ? undefined : this.graph.nodes.get(owner);
      const pool = this.graph.nodes.get(host?.parent ?? "");
      for (const each of [host, pool?.kind === NodeKind.POOL ? pool : undefined]) {
        if (each !== undefined) {
          const sizes = perHost.get(each.id) ?? [];
          sizes.push(typeof size === "number" ? size : 0);
          perHost.set(each.id, sizes);
        }
      }
    }
    for (const [host, sizes] of perHost) {
      const total = sizes.reduce((sum, size) => sum + size, 0);
      this.graph.nodes
        .get(host)
        ?.badges.push(`${Names.count(sizes.length, "volume")}${total > 0 ? ` · ${total} GiB` : ""}`);
    }
  }

  /** Security groups of a server, by element. */
  public groupsOf({ element, ports }: ServerParts): StackResource[] {
    const { elements } = this.graph;
    const ofPorts = ports.flatMap((port) => elements.references(port, "security_group_ids"));
    const own = element.values["security_groups"];
    const named = Array.isArray(own) ? own : [];
    return [
      ...new Set([
        ...ofPorts,
        ...elements.references(element, "security_groups"),
        ...elements
          .ofType("openstack_networking_secgroup_v2")
          .filter((each) => each.stack === element.stack && named.includes(each.values["name"])),
      ]),
    ];
  }

  /** Whether its ports have no packet filter at all. */
  public static isUnfiltered({ ports }: ServerParts): boolean {
    return (
      ports.length > 0 && ports.every((port) => isObject(port.values) && port.values["port_security_enabled"] === false)
    );
  }
}
