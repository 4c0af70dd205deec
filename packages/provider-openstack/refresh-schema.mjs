/**
 * Refreshes the committed schema from the provider itself: `npm run refresh-schema -w @scs-blueprints/provider-openstack`.
 *
 * Wanted when PROVIDER_VERSION of packages/sandbox/src/provider/addresses.ts and packages/sandbox/provider move to a new release. Uses the
 * provider as `scs-blueprints provider env` offers it: the local mirror, else the registry.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const VERSION = /provider-openstack\/v3 v(\S+)/.exec(readFileSync(join(HERE, "../sandbox/provider/go.mod"), "utf8"))[1];
const TARGET = join(HERE, "schema", `openstack-${VERSION}.schema.json.gz`);
const cli = join(HERE, "..", "..", "dist", "cli", "main.js");

const { env } = JSON.parse(execFileSync(process.execPath, [cli, "provider", "env", "--json"], { encoding: "utf8" }));
const engine = env.TERRAFORM_BINARY_NAME ?? "terraform";
const work = mkdtempSync(join(tmpdir(), "provider-schema-"));
const run = (...args) =>
  execFileSync(engine, args, {
    cwd: work,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
try {
  const source = "terraform-provider-openstack/openstack";
  writeFileSync(
    join(work, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: { openstack: { source, version: VERSION } } } }),
  );
  run("init", "-input=false");
  const schema = JSON.parse(run("providers", "schema", "-json"));
  // The generator takes the version from here; the engine does not write it.
  schema.provider_versions = Object.fromEntries(Object.keys(schema.provider_schemas).map((name) => [name, VERSION]));
  const before = readCommitted();
  const text = JSON.stringify(schema);
  if (before !== undefined && JSON.stringify(normalise(before)) === JSON.stringify(normalise(schema))) {
    console.log(`provider-openstack: the schema of ${VERSION} is up to date`);
  } else {
    writeFileSync(TARGET, gzipSync(text, { level: 9 }));
    console.log(`provider-openstack: wrote ${TARGET}; name it in generate.mjs, then npm run build`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

function readCommitted() {
  try {
    return JSON.parse(gunzipSync(readFileSync(TARGET)).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Same content whatever the order of keys and whichever engine asked; versions are a fact of ours. */
function normalise(schema) {
  const [provider] = Object.values(schema.provider_schemas);
  const sort = (value) =>
    Array.isArray(value)
      ? value.map(sort)
      : value !== null && typeof value === "object"
        ? Object.fromEntries(
            Object.keys(value)
              .sort()
              .map((key) => [key, sort(value[key])]),
          )
        : value;
  return sort({ provider: provider.provider, resource: provider.resource_schemas, data: provider.data_source_schemas });
}
