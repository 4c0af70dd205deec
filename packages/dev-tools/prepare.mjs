/**
 * What `npm ci` runs last and every npm script first: bindings, compiled library, and the link that lets examples import
 * `scs-blueprints` by its name. Each step does nothing when its result is up to date. `npm ci` runs it as the `prepare` of
 * this workspace: a `prepare` of the root would be packed, and npm warns users of it who install the library.
 */
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { transformFileSync } from "@swc/core";
import { readApi, writeApiIndex } from "./api-index.mjs";
import { writeApiTypes } from "./api-types.mjs";
import { generateBindings } from "../provider-openstack/generate.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const require = createRequire(import.meta.url);

function filesBelow(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** The packages that are compiled, each after those that it imports: folder, folder of its sources. */
const PACKAGES = [
  { dir: join(ROOT, "packages/standards"), sources: "src" },
  { dir: join(ROOT, "packages/checker"), sources: "src" },
  { dir: join(ROOT, "packages/toolkit"), sources: "src" },
  { dir: join(ROOT, "packages/sandbox"), sources: "src" },
  { dir: join(ROOT, "packages/cli"), sources: "src" },
  { dir: ROOT, sources: "lib" },
];
const sourcesOf = ({ dir, sources }) =>
  filesBelow(join(dir, sources)).filter((each) => each.endsWith(".ts") && !each.endsWith(".d.ts"));
const distOf = ({ dir }) => join(dir, "dist");

/** Compiles all packages to their dist/ when a source, the compiler or its options changed. */
function compilePackages() {
  const hash = createHash("sha256").update(require("typescript7/package.json").version);
  for (const file of [
    join(ROOT, "tsconfig.json"),
    join(ROOT, "tsconfig.build.json"),
    fileURLToPath(import.meta.url),
    join(ROOT, "packages/dev-tools/api-index.mjs"),
    join(ROOT, "packages/dev-tools/api-types.mjs"),
    join(ROOT, "packages/provider-openstack/lib/.made-from"),
    ...filesBelow(join(ROOT, "templates")),
    ...PACKAGES.flatMap(({ dir, sources }) => [join(dir, "package.json"), ...filesBelow(join(dir, sources))]),
  ]) {
    hash.update(relative(ROOT, file)).update(readFileSync(file));
  }
  const wanted = hash.digest("hex");
  const stamp = join(ROOT, "dist", ".made-from");
  if (
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === wanted &&
    PACKAGES.every((each) => existsSync(distOf(each)))
  ) {
    return false;
  }
  rmSync(stamp, { force: true });
  writeDeclarations();
  PACKAGES.forEach(writeScripts);
  const api = readApi(ROOT);
  PACKAGES.forEach(loadEntriesLazily);
  finishEntries(api);
  copyFileSync(join(ROOT, "packages/checker/src/report/report.schema.json"), join(ROOT, "dist/report.schema.json"));
  copyTemplates();
  writeApiIndex(ROOT, api);
  writeApiTypes(ROOT, api);
  writeFileSync(stamp, wanted);
  return true;
}

/** Has tsc check all sources and write their declarations, and takes these to the packages. */
function writeDeclarations() {
  const made = join(ROOT, "node_modules", ".cache", "declarations");
  rmSync(made, { recursive: true, force: true });
  const compiler = join(ROOT, "node_modules/typescript7/bin/tsc");
  const args = ["-p", join(ROOT, "tsconfig.build.json"), "--outDir", made];
  const tsc = spawnSync(process.execPath, [compiler, ...args], { stdio: "inherit" });
  if (tsc.status !== 0) {
    process.exit(tsc.status ?? 1);
  }
  for (const each of PACKAGES) {
    removeOrphans(each);
    cpSync(join(made, relative(ROOT, each.dir), each.sources), distOf(each), { recursive: true });
  }
  // the types of pictures are there also where the toolkit itself is not
  rmSync(join(ROOT, "dist/graph"), { recursive: true, force: true });
  cpSync(join(made, "packages/toolkit/src/graph"), join(ROOT, "dist/graph"), { recursive: true });
  writeFileSync(join(ROOT, "dist/graph.d.ts"), 'export * from "./graph/index";\n');
}

/**
 * Writes the JavaScript of a package, and the JSON beside it. Other packages, such as `yaml` and the provider's bindings, are
 * loaded when they are first used: a program pays at its start for what it uses. tsc has no such option.
 */
function writeScripts(each) {
  const options = {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs", lazy: true },
  };
  const sources = join(each.dir, each.sources);
  const to = (file) => join(distOf(each), relative(sources, file));
  for (const file of sourcesOf(each)) {
    const { code } = transformFileSync(file, { ...options, swcrc: false });
    writeFileSync(to(file).replace(/\.ts$/, ".js"), code);
  }
  for (const file of filesBelow(sources).filter((name) => name.endsWith(".json"))) {
    mkdirSync(dirname(to(file)), { recursive: true });
    copyFileSync(file, to(file));
  }
}

/** How an entry loads what it re-exports. A package of ours that is none of its dependencies may be missing. */
function loaded(file, dependencies) {
  const ours = /^@scs-blueprints\/[^/]+/.exec(file)?.[0];
  return ours === undefined || ours in dependencies
    ? `require("${file}")`
    : `require("@scs-blueprints/standards/internal").requirePackage("${file}", __filename)`;
}

/**
 * Writes the entries of a package that only re-export so that each file behind them is loaded when one of its names is first
 * used; swc loads what is behind `export *` at once.
 */
function loadEntriesLazily({ dir, sources }) {
  const { exports, dependencies = {} } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
  for (const entry of Object.values(exports).flatMap(({ default: file }) => (file === undefined ? [] : [file]))) {
    const script = join(dir, entry);
    const source = readFileSync(script.replace(join(dir, "dist"), join(dir, sources)).replace(/\.js$/, ".ts"), "utf8");
    const lines = source.split("\n").filter((line) => line !== "" && !line.startsWith("//"));
    const exported = lines.map((line) => /^export (\*|\{ .+ \}) from "(.+)";$/.exec(line));
    if (exported.includes(null)) {
      continue; // it has code of its own
    }
    const load = createRequire(script);
    const names = exported.map(([, list, file]) => [
      file,
      list === "*"
        ? Object.keys(load(file))
        : list
            .slice(2, -2)
            .split(", ")
            .filter((name) => name in load(file)),
    ]);
    writeFileSync(
      script,
      [
        '"use strict";',
        'Object.defineProperty(exports, "__esModule", { value: true });',
        "function from(load, names) {",
        "  for (const name of names) {",
        "    const get = () => {",
        "      const value = load()[name];",
        "      Object.defineProperty(exports, name, { value, enumerable: true });",
        "      return value;",
        "    };",
        "    Object.defineProperty(exports, name, { get, enumerable: true, configurable: true });",
        "  }",
        "}",
        ...names
          .filter(([, list]) => list.length > 0)
          .map(([file, list]) => `from(() => ${loaded(file, dependencies)}, ${JSON.stringify(list)});`),
        `0 && (module.exports = { ${names.flatMap(([, list]) => list).join(", ")} });`,
        "",
      ].join("\n"),
    );
  }
}

/**
 * Ends each entry with two lines. The first puts the checks of arguments before its classes (lib/checked-api.ts). The second is a list
 * of its names that never runs: Node.js imports by name what it finds in a file of CommonJS by its text, and follows no `export *` of
 * swc's (docs/decisions/0060-es-modules.md).
 */
function finishEntries({ modules }) {
  for (const { file, values } of modules) {
    const entry = file.replace(/\.d\.ts$/, ".js");
    const path = relative(dirname(entry), join(ROOT, "dist/checked-api")).replaceAll("\\", "/");
    const checks = `module.exports = require("${path.startsWith(".") ? path : `./${path}`}").checkedApi(module.exports);\n`;
    const list = values.map(({ name }) => name).sort();
    appendFileSync(entry, `${checks}0 && (module.exports = { ${list.join(", ")} });\n`);
  }
}

/** npm packs only what lies in a package: the command line gets a copy of the templates. */
function copyTemplates() {
  const copy = join(ROOT, "packages/cli/templates");
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(ROOT, "templates"), copy, {
    recursive: true,
    filter: (file) => !/(^|[\\/])(node_modules|cdktf\.out|\.terraform)([\\/]|$)|\.tfstate/.test(relative(ROOT, file)),
  });
}

