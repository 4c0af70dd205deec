import type { ELK, ElkExtendedEdge, ElkNode, ElkPoint } from "elkjs/lib/elk.bundled.js";
import { TextWidth } from "./text-width";
import { View, type ViewEdge, type ViewNode } from "./view";
import { Labels } from "./labels";

/** Sizes of the drawing, in pixels. @internal */
export const METRICS = {
  label: 13,
  detail: 11.5,
  edge: 10.5,
  line: 16,
  icon: 18,
  padding: 12,
  header: 38,
  /** Texts that are longer are cut, and told in full beside the picture. */
  widest: 250,
  margin: 24,
} as const;

/** A node with its place; coordinates are those of the whole drawing. @internal */
export interface PlacedNode {
  readonly view: ViewNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly children: readonly PlacedNode[];
}

/** An edge with its way. @internal */
export interface PlacedEdge {
  readonly edge: ViewEdge;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Middle of the label. @default - it has none */
  readonly label?: { readonly x: number; readonly y: number };
}

/** A view with places for everything. @internal */
export interface Drawing {
  readonly view: View;
  readonly width: number;
  readonly height: number;
  readonly roots: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Up to so many nodes both directions are tried. */
const SMALL = 200;

/** A page on which all of a picture shall be readable, in pixels. @internal */
export interface Page {
  readonly width: number;
  readonly height: number;
}

/** A README on a wide screen. */
const DOCUMENT: Page = { width: 1100, height: 800 };

const PACKED = {
  "elk.algorithm": "rectpacking",
  "elk.hierarchyHandling": "SEPARATE_CHILDREN",
  "elk.aspectRatio": "1.8",
  "elk.spacing.nodeNode": "12",
};

const LAYERED = {
  "elk.algorithm": "layered",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.randomSeed": "1",
  "elk.json.edgeCoords": "ROOT",
  "elk.json.shapeCoords": "ROOT",
  "elk.aspectRatio": "1.6",
  "elk.spacing.componentComponent": "28",
};

/** Of everything that lays out children by itself. */
const SPACING = {
  "elk.spacing.nodeNode": "26",
  "elk.spacing.edgeNode": "18",
  "elk.spacing.edgeEdge": "12",
  "elk.spacing.edgeLabel": "4",
  "elk.layered.spacing.nodeNodeBetweenLayers": "22",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.nodePlacement.favorStraightEdges": "true",
  "elk.layered.crossingMinimization.greedySwitch.type": "TWO_SIDED",
  "elk.edgeLabels.placement": "CENTER",
};

/** A part of the drawing that nothing connects with the rest. */
interface Island {
  readonly roots: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
}

/** An island with its places, from its own corner. */
type PlacedIsland = Omit<Drawing, "view">;

/**
 * Places for nodes and edges, by the Eclipse Layout Kernel (docs/decisions/0012-pictures.md). Parts that nothing
 * connects are laid out by themselves and then packed: the time grows with their number, not with its square.
 *
 * @internal
 */
export class Layout {
  public static async of(view: View, page: Page = DOCUMENT): Promise<Drawing> {
    const { default: Elk } = (await import("elkjs/lib/elk.bundled.js")) as unknown as { default: new () => ELK };
    return new Layout(view, page, new Elk()).drawing();
  }

  private readonly nodes = new Map<string, ViewNode>();
  private readonly edges = new Map<string, ViewEdge>();
  /** Containers in which an edge ends, and all around them. */
  private readonly wired = new Set<string>();
  private readonly rootOf = new Map<string, ViewNode>();

  private constructor(
    private readonly view: View,
    private readonly page: Page,
    private readonly elk: ELK,
  ) {
    const parents = new Map<string, string>();
    const walk = (each: ViewNode, root: ViewNode): void => {
      this.nodes.set(each.node.id, each);
      this.rootOf.set(each.node.id, root);
      for (const child of each.children) {
        parents.set(child.node.id, each.node.id);
        walk(child, root);
      }
    };
    view.roots.forEach((root) => walk(root, root));
    for (const edge of view.edges) {
      this.edges.set(edge.id, edge);
      for (const end of [edge.from, edge.to]) {
        for (let at = parents.get(end); at !== undefined; at = parents.get(at)) {
          this.wired.add(at);
        }
      }
    }
  }

