/**
 * What plan and apply cost on the sandbox, by constructs and by HCL written by hand of the same resources (main.tf).
 *
 *   node test/bench/cloud/cloud.mjs [--servers 10]
 *
 * JSON on standard output. Starts the sandbox unless it runs, and leaves it as it was. The two take turns; seconds depend on
 * the machine, and for an apply on how often the provider looks after a server; requests and ratios are the steady part.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, run } from "../support/run.mjs";
import { cost, sandbox, sandboxEnv } from "../support/sandbox.mjs";

const PLANS = 3;
const { values: options } = parseArgs({ options: { servers: { type: "string", default: "10" } } });
const servers = options.servers;
if (!(Number(servers) >= 1)) {
  console.error(`--servers takes a number from 1; got ${servers}`);
  process.exit(2);
}

const ran = spawnSync("python3", ["packages/sandbox/python/sandbox.py", "status"], { cwd: root }).status === 0;
if (!ran) {
  console.error("starting the sandbox");
  sandbox("up");
}
const dir = mkdtempSync(join(tmpdir(), "cloud-bench-"));
const env = { ...process.env, ...sandboxEnv(), TF_VAR_servers: servers };
const terraform = (cwd, ...args) => run("terraform", [...args, "-no-color", "-input=false"], { cwd, env });

/** Where the two lie, ready for Terraform. */
function prepared() {
  const hand = join(dir, "hand");
  mkdirSync(hand);
  cpSync(join(root, "test/bench/cloud/main.tf"), join(hand, "main.tf"));
  run(process.execPath, [join(root, "test/bench/cloud/ours.cjs"), servers, join(dir, "out")], { cwd: dir, env });
  const ours = join(dir, "out/stacks", readdirSync(join(dir, "out/stacks"))[0]);
  terraform(ours, "init");
  terraform(hand, "init");
  return { ours, hand };
}

/** How many resources of each type a state holds. `terraform_data`, which is in no cloud, is left out. */
function made(cwd) {
  const addresses = run("terraform", ["state", "list"], { cwd, env }).trim().split("\n");
  const types = addresses.filter((one) => !one.startsWith("data.")).map((one) => one.split(".")[0]);
  const counts = {};
  types.filter((type) => type !== "terraform_data").forEach((type) => (counts[type] = (counts[type] ?? 0) + 1));
  return JSON.stringify(Object.fromEntries(Object.entries(counts).sort()));
}

const median = (rows) => [...rows].sort((a, b) => a.seconds - b.seconds)[Math.floor(rows.length / 2)];

function compared(folders, step, act, times = 1) {
  const figures = { ours: [], hand: [] };
  for (let round = 0; round < times; round += 1) {
    for (const which of ["ours", "hand"]) {
      console.error(`${step}, ${which === "ours" ? "by constructs" : "by hand"}, ${round + 1} of ${times}`);
      figures[which].push(cost(() => act(folders[which])));
    }
  }
  const [ours, hand] = [median(figures.ours), median(figures.hand)];
  const ratio = { seconds: ours.seconds / hand.seconds, requests: ours.requests / hand.requests };
  return { step, ours, hand, ratio };
}

const rows = [];
const folders = prepared();
try {
  rows.push(compared(folders, "plan of all", (cwd) => terraform(cwd, "plan"), PLANS));
  rows.push(compared(folders, "apply", (cwd) => terraform(cwd, "apply", "-auto-approve")));
  const [ours, hand] = [made(folders.ours), made(folders.hand)];
  if (ours !== hand) {
    throw new Error(`the two differ in what they make:\n${ours}\n${hand}`);
  }
  rows.push(compared(folders, "plan, nothing to do", (cwd) => terraform(cwd, "plan", "-detailed-exitcode"), PLANS));
} finally {
  rows.push(compared(folders, "destroy", (cwd) => terraform(cwd, "destroy", "-auto-approve")));
  rmSync(dir, { recursive: true, force: true });
  if (!ran) {
    sandbox("down");
  }
}
console.log(JSON.stringify({ servers: Number(servers), rows }, undefined, 2));
