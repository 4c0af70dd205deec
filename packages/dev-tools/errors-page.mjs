/** Writes docs/errors.md from the lists of codes: `npm run docs:errors`; `--check` fails when it is out of date. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const require = createRequire(import.meta.url);
const PAGE = join(ROOT, "docs", "errors.md");

/** Sections of the page, by the codes that begin so. */
const SECTIONS = [
  ["Core", /^SCSBP-10[014]/],
  ["Cloud and stack", /^SCSBP-1(0[23]|1)/],
  ["OpenStack constructs", /^SCSBP-2/],
  ["Kubernetes constructs", /^SCSBP-3/],
  ["Blueprints", /^SCSBP-6/],
  ["Compliance", /^SCSBP-4/],
  ["Pictures", /^SCSBP-7[0-4]/],
  ["Fleets", /^SCSBP-75/],
  ["SCS knowledge", /^SCSBP-5/],
  ["Command line", /^SCSBP-8(?!5)/],
  ["Test helpers", /^SCSBP-85/],
];

const { ERRORS } = require(join(ROOT, "packages/standards/dist/error-codes.js"));

function codesOf(pattern) {
  return Object.entries(ERRORS)
    .filter(([code]) => pattern.test(code))
    .map(([code, text]) => ({ code, ...text }));
}

/** The sandbox is Python: it is asked for its list. */
function sandboxCodes() {
  const print = "import json, scs_sandbox.errors as e; print(json.dumps(e.CODES))";
  const json = execFileSync("python3", ["-c", print], { cwd: join(ROOT, "packages/sandbox/python"), encoding: "utf8" });
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
  ...SECTIONS.flatMap(([title, pattern]) => section(title, codesOf(pattern))),
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
