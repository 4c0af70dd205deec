/**
 * Holds the public API to what other languages can express: compiles lib/jsii.ts with jsii, generates Java and Go from the
 * result and compiles both. jsii alone accepts some APIs that javac or go refuse.
 *
 *   node packages/dev-tools/jsii/check.mjs            all of it
 *   node packages/dev-tools/jsii/check.mjs --jsii     jsii and the API report only, without Java and Go
 *   node packages/dev-tools/jsii/check.mjs --update   writes the API report anew
 *
 * The API report, api.txt, has a line for each type and member. CI fails when the API differs from it.
 * Works in a temporary folder that holds lib/ and the modules it is made with. `npm ci` beside this file installs the tools.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "../../..");
const TOOLS = join(HERE, "node_modules");
const MODULES = join(ROOT, "node_modules");
const BUNDLED = [
  "ip-address",
  "yaml",
  "ajv",
  "xmlbuilder",
  "wrap-ansi",
  "string-width",
  "picocolors",
  "html-escaper",
  "undici",
  "aws4",
];
/** Not part of the public API for other languages: helpers for tests. */
const LEFT_OUT = ["testing"];

/** Packages whose sources stand in the library's place for jsii, which sees one package. */
const MERGED = ["standards", "checker"];

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));
const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/** Runs a program to its end; a failure of it is one of the check. */
function run(title, program, args, cwd, env = {}) {
  const begin = Date.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: "1", ...env },
  });
  if (status !== 0) {
    throw new Error(`${title} failed${error === undefined ? "" : `: ${error.message}`}\n${stdout}${stderr}`);
  }
  console.log(`${title}: ${((Date.now() - begin) / 1000).toFixed(0)} s`);
  return stdout;
}

const jsTool = (name) => join(TOOLS, ".bin", name);

/** A module and all that it depends on. */
function closure(names) {
  const found = new Set();
  const open = [...names];
  while (open.length > 0) {
    const name = open.pop();
    const file = join(MODULES, name, "package.json");
    if (!found.has(name) && existsSync(file)) {
      found.add(name);
      open.push(...Object.keys(readJson(file).dependencies ?? {}));
    }
  }
  return [...found];
}

const filesBelow = (folder, ending) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

/** A package that jsii can read: lib/ without what is left out, and its modules as copies. */
function stage(folder) {
  for (const name of ["lib", "LICENSE", "README.md"]) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  LEFT_OUT.forEach((name) => rmSync(join(folder, "lib", name), { recursive: true, force: true }));
  mergePackages(join(folder, "lib"));
  for (const name of [...closure(BUNDLED), "cdktf", "@types", "undici-types"]) {
    cpSync(join(MODULES, name), join(folder, "node_modules", name), { recursive: true, dereference: true });
  }
  // The oldest one that package.json allows: Go repeats inherited members, so it needs at least what it was made with.
  cpSync(join(TOOLS, "constructs"), join(folder, "node_modules/constructs"), { recursive: true });
  const bindings = join(folder, "node_modules/@scs-blueprints/provider-openstack");
  for (const name of ["lib", "package.json", "LICENSE"]) {
    cpSync(join(ROOT, "packages/provider-openstack", name), join(bindings, name), { recursive: true });
  }
  stageKubernetesBindings(folder);
  writeManifest(folder);
}

/** Copies the packages below the library, and has the library import them from there. */
function mergePackages(lib) {
  MERGED.forEach((name) => cpSync(join(ROOT, "packages", name, "src"), join(lib, name), { recursive: true }));
  const ours = new RegExp(`"@scs-blueprints/(${MERGED.join("|")})(?:/([a-z-]+))?"`, "g");
  for (const file of filesBelow(lib, ".ts")) {
    const text = readFileSync(file, "utf8").replace(ours, (_, name, entry = "index") => {
      const path = relative(dirname(file), join(lib, name, entry));
      return JSON.stringify(path.startsWith(".") ? path : `./${path}`);
    });
    writeFileSync(file, text);
  }
}

