import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** Runs a program to its end. @returns what it prints; fails with its output unless it exits 0 */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (done.status !== 0) {
    throw new Error(`${command} ${args.join(" ")} exited ${done.status}:\n${done.stdout}\n${done.stderr}`);
  }
  return done.stdout;
}

/** Variables for Terraform on the running sandbox. @param cloud entry of its clouds.yaml */
export function sandboxEnv(cloud = "sandbox") {
  const lines = run("bash", ["-c", `eval "$(node dist/cli/main.js sandbox env)"; env -0`], { cwd: root }).split("\0");
  const variables = lines.map((line) => line.split(/=(.*)/s)).filter(([name]) => /^(OS_|TF_|CHECKPOINT_)/.test(name));
  return { ...Object.fromEntries(variables.map(([name, value]) => [name, value])), OS_CLOUD: cloud };
}

/** Seconds of an act, and requests of clients to the sandbox meanwhile. */
export function cost(act) {
  const sandbox = (...args) => run("python3", ["sandbox/sandbox.py", "requests", ...args], { cwd: root });
  const mark = sandbox("--mark").trim();
  const started = performance.now();
  act();
  const seconds = (performance.now() - started) / 1000;
  const { groups } = JSON.parse(sandbox("--since", mark, "--by", "service", "--json"));
  return { seconds, requests: Object.values(groups).reduce((sum, { client }) => sum + client, 0) };
}
