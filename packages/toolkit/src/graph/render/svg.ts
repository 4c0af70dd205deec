import { METRICS, type Drawing, type PlacedEdge, type PlacedNode } from "../layout";
import { EdgeKind } from "../model";
import { TextWidth } from "../text-width";
import { Labels } from "../labels";
import { Icons } from "./icons";
import { FAMILY, Theme } from "./theme";
import { SelfContainedHtml } from "@scs-blueprints/checker/reading";

/** Edges that have no direction. */
const PLAIN = new Set<EdgeKind>([EdgeKind.ROUTES, EdgeKind.PUBLISHES, EdgeKind.BELONGS]);

/** How round the bends are. */
const BEND = 7;

/** A picture that stands alone; light and dark by what the reader's system wants. @internal */
export class SvgRenderer {
  /** @returns an SVG document, ended by a line end */
  public static render(drawing: Drawing): string {
    const { graph, preset } = drawing.view;
    const renderer = new SvgRenderer(drawing, "");
    const legend = renderer.legend();
    const height = drawing.height + (legend === "" ? 0 : 34);
    const width = Math.max(drawing.width, renderer.legendWidth());
    return `<svg xmlns="http://www.w3.org/2000/svg" class="drawing" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d">
<title id="t">${SelfContainedHtml.text(graph.title)}: ${preset}</title>
<desc id="d">${SelfContainedHtml.text(renderer.description())}</desc>
<style>
svg{${Theme.variables(false)}}
@media (prefers-color-scheme:dark){svg{${Theme.variables(true)}}}
${Theme.rules()}
</style>
<rect class="page" width="${width}" height="${height}"/>
${renderer.content()}
${legend}
</svg>
`;
  }

  /**
   * What is drawn, without the document around it.
   *
   * @param prefix of ids, when several drawings stand in one document
   */
  public static content(drawing: Drawing, prefix: string): string {
    return new SvgRenderer(drawing, prefix).content();
  }

  private readonly numbers = new Map<string, number>();
  private readonly labels = new Map<string, string>();

  private constructor(
    private readonly drawing: Drawing,
    private readonly prefix: string,
  ) {
    drawing.view.nodes.forEach(({ node }, index) => {
      this.numbers.set(node.id, index);
      this.labels.set(node.id, node.label);
    });
  }

  private content(): string {
    const { roots, edges, view } = this.drawing;
    const kinds = new Set(view.nodes.map(({ node }) => node.kind));
    const ends = [...new Set(edges.map((each) => SvgRenderer.style(each)))].sort();
    const markers = ends.map(
      (name) =>
        `<marker id="${this.prefix}m-${name}" viewBox="0 0 8 8" refX="7.2" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="m-${name}" d="M0 0.6 8 4 0 7.4z"/></marker>`,
    );
    return [
      `<defs>${Icons.definitions(kinds, this.prefix)}${markers.join("")}</defs>`,
      // boxes, then lines, then what is read: no line crosses a heading
      `<g class="shells">`,
      ...roots.map((each) => this.shell(each)).filter((each) => each !== ""),
      `</g>`,
      `<g class="edges">`,
      ...edges.map((each) => this.edge(each)),
      `</g>`,
      `<g class="nodes">`,
      ...roots.map((each) => this.node(each)),
      `</g>`,
    ].join("\n");
  }

  /** The box of a container, and those within it. */
  private shell(placed: PlacedNode): string {
    const { view, children } = placed;
    if (children.length === 0) {
      return "";
    }
    const within = children.map((child) => this.shell(child)).filter((each) => each !== "");
    return [
      `<g class="shell${SvgRenderer.classes(placed)}" data-node="${this.id(view.node.id)}">${SvgRenderer.box(placed, 10)}`,
      ...(within.length > 0 ? [`<g class="kids">`, ...within, `</g>`] : []),
      `</g>`,
    ].join("\n");
  }

