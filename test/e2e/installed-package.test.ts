import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { e2eEnvironment } from "./support/environment";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";
import { packTarballs } from "./support/tarballs";

/** The packed tarballs in empty projects: each entry of `exports`, with each name that its types promise. */
const folder = join(e2eEnvironment().dir, "installed");
const installed = join(folder, "node_modules", "scs-blueprints");

type Target = string | { readonly types?: string; readonly default: string };

/** Of the packed package.json. */
interface Manifest {
  readonly exports: Record<string, Target>;
  readonly scripts?: Record<string, string>;
}
const manifest = (): Manifest => JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Manifest;

/** `scs-blueprints/testing` for `./testing`. */
const specifier = (entry: string) => entry.replace(/^\./, "scs-blueprints");
const entriesWhere = (has: (target: Target) => boolean) =>
  Object.entries(manifest().exports).flatMap(([entry, target]) => (has(target) ? [specifier(entry)] : []));
const jsonEntries = () => entriesWhere((target) => typeof target === "string" && target.endsWith(".json"));

/** The values (classes, enums, constants, functions) that the types of each entry promise. */
let promised: [entry: string, names: string[]][];

function readPromised(): typeof promised {
  const typed = Object.entries(manifest().exports).flatMap(([entry, target]) =>
    typeof target === "object" && target.types !== undefined ? [{ entry, file: join(installed, target.types) }] : [],
  );
  const program = ts.createProgram(
    typed.map(({ file }) => file),
    { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, skipLibCheck: true, types: [] },
  );
  const checker = program.getTypeChecker();
  const isValue = (symbol: ts.Symbol): boolean => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return (target.flags & ts.SymbolFlags.Value) !== 0;
  };
  return typed.map(({ entry, file }) => {
    const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!);
    return [specifier(entry), symbols.filter(isValue).map(({ name }) => name)];
  });
}

/** Imports each name of each entry, and prints which is not what `require` gives: no second instance of any class. */
function importsOfAll(): string {
  const alias = (at: number, name: string) => `${name}_${at}`;
  const imports = promised.map(
    ([entry, names], at) =>
      `import { ${names.map((name) => `${name} as ${alias(at, name)}`).join(", ")} } from "${entry}";`,
  );
  const json = jsonEntries().map((entry, at) => `import json_${at} from "${entry}" with { type: "json" };`);
  const same = promised.map(
    ([entry, names], at) =>
      `compare("${entry}", { ${names.map((name) => `${name}: ${alias(at, name)}`).join(", ")} });`,
  );
  const sameJson = jsonEntries().map(
    (entry, at) => `if (JSON.stringify(json_${at}) !== JSON.stringify(require("${entry}"))) wrong.push("${entry}");`,
  );
  return [
    'import { createRequire } from "node:module";',
    ...imports,
    ...json,
    "const require = createRequire(import.meta.url);",
    "const wrong = [];",
    "let count = 0;",
    "function compare(entry, imported) {",
    "  for (const [name, value] of Object.entries(imported)) {",
    "    count += 1;",
    "    if (value === undefined || value !== require(entry)[name]) wrong.push(`${name} of ${entry}`);",
    "  }",
    "}",
    ...same,
    ...sameJson,
    "console.log(JSON.stringify({ count, wrong }));",
  ].join("\n");
}

const countOfPromised = () => promised.reduce((sum, [, names]) => sum + names.length, 0);
const allThere = () => ({ count: countOfPromised(), wrong: [] as string[] });

/** A project in the folder of the installation, which Node and TypeScript search upwards. */
function project(name: string, files: Record<string, string>, packageJson: object = {}): string {
  const dir = join(folder, name);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "package.json"), JSON.stringify({ private: true, ...packageJson }));
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(dir, file), text);
  }
  return dir;
}

