/**
 * Draws every example from its golden file: docs/pictures/NAME.svg, the gallery docs/pictures/README.md, and the flowchart
 * in the example's README. `npm run docs:pictures`; `--check` fails when one is out of date.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const require = createRequire(import.meta.url);
const { GraphFormat, GraphWriter, Preset, Topology } = require(join(ROOT, "packages/toolkit/dist/graph"));

const PICTURES = join(ROOT, "docs/pictures");
const GOLDEN = join(ROOT, "test/golden");
const BLOCK = /<!-- picture -->[\s\S]*<!-- \/picture -->/;

/** Synthesized stacks by example: golden files are named EXAMPLE.STACK.json. */
function examples() {
  const found = new Map();
  for (const file of readdirSync(GOLDEN)
    .filter((name) => name.endsWith(".json"))
    .sort()) {
    const [example, stack] = file.split(".");
    found.set(example, { ...found.get(example), [stack]: JSON.parse(readFileSync(join(GOLDEN, file), "utf8")) });
  }
  return found;
}

async function files() {
  const made = new Map();
  const gallery = [];
  for (const [example, stacks] of examples()) {
    const topology = Topology.fromStacks(stacks, { title: example });
    const { description } = JSON.parse(readFileSync(join(ROOT, "examples", example, "package.json"), "utf8"));
    made.set(join(PICTURES, `${example}.svg`), await GraphWriter.render(topology, GraphFormat.SVG));
    const counts = [Preset.OVERVIEW, Preset.NETWORK].map((preset) => GraphWriter.count(topology, preset));
    const hasMore = counts[0] !== counts[1];
    if (hasMore) {
      made.set(
        join(PICTURES, `${example}.network.svg`),
        await GraphWriter.render(topology, GraphFormat.SVG, { preset: Preset.NETWORK }),
      );
    }
    gallery.push(
      `## [${example}](../../examples/${example}/README.md)`,
      "",
      hasMore ? `${description}. [With routers and public addresses](${example}.network.svg)` : `${description}.`,
      "",
      `![Overview of ${example}](${example}.svg)`,
      "",
    );
    const readme = join(ROOT, "examples", example, "README.md");
    const text = readFileSync(readme, "utf8");
    if (BLOCK.test(text)) {
      const chart = await GraphWriter.render(topology, GraphFormat.MERMAID);
      made.set(
        readme,
        text.replace(BLOCK, () => `<!-- picture -->\n\n\`\`\`mermaid\n${chart}\`\`\`\n\n<!-- /picture -->`),
      );
    }
  }
  const head = [
    "# Pictures of the examples",
    "",
    "Made by `npm run docs:pictures` from what the examples synthesize; [how to make your own](../graph.md).",
    "",
  ];
  made.set(join(PICTURES, "README.md"), [...head, ...gallery].join("\n"));
  return made;
}

const made = await files();
const stale = existsSync(PICTURES)
  ? readdirSync(PICTURES)
      .map((name) => join(PICTURES, name))
      .filter((file) => !made.has(file))
  : [];
if (process.argv.includes("--check")) {
  const old = [...made]
    .filter(([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text)
    .map(([file]) => file);
  if (old.length + stale.length > 0) {
    const names = [...old, ...stale].map((file) => file.slice(ROOT.length + 1));
    console.error(`pictures are out of date: run \`npm run docs:pictures\`\n${names.join("\n")}`);
    process.exit(1);
  }
} else {
  mkdirSync(PICTURES, { recursive: true });
  made.forEach((text, file) => writeFileSync(file, text));
  stale.forEach((file) => rmSync(file));
}
