const { mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/**
 * Runs a workload once, in a process of its own, and prints CPU milliseconds by phase, the peak of memory in MiB, and
 * what came out: the keys of each resource type with how often they occur.
 *
 * @param load loads what is to be imported, and gives the workload
 */
exports.measured = (load) => {
  const phases = {};
  const begin = process.cpuUsage();
  let last = 0;
  const phase = (name) => {
    const { user, system } = process.cpuUsage(begin);
    phases[name] = (user + system) / 1000 - last;
    last += phases[name];
  };
  const workload = load(phase);
  const outdir = mkdtempSync(join(tmpdir(), "scs-blueprints-bench-"));
  process.chdir(outdir); // the local backend writes where the program runs
  try {
    const servers = Number(process.argv[2]);
    if (servers > 0) {
      workload({ servers, check: process.argv[3] === "check", outdir: join(outdir, "cdktf.out") });
    }
    const peakMiB = process.resourceUsage().maxRSS / 1024;
    const made = servers > 0 ? shape(join(outdir, "cdktf.out/stacks/bench/cdk.tf.json")) : {};
    console.log(JSON.stringify({ phases, peakMiB, made }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

function shape(file) {
  const { resource, data } = JSON.parse(readFileSync(file, "utf8"));
  const made = {};
  for (const [kind, types] of Object.entries({ resource, data })) {
    for (const [type, byName] of Object.entries(types)) {
      for (const config of Object.values(byName)) {
        const key = `${kind} ${type} ${Object.keys(config)
          .filter((each) => each !== "//")
          .sort()
          .join(",")}`;
        made[key] = (made[key] ?? 0) + 1;
      }
    }
  }
  return made;
}
