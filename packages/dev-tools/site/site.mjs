/**
 * Makes the documentation as a static site: API reference from the TSDoc of everything that package.json exports, and all
 * pages of docs/, examples/ and the decisions. `npm run docs:site [-- --out DIR]`; a link that leads nowhere fails it.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Application, OptionDefaults } from "typedoc";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "..", "..", "..");
/** Pages as TypeDoc wants them, beside what they show. Under node_modules, so that nothing else takes it for sources. */
const PAGES = join(ROOT, "node_modules", ".cache", "site-pages");

const { values } = parseArgs({ options: { out: { type: "string", default: join(ROOT, "site") } } });

/** Sources of all entry points that have types, by the path that programs import. */
function entryPoints() {
  const { name, exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  return new Map(
    Object.entries(exports)
      .filter(([, { types }]) => types !== undefined)
      .map(([path, { types }]) => [
        join(name, path),
        join(ROOT, types.replace("./dist/", "lib/").replace(/\.d\.ts$/, ".ts")),
      ]),
  );
}

/** Pages by the group that the site lists them under; docs/README.md gives the order within guides. */
function pages() {
  const order = readFileSync(join(ROOT, "docs/README.md"), "utf8");
  const position = (name) => order.indexOf(`](${name})`);
  const names = (folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith(".md") && name !== "README.md")
      .sort();
  const guides = names("docs").sort((a, b) => position(a) - position(b));
  const examples = readdirSync(join(ROOT, "examples")).filter((name) =>
    existsSync(join(ROOT, "examples", name, "README.md")),
  );
  return [
    ...guides.map((name) => ({ path: `docs/${name}`, group: "Guides" })),
    { path: "docs/pictures/README.md", group: "Examples" },
    ...examples.sort().map((name) => ({ path: `examples/${name}/README.md`, group: "Examples" })),
    { path: "CONTRIBUTING.md", group: "Project" },
    { path: "docs/decisions/README.md", group: "Decisions" },
    ...names("docs/decisions").map((name) => ({ path: `docs/decisions/${name}`, group: "Decisions" })),
  ];
}

/** Copies the pages, with a head that names title and group. */
function writePages(list) {
  rmSync(PAGES, { recursive: true, force: true });
  for (const folder of ["docs", "examples"]) {
    cpSync(join(ROOT, folder), join(PAGES, folder), {
      recursive: true,
      filter: (path) =>
        !/(^|\/)(node_modules|cdktf\.[a-z.]*out|\.terraform)(\/|$)|\.tfstate/.test(relative(ROOT, path)),
    });
  }
  for (const name of ["README.md", "LICENSE"]) {
    cpSync(join(ROOT, name), join(PAGES, name));
  }
  return list.map(({ path, group }) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    const title = /^# (.+)$/m.exec(text)?.[1]?.replaceAll("`", "");
    if (title === undefined) {
      throw new Error(`${path}: has no title`);
    }
    const file = join(PAGES, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `---\ntitle: ${JSON.stringify(title)}\ngroup: ${group}\n---\n${text}`);
    return file;
  });
}

const modules = entryPoints();
const app = await Application.bootstrap({
  name: "scs-blueprints",
  entryPoints: [...modules.values()],
  tsconfig: join(ROOT, "tsconfig.build.json"),
  readme: join(PAGES, "README.md"),
  projectDocuments: writePages(pages()),
  out: values.out,
  blockTags: [...OptionDefaults.blockTags, "@jsii"], // beside @internal: not for other languages
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  disableGit: true,
  includeVersion: true,
  githubPages: false,
  searchInComments: true,
  searchInDocuments: true,
  navigation: { includeGroups: true },
  sort: ["documents-first", "kind", "alphabetical"],
  groupOrder: [
    "Guides",
    "Examples",
    "Modules",
    "Project",
    "Decisions",
    "Constructors",
    "Properties",
    "Accessors",
    "Methods",
    "*",
  ],
  ignoredHighlightLanguages: ["mermaid"],
  highlightLanguages: ["console", "hcl", "javascript", "json", "sh", "typescript", "yaml"],
  customJs: join(HERE, "mermaid-blocks.js"),
  validation: { invalidLink: true, notExported: false, notDocumented: false },
});
const project = await app.convert();
if (project === undefined) {
  process.exit(1);
}
for (const [name, source] of modules) {
  const path = relative(join(ROOT, "lib"), source).replace(/(\/|^)index\.ts$|\.ts$/, "");
  project.getChildByName([path === "" ? "index" : path]).name = name;
}
app.validate(project);
await app.generateOutputs(project);
cpSync(createRequire(import.meta.url).resolve("@mermaid-js/tiny"), join(values.out, "assets", "mermaid.js"));
if (app.logger.hasErrors() || app.logger.hasWarnings()) {
  console.error(`${basename(import.meta.url)}: what is said above has to be mended`);
  process.exit(1);
}
