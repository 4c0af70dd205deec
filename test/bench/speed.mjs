/**
 * What the library costs beside the bare engine, and beside HCL, with the same resources: `npm run bench`.
 *
 *   npm run bench                      prints the tables of synth; exit code 1 when a goal is missed
 *   npm run bench -- --cloud           and of plan and apply on the sandbox, which is started unless it runs
 *   npm run bench -- --write           with --cloud, and writes docs/bench.md
 *   npm run bench -- --sizes 100,1000  other numbers of resources
 *   npm run bench -- --json            figures in place of the table
 *
 * Each figure is a process of its own. Three rounds (seven of the import), the two programs in turn; what is compared is CPU time, which a busy
 * machine disturbs less than time by the clock; the loop of who edits is by the clock. A goal is missed when even the best
 * round misses it.
 */
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { run } from "./support/run.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROUNDS = 3;
/** Of a fifth of a second each, and as noisy as they are short. */
const IMPORT_ROUNDS = 7;
/** Of the workload: each server is an instance, a port and what notes the image's revision. */
const RESOURCES_A_SERVER = 3;

/** Ratios of ours to the bare engine; growth is by resource, the largest size against the one before. */
const GOALS = {
  import: { at_most: 1.2, what: "import of the library / of cdktf and the same bindings" },
  synth: { at_most: 1, what: "construct + synth + full compliance report / the bare engine's construct + synth" },
  memory: { at_most: 1, what: "peak of memory of the same" },
  loop: {
    at_most: 1.2,
    what: "from an edit to the report, 1,000 resources in TypeScript / to the files of the bare engine, without a report",
  },
  growth: { at_most: 1.3, what: "our time for each resource at the largest size / at the size before it" },
};

