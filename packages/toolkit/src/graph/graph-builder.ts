import { textOf } from "@scs-blueprints/checker/reading";
import type { Assembly, StackResource } from "@scs-blueprints/checker/assembly";
import { EdgeKind, NodeKind, type GraphEdge, type GraphNode, type NodeFact } from "./model";
import { Names } from "./labels";
import { Preset } from "./model";

/** A node while the graph is built. @internal */
export interface NodeDraft {
  readonly id: string;
  readonly kind: NodeKind;
  label: string;
  detail?: string;
  parent?: string;
  preset: Preset;
  hosts?: readonly string[];
  path?: string;
  type?: string;
  readonly badges: string[];
  readonly facts: NodeFact[];
}

/** What a new node may be told. @internal */
export type NodeProps = Partial<Omit<NodeDraft, "badges" | "facts">> &
  Pick<NodeDraft, "id" | "kind"> & { readonly label: string };

/** Collects nodes and edges; parts of it know one service each. @internal */
export class GraphBuilder {
  public readonly nodes = new Map<string, NodeDraft>();
  /** Elements without a node of their own, and the nodes that stand for them. */
  public readonly standIns = new Map<string, Set<string>>();
  private readonly edges = new Map<string, GraphEdge>();

  public constructor(public readonly elements: Assembly) {}

  /** The node of that id, made when there is none. */
  public add(props: NodeProps): NodeDraft {
    const existing = this.nodes.get(props.id);
    if (existing !== undefined) {
      return existing;
    }
    const node: NodeDraft = { preset: Preset.OVERVIEW, badges: [], facts: [], ...props };
    this.nodes.set(node.id, node);
    return node;
  }

  /** A node for an element; its parent is the project that owns it, or its stack. */
  public addElement(element: StackResource, kind: NodeKind, props: Partial<NodeProps> = {}): NodeDraft {
    const node = this.add({
      id: element.id,
      kind,
      label: Names.of(element),
      parent: this.home(element),
      type: element.type,
      ...(element.path === undefined ? {} : { path: element.path }),
      ...props,
    });
    if (node.facts.length === 0) {
      const name = textOf(element.values, "name");
      node.facts.push({ name: "address", value: element.address });
      if (name !== undefined && !name.includes("${")) {
        node.facts.push({ name: "name", value: name });
      }
    }
    return node;
  }

  /** Says that `element` is seen as `hosts`. */
  public absorb(element: StackResource, hosts: readonly (string | undefined)[]): void {
    const known = this.standIns.get(element.id) ?? new Set<string>();
    hosts.forEach((host) => (host === undefined ? undefined : known.add(host)));
    this.standIns.set(element.id, known);
  }

  /** Whether an element is in the picture, or another one stands for it. */
  public isSeen(element: StackResource): boolean {
    return this.nodes.has(element.id) || this.standIns.has(element.id);
  }

  /** Nodes that an element is, or is seen as. */
  public seenAs(element: StackResource | undefined): readonly string[] {
    if (element === undefined) {
      return [];
    }
    return this.nodes.has(element.id) ? [element.id] : [...(this.standIns.get(element.id) ?? [])];
  }

  public connect(
    from: string | undefined,
    to: string | undefined,
    kind: EdgeKind,
    props: Partial<Pick<GraphEdge, "label" | "preset" | "blocked">> = {},
  ): void {
    if (from === undefined || to === undefined || from === to) {
      return;
    }
    const edge: GraphEdge = { from, to, kind, preset: Preset.OVERVIEW, ...props };
    this.edges.set([from, to, kind, props.label ?? "", props.blocked ?? ""].join("\n"), edge);
  }

  /** The project that owns it, else its stack. */
  public home(element: StackResource): string {
    for (const attribute of ["project_id", "tenant_id"]) {
      let at = this.elements.reference(element, attribute);
      for (let step = 0; at !== undefined && step < 4; step += 1) {
        if (at.type === "openstack_identity_project_v3") {
          return at.id;
        }
        at = this.elements.reference(at, "project_id") ?? this.elements.reference(at, "tenant_id");
      }
    }
    return GraphBuilder.stackId(element.stack);
  }

  /** Where what is outside of a node's stack is drawn: once a region, else once a stack. */
  public outsideOf(id: string): { readonly id: string; readonly parent?: string } {
    let at = this.nodes.get(id);
    while (at !== undefined && at.kind !== NodeKind.STACK && at.parent !== undefined) {
      at = this.nodes.get(at.parent);
    }
    const region = at?.parent;
    return region === undefined ? { id: at?.id ?? id } : { id: region, parent: region };
  }

  public build(title: string): { title: string; nodes: GraphNode[]; edges: GraphEdge[] } {
    const sort = <T>(list: Iterable<T>, key: (each: T) => string): T[] =>
      [...list]
        .map((each) => [key(each), each] as const)
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([, each]) => each);
    return {
      title,
      nodes: sort(this.nodes.values(), ({ id }) => id),
      edges: sort(this.edges.values(), ({ from, to, kind, label }) => [from, to, kind, label ?? ""].join("\n")),
    };
  }

  /** @internal */
  public static stackId(stack: string): string {
    return `stack:${stack}`;
  }
}