  private node(placed: PlacedNode): string {
    const { view, x, y, children } = placed;
    const { node } = view;
    const isGroup = children.length > 0;
    return [
      `<g class="node ${isGroup ? "group" : "leaf"}${SvgRenderer.classes(placed)}" id="${this.id(node.id)}">`,
      `<title>${SelfContainedHtml.text(Labels.sentence(view))}</title>`,
      isGroup
        ? ""
        : SvgRenderer.box(placed, 8) + Icons.use(node.kind, x + METRICS.padding - 2, y + 11, METRICS.icon, this.prefix),
      isGroup ? this.header(placed) : this.lines(placed),
      this.marks(placed),
      ...(isGroup ? [`<g class="kids">`, ...children.map((child) => this.node(child)), `</g>`] : []),
      `</g>`,
    ]
      .filter((line) => line !== "")
      .join("\n");
  }

  private static classes({ view }: PlacedNode): string {
    return ` f-${FAMILY[view.node.kind]}${Labels.marks(view)
      .map(({ key }) => ` s-${key}`)
      .join("")}`;
  }

  private static box({ x, y, width, height }: PlacedNode, round: number): string {
    return `<rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}"/>`;
  }

  private lines({ view, x, y, width }: PlacedNode): string {
    const left = x + METRICS.padding + METRICS.icon + 5;
    const room = width - METRICS.icon - 2 * METRICS.padding - 2;
    const label = TextWidth.fit(view.node.label, METRICS.label, room - Labels.marks(view).length * 30, true);
    const rows = Labels.lines(view).map((line, index) => {
      const text = SelfContainedHtml.text(TextWidth.fit(line, METRICS.detail, room));
      return `<text class="detail" x="${left}" y="${y + 25 + (index + 1) * METRICS.line}">${text}</text>`;
    });
    return [`<text class="label" x="${left}" y="${y + 25}">${SelfContainedHtml.text(label)}</text>`, ...rows].join(
      "\n",
    );
  }

  private header({ view, x, y, width }: PlacedNode): string {
    const left = x + METRICS.padding + METRICS.icon + 5;
    const room = width - METRICS.icon - 2 * METRICS.padding - 2 - Labels.marks(view).length * 30;
    const label = TextWidth.fit(view.node.label, METRICS.label, room, true);
    const used = TextWidth.of(label, METRICS.label, true) + 8;
    const rest = room - used > 40 ? TextWidth.fit(Labels.heading(view), METRICS.detail, room - used) : "";
    const beside = rest === "" ? "" : `<tspan class="beside" dx="8">${SelfContainedHtml.text(rest)}</tspan>`;
    const size = used + (rest === "" ? 0 : TextWidth.of(rest, METRICS.detail)) + METRICS.icon + 6;
    return (
      `<rect class="plate" x="${x + METRICS.padding - 4}" y="${y + 8}" width="${Math.min(size, width - METRICS.padding)}" height="22" rx="5"/>` +
      `${Icons.use(view.node.kind, x + METRICS.padding - 2, y + 10, METRICS.icon, this.prefix)}` +
      `<text class="label" x="${left}" y="${y + 24}">${SelfContainedHtml.text(label)}${beside}</text>`
    );
  }

  private marks({ view, x, y, width }: PlacedNode): string {
    let right = x + width - 8;
    return Labels.marks(view)
      .reverse()
      .map(({ key, text, meaning }) => {
        const size = Math.max(18, TextWidth.of(text, 11, true) + 10);
        right -= size + 4;
        return `<g class="mark k-${key}"><title>${SelfContainedHtml.text(meaning)}</title><rect x="${right}" y="${y + 8}" width="${size}" height="18" rx="9"/><text x="${right + size / 2}" y="${y + 21}">${text}</text></g>`;
      })
      .join("\n");
  }