const { values: options } = parseArgs({
  options: {
    sizes: { type: "string", default: "10,100,1000,10000,20000" },
    cloud: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const sizes = options.sizes.split(",").map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < RESOURCES_A_SERVER)) {
  console.error(
    `--sizes takes numbers of resources from ${RESOURCES_A_SERVER}, such as 100,1000; got ${options.sizes}`,
  );
  process.exit(2);
}

/** For the workloads: neither the user's choice of a synthesis nor another place for what they write. */
const env = { ...process.env, SCS_BLUEPRINTS_SYNTH: "", CDKTF_OUTDIR: "" };
const workload = (program) => join(HERE, "speed", `${program}.cjs`);
const TSX = createRequire(import.meta.url).resolve("tsx/cli");

function once(program, ...args) {
  return JSON.parse(run(process.execPath, [workload(program), ...args], { env }));
}

/** Milliseconds by the clock, from the start of the program, as one waits for it. */
function waited(program, ...args) {
  const started = performance.now();
  run(process.execPath, [TSX, workload(program), ...args], { env });
  return performance.now() - started;
}

function say(text) {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
}

/** Median, least and greatest of an odd number. */
function spread(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  return { middle: sorted[(sorted.length - 1) / 2], least: sorted[0], greatest: sorted.at(-1) };
}

/** See cloud/cloud.mjs. */
function onCloud() {
  return JSON.parse(run(process.execPath, [join(HERE, "cloud/cloud.mjs")], { stdio: ["ignore", "pipe", "inherit"] }));
}

function rounds(size, check) {
  const servers = Math.round(size / RESOURCES_A_SERVER);
  return Array.from({ length: ROUNDS }, (_, round) => {
    say(`${size} resources, round ${round + 1} of ${ROUNDS}`);
    const ours = once("ours", String(servers), ...(check ? ["check"] : []));
    const bare = once("bare", String(servers));
    if (!isDeepStrictEqual(ours.made, bare.made)) {
      throw new Error(`the two programs differ in what they make:\n${JSON.stringify([ours.made, bare.made], null, 1)}`);
    }
    return { ours, bare };
  });
}

const worked = ({ phases }) => phases.construct + phases.synth;
const resourcesOf = ({ made }) =>
  Object.entries(made)
    .filter(([key]) => key.startsWith("resource "))
    .reduce((sum, [, count]) => sum + count, 0);

const imports = Array.from({ length: IMPORT_ROUNDS }, () => ({ ours: once("ours", "0"), bare: once("bare", "0") }));
const LOOP_SERVERS = String(Math.round(1000 / RESOURCES_A_SERVER));
const loops = Array.from({ length: ROUNDS }, (_, round) => {
  say(`from an edit to the report, round ${round + 1} of ${ROUNDS}`);
  return { ours: waited("ours", LOOP_SERVERS, "check"), bare: waited("bare", LOOP_SERVERS) };
});
const rows = sizes.map((size) => {
  const all = rounds(size, true);
  return {
    resources: resourcesOf(all[0].ours),
    ours: spread(all.map(({ ours }) => worked(ours))),
    bare: spread(all.map(({ bare }) => worked(bare))),
    synth: spread(all.map(({ ours, bare }) => worked(ours) / worked(bare))),
    memory: spread(all.map(({ ours, bare }) => ours.peakMiB / bare.peakMiB)),
    peakMiB: spread(all.map(({ ours }) => ours.peakMiB)),
  };
});
say("");

const largest = rows.at(-1);
const before = rows.at(-2);
const each = (row, which) => row.ours[which] / row.resources;
const results = {
  import: spread(imports.map(({ ours, bare }) => ours.phases.import / bare.phases.import)),
  loop: spread(loops.map(({ ours, bare }) => ours / bare)),
  synth: largest.synth,
  memory: largest.memory,
  ...(before === undefined
    ? {}
    : {
        growth: {
          middle: each(largest, "middle") / each(before, "middle"),
          least: each(largest, "least") / each(before, "greatest"),
          greatest: each(largest, "greatest") / each(before, "least"),
        },
      }),
};
const cloud = options.cloud || options.write ? onCloud() : undefined;
const missed = Object.keys(results).filter((name) => results[name].least > GOALS[name].at_most);

const two = (number) => number.toFixed(2);
const range = ({ middle, least, greatest }) => `${two(middle)} (${two(least)}–${two(greatest)})`;
const thousands = (number) => Math.round(number).toLocaleString("en-US");

function table() {
  const goals = Object.entries(results).map(
    ([name, result]) => `| ${GOALS[name].what} | ${range(result)} | ≤ ${GOALS[name].at_most} |`,
  );
  const bySize = rows.map(
    ({ resources, ours, bare, synth, memory, peakMiB }) =>
      `| ${thousands(resources)} | ${thousands(ours.middle)} | ${thousands(bare.middle)} | ${range(synth)} | ` +
      `${thousands(peakMiB.middle)} | ${range(memory)} |`,
  );
  return [
    "| Ratio | Median (least–greatest) | Goal |",
    "|---|---|---|",
    ...goals,
    "",
    "| Resources | Ours: construct, synth and report, CPU ms | Bare engine: construct and synth, CPU ms | Ratio | Our peak, MiB | Ratio |",
    "|---|---|---|---|---|---|",
    ...bySize,
  ].join("\n");
}

function cloudTable({ servers, rows }) {
  const lines = rows.map(
    ({ step, ours, hand, ratio }) =>
      `| ${step} | ${ours.seconds.toFixed(1)} | ${hand.seconds.toFixed(1)} | ${two(ratio.seconds)} | ` +
      `${ours.requests} | ${hand.requests} | ${two(ratio.requests)} |`,
  );
  return [
    `| ${servers} servers, two networks | Ours, s | HCL, s | Ratio | Ours, requests | HCL, requests | Ratio |`,
    "|---|---|---|---|---|---|---|",
    ...lines,
  ].join("\n");
}

if (options.write) {
  const page = `# Speed

How fast is the library beside bare \`cdktf\` with the same bindings and the same resources? The program declares pools of 100 servers, each with
a network port and an image revision. Our time includes a full report on IaaS v5.1 and good practice; the bare engine makes no report.

The figures are CPU time. Each one comes from a separate process, and the two programs run in turn. The load of the machine changes the times more than the
ratios. \`npm run bench -- --write\` writes this page. CI runs the same with fewer sizes, and fails if even the best of three rounds (seven for the import) misses a goal.

Measured with Node ${process.versions.node} on ${cpus().length} cores.

${table()}

Why it is fast:

- \`lib/core/synthesis.ts\` resolves each value once; the engine does so three times.
- \`token-traces.ts\` does not record a stack trace for each token.
- Packages are loaded when they are first used.

\`SCS_BLUEPRINTS_SYNTH=engine\` uses the engine's synthesis. The output is byte-equal; \`test/unit/core/synthesis.test.ts\` and the golden files check that.

## On a cloud

Terraform runs on the sandbox, in turn with the output of constructs and with handwritten HCL for the same resources
(\`test/bench/cloud\`). Plans are medians of three. The provider spends most of an apply waiting between two polls of a server.

${cloudTable(cloud)}

\`test/e2e/migration.test.ts\` checks that our plan needs at most 1.2 times the requests of the HCL's plan.
`;
  writeFileSync(join(HERE, "../../docs/bench.md"), page);
}
const tables = () => [table(), ...(cloud === undefined ? [] : [cloudTable(cloud)])].join("\n\n");
console.log(options.json ? JSON.stringify({ results, rows, cloud, missed }, null, 2) : tables());
for (const name of missed) {
  console.error(`missed: ${GOALS[name].what}: ${range(results[name])}, goal ≤ ${GOALS[name].at_most}`);
}
process.exitCode = missed.length > 0 ? 1 : 0;