/** Of dist/, what has no source of its own. */
const GENERATED = /^(api\.json|api-types\.json|report\.schema\.json|graph\/.*\.d\.ts)$/;

/** Compiled files whose source is gone would still be packed and imported. */
function removeOrphans(each) {
  const dist = distOf(each);
  if (!existsSync(dist)) {
    return;
  }
  for (const file of filesBelow(dist)) {
    const source = join(each.dir, each.sources, relative(dist, file)).replace(/(\.d\.ts|\.js)$/, ".ts");
    if (!existsSync(source) && !GENERATED.test(relative(dist, file))) {
      rmSync(file);
    }
  }
}

/**
 * npm packs what a package bundles from the package's own node_modules, and puts the workspaces' links into the root's. What the
 * bundled packages need of others is not bundled: the dependencies of the one that bundles them have it (checked by a test).
 */
function linkBundled() {
  const dir = join(ROOT, "packages/cli");
  const { bundleDependencies } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
  for (const name of bundleDependencies) {
    const link = join(dir, "node_modules", name);
    const folder = join(ROOT, "packages", name.split("/")[1]);
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined) {
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(relative(dirname(link), folder), link, "junction");
    }
  }
}

/** npm cannot make the root project a dependency of its own examples; a link in node_modules can. */
function linkSelf() {
  const link = join(ROOT, "node_modules", "scs-blueprints");
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) {
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync("..", link, "junction");
  }
}

if (!existsSync(join(ROOT, "node_modules", "typescript7"))) {
  // `npm ci --omit=dev`, or installed as a git dependency without development tools: nothing can be made
  console.error("scs-blueprints: development dependencies are missing; run `npm ci` without --omit=dev");
  process.exit(1);
}
const started = performance.now();
const modules = await generateBindings();
const compiled = compilePackages();
linkSelf();
linkBundled();
if (modules > 0 || compiled) {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const bindings = modules > 0 ? `${modules} provider modules and ` : "";
  console.error(`scs-blueprints: made ${bindings}the library in ${seconds} s`);
}
