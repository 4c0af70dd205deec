/**
 * Makes the bindings of the OpenStack provider: schema (gzipped, committed) → TypeScript in src/ → JavaScript and
 * d.ts in lib/.
 *
 * Nothing is fetched and neither terraform nor the provider is run. The result is a pure function of the schema, of
 * this file and of the versions of generator and compiler; their digest is kept in lib/.made-from, so that a second
 * run takes milliseconds. lib/ is replaced as a whole, by a rename: a run that is killed leaves the old one or none.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const SCHEMA = join(HERE, "schema", "openstack-3.4.0.schema.json.gz");
const SOURCE = "terraform-provider-openstack/openstack";
/** What required_providers asks for: the schema's version or newer, up to the next release that may remove things. */
const VERSION_CONSTRAINT = ">= 3.4.0, < 4.0.0";

// The generator belongs to the development tools, which npm may or may not hoist: resolve from there.
const require = createRequire(join(HERE, "..", "dev-tools", "package.json"));

function digest() {
  const hash = createHash("sha256");
  for (const file of [SCHEMA, fileURLToPath(import.meta.url)]) {
    hash.update(readFileSync(file));
  }
  for (const name of ["@cdktf/provider-generator", "typescript", "cdktf"]) {
    hash.update(`${name} ${require(`${name}/package.json`).version}\n`);
  }
  return hash.digest("hex");
}

/** Writes one TypeScript module per resource below `out`, in the shape of the prebuilt `@cdktf/provider-*` packages. */
async function emitTypeScript(out) {
  const generator = dirname(require.resolve("@cdktf/provider-generator/package.json"));
  const fromGenerator = createRequire(join(generator, "package.json"));
  // Its commons ask `terraform version` as they load, and complain of the user's CLI configuration: neither matters.
  process.env.TERRAFORM_BINARY_NAME = "scs-blueprints-needs-no-terraform-here";
  process.env.CHECKPOINT_DISABLE = "1"; // nor does it phone home
  // The package's index loads jsii and more; the generator itself needs neither.
  const { TerraformProviderGenerator } = fromGenerator("./lib/get/generator/provider-generator");
  const { ConstructsMakerProviderTarget, LANGUAGES, TerraformProviderConstraint } = fromGenerator("@cdktf/commons");
  const { CodeMaker } = fromGenerator("codemaker");
  const schema = JSON.parse(gunzipSync(readFileSync(SCHEMA)).toString("utf8"));
  const code = new CodeMaker();
  new TerraformProviderGenerator(code, schema).generate(
    new ConstructsMakerProviderTarget(new TerraformProviderConstraint(`${SOURCE}@${VERSION_CONSTRAINT}`), LANGUAGES[0]),
  );
  await code.save(out);
  return join(out, "providers", "openstack");
}

/** Compiles with the type check on: a generator or engine that no longer fit each other fail here. */
function compile(src, out) {
  const ts = require("typescript");
  // lazy-index.ts is JavaScript in disguise, for a packaging that the prebuilt providers do with their own tools
  const files = ts.sys.readDirectory(src, [".ts"]).filter((file) => !file.endsWith("lazy-index.ts"));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    strict: true,
    declaration: true,
    skipLibCheck: true,
    rootDir: src,
    outDir: out,
    types: [],
  });
  const problems = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (problems.length > 0) {
    throw new Error(ts.formatDiagnostics(problems.slice(0, 10), ts.createCompilerHost({})));
  }
  return files.length - 1; // without the index
}

/** @returns the number of modules made, 0 when lib/ is up to date. */
export async function generateBindings() {
  const lib = join(HERE, "lib");
  const stamp = join(lib, ".made-from");
  const wanted = digest();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    return 0;
  }
  // Inside the package, so that `cdktf` resolves for the compiler.
  const work = join(HERE, `src.${process.pid}`);
  try {
    const src = await emitTypeScript(work);
    const out = join(work, "lib");
    const modules = compile(src, out);
    writeFileSync(join(out, ".made-from"), wanted);
    rmSync(lib, { recursive: true, force: true });
    renameSync(out, lib);
    return modules;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const modules = await generateBindings();
  console.log(
    modules === 0
      ? "provider-openstack: bindings are up to date"
      : `provider-openstack: ${modules} modules in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
}