  private async drawing(): Promise<Drawing> {
    const islands: PlacedIsland[] = [];
    for (const island of this.islands()) {
      islands.push(await this.placeIsland(island));
    }
    const [only] = islands;
    if (islands.length === 1 && only !== undefined) {
      return { view: this.view, ...only };
    }
    const sea: ElkNode = {
      id: "sea",
      layoutOptions: {
        ...PACKED,
        "elk.aspectRatio": String(this.page.width / this.page.height),
        "elk.spacing.nodeNode": "8",
        "elk.padding": Layout.padding(0, 0),
      },
      children: islands.map(({ width, height }, index) => ({ id: String(index), width, height })),
    };
    const packed = await this.elk.layout(sea);
    const moved = (packed.children ?? []).map(({ id, x = 0, y = 0 }) => {
      const { roots = [], edges = [] } = islands[Number(id)] ?? {};
      const [right, down] = [Layout.round(x), Layout.round(y)];
      return {
        roots: roots.map((each) => Layout.moved(each, right, down)),
        edges: edges.map((each) => Layout.movedEdge(each, right, down)),
      };
    });
    return {
      view: this.view,
      width: Layout.round(packed.width),
      height: Layout.round(packed.height),
      roots: moved.flatMap(({ roots }) => roots),
      edges: moved.flatMap(({ edges }) => edges),
    };
  }

  /** Roots that edges connect belong together. */
  private islands(): Island[] {
    const group = new Map<ViewNode, ViewNode>();
    const find = (root: ViewNode): ViewNode => {
      const next = group.get(root) ?? root;
      return next === root ? root : find(next);
    };
    for (const { from, to } of this.view.edges) {
      const [a, b] = [this.rootOf.get(from), this.rootOf.get(to)];
      if (a !== undefined && b !== undefined && find(a) !== find(b)) {
        group.set(find(b), find(a));
      }
    }
    const islands = new Map<ViewNode, { roots: ViewNode[]; edges: ViewEdge[] }>();
    for (const root of this.view.roots) {
      const island = islands.get(find(root));
      if (island === undefined) {
        islands.set(find(root), { roots: [root], edges: [] });
      } else {
        island.roots.push(root);
      }
    }
    for (const edge of this.view.edges) {
      const root = this.rootOf.get(edge.from);
      islands.get(root === undefined ? ({} as ViewNode) : find(root))?.edges.push(edge);
    }
    return [...islands.values()];
  }

  private async placeIsland(island: Island): Promise<PlacedIsland> {
    const place = async (direction: string): Promise<PlacedIsland> => {
      const root = await this.elk.layout(this.elkRoot(island, direction));
      return {
        width: Layout.round(root.width),
        height: Layout.round(root.height),
        roots: (root.children ?? []).map((each) => this.placed(each)),
        edges: (root.edges ?? []).map((each) => this.way(each)),
      };
    };
    const down = await place("DOWN");
    if (this.view.count > SMALL || island.edges.length === 0) {
      return down;
    }
    const right = await place("RIGHT");
    return this.extent(right) < this.extent(down) ? right : down;
  }

  /** How many pages a picture needs, by its longer side. */
  private extent({ width, height }: PlacedIsland): number {
    return Math.max(width / this.page.width, height / this.page.height);
  }

  private static moved(placed: PlacedNode, right: number, down: number): PlacedNode {
    return {
      ...placed,
      x: placed.x + right,
      y: placed.y + down,
      children: placed.children.map((each) => Layout.moved(each, right, down)),
    };
  }

  private static movedEdge({ edge, points, label }: PlacedEdge, right: number, down: number): PlacedEdge {
    const move = ({ x, y }: { x: number; y: number }): { x: number; y: number } => ({ x: x + right, y: y + down });
    return { edge, points: points.map(move), ...(label === undefined ? {} : { label: move(label) }) };
  }

