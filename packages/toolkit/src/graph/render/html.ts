import { SelfContainedHtml } from "@scs-blueprints/checker/reading";
import type { Drawing, PlacedNode } from "../layout";
import { PRESETS, type Preset } from "../model";
import { Labels } from "../labels";
import { HTML_SCRIPT } from "./html-script";
import { HTML_STYLE } from "./html-style";
import { SvgRenderer } from "./svg";
import { Theme } from "./theme";
import { Visible } from "./visible";

const TITLES: Readonly<Record<Preset, string>> = { overview: "Overview", network: "Network", full: "Full" };

/**
 * One HTML file with all presets, without anything from elsewhere: nothing is fetched, and a policy in the file forbids
 * it. Pan, zoom, search, keyboard, screen reader, light and dark.
 *
 * @internal
 */
export class HtmlRenderer {
  /**
   * @param drawings one a preset
   * @param first the preset that is shown from the start
   * @returns an HTML document, ended by a line end
   */
  public static render(drawings: readonly Drawing[], first: Preset): string {
    const [any] = drawings;
    const title = SelfContainedHtml.text(any?.view.graph.title ?? "");
    const style = `:root{${Theme.variables(false)}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${Theme.variables(true)}}}
:root[data-theme=dark]{${Theme.variables(true)}}
${Theme.rules()}
${HTML_STYLE}`;
    const policy = SelfContainedHtml.policy(style, HTML_SCRIPT);
    const sorted = PRESETS.flatMap((preset) => drawings.filter(({ view }) => view.preset === preset));
    const tabs = sorted.map(
      ({ view }) =>
        `<button type="button" class="tab" data-preset="${view.preset}" aria-pressed="${view.preset === first}">${TITLES[view.preset]} <span class="n">${view.count}</span></button>`,
    );
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="scs-blueprints graph">
<meta name="color-scheme" content="light dark">
<title>${title}: topology</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<div class="tabs" role="group" aria-label="How much is shown">${tabs.join("")}</div>
<div class="find" role="search"><label class="sr" for="q">Search</label><input id="q" type="search" placeholder="Search  ( / )" autocomplete="off" spellcheck="false" aria-describedby="hits"><span id="hits" role="status"></span></div>
<div class="tools" role="group" aria-label="View">
<button type="button" id="in" aria-label="Zoom in" title="Zoom in (+)">+</button>
<button type="button" id="out" aria-label="Zoom out" title="Zoom out (-)">−</button>
<button type="button" id="fit" title="Show all (0)">Fit</button>
<button type="button" id="theme" title="Light or dark (d)" aria-pressed="false">Dark</button>
<button type="button" id="help" aria-expanded="false" aria-controls="keys" title="Keys (?)">?</button>
</div>
</header>
<main>
<div id="stage" tabindex="0" role="application" aria-roledescription="picture" aria-label="Topology of ${title}. Arrow keys move between its parts, Enter tells more, plus and minus zoom." aria-describedby="told">
${sorted.map((drawing) => HtmlRenderer.sheet(drawing, drawing.view.preset === first)).join("\n")}
</div>
<aside id="panel" aria-label="Details" hidden><button type="button" id="close" aria-label="Close details">×</button><div id="about"></div></aside>
<div id="keys" hidden><h2>Keys</h2><dl>
<dt>/</dt><dd>search; Enter goes to the next hit</dd><dt>arrows</dt><dd>next, previous, inner, outer part</dd><dt>Enter</dt><dd>details</dd>
<dt>Esc</dt><dd>close, select nothing</dd><dt>+ − 0</dt><dd>zoom, show all</dd><dt>Shift + arrows</dt><dd>move the picture</dd><dt>1 2 3</dt><dd>overview, network, full</dd><dt>d</dt><dd>light or dark</dd></dl></div>
<p id="told" class="sr" aria-live="polite"></p>
</main>
<script type="application/json" id="data">${Visible.json(Object.fromEntries(sorted.map((drawing) => [drawing.view.preset, HtmlRenderer.data(drawing)])))}</script>
<script>${HTML_SCRIPT}</script>
</body>
</html>
`;
  }

  private static sheet(drawing: Drawing, isFirst: boolean): string {
    const { preset, graph } = drawing.view;
    return `<svg class="sheet drawing" data-preset="${preset}" data-width="${drawing.width}" data-height="${drawing.height}" viewBox="0 0 ${drawing.width} ${drawing.height}" role="img" aria-label="${SelfContainedHtml.text(`${graph.title}: ${preset}`)}"${isFirst ? "" : " hidden"}>
${SvgRenderer.content(drawing, `${preset}-`)}
</svg>`;
  }

  /** What the page knows of each node: in the order of their numbers, parents first. */
  private static data(drawing: Drawing): object {
    const places = new Map<string, PlacedNode>();
    const walk = (placed: PlacedNode): void => {
      places.set(placed.view.node.id, placed);
      placed.children.forEach(walk);
    };
    drawing.roots.forEach(walk);
    const views = drawing.view.nodes;
    const numbers = new Map(views.map(({ node }, index) => [node.id, index]));
    const parents = new Map(
      views.flatMap((each) => each.children.map((child) => [child.node.id, each.node.id] as const)),
    );
    return {
      nodes: views.map((view) => {
        const { node } = view;
        const at = places.get(node.id);
        return {
          l: node.label,
          k: Labels.KIND[node.kind],
          s: Labels.sentence(view),
          p: numbers.get(parents.get(node.id) ?? "") ?? -1,
          b: [at?.x ?? 0, at?.y ?? 0, at?.width ?? 0, at?.height ?? 0],
          t: [
            ...(node.path === undefined ? [] : [["construct", node.path]]),
            ...(node.type === undefined ? [] : [["type", node.type]]),
            ...Labels.lines(view).map((line) => ["", line]),
            ...node.facts.map(({ name, value }) => [name, value]),
            ...Labels.marks(view).map(({ meaning }) => ["plan or check", meaning]),
            ...view.findings.map((finding) => ["finding", finding]),
          ],
        };
      }),
      edges: drawing.edges.map(({ edge }) => [
        numbers.get(edge.from) ?? -1,
        numbers.get(edge.to) ?? -1,
        Labels.EDGE[edge.kind],
        Labels.edge(edge) ?? "",
      ]),
    };
  }
}
