import type { StackResource } from "@scs-blueprints/checker/assembly";
import { Cidr } from "@scs-blueprints/checker/cidr";
import { textOf } from "@scs-blueprints/checker/reading";
import type { GraphBuilder } from "../graph-builder";
import { EdgeKind, NodeKind } from "../model";
import { Names } from "../labels";
import type { Balancers, ListenerParts } from "./balancers";
import { type ServerParts, Servers } from "./servers";

/** Connections that a rule lets through. @internal */
interface PortRange {
  /** `tcp`, `udp`, `icmp`, …; undefined for all. */
  readonly protocol?: string;
  /** First port; undefined for all. */
  readonly from?: number;
  readonly to?: number;
}

/** @internal */
export class PortRanges {
  /** `tcp 5432`, `tcp 30000–32767`, `all`. */
  public static text({ protocol, from, to }: PortRange): string {
    if (protocol === undefined) {
      return "all";
    }
    const name = { "112": "vrrp", "50": "esp", "51": "ah", "ipv6-icmp": "icmpv6" }[protocol] ?? protocol;
    if (from === undefined || name.startsWith("icmp")) {
      return name;
    }
    return to === undefined || to === from ? `${name} ${from}` : `${name} ${from}–${to}`;
  }

  /** What both let through; undefined when nothing. */
  public static overlap(a: PortRange, b: PortRange): PortRange | undefined {
    if (a.protocol !== undefined && b.protocol !== undefined && a.protocol !== b.protocol) {
      return undefined;
    }
    const from = Math.max(a.from ?? 0, b.from ?? 0);
    const to = Math.min(a.to ?? a.from ?? 65535, b.to ?? b.from ?? 65535);
    if (from > to) {
      return undefined;
    }
    const protocol = a.protocol ?? b.protocol;
    return {
      ...(protocol === undefined ? {} : { protocol }),
      ...(a.from === undefined && b.from === undefined ? {} : { from, to }),
    };
  }
}

const GROUP = "openstack_networking_secgroup_v2";
const RULE = "openstack_networking_secgroup_rule_v2";
const ANYWHERE = new Set(["0.0.0.0/0", "::/0"]);

interface Rule extends PortRange {
  readonly element: StackResource;
  readonly group: StackResource;
  readonly ingress: boolean;
  readonly remoteGroup?: StackResource;
  /** Address blocks; those of a group of addresses are several. */
  readonly prefixes: readonly string[];
}

/** Who may talk to whom: rules of security groups, sources of listeners. @internal */
export class Access {
  private readonly members = new Map<string, Set<string>>();
  /** Nodes that can be reached from public addresses. */
  private readonly publicOnes = new Set<string>();
  private readonly rules: Rule[];
  /** Places with address blocks of their own. */
  private readonly blocks: { readonly cidr: Cidr; readonly node: string }[] = [];

  public constructor(
    private readonly graph: GraphBuilder,
    private readonly servers: Servers,
    private readonly balancers: Balancers,
  ) {
    this.rules = graph.elements.ofType(RULE).flatMap((element) => this.rule(element));
  }

  public build(): void {
    this.readBlocks();
    this.readPublic();
    this.groups();
    for (const rule of this.rules.filter(({ ingress }) => ingress)) {
      this.ingress(rule);
    }
    this.balancers.listeners.forEach((listener) => this.listener(listener));
    for (const server of this.servers.all.filter((each) => Servers.isUnfiltered(each))) {
      server.node.badges.push("no packet filter");
    }
  }

  private rule(element: StackResource): Rule[] {
    const group = this.graph.elements.reference(element, "security_group_id");
    if (group === undefined) {
      return [];
    }
    const remoteGroup = this.graph.elements.reference(element, "remote_group_id");
    const protocol = Names.known(textOf(element.values, "protocol"));
    const [from, to] = ["port_range_min", "port_range_max"].map((key) => element.values[key]);
    return [
      {
        element,
        group,
        ingress: element.values["direction"] === "ingress",
        ...(remoteGroup === undefined ? {} : { remoteGroup }),
        prefixes: this.prefixes(element),
        ...(protocol === undefined || protocol === "any" || protocol === "" ? {} : { protocol }),
        ...(typeof from === "number" && from >= 0 ? { from } : {}),
        ...(typeof to === "number" && to >= 0 ? { to } : {}),
      },
    ];
  }

  /** Where a rule lets in from, when it names no security group of the program. */
  private prefixes(element: StackResource): string[] {
    const { values } = element;
    const addresses = this.graph.elements.reference(element, "remote_address_group_id")?.values["addresses"];
    if (Array.isArray(addresses)) {
      return addresses.map((each) => Names.known(String(each)) ?? "addresses known later");
    }
    if (values["remote_address_group_id"] !== undefined) {
      return ["a group of addresses"];
    }
    if (values["remote_group_id"] !== undefined) {
      return ["a security group made elsewhere"];
    }
    const prefix = textOf(values, "remote_ip_prefix");
    if (prefix !== undefined && prefix !== "") {
      return [Names.known(prefix) ?? "addresses known later"];
    }
    return [textOf(values, "ethertype") === "IPv6" ? "::/0" : "0.0.0.0/0"];
  }

  private readBlocks(): void {
    for (const type of ["openstack_networking_subnet_v2", "data.openstack_networking_subnet_v2"]) {
      for (const subnet of this.graph.elements.ofType(type)) {
        const cidr = Access.cidr(Names.known(textOf(subnet.values, "cidr")));
        const node = this.graph.seenAs(subnet)[0];
        if (cidr !== undefined && node !== undefined) {
          this.blocks.push({ cidr, node });
        }
      }
    }
  }

