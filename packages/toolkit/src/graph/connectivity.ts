import { Cidr } from "@scs-blueprints/checker/cidr";
import { refuse } from "@scs-blueprints/standards/errors";
import { EdgeKind, NodeKind, type GraphEdge, type GraphNode } from "./model";
import { Names } from "./labels";
import type { Topology } from "./topology";

/** One way from somewhere to somewhere else. */
export interface Way {
  readonly from: GraphNode;
  readonly to: GraphNode;
  /** `tcp 5432`, or all that is let through. */
  readonly ports: string;
  /** Balancer in between. @default - none */
  readonly through?: GraphNode;
  /** Why it does not work though it is allowed. @default - it does */
  readonly blocked?: string;
}

/** Somewhere: a node with all that is in it, or an address outside. */
interface Place {
  readonly label: string;
  readonly nodes: ReadonlySet<string>;
  readonly address?: Cidr;
}

/**
 * Who can talk to whom, by security groups, sources of listeners and balancers. Read from code: rules that somebody
 * added by hand, routes outside of the program and firewalls in the servers are not seen.
 *
 * @example
 * const topology = Topology.fromDirectory("cdktf.out");
 * new Connectivity(topology).ways("198.51.100.7", "anywhere"); // none where nothing is open
 */
export class Connectivity {
  private readonly byId: ReadonlyMap<string, GraphNode>;
  private readonly inside = new Map<string, string[]>();

  public constructor(private readonly topology: Topology) {
    const { nodes } = topology.graph;
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    for (const node of nodes) {
      if (node.parent !== undefined) {
        const siblings = this.inside.get(node.parent) ?? [];
        siblings.push(node.id);
        this.inside.set(node.parent, siblings);
      }
    }
  }

  /**
   * Ways by which connections can be opened, also those that are allowed and do not work.
   *
   * @param from name, construct path or Terraform address of a server, pool, balancer, tier or network; `anywhere`; or an address block
   * @param to the same, but for the last two
   * @throws BlueprintError SCSBP-7030 when nothing has that name, SCSBP-7031 when several things have
   */
  public ways(from: string, to: string): Way[] {
    const [source, target] = [this.place(from), this.place(to)];
    const edges = this.topology.graph.edges;
    const direct = edges
      .filter((edge) => edge.kind === EdgeKind.ALLOWS && target.nodes.has(edge.to) && this.covers(edge, source))
      .map((edge) => this.way(edge));
    const forwards = edges.filter((edge) => edge.kind === EdgeKind.FORWARDS && this.meets(target, edge.to));
    const through = edges
      .filter((edge) => edge.kind === EdgeKind.ALLOWS && this.covers(edge, source) && !target.nodes.has(edge.to))
      .flatMap((edge) =>
        forwards
          .filter((forward) => forward.from === edge.to || this.byId.get(forward.from)?.parent === edge.to)
          .filter((forward) => Connectivity.fits(edge, this.byId.get(forward.from)))
          .map((forward) => ({ ...this.way(edge), to: this.node(forward.to), through: this.node(edge.to) })),
      );
    const among = [...target.nodes].flatMap((id) => {
      const node = this.node(id);
      const ports = node.facts.filter(({ name }) => name === "among each other").map(({ value }) => value);
      return source.nodes.has(id) && ports.length > 0 ? [{ from: node, to: node, ports: ports.join(", ") }] : [];
    });
    return [...direct, ...through, ...among];
  }

  /** A listener passes on what comes in at its own port. */
  private static fits(edge: GraphEdge, listener: GraphNode | undefined): boolean {
    const port = /\d+$/.exec(edge.label ?? "")?.[0];
    return listener?.kind !== NodeKind.LISTENER || port === undefined || listener.label.endsWith(` ${port}`);
  }

  private way(edge: GraphEdge): Way {
    return {
      from: this.node(edge.from),
      to: this.node(edge.to),
      ports: edge.label ?? "all",
      ...(edge.blocked === undefined ? {} : { blocked: edge.blocked }),
    };
  }