/** Of the Kubernetes bindings only what lib/ imports: the rest is 100 MB. */
function stageKubernetesBindings(folder) {
  const name = "@cdktf/provider-kubernetes";
  const [from, to] = [join(MODULES, name), join(folder, "node_modules", name)];
  mkdirSync(to, { recursive: true });
  const { jsii: _jsii, scripts: _scripts, ...manifest } = readJson(join(from, "package.json"));
  writeJson(join(to, "package.json"), { ...manifest, files: ["lib"] });
  const used = new Set(
    filesBelow(join(ROOT, "lib"), ".ts").flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/@cdktf\/provider-kubernetes\/lib\/([a-z0-9-]+)/g)].map(
        ([, part]) => part,
      ),
    ),
  );
  used.forEach((part) => cpSync(join(from, "lib", part), join(to, "lib", part), { recursive: true }));
}

function writeManifest(folder) {
  const { version, description, license } = readJson(join(ROOT, "package.json"));
  const installed = (name) => readJson(join(folder, "node_modules", name, "package.json")).version;
  const bundled = ["@scs-blueprints/provider-openstack", "@cdktf/provider-kubernetes", ...BUNDLED];
  writeJson(join(folder, "package.json"), {
    name: "scs-blueprints",
    version,
    description,
    license,
    author: { name: "scs-blueprints", organization: true },
    repository: { type: "git", url: "https://example.org/scs-blueprints.git" },
    stability: "experimental",
    main: "dist/jsii.js",
    types: "dist/jsii.d.ts",
    dependencies: Object.fromEntries(bundled.map((name) => [name, installed(name)])),
    bundledDependencies: bundled,
    peerDependencies: { cdktf: "^0.21.0", constructs: "^10.4.2" },
    devDependencies: { cdktf: installed("cdktf"), constructs: installed("constructs") },
    jsii: {
      outdir: "out",
      versionFormat: "short",
      tsc: { outDir: "dist", rootDir: "lib" },
      targets: {
        java: { package: "org.scsblueprints", maven: { groupId: "org.scsblueprints", artifactId: "scs-blueprints" } },
        go: { moduleName: "example.org/scs", packageName: "scsblueprints" },
      },
    },
  });
  const { compilerOptions } = readJson(join(ROOT, "tsconfig.json"));
  const { paths: _paths, noEmit: _noEmit, types: _types, ...options } = compilerOptions;
  writeJson(join(folder, "tsconfig.jsii.json"), {
    compilerOptions: {
      ...options,
      declaration: true,
      noEmitOnError: true,
      stripInternal: false,
      noUnusedLocals: false,
      rootDir: "lib",
      outDir: "dist",
      types: ["node"],
    },
    files: ["lib/jsii.ts"],
  });
}

function checkGo(folder) {
  run("jsii-pacmak, Go", jsTool("jsii-pacmak"), ["--target", "go", "--code-only", "--outdir", "out"], folder);
  const sources = join(folder, "out/go/scsblueprints");
  run("go mod tidy", "go", ["mod", "tidy"], sources);
  run("go build", "go", ["build", "./..."], sources);
}

function checkJava(folder) {
  const engine = join(folder, "node_modules/cdktf");
  const pacmak = ["--target", "java", "--code-only", "--outdir", "out"];
  run("jsii-pacmak, Java of the engine", jsTool("jsii-pacmak"), pacmak, engine);
  run("jsii-pacmak, Java", jsTool("jsii-pacmak"), pacmak, folder);
  const list = join(folder, "classpath.txt");
  run("mvn", "mvn", ["-q", "-B", "dependency:build-classpath", `-Dmdep.outputFile=${list}`], HERE);
  const sources = [engine, folder].flatMap((from) => filesBelow(join(from, "out/java"), ".java"));
  writeFileSync(join(folder, "sources.txt"), sources.map((file) => `"${file}"`).join("\n"));
  const classes = join(folder, "classes");
  const options = [
    "-nowarn",
    "-proc:none",
    "-Xmaxerrs",
    "50",
    "-J-Xmx2g",
    "-d",
    classes,
    "-cp",
    readFileSync(list, "utf8").trim(),
  ];
  run(`javac of ${sources.length} files`, "javac", [...options, `@${join(folder, "sources.txt")}`], folder);
}

