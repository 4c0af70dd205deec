/**
 * What a landing zone costs: seconds and API requests of plan and apply, by the number of tenants. A tenant is a project
 * with quotas of Nova, Cinder and Neutron, a group with two roles, and a user in it: 9 resources. All are in one domain.
 *
 *   npm run sandbox -- up && node test/bench/landing-zone.mjs [10 100] > figures.json
 *
 * Works on the running sandbox as its administrator and leaves it as it was. The table goes to standard error, JSON to
 * standard output. Times depend on the machine and its load; requests, and ratios between sizes, do not.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./support/run.mjs";
import { cost, sandboxEnv } from "./support/sandbox.mjs";

const require = createRequire(import.meta.url);
const { App, Cloud, RemovalPolicy, ScsStack } = require(join(root, "dist/index.js"));
const { QuotaClass, ScsTenantLandingZone, UserPasswords } = require(join(root, "dist/blueprints/operator/index.js"));

const sizes = process.argv.slice(2).map(Number);
if (sizes.some((size) => !(Number.isInteger(size) && size > 0))) {
  console.error("usage: node test/bench/landing-zone.mjs [number of tenants]...");
  process.exit(2);
}
const steps = sizes.length > 0 ? sizes : [10, 100];

const dir = mkdtempSync(join(tmpdir(), "landing-zone-bench-"));
const outdir = join(dir, "out");
mkdirSync(outdir);
process.chdir(dir); // the local state lies where the program runs
const stackDir = join(outdir, "stacks", "bench");
const env = {
  ...process.env,
  ...sandboxEnv("sandbox-admin"),
  TF_VAR_passwords: JSON.stringify(passwords(Math.max(...steps))),
};

function tenantName(index) {
  return `tenant-${String(index).padStart(4, "0")}`;
}

function passwords(count) {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`bench/${tenantName(index)}`, `p-${index}`]));
}

/** Writes the stack of so many tenants; the first `changed` of them have a limit of their own. */
function synth(tenants, changed = 0) {
  const app = new App({ outdir });
  const stack = new ScsStack(app, "bench", { cloud: Cloud.fromEnvironment() });
  const names = Array.from({ length: tenants }, (_, index) => tenantName(index));
  new ScsTenantLandingZone(stack, "zone", {
    passwords: UserPasswords.fromVariable("passwords"),
    defaultQuotaClass: QuotaClass.OSISM_BASIC,
    domains: [
      {
        name: "bench",
        removalPolicy: RemovalPolicy.DESTROY,
        users: names.map((name) => ({ name })),
        projects: names.map((name, index) => ({
          name,
          members: [name],
          removalPolicy: RemovalPolicy.DESTROY,
          ...(index < changed ? { quota: { cores: 6 } } : {}),
        })),
      },
    ],
  });
  app.synth();
}

const terraform = (...args) => run("terraform", [...args, "-no-color", "-input=false"], { cwd: stackDir, env });

function measured(name, tenants, act) {
  const { seconds, requests } = cost(act);
  const row = {
    tenants,
    step: name,
    seconds: Number(seconds.toFixed(1)),
    requests,
    load: Number(loadavg()[0].toFixed(1)),
  };
  console.error(
    [row.tenants, row.step.padEnd(22), `${row.seconds} s`, `${row.requests} requests`, `load ${row.load}`].join("\t"),
  );
  return row;
}

const rows = [];
let applied = 0;
try {
  for (const tenants of steps) {
    rows.push(measured("synth", tenants, () => synth(tenants)));
    if (applied === 0) {
      terraform("init");
    }
    rows.push(measured(`apply (${tenants - applied} more)`, tenants, () => terraform("apply", "-auto-approve")));
    applied = tenants;
    rows.push(measured("plan, nothing to do", tenants, () => terraform("plan", "-detailed-exitcode")));
    synth(tenants, 1);
    rows.push(measured("apply, one quota", tenants, () => terraform("apply", "-auto-approve")));
  }
} finally {
  rows.push(measured("destroy", applied, () => terraform("destroy", "-auto-approve")));
  rmSync(dir, { recursive: true, force: true });
}

const plans = rows.filter((row) => row.step.startsWith("plan"));
const [small, large] = [plans[0], plans.at(-1)];
const growth = small === large ? undefined : (large.requests - small.requests) / (large.tenants - small.tenants);
const summary = {
  requestsPerTenantOfAPlan: growth,
  // 1 when a plan costs each tenant the same however many there are
  secondsPerTenant: growth === undefined ? undefined : large.seconds / large.tenants / (small.seconds / small.tenants),
};
console.error(JSON.stringify(summary));
console.log(JSON.stringify({ rows, ...summary }, undefined, 2));