  private node(id: string): GraphNode {
    const node = this.byId.get(id);
    if (node === undefined) {
      throw new Error(`no node ${id}`);
    }
    return node;
  }

  /** Whether what an edge starts from is, contains, or is within the source. */
  private covers(edge: GraphEdge, source: Place): boolean {
    if (this.meets(source, edge.from)) {
      return true;
    }
    const from = this.node(edge.from);
    if (from.kind !== NodeKind.PEER) {
      return false;
    }
    const block = Connectivity.block(from.label);
    if (source.address !== undefined) {
      return from.label === "anywhere" || block?.contains(source.address) === true;
    }
    const tiers = [...source.nodes].flatMap((id) => this.tierBlocks(id));
    return from.label === "anywhere" ? tiers.length > 0 : tiers.some((tier) => block?.contains(tier) === true);
  }

  private meets(place: Place, id: string): boolean {
    for (let at: string | undefined = id; at !== undefined; at = this.byId.get(at)?.parent) {
      if (place.nodes.has(at)) {
        return true;
      }
    }
    return this.within(id).some((inner) => place.nodes.has(inner));
  }

  private within(id: string): string[] {
    return (this.inside.get(id) ?? []).flatMap((child) => [child, ...this.within(child)]);
  }

  /** Address blocks of the tier that a node is in. */
  private tierBlocks(id: string): Cidr[] {
    for (let at = this.byId.get(id); at !== undefined; at = this.byId.get(at.parent ?? "")) {
      if (at.kind === NodeKind.TIER) {
        return at.facts.flatMap(({ name, value }) =>
          name.startsWith("subnet") ? (Connectivity.block(value) ?? []) : [],
        );
      }
    }
    return [];
  }

  private place(name: string): Place {
    if (name === "anywhere") {
      return { label: name, nodes: new Set(), address: Cidr.parse("0.0.0.0/0") };
    }
    const address = Connectivity.block(name);
    if (address !== undefined) {
      return { label: name, nodes: new Set(), address };
    }
    const found = this.find(name);
    return { label: name, nodes: new Set([found.id, ...this.within(found.id)]) };
  }

  private find(name: string): GraphNode {
    const nodes = this.topology.graph.nodes.filter((node) => node.kind !== NodeKind.PEER);
    const stacks = this.topology.elements.stacks.map((stack) => stack.name);
    const exact = nodes.filter(
      ({ id, path }) =>
        id === name ||
        stacks.some(
          (stack) => id === `${stack}:${name}` || (path !== undefined && `${stack}/${Names.construct(path)}` === name),
        ) ||
        (path !== undefined && Names.construct(path) === name),
    );
    const named = exact.length > 0 ? exact : nodes.filter(({ label }) => label === name);
    const rank = [NodeKind.POOL, NodeKind.SERVER, NodeKind.BALANCER, NodeKind.CLUSTER, NodeKind.TIER, NodeKind.NETWORK];
    const talking = named.filter(({ kind }) => rank.includes(kind));
    const best = Math.min(...talking.map(({ kind }) => (rank.indexOf(kind) <= 3 ? 0 : rank.indexOf(kind))));
    const candidates = talking.filter(({ kind }) => (rank.indexOf(kind) <= 3 ? 0 : rank.indexOf(kind)) === best);
    const [first] = candidates;
    if (first === undefined) {
      const known = nodes.filter(({ kind }) => rank.includes(kind)).map(({ label }) => label);
      throw refuse("SCSBP-7030", {
        got: name,
        allowed: `${Names.list(known.sort(), 12)}; a construct path, anywhere, or an address block`,
        fix: "name one of these",
      });
    }
    if (candidates.length > 1) {
      throw refuse("SCSBP-7031", {
        got: name,
        allowed: candidates.map(({ path, id }) => Names.construct(path ?? id)).join(", "),
        fix: "name it by its construct path",
      });
    }
    return first;
  }

  private static block(text: string): Cidr | undefined {
    try {
      return Cidr.parse(/^[\d.]+$/.test(text) ? `${text}/32` : text);
    } catch {
      return undefined;
    }
  }
}