/** Versions of Node.js to ask, by the package `node` of the registry: its oldest that is supported, and those after it. */
const NODES = [20, 22, 24] as const;
const nodes: Record<number, string> = {};
let tarballs: string[];

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  tarballs = await packTarballs(folder);
  // beside the tarballs, what `cdktf init` installs
  const { devDependencies } = JSON.parse(repository.read("package.json")) as {
    devDependencies: Record<string, string>;
  };
  const tools = ["typescript", "@types/node", "@types/jest"].map((name) => `${name}@${devDependencies[name]}`);
  await succeed("npm", ["install", "--prefer-offline", ...tarballs, ...tools], { cwd: folder });
  for (const major of NODES) {
    const dir = project(`node-${major}`, {});
    await succeed("npm", ["install", "--prefer-offline", `node@${major}`], { cwd: dir });
    nodes[major] = join(dir, "node_modules/.bin/node");
  }
  promised = readPromised();
});

/** Beside the folder, where Node finds nothing of it. */
const alone = join(e2eEnvironment().dir, "library-alone");

afterAll(() => [folder, alone].forEach((each) => rmSync(each, { recursive: true, force: true })));

test("the command is the command line's; with the library alone it names what to install", async () => {
  const version = ["--offline", "scs-blueprints", "--version"];
  expect((await succeed("npx", version, { cwd: folder })).stdout).toBe("0.1.0\n");
  expect(realpathSync(join(folder, "node_modules/.bin/scs-blueprints"))).toBe(
    join(realpathSync(folder), "node_modules/@scs-blueprints/cli/dist/main.js"),
  );

  rmSync(alone, { recursive: true, force: true });
  mkdirSync(alone, { recursive: true });
  writeFileSync(join(alone, "package.json"), JSON.stringify({ private: true }));
  await succeed("npm", ["install", "--prefer-offline", join(folder, tarballs[0]!)], { cwd: alone });
  const { status, stderr } = await run("npx", version, { cwd: alone });
  expect({ status, stderr }).toMatchObject({
    status: 5,
    stderr: expect.stringMatching(/^SCSBP-8006: [^]*do: +npm i -D @scs-blueprints\/cli\n$/) as string,
  });
});

test("the library alone brings no terminal, no layout engine and no bundler", () => {
  const names = readdirSync(join(alone, "node_modules"), { recursive: true, encoding: "utf8" });
  for (const name of ["elkjs", "tsx", "esbuild", "commander", "ora", "cli-table3"]) {
    expect(names.filter((each) => each.endsWith(`node_modules/${name}`))).toEqual([]);
    expect(names).not.toContain(name);
  }
  expect(names).toContain("cdktf"); // a peer, so that the list is one of packages
});

test("the types of the entries promise names, so that there is something to import", () => {
  expect(promised.length).toBeGreaterThan(15);
  for (const [entry, names] of promised) {
    expect({ entry, names: names.length }).not.toEqual({ entry, names: 0 });
  }
});

test.each(NODES)("an .mjs imports all names of all entries, as Node.js %i has them by require", async (major) => {
  const dir = project("esm", { "all.mjs": importsOfAll() });
  const { stdout } = await succeed(nodes[major]!, ["--disable-warning=ExperimentalWarning", "all.mjs"], { cwd: dir });
  expect(JSON.parse(stdout)).toEqual(allThere());
});

test.each(NODES)('so does TypeScript by tsx in a project of "type": "module" under Node.js %i', async (major) => {
  const dir = project("tsx-esm", { "all.ts": `// @ts-nocheck\n${importsOfAll()}` }, { type: "module" });
  const tsx = join(folder, "node_modules/tsx/dist/cli.mjs");
  const { stdout } = await succeed(nodes[major]!, [tsx, "all.ts"], { cwd: dir });
  expect(JSON.parse(stdout)).toEqual(allThere());
});

test("CommonJS requires them, and TypeScript by tsx in a project without a type", async () => {
  const missing = promised.map(
    ([entry, names]) =>
      `for (const name of ${JSON.stringify(names)}) { count += 1; if (require("${entry}")[name] === undefined) wrong.push(name); }`,
  );
  const json = jsonEntries().map((entry) => `if (typeof require("${entry}") !== "object") wrong.push("${entry}");`);
  const program = [
    "let count = 0;",
    "const wrong = [];",
    ...missing,
    ...json,
    "console.log(JSON.stringify({ count, wrong }));",
  ].join("\n");
  const dir = project("cjs", { "all.cjs": program, "all.ts": `// @ts-nocheck\n${program}` });
  expect(JSON.parse((await succeed("node", ["all.cjs"], { cwd: dir })).stdout)).toEqual(allThere());
  expect(JSON.parse((await succeed("npx", ["tsx", "all.ts"], { cwd: dir })).stdout)).toEqual(allThere());
});