  private elkRoot({ roots, edges }: Island, direction: string): ElkNode {
    return {
      id: "root",
      layoutOptions: {
        ...(edges.length > 0
          ? { ...LAYERED, ...SPACING, "elk.direction": direction }
          : { ...PACKED, "elk.json.shapeCoords": "ROOT" }),
        "elk.padding": Layout.padding(METRICS.margin, METRICS.margin),
      },
      children: roots.map((each) => this.elkNode(each, direction)),
      edges: edges.map((edge) => Layout.elkEdge(edge)),
    };
  }

  private elkNode(view: ViewNode, direction: string): ElkNode {
    const { node, children } = view;
    if (children.length === 0) {
      return { id: node.id, ...Layout.size(view) };
    }
    const title = TextWidth.of(node.label, METRICS.label, true) + METRICS.icon + 8;
    const detail = TextWidth.of(Labels.heading(view), METRICS.detail) + 16;
    const words = Math.min(title + detail, METRICS.widest * 1.6) + 2 * METRICS.padding + Labels.marks(view).length * 30;
    const [width, height] = [words, METRICS.header + 20];
    // the layered algorithm turns the graph for DOWN, and does not turn the least size of a container
    const isTurned = direction === "DOWN" && this.wired.has(node.id);
    return {
      id: node.id,
      layoutOptions: {
        ...(this.wired.has(node.id) ? SPACING : PACKED),
        "elk.padding": Layout.padding(METRICS.header + 4, 16),
        "elk.nodeSize.constraints": "MINIMUM_SIZE",
        "elk.nodeSize.minimum": isTurned ? `(${height}, ${width})` : `(${width}, ${height})`,
      },
      children: children.map((each) => this.elkNode(each, direction)),
    };
  }

  private static elkEdge(edge: ViewEdge): ElkExtendedEdge {
    const text = Labels.edge(edge);
    return {
      id: edge.id,
      sources: [edge.from],
      targets: [edge.to],
      ...(text === undefined
        ? {}
        : { labels: [{ id: `${edge.id}l`, text, width: TextWidth.of(text, METRICS.edge) + 8, height: 15 }] }),
    };
  }

  private static size(view: ViewNode): { width: number; height: number } {
    const { node } = view;
    const lines = Labels.lines(view);
    const widths = [
      TextWidth.of(node.label, METRICS.label, true) + Labels.marks(view).length * 30,
      ...lines.map((line) => TextWidth.of(line, METRICS.detail)),
    ];
    const text = Math.min(Math.max(...widths, 60), METRICS.widest);
    return {
      width: text + METRICS.icon + 3 * METRICS.padding - 4,
      height: (1 + lines.length) * METRICS.line + 2 * METRICS.padding - 4,
    };
  }

  private static padding(top: number, other: number): string {
    return `[top=${top},left=${other},bottom=${other},right=${other}]`;
  }

  private placed(elk: ElkNode): PlacedNode {
    const view = this.nodes.get(elk.id);
    if (view === undefined) {
      throw new Error(`the layout returned an unknown node: ${elk.id}`);
    }
    return {
      view,
      x: Layout.round(elk.x),
      y: Layout.round(elk.y),
      width: Layout.round(elk.width),
      height: Layout.round(elk.height),
      children: (elk.children ?? []).map((each) => this.placed(each)),
    };
  }

  private way(elk: ElkExtendedEdge): PlacedEdge {
    const edge = this.edges.get(elk.id);
    if (edge === undefined) {
      throw new Error(`the layout returned an unknown edge: ${elk.id}`);
    }
    const points = (elk.sections ?? []).flatMap((section): ElkPoint[] => [
      section.startPoint,
      ...(section.bendPoints ?? []),
      section.endPoint,
    ]);
    const [label] = elk.labels ?? [];
    return {
      edge,
      points: points.map(({ x, y }) => ({ x: Layout.round(x), y: Layout.round(y) })),
      ...(label?.x === undefined || label.y === undefined
        ? {}
        : {
            label: {
              x: Layout.round(label.x + (label.width ?? 0) / 2),
              y: Layout.round(label.y + (label.height ?? 0) / 2),
            },
          }),
    };
  }

  /** Rounds to half pixels, so that output is byte-identical everywhere. */
  private static round(value: number | undefined): number {
    return Math.round((value ?? 0) * 2) / 2;
  }
}
