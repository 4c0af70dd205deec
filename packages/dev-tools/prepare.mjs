/**
 * What `npm ci` runs last and every npm script first: bindings, compiled library, and the link that lets examples import
 * `scs-blueprints` by its name. Each step does nothing when its result is up to date. `npm ci` runs it as the `prepare` of
 * this workspace: a `prepare` of the root would be packed, and npm warns users of it who install the library.
 */
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
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

/** Compiles lib/ to dist/ when a source, the compiler or its options changed. */
function compileLibrary() {
  const hash = createHash("sha256").update(require("typescript7/package.json").version);
  for (const file of [
    join(ROOT, "tsconfig.json"),
    join(ROOT, "tsconfig.build.json"),
    fileURLToPath(import.meta.url),
    join(ROOT, "packages/dev-tools/api-index.mjs"),
    join(ROOT, "packages/dev-tools/api-types.mjs"),
    join(ROOT, "package.json"),
    join(ROOT, "packages/provider-openstack/lib/.made-from"),
    ...filesBelow(join(ROOT, "lib")),
  ]) {
    hash.update(relative(ROOT, file)).update(readFileSync(file));
  }
  const wanted = hash.digest("hex");
  const dist = join(ROOT, "dist");
  const stamp = join(dist, ".made-from");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    return false;
  }
  rmSync(stamp, { force: true });
  removeOrphans(dist);
  const tsc = spawnSync(
    process.execPath,
    [join(ROOT, "node_modules/typescript7/bin/tsc"), "-p", join(ROOT, "tsconfig.build.json")],
    {
      stdio: "inherit",
    },
  );
  if (tsc.status !== 0) {
    process.exit(tsc.status ?? 1);
  }
  makeImportsLazy(dist);
  const api = readApi(ROOT);
  finishEntries(api);
  writeApiIndex(ROOT, api);
  writeApiTypes(ROOT, api);
  writeFileSync(stamp, wanted);
  return true;
}

/**
 * Writes tsc's JavaScript anew with packages, such as `yaml` and the provider's bindings, loaded when they are first
 * used: a program pays at its start for what it uses. tsc has no such option.
 */
function makeImportsLazy(dist) {
  const options = {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs", lazy: true },
  };
  const lib = join(ROOT, "lib");
  for (const file of filesBelow(lib).filter((each) => each.endsWith(".ts") && !each.endsWith(".d.ts"))) {
    const { code } = transformFileSync(file, { ...options, swcrc: false });
    writeFileSync(join(dist, relative(lib, file).replace(/\.ts$/, ".js")), code);
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

/** Compiled files whose source is gone would still be packed and imported. */
function removeOrphans(dist) {
  if (!existsSync(dist)) {
    return;
  }
  for (const file of filesBelow(dist)) {
    const source = join(ROOT, "lib", relative(dist, file)).replace(/\.d\.ts$|\.js$/, "");
    if (/\.(js|d\.ts)$/.test(file) && !existsSync(`${source}.ts`)) {
      rmSync(file);
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
const compiled = compileLibrary();
linkSelf();
if (modules > 0 || compiled) {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const bindings = modules > 0 ? `${modules} provider modules and ` : "";
  console.error(`scs-blueprints: made ${bindings}the library in ${seconds} s`);
}