  private groups(): void {
    for (const server of this.servers.all) {
      for (const group of this.servers.groupsOf(server)) {
        const members = this.members.get(group.id) ?? new Set<string>();
        this.members.set(group.id, members.add(Access.seen(server)));
      }
    }
    for (const group of this.graph.elements.ofType(GROUP)) {
      const hosts = [...(this.members.get(group.id) ?? [])];
      if (hosts.length > 0) {
        this.graph.absorb(group, hosts);
      } else {
        this.graph.addElement(group, NodeKind.SECURITY_GROUP, { detail: "no server here has it" });
        this.graph.nodes.get(group.id)?.facts.push({
          name: "rules",
          value: String(this.rules.filter((each) => each.group.id === group.id).length),
        });
      }
    }
    for (const { element, group } of this.rules) {
      this.graph.absorb(element, this.graph.seenAs(group));
    }
  }

  /** Members of a pool have the same groups: the pool is named, so that 400 members are one edge. */
  private static seen({ node }: ServerParts): string {
    return node.parent?.startsWith("pool:") === true ? node.parent : node.id;
  }

  private usersOf(group: StackResource): string[] {
    return [...(this.members.get(group.id) ?? (this.graph.nodes.has(group.id) ? [group.id] : []))];
  }

  private ingress(rule: Rule): void {
    const label = PortRanges.text(rule);
    for (const target of this.usersOf(rule.group)) {
      if (rule.remoteGroup !== undefined) {
        for (const source of this.usersOf(rule.remoteGroup)) {
          this.allow(source, target, label, this.egressBlock(rule));
        }
      } else {
        rule.prefixes.forEach((prefix) => this.fromPrefix(prefix, target, label));
      }
    }
  }

  private fromPrefix(prefix: string, target: string, label: string): void {
    const cidr = Access.cidr(prefix);
    const inside =
      cidr === undefined
        ? undefined
        : this.blocks.find((each) => each.cidr.text === cidr.text || each.cidr.contains(cidr));
    if (inside !== undefined && !ANYWHERE.has(prefix)) {
      this.allow(inside.node, target, label);
      return;
    }
    const blocked = this.publicOnes.has(target) || !Access.isWide(cidr) ? undefined : "no public address";
    this.allow(this.peer(prefix, target), target, label, blocked);
  }

  private listener(listener: ListenerParts): void {
    const label = `${listener.protocol} ${listener.port}`;
    for (const source of listener.sources ?? ["0.0.0.0/0"]) {
      this.fromPrefix(source, listener.balancer, label);
    }
  }

  private allow(from: string, to: string, label: string, blocked?: string): void {
    if (from === to) {
      this.within(to, label);
      return;
    }
    this.graph.connect(from, to, EdgeKind.ALLOWS, { label, ...(blocked === undefined ? {} : { blocked }) });
  }

  private within(target: string, label: string): void {
    const node = this.graph.nodes.get(target);
    if (node !== undefined && !node.facts.some(({ name, value }) => name === "among each other" && value === label)) {
      node.facts.push({ name: "among each other", value: label });
    }
  }

  /** A source whose own rules do not let it out has no connection, whatever the target lets in. */
  private egressBlock(rule: Rule): string | undefined {
    const source = rule.remoteGroup;
    if (source === undefined || source.values["delete_default_rules"] !== true) {
      return undefined; // a group starts with egress to everywhere
    }
    const ways = this.rules.filter((each) => !each.ingress && each.group.id === source.id);
    const isOut = ways.some(
      (each) =>
        PortRanges.overlap(each, rule) !== undefined &&
        (each.remoteGroup === undefined || each.remoteGroup.id === rule.group.id),
    );
    return isOut ? undefined : "the source may not send it";
  }

  /** Somewhere outside of the program. */
  private peer(prefix: string, target: string): string {
    const anywhere = ANYWHERE.has(prefix);
    const outside = this.graph.outsideOf(target);
    const node = this.graph.add({
      id: `peer:${outside.id}:${anywhere ? "anywhere" : prefix}`,
      parent: outside.parent,
      kind: NodeKind.PEER,
      label: anywhere ? "anywhere" : prefix,
      detail: anywhere
        ? "any address"
        : /\/(32|128)$/.test(prefix)
          ? "one address"
          : /\d/.test(prefix)
            ? "address block"
            : undefined,
    });
    return node.id;
  }

  private readPublic(): void {
    for (const { id, badges, parent } of this.graph.nodes.values()) {
      const isOutside = this.graph.nodes.get(parent ?? "")?.kind === NodeKind.EXTERNAL_NETWORK;
      if (badges.includes("public") || isOutside) {
        this.publicOnes.add(id);
        if (parent?.startsWith("pool:") === true) {
          this.publicOnes.add(parent);
        }
      }
    }
  }

  /** Blocks of public addresses need a public address at the other end; private ones may be routed. */
  private static isWide(cidr: Cidr | undefined): boolean {
    return (
      cidr !== undefined &&
      !["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].some((each) => Cidr.parse(each).contains(cidr))
    );
  }

  private static cidr(text: string | undefined): Cidr | undefined {
    try {
      return text === undefined ? undefined : Cidr.parse(text);
    } catch {
      return undefined; // a single address, or what only the cloud will refuse
    }
  }
}