test("a program of ES modules synthesizes, with constructs made by a helper of CommonJS", async () => {
  const helper = `
const { ProjectNetwork } = require("scs-blueprints");
exports.network = (stack) => new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web"] });`;
  const main = `
import { App, Cloud, Flavor, Image, ProjectNetwork, ScsStack, ServerPool } from "scs-blueprints";
import { Template } from "scs-blueprints/testing";
import { network } from "./helper.cjs";

const stack = new ScsStack(new App(), "shop", { cloud: Cloud.fromCloudsYaml("regio") });
const made = network(stack);
if (!(made instanceof ProjectNetwork)) throw new Error("two instances of one class");
new ServerPool(stack, "web", { tier: made.tier("web"), flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04"), size: 2 });
Template.fromStack(stack).resourceCountIs("openstack_compute_instance_v2", 2);
console.log("synthesized");`;
  const dir = project("program", { "helper.cjs": helper, "main.ts": main }, { type: "module" });
  expect((await succeed("npx", ["tsx", "main.ts"], { cwd: dir })).stdout).toBe("synthesized\n");
});

test("the entry that stacks run for a step starts from ES modules as from CommonJS", async () => {
  for (const program of ['import "scs-blueprints/step"', 'require("scs-blueprints/step")']) {
    const type = program.startsWith("import") ? "module" : "commonjs";
    const { status, output } = await run("node", [`--input-type=${type}`, "-e", program, "no step"], { cwd: folder });
    expect({ type, status, output }).toMatchObject({
      status: 1,
      output: expect.stringContaining("SCSBP-5065") as string,
    });
  }
});

/** What TypeScript is told: the first is what `cdktf init` writes. */
const WITH_TYPE = ' with { type: "json" }';
const RESOLUTIONS = [
  { name: "node10", module: "CommonJS", moduleResolution: "node10", ext: "ts", attributes: "" },
  { name: "node16", module: "node16", moduleResolution: "node16", ext: "ts", attributes: "" },
  { name: "node16 in an ES module", module: "node16", moduleResolution: "node16", ext: "mts", attributes: "" },
  { name: "nodenext", module: "nodenext", moduleResolution: "nodenext", ext: "ts", attributes: "" },
  {
    name: "nodenext in an ES module",
    module: "nodenext",
    moduleResolution: "nodenext",
    ext: "mts",
    attributes: WITH_TYPE,
  },
  { name: "bundler", module: "esnext", moduleResolution: "bundler", ext: "ts", attributes: WITH_TYPE },
] as const;

test.each(RESOLUTIONS)("TypeScript finds all entries by $name", async (resolution) => {
  const { name, module, moduleResolution, ext, attributes } = resolution;
  const lines = [
    ...promised.flatMap(([entry, names], at) => [
      `import { ${names.map((each) => `${each} as ${each}_${at}`).join(", ")} } from "${entry}";`,
      `export const all_${at}: unknown[] = [${names.map((each) => `${each}_${at}`).join(", ")}];`,
    ]),
    ...jsonEntries().flatMap((entry, at) => [
      `import json_${at} from "${entry}"${attributes};`,
      `export const schema_${at}: object = json_${at};`,
    ]),
  ];
  const dir = project(`tsc-${name.replaceAll(" ", "-")}`, { [`all.${ext}`]: lines.join("\n") });
  const args = ["--noEmit", "--strict", "--esModuleInterop", "--resolveJsonModule", "--target", "es2022"];
  const kind = ["--module", module, "--moduleResolution", moduleResolution];
  await succeed("npx", ["tsc", ...args, ...kind, `all.${ext}`], { cwd: dir });
});

test("nothing of the package runs when it is installed", () => {
  const scripts = Object.keys(manifest().scripts ?? {});
  expect(scripts.filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
});
