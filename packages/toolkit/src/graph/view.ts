import { Preset, PRESETS } from "./model";
import {
  ComplianceState,
  type EdgeKind,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type NodeState,
  PlanAction,
} from "./model";

/** A node as one preset shows it. @internal */
export interface ViewNode {
  readonly node: GraphNode;
  /** Shown within it, in order. */
  readonly children: readonly ViewNode[];
  /** How many resources within a plan creates, changes, replaces, deletes. */
  readonly actions: Readonly<Partial<Record<PlanAction, number>>>;
  readonly compliance?: ComplianceState;
  readonly findings: readonly string[];
}

/** An edge as one preset shows it. @internal */
export interface ViewEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly label?: string;
  readonly blocked?: string;
  /** Whether the same holds the other way round. */
  readonly both: boolean;
}

/** Edges of the full graph that one preset shows as one. */
type FoldedEdge = Pick<GraphEdge, "from" | "to" | "kind" | "blocked"> & { readonly labels: string[] };

/** States by node of the full graph. @internal */
export type NodeStates = ReadonlyMap<string, readonly NodeState[]>;

const WORST = [ComplianceState.VIOLATED, ComplianceState.OPEN, ComplianceState.WAIVED, ComplianceState.MET];

/** So many labels of one edge are written out. */
const LABELS = 3;

/** The graph as one preset shows it: what is not shown is folded into what stands for it. @internal */
export class View {
  public readonly roots: readonly ViewNode[];
  public readonly edges: readonly ViewEdge[];
  public readonly count: number;
  private readonly byId: ReadonlyMap<string, GraphNode>;
  private readonly seenAs = new Map<string, string>();

  public constructor(
    public readonly graph: Graph,
    public readonly preset: Preset,
    states: NodeStates = new Map(),
  ) {
    this.byId = new Map(graph.nodes.map((node) => [node.id, node]));
    const shown = graph.nodes.filter((node) => this.isShown(node));
    this.count = shown.length;
    const children = new Map<string | undefined, GraphNode[]>();
    for (const node of shown) {
      const parent = node.parent === undefined ? undefined : this.standIn(node.parent);
      const siblings = children.get(parent);
      if (siblings === undefined) {
        children.set(parent, [node]);
      } else {
        siblings.push(node);
      }
    }
    children.forEach((list) => list.sort(View.order));
    const folded = this.fold(states);
    const make = (node: GraphNode): ViewNode => ({
      node,
      children: (children.get(node.id) ?? []).map(make),
      ...View.summary(folded.get(node.id) ?? []),
    });
    this.roots = (children.get(undefined) ?? []).map(make);
    this.edges = this.foldEdges();
  }

  /** All nodes that are shown, parents first. */
  public get nodes(): ViewNode[] {
    const list: ViewNode[] = [];
    const walk = (node: ViewNode): void => {
      list.push(node);
      node.children.forEach(walk);
    };
    this.roots.forEach(walk);
    return list;
  }

  /** As people count: 2 before 10. */
  private static order(a: GraphNode, b: GraphNode): number {
    return a.label.localeCompare(b.label, "en", { numeric: true }) || (a.id < b.id ? -1 : 1);
  }

  private isShown(node: GraphNode): boolean {
    return PRESETS.indexOf(node.preset) <= PRESETS.indexOf(this.preset);
  }

  /** The node that stands for it in this preset. */
  private standIn(id: string): string {
    const known = this.seenAs.get(id);
    if (known !== undefined) {
      return known;
    }
    const node = this.byId.get(id);
    const next = node?.hosts?.[0] ?? node?.parent;
    const found = node === undefined || this.isShown(node) || next === undefined ? id : this.standIn(next);
    this.seenAs.set(id, found);
    return found;
  }

  private fold(states: NodeStates): Map<string, NodeState[]> {
    const folded = new Map<string, NodeState[]>();
    for (const [id, list] of states) {
      const target = this.byId.has(id) ? this.standIn(id) : id;
      const known = folded.get(target) ?? [];
      known.push(...list);
      folded.set(target, known);
    }
    return folded;
  }

  private static summary(states: readonly NodeState[]): Pick<ViewNode, "actions" | "compliance" | "findings"> {
    const actions: Partial<Record<PlanAction, number>> = {};
    for (const { action } of states) {
      if (action !== undefined) {
        actions[action] = (actions[action] ?? 0) + 1;
      }
    }
    const compliance = WORST.find((state) => states.some((each) => each.compliance === state));
    return {
      actions,
      ...(compliance === undefined ? {} : { compliance }),
      findings: [...new Set(states.flatMap((each) => each.findings ?? []))],
    };
  }

  private foldEdges(): ViewEdge[] {
    const merged = new Map<string, FoldedEdge>();
    const keyOf = ({ from, to, kind, blocked }: FoldedEdge): string => JSON.stringify([from, to, kind, blocked ?? ""]);
    for (const edge of this.graph.edges) {
      if (PRESETS.indexOf(edge.preset) > PRESETS.indexOf(this.preset)) {
        continue;
      }
      const [from, to] = [this.standIn(edge.from), this.standIn(edge.to)];
      if (this.isWithin(from, to) || this.isWithin(to, from)) {
        continue;
      }
      const { kind, blocked } = edge;
      const folded: FoldedEdge = { from, to, kind, ...(blocked === undefined ? {} : { blocked }), labels: [] };
      const known = merged.get(keyOf(folded)) ?? folded;
      known.labels.push(...(edge.label === undefined ? [] : [edge.label]));
      merged.set(keyOf(folded), known);
    }
    const labels = new Map([...merged].map(([key, edge]) => [key, View.labels(edge.labels)]));
    const isBoth = (edge: FoldedEdge): boolean =>
      labels.get(keyOf({ ...edge, from: edge.to, to: edge.from })) === labels.get(keyOf(edge));
    return [...merged]
      .filter(([, edge]) => !isBoth(edge) || edge.from < edge.to)
      .map(([key, edge], index) => {
        const { from, to, kind, blocked } = edge;
        const label = labels.get(key) ?? "";
        return {
          id: `e${index}`,
          from,
          to,
          kind,
          both: isBoth(edge),
          ...(label === "" ? {} : { label }),
          ...(blocked === undefined ? {} : { blocked }),
        };
      });
  }

  private isWithin(inner: string, outer: string): boolean {
    for (let at: string | undefined = inner; at !== undefined; at = this.byId.get(at)?.parent) {
      if (at === outer) {
        return true;
      }
    }
    return false;
  }

  /** `tcp 22, 443` in place of `tcp 22, tcp 443`. */
  private static labels(labels: readonly string[]): string {
    const number = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? 0);
    const all = [...new Set(labels)].sort(
      (a, b) => a.localeCompare(b, "en", { numeric: true }) || number(a) - number(b),
    );
    const shown = all.slice(0, all.length > LABELS + 1 ? LABELS : LABELS + 1);
    const words: string[] = [];
    let last = "";
    for (const label of shown) {
      const [word = "", rest] = label.split(" ", 2);
      words.push(rest !== undefined && word === last && !label.includes("→") ? rest : label);
      last = word;
    }
    return words.join(", ") + (all.length > shown.length ? ` +${all.length - shown.length}` : "");
  }
}
