import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GraphFormat, GraphWriter, Preset, Topology } from "../../../packages/toolkit/src/graph";
import { COLOURS } from "../../../packages/toolkit/src/graph/render/theme";
import { errorOf } from "../../support/errors";

jest.setTimeout(60_000); // the layout is a large program, and tests share processors

const json = JSON.parse(
  readFileSync(join(__dirname, "../../golden/three-tier-web.three-tier-web.json"), "utf8"),
) as object;
const shop = Topology.fromStacks({ "three-tier-web": json });
/** Names that try to be something else. */
const HOSTILE = `</text><script>alert("1")</script>"]--> & \u202e\`x\``;
const hostile = Topology.fromStacks(
  { bad: { resource: { openstack_networking_network_v2: { n: { name: HOSTILE } } } } },
  { title: HOSTILE },
);

test.each(Object.values(GraphFormat))("%s: the same bytes each time, ended by a line end", async (format) => {
  const once = await GraphWriter.render(shop, format);
  expect(await GraphWriter.render(Topology.fromStacks({ "three-tier-web": json }), format)).toBe(once);
  expect(once.endsWith("\n")).toBe(true);
  expect(once.replace(/<script>[\s\S]*<\/script>/, "")).not.toMatch(/undefined|NaN|\[object/);
});

test.each(Object.values(GraphFormat))("%s: a hostile name stays a name", async (format) => {
  const text = await GraphWriter.render(hostile, format, { preset: Preset.FULL });
  expect(text).not.toContain("\u202e");
  if (format !== GraphFormat.JSON) {
    expect(text).not.toContain("<script>alert");
    expect(text).toContain("alert");
  }
  if (format === GraphFormat.MERMAID) {
    expect(text).toContain("#60;script#62;");
    expect(text).not.toContain('"]-->');
  }
});

test("svg: light and dark, a title and a description, no style attributes, nothing from elsewhere", async () => {
  const svg = await GraphWriter.render(shop, GraphFormat.SVG);
  expect(svg).toContain("prefers-color-scheme:dark");
  expect(svg).toMatch(/<title id="t">three-tier-web: overview<\/title>/);
  expect(svg).toContain("web may reach data: tcp 5432");
  expect(svg).not.toMatch(/ style=|url\(http|<script|<image|xlink/);
  expect(svg.match(/https?:\/\/[^"']+/g)).toEqual(["http://www.w3.org/2000/svg"]);
});

test("html: one file, a policy that forbids all else, all presets", async () => {
  const html = await GraphWriter.render(shop, GraphFormat.HTML, { preset: Preset.NETWORK });
  expect(html).toContain("default-src 'none'");
  expect(html.match(/<svg class="sheet/g)).toHaveLength(3);
  expect(html).toMatch(/data-preset="network" aria-pressed="true"/);
  expect(html).not.toMatch(/ style=|(src|href)="(?!#)/);
});

test("mermaid: a flowchart whose groups are balanced and whose edges name declared nodes", async () => {
  const chart = await GraphWriter.render(shop, GraphFormat.MERMAID);
  expect(chart.match(/^\s*subgraph /gm)).toHaveLength(chart.match(/^\s*end$/gm)!.length);
  const declared = new Set([...chart.matchAll(/^\s*(?:subgraph )?(n\d+)[[({>]/gm)].map(([, id]) => id));
  const used = [...chart.matchAll(/^ {2}(n\d+) (?:---|<?-->|-\.->)(?:\|"[^"]*"\|)? (n\d+)$/gm)];
  expect(used.length).toBeGreaterThan(5);
  expect(used.flatMap(([, from, to]) => [from, to]).filter((id) => !declared.has(id))).toEqual([]);
});

test("draw.io: each cell has a parent, each edge two ends that are there", async () => {
  const xml = await GraphWriter.render(shop, GraphFormat.DRAWIO);
  const ids = new Set([...xml.matchAll(/<mxCell id="([^"]+)"/g)].map(([, id]) => id));
  const ends = [...xml.matchAll(/ (?:parent|source|target)="([^"]+)"/g)].map(([, id]) => id);
  expect(ends.length).toBeGreaterThan(20);
  expect(ends.filter((id) => !ids.has(id))).toEqual([]);
});

test("json: nodes with parents, edges between them", async () => {
  const graph = JSON.parse(await GraphWriter.render(shop, GraphFormat.JSON)) as {
    format: string;
    nodes: { id: string; parent?: string }[];
    edges: { from: string; to: string }[];
  };
  const ids = new Set(graph.nodes.map(({ id }) => id));
  expect(graph.format).toBe("scs-blueprints/graph");
  expect(graph.nodes.filter(({ parent }) => parent !== undefined && !ids.has(parent))).toEqual([]);
  expect(graph.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
});

test("the ending of a file's name tells the format", () => {
  expect(["a.svg", "b.HTML", "c.mmd", "d.drawio", "e.json"].map((file) => GraphWriter.formatOf(file))).toEqual(
    Object.values(GraphFormat),
  );
  const error = errorOf(() => GraphWriter.formatOf("picture.png"));
  expect(error).toMatchObject({ code: "SCSBP-7002", got: "picture.png" });
});

test("texts keep a contrast of 4.5 on every fill, light and dark (WCAG 2.2, 1.4.3)", () => {
  const luminance = (colour: string) => {
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
    const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high! + 0.05) / (low! + 0.05);
  };
  for (const { light, dark } of Object.values(COLOURS)) {
    expect(Math.min(...["#17202c", "#4d5a6b"].map((ink) => contrast(ink, light)))).toBeGreaterThanOrEqual(4.5);
    expect(Math.min(...["#e8edf4", "#b3bfce"].map((ink) => contrast(ink, dark)))).toBeGreaterThanOrEqual(4.5);
  }
});
