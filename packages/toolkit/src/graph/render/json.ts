import type { View, ViewNode } from "../view";
import { Visible } from "./visible";

/** Name of the format. */
export const GRAPH_FORMAT = "scs-blueprints/graph";

/** The first number changes when a reader of the old form would misread the new one. */
export const GRAPH_FORMAT_VERSION = "1.0";

/** The graph as data, for programs. @internal */
export class GraphJsonRenderer {
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
