import { Preset, PRESETS } from "./model";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Layout, type Page } from "./layout";
import { Overlay } from "./overlay/overlay";
import { DrawioRenderer } from "./render/drawio";
import { HtmlRenderer } from "./render/html";
import { MermaidRenderer } from "./render/mermaid";
import { SvgRenderer } from "./render/svg";
import { Visible } from "./render/visible";
import type { Topology } from "./topology";
import { View, type ViewNode } from "./view";

/** Name of the format. */
export const GRAPH_FORMAT = "scs-blueprints/graph";

/** The first number changes when a reader of the old form would misread the new one. */
export const GRAPH_FORMAT_VERSION = "1.0";

/** The graph as data, for programs. @internal */
class GraphJsonRenderer {
  /** @returns JSON, ended by a line end */
  public static render(view: View): string {
    return `${Visible.json(GraphJsonRenderer.object(view), 2)}\n`;
  }

  public static object(view: View): object {
    const nodes = (each: ViewNode, parent?: string): object[] => {
      const { id, kind, label, detail, path, type, badges, facts } = each.node;
      const { actions, compliance, findings } = each;
      return [
        {
          id,
          kind,
          label,
          detail,
          parent,
          path,
          type,
          badges,
          facts,
          ...(Object.keys(actions).length > 0 ? { actions } : {}),
          ...(compliance === undefined ? {} : { compliance, findings }),
        },
        ...each.children.flatMap((child) => nodes(child, id)),
      ];
    };
    return {
      format: GRAPH_FORMAT,
      formatVersion: GRAPH_FORMAT_VERSION,
      title: view.graph.title,
      preset: view.preset,
      nodes: view.roots.flatMap((each) => nodes(each)),
      edges: view.edges.map(({ from, to, kind, label, blocked, both }) => ({ from, to, kind, label, blocked, both })),
    };
  }
}

/** In which form a picture is written. */
export enum GraphFormat {
  /** A picture that stands alone, for READMEs and documents. */
  SVG = "svg",
  /** One file for a browser, also offline: all presets, pan, zoom, search. */
  HTML = "html",
  /** A flowchart for Markdown. */
  MERMAID = "mermaid",
  /** For draw.io (diagrams.net), to be worked on by hand. */
  DRAWIO = "drawio",
  /** For programs. */
  JSON = "json",
}

/** Endings of file names by format; the first is the usual one. */
const ENDINGS: Readonly<Record<GraphFormat, readonly string[]>> = {
  [GraphFormat.SVG]: [".svg"],
  [GraphFormat.HTML]: [".html", ".htm"],
  [GraphFormat.MERMAID]: [".mmd", ".mermaid"],
  [GraphFormat.DRAWIO]: [".drawio", ".drawio.xml"],
  [GraphFormat.JSON]: [".json"],
};

/** A window of a browser. */
const SCREEN: Page = { width: 1500, height: 800 };

/** How to draw. */
export interface GraphOptions {
  /** How much is shown; of html, what is shown first. @default Preset.OVERVIEW */
  readonly preset?: Preset;
  /** Compliance states and planned actions. @default - none */
  readonly overlay?: Overlay;
}

/**
 * A topology in any format. The same topology gives the same bytes: no clock, no environment, so that pictures can be
 * committed and compared.
 *
 * @example
 * async function page(): Promise<string> {
 *   return GraphWriter.render(Topology.fromDirectory("cdktf.out"), GraphFormat.HTML, { preset: Preset.NETWORK });
 * }
 */
export class GraphWriter {
  /** @throws BlueprintError SCSBP-7002 for an unknown format */
  public static async render(topology: Topology, format: GraphFormat, options: GraphOptions = {}): Promise<string> {
    const { preset = Preset.OVERVIEW, overlay } = options;
    const view = (wanted: Preset): View => new View(topology.graph, wanted, overlay?.states);
    switch (format) {
      case GraphFormat.SVG:
        return SvgRenderer.render(await Layout.of(view(preset)));
      case GraphFormat.HTML: {
        const drawings = [];
        for (const each of PRESETS) {
          drawings.push(await Layout.of(view(each), SCREEN));
        }
        return HtmlRenderer.render(drawings, preset);
      }
      case GraphFormat.MERMAID:
        return MermaidRenderer.render(view(preset));
      case GraphFormat.DRAWIO:
        return DrawioRenderer.render(await Layout.of(view(preset)));
      case GraphFormat.JSON:
        return GraphJsonRenderer.render(view(preset));
      default:
        throw GraphWriter.unknown(format);
    }
  }

  /**
   * The format that a file's name asks for: topology.svg, topology.html, …
   *
   * @throws BlueprintError SCSBP-7002 when the ending is none of the known ones
   */
  public static formatOf(file: string): GraphFormat {
    const name = file.toLowerCase();
    const found = Object.values(GraphFormat).find((format) => ENDINGS[format].some((ending) => name.endsWith(ending)));
    if (found === undefined) {
      throw GraphWriter.unknown(file);
    }
    return found;
  }

  /** How many nodes a preset shows. */
  public static count(topology: Topology, preset: Preset): number {
    return new View(topology.graph, preset).count;
  }

  private static unknown(got: string): BlueprintError {
    return refuse("SCSBP-7002", {
      got,
      allowed: Object.values(GraphFormat)
        .map((format) => `${format} (${ENDINGS[format].join(", ")})`)
        .join(", "),
      fix: "name the format, or end the file's name like one of these",
    });
  }
}
