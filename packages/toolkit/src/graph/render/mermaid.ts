import { ForeignText } from "@scs-blueprints/checker/reading";
import { EdgeKind, NodeKind } from "../model";
import { View, type ViewEdge, type ViewNode } from "../view";
import { Labels } from "../labels";
import { COLOURS, FAMILY } from "./theme";

/** Shapes by kind; the rest are boxes. */
const SHAPE: Partial<Readonly<Record<NodeKind, readonly [string, string]>>> = {
  [NodeKind.PEER]: ["([", "])"],
  [NodeKind.EXTERNAL_NETWORK]: ["([", "])"],
  [NodeKind.VOLUME]: ["[(", ")]"],
  [NodeKind.OBJECT_STORE]: ["[(", ")]"],
  [NodeKind.ROUTER]: ["{{", "}}"],
  [NodeKind.FLOATING_IP]: [">", "]"],
  [NodeKind.DNS_ZONE]: [">", "]"],
  [NodeKind.POOL]: ["[[", "]]"],
};

/** A flowchart for Markdown. @internal */
export class MermaidRenderer {
  /** @returns the flowchart without a fence, ended by a line end */
  public static render(view: View): string {
    return new MermaidRenderer(view).flowchart();
  }

  private readonly ids = new Map<string, string>();

  private constructor(private readonly view: View) {
    view.nodes.forEach(({ node }, index) => this.ids.set(node.id, `n${index}`));
  }

  private flowchart(): string {
    const families = [...new Set(this.view.nodes.map(({ node }) => FAMILY[node.kind]))].sort();
    return `${[
      "flowchart TB",
      ...this.view.roots.flatMap((each) => this.node(each, "  ")),
      ...this.view.edges.map((each) => `  ${this.edge(each)}`),
      ...families.map((name) => {
        const colour = COLOURS[name];
        return `  classDef ${name} fill:${colour?.light ?? ""},stroke:${colour?.line ?? ""},color:#17202c`;
      }),
      ...families.map((name) => {
        const members = this.view.nodes.filter(({ node }) => FAMILY[node.kind] === name);
        return `  class ${members.map(({ node }) => this.id(node.id)).join(",")} ${name}`;
      }),
    ].join("\n")}\n`;
  }

  private node(view: ViewNode, indent: string): string[] {
    const { node, children } = view;
    const marks = Labels.marks(view).map(({ text }) => text);
    if (children.length > 0) {
      const title = [node.label, Labels.heading(view), ...marks].filter((text) => text !== "").join(" · ");
      return [
        `${indent}subgraph ${this.id(node.id)}["${MermaidRenderer.text(title)}"]`,
        ...children.flatMap((each) => this.node(each, `${indent}  `)),
        `${indent}end`,
      ];
    }
    const [open, close] = SHAPE[node.kind] ?? ["[", "]"];
    const text = [[node.label, ...marks].join(" "), ...Labels.lines(view)].map((line) => MermaidRenderer.text(line));
    return [`${indent}${this.id(node.id)}${open}"${text.join("<br>")}"${close}`];
  }

  private edge(edge: ViewEdge): string {
    const text = Labels.edge(edge);
    const line =
      edge.blocked !== undefined || [EdgeKind.NAMES, EdgeKind.BELONGS].includes(edge.kind)
        ? "-.->"
        : [EdgeKind.ROUTES, EdgeKind.PUBLISHES].includes(edge.kind)
          ? "---"
          : "-->";
    const label = text === undefined ? "" : `|"${MermaidRenderer.text(text)}"|`;
    const start = edge.both && line.endsWith(">") ? "<" : "";
    return `${this.id(edge.from)} ${start}${line}${label} ${this.id(edge.to)}`;
  }

  private id(id: string): string {
    return this.ids.get(id) ?? "unknown";
  }

  /** Mermaid's own escapes: a name can neither end its text nor bring HTML along. */
  private static text(text: string): string {
    return ForeignText.line(text).replace(/[#"<>&`]/g, (character) => `#${character.charCodeAt(0)};`);
  }
}
