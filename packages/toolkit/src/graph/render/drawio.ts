import { create } from "xmlbuilder";
import { ForeignText } from "@scs-blueprints/checker/reading";
import type { Drawing, PlacedEdge, PlacedNode } from "../layout";
import { EdgeKind } from "../model";
import { Labels } from "../labels";
import { COLOURS, FAMILY } from "./theme";

const LINE: Partial<Readonly<Record<EdgeKind, string>>> = {
  [EdgeKind.ROUTES]: "endArrow=none;strokeColor=#7b8797;",
  [EdgeKind.PUBLISHES]: "endArrow=none;strokeColor=#b4690e;",
  [EdgeKind.BELONGS]: "endArrow=none;dashed=1;strokeColor=#7b8797;",
  [EdgeKind.NAMES]: "endArrow=block;dashed=1;strokeColor=#7c3aad;",
  [EdgeKind.FORWARDS]: "endArrow=block;strokeColor=#7c3aad;",
  [EdgeKind.GRANTS]: "endArrow=block;strokeColor=#b0326b;",
};

type Element = ReturnType<typeof create>;

/** A file for draw.io (diagrams.net): boxes in boxes and lines that stay attached, to be worked on by hand. @internal */
export class DrawioRenderer {
  /** @returns an mxfile document, ended by a line end */
  public static render(drawing: Drawing): string {
    const renderer = new DrawioRenderer(drawing);
    return `${renderer.document().end({ pretty: true })}\n`;
  }

  private readonly ids = new Map<string, string>();

  private constructor(private readonly drawing: Drawing) {
    drawing.view.nodes.forEach(({ node }, index) => this.ids.set(node.id, `n${index}`));
  }

  private document(): Element {
    const { graph, preset } = this.drawing.view;
    const file = create("mxfile", { encoding: "UTF-8" }).att("host", "scs-blueprints");
    const root = file
      .ele("diagram", { id: preset, name: DrawioRenderer.text(`${graph.title}: ${preset}`) })
      .ele("mxGraphModel", { grid: 1, gridSize: 10, page: 0, math: 0, shadow: 0 })
      .ele("root");
    root.ele("mxCell", { id: "0" });
    root.ele("mxCell", { id: "1", parent: "0" });
    this.drawing.roots.forEach((each) => this.node(root, each, "1", { x: 0, y: 0 }));
    this.drawing.edges.forEach((each) => this.edge(root, each));
    return file;
  }

  private node(root: Element, placed: PlacedNode, parent: string, origin: { x: number; y: number }): void {
    const { view, x, y, width, height, children } = placed;
    const id = this.id(view.node.id);
    const colour = COLOURS[FAMILY[view.node.kind]];
    const marks = Labels.marks(view).map(({ text }) => text);
    const isGroup = children.length > 0;
    const lines = isGroup
      ? [[view.node.label, Labels.heading(view), ...marks].filter((text) => text !== "").join(" · ")]
      : [[view.node.label, ...marks].join(" "), ...Labels.lines(view)];
    const place = isGroup
      ? "container=1;collapsible=0;verticalAlign=top;align=left;spacingLeft=10;spacingTop=6;fontStyle=1;arcSize=3;"
      : "arcSize=10;";
    root
      .ele("mxCell", {
        id,
        value: lines.map((line) => DrawioRenderer.text(line)).join("\n"),
        style: `rounded=1;whiteSpace=wrap;html=0;${place}fillColor=${colour?.light ?? ""};strokeColor=${colour?.line ?? ""};fontColor=#17202c;fontSize=12;`,
        vertex: 1,
        parent,
      })
      .ele("mxGeometry", { x: x - origin.x, y: y - origin.y, width, height, as: "geometry" });
    children.forEach((each) => this.node(root, each, id, { x, y }));
  }

  private edge(root: Element, { edge }: PlacedEdge): void {
    const line =
      edge.blocked === undefined
        ? (LINE[edge.kind] ?? "endArrow=block;strokeColor=#1d5fc4;")
        : "endArrow=block;dashed=1;strokeColor=#98a2b3;";
    root
      .ele("mxCell", {
        id: edge.id,
        value: DrawioRenderer.text(Labels.edge(edge) ?? ""),
        style: `edgeStyle=orthogonalEdgeStyle;rounded=1;html=0;fontSize=11;${line}${edge.both ? "startArrow=block;" : ""}`,
        edge: 1,
        parent: "1",
        source: this.id(edge.from),
        target: this.id(edge.to),
      })
      .ele("mxGeometry", { relative: 1, as: "geometry" });
  }

  private id(id: string): string {
    return this.ids.get(id) ?? "unknown";
  }

  private static text(text: string): string {
    return ForeignText.line(text);
  }
}