/** A type as it is written. */
function typeText(type) {
  if (type === undefined) {
    return "void";
  }
  if (type.collection !== undefined) {
    const inner = typeText(type.collection.elementtype);
    return type.collection.kind === "array" ? `${inner}[]` : `{ [key]: ${inner} }`;
  }
  return type.union?.types.map(typeText).join(" | ") ?? type.primitive ?? type.fqn.replace("scs-blueprints.", "");
}

const optional = (value) => (value.optional ? "?" : "");

function signature({ parameters = [] }) {
  const texts = parameters.map((each) => {
    const dots = each.variadic ? "..." : "";
    return `${dots}${each.name}${optional(each)}: ${typeText(each.type)}`;
  });
  return `(${texts.join(", ")})`;
}

/** A line for each type and member, sorted, of the assembly that jsii wrote. */
function apiReport({ types }) {
  const lines = [];
  for (const [fqn, type] of Object.entries(types)) {
    const name = fqn.replace("scs-blueprints.", "");
    const kind = type.datatype ? "struct" : type.kind;
    const bases = [type.base, ...(type.interfaces ?? [])]
      .filter(Boolean)
      .map((each) => each.replace("scs-blueprints.", ""));
    lines.push(
      `${name}: ${type.abstract ? "abstract " : ""}${kind}${bases.length > 0 ? ` of ${bases.join(", ")}` : ""}`,
    );
    if (type.initializer !== undefined) {
      lines.push(`${name}.new${signature(type.initializer)}`);
    }
    for (const member of type.members ?? []) {
      lines.push(`${name}.${member.name}`);
    }
    for (const each of type.properties ?? []) {
      const prefix = `${each.static ? "static " : ""}${each.immutable ? "" : "writable "}`;
      lines.push(`${name}.${each.name}${optional(each)}: ${prefix}${typeText(each.type)}`);
    }
    for (const each of type.methods ?? []) {
      const result = each.returns === undefined ? "void" : `${typeText(each.returns.type)}${optional(each.returns)}`;
      lines.push(`${name}.${each.name}${signature(each)}: ${each.static ? "static " : ""}${result}`);
    }
  }
  return `${lines.sort().join("\n")}\n`;
}

/** Compares the API with the report in git, line by line. */
function checkReport(assembly) {
  const file = join(HERE, "api.txt");
  const now = apiReport(assembly);
  if (process.argv.includes("--update")) {
    writeFileSync(file, now);
    return;
  }
  const before = readFileSync(file, "utf8");
  const [old, current] = [before, now].map((text) => new Set(text.split("\n")));
  const changes = [
    ...[...old].filter((line) => !current.has(line)).map((line) => `- ${line}`),
    ...[...current].filter((line) => !old.has(line)).map((line) => `+ ${line}`),
  ];
  if (changes.length > 0) {
    throw new Error(
      `the public API differs from packages/dev-tools/jsii/api.txt\n${changes.join("\n")}\n` +
        "if that is meant: a line in CHANGELOG.md, and npm run check:jsii -- --update",
    );
  }
}

const folder = mkdtempSync(join(tmpdir(), "scs-blueprints-jsii-"));
try {
  stage(folder);
  run("jsii", jsTool("jsii"), ["--tsconfig", "tsconfig.jsii.json", "--validate-tsconfig", "minimal"], folder);
  const assembly = readJson(join(folder, ".jsii"));
  console.log(`jsii accepts ${Object.keys(assembly.types).length} types`);
  checkReport(assembly);
  if (!process.argv.includes("--jsii") && !process.argv.includes("--update")) {
    checkGo(folder);
    checkJava(folder);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
