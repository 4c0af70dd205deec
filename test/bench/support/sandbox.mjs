import { root, run } from "./run.mjs";

/** A command to the sandbox. @returns what it prints */
export const sandbox = (...args) => run("python3", ["packages/sandbox/python/sandbox.py", ...args], { cwd: root });

/** Variables for Terraform on the running sandbox. @param cloud entry of its clouds.yaml */
export function sandboxEnv(cloud = "sandbox") {
  const lines = run("bash", ["-c", `eval "$(node packages/cli/dist/main.js sandbox env)"; env -0`], {
    cwd: root,
  }).split("\0");
  const variables = lines.map((line) => line.split(/=(.*)/s)).filter(([name]) => /^(OS_|TF_|CHECKPOINT_)/.test(name));
  return { ...Object.fromEntries(variables.map(([name, value]) => [name, value])), OS_CLOUD: cloud };
}

/** Seconds of an act, and requests of clients to the sandbox meanwhile. */
export function cost(act) {
  const mark = sandbox("requests", "--mark").trim();
  const started = performance.now();
  act();
  const seconds = (performance.now() - started) / 1000;
  const { groups } = JSON.parse(sandbox("requests", "--since", mark, "--by", "service", "--json"));
  return { seconds, requests: Object.values(groups).reduce((sum, { client }) => sum + client, 0) };
}