  private edge(placed: PlacedEdge): string {
    const { edge, label } = placed;
    const style = SvgRenderer.style(placed);
    const text = Labels.edge(edge);
    const end = `="url(#${this.prefix}m-${style})"`;
    const arrow = PLAIN.has(edge.kind) ? "" : ` marker-end${end}${edge.both ? ` marker-start${end}` : ""}`;
    const words =
      text === undefined || label === undefined
        ? ""
        : `<text x="${label.x}" y="${label.y + 4}">${SelfContainedHtml.text(text)}</text>`;
    return `<g class="edge e-${style}" data-from="${this.id(edge.from)}" data-to="${this.id(edge.to)}"><title>${SelfContainedHtml.text(this.sentence(placed))}</title><path d="${SvgRenderer.path(placed.points)}"${arrow}/>${words}</g>`;
  }

  private sentence({ edge }: PlacedEdge): string {
    const [from, to] = [edge.from, edge.to].map((id) => this.label(id));
    const text = Labels.edge(edge);
    const around = edge.both ? ", and the other way round" : "";
    return `${from} ${Labels.EDGE[edge.kind]} ${to}${around}${text === undefined ? "" : `: ${text}`}`;
  }

  private label(id: string): string {
    return this.labels.get(id) ?? id;
  }

  private id(id: string): string {
    return `${this.prefix}n${this.numbers.get(id) ?? 0}`;
  }

  private static style({ edge }: PlacedEdge): string {
    return edge.blocked === undefined ? edge.kind : "blocked";
  }

  /** A line with round bends. */
  private static path(points: PlacedEdge["points"]): string {
    const parts: string[] = [];
    points.forEach((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (before === undefined) {
        parts.push(`M${point.x} ${point.y}`);
      } else if (after === undefined) {
        parts.push(`L${point.x} ${point.y}`);
      } else {
        const near = SvgRenderer.towards(point, before);
        const far = SvgRenderer.towards(point, after);
        parts.push(`L${near.x} ${near.y}Q${point.x} ${point.y} ${far.x} ${far.y}`);
      }
    });
    return parts.join("");
  }

  private static towards(from: { x: number; y: number }, to: { x: number; y: number }): { x: number; y: number } {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const part = length === 0 ? 0 : Math.min(BEND, length / 2) / length;
    const round = (value: number): number => Math.round(value * 10) / 10;
    return { x: round(from.x + (to.x - from.x) * part), y: round(from.y + (to.y - from.y) * part) };
  }

  /** Which line means what, as far as they are used. */
  private entries(): [string, string][] {
    const found = new Map<string, string>();
    for (const each of this.drawing.edges) {
      const style = SvgRenderer.style(each);
      found.set(style, style === "blocked" ? "allowed, and does not work" : Labels.EDGE[each.edge.kind]);
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  private legendWidth(): number {
    const sizes = this.entries().map(([, text]) => TextWidth.of(text, METRICS.detail) + 62);
    return sizes.reduce((sum, size) => sum + size, METRICS.margin as number);
  }

  private legend(): string {
    let x: number = METRICS.margin;
    const y = this.drawing.height + 8;
    const rows = this.entries().map(([style, text]) => {
      const arrow = PLAIN.has(style as EdgeKind) ? "" : ` marker-end="url(#${this.prefix}m-${style})"`;
      const row = `<g class="edge e-${style}"><path d="M${x} ${y}h30"${arrow}/></g><text class="detail" x="${x + 38}" y="${y + 4}">${text}</text>`;
      x += TextWidth.of(text, METRICS.detail) + 62;
      return row;
    });
    return rows.length === 0 ? "" : `<g class="legend" aria-hidden="true">\n${rows.join("\n")}\n</g>`;
  }

  private description(): string {
    const things = this.drawing.view.nodes.map((each) => Labels.sentence(each));
    const shown = things.slice(0, 60);
    const more = things.length > shown.length ? [`and ${things.length - shown.length} more`] : [];
    return `${[...shown, ...more].join("; ")}. ${this.drawing.edges
      .slice(0, 60)
      .map((each) => this.sentence(each))
      .join("; ")}`;
  }
}
