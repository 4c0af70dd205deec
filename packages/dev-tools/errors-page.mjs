/** Writes docs/errors.md from the lists of codes: `npm run docs:errors`; `--check` fails when it is out of date. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const require = createRequire(import.meta.url);
const PAGE = join(ROOT, "docs", "errors.md");

const LAYERS = [
  ["Core", "core"],
  ["Cloud and stack", "cloud"],
  ["OpenStack constructs", "openstack"],
  ["Kubernetes constructs", "kubernetes"],
  ["Blueprints", "blueprints"],
  ["Compliance", "compliance"],
  ["Pictures", "graph"],
  ["Fleets", "fleet"],
  ["SCS knowledge", "scs"],
  ["Command line", "cli"],
  ["Test helpers", "testing"],
];

function codesOf(layer) {
  const file = join(ROOT, "dist", layer, "error-codes.js");
  return existsSync(file) ? Object.values(require(file)).find(Array.isArray) : [];
}

/** The sandbox is Python: it is asked for its list. */
function sandboxCodes() {
  const print = "import json, scs_sandbox.errors as e; print(json.dumps(e.CODES))";
  const json = execFileSync("python3", ["-c", print], { cwd: join(ROOT, "sandbox"), encoding: "utf8" });
  return Object.entries(JSON.parse(json)).map(([code, title]) => ({ code, title, explanation: "" }));
}

function section(title, codes) {
  const rows = codes.map((one) => `| \`${one.code}\` | ${one.title} | ${one.explanation} |`);
  return codes.length === 0
    ? []
    : [`## ${title}`, "", "| code | what | why, and what to do |", "| --- | --- | --- |", ...rows, ""];
}

const page = [
  "# Error codes",
  "",
  "Every error says what is wrong, the value received, what is allowed and what to do; its code is stable.",
  "This page is made from the code by `npm run docs:errors`.",
  "",
  ...LAYERS.flatMap(([title, layer]) => section(title, codesOf(layer))),
  ...section("Sandbox", sandboxCodes()),
].join("\n");

if (process.argv.includes("--check")) {
  if (!existsSync(PAGE) || readFileSync(PAGE, "utf8") !== page) {
    console.error("docs/errors.md is out of date: run `npm run docs:errors`");
    process.exit(1);
  }
} else {
  writeFileSync(PAGE, page);
}
