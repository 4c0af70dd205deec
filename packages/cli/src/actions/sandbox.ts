import { BlueprintError } from "@scs-blueprints/standards/errors";
import { findEngine, type Reporter } from "@scs-blueprints/toolkit";
import { Stopwatch } from "../output/duration";
import { renderTable } from "../output/table";
import { colours } from "../output/style";
import { providerShellEnvironment, SandboxClient, type SandboxResult } from "@scs-blueprints/sandbox";
import { exportLines } from "../output/shell";

/** Commands that report their progress as events. */
const FOLLOWED = ["up", "reset", "down", "wipe"];

/**
 * `sandbox COMMAND …`: finds Python and hands over. Progress is shown here for the commands that have one; the others
 * write to the terminal themselves. With --json everything is the Python side's own output.
 */
export async function sandbox(
  command: string,
  args: readonly string[],
  json: boolean,
  reporter: Reporter,
): Promise<number> {
  const client = new SandboxClient();
  if (command === "env") {
    return printEnvironment(client, args, json);
  }
  if (json || !FOLLOWED.includes(command) || args.includes("--help") || args.includes("-h")) {
    reporter.stop();
    return client.passThrough(command, json ? ["--json", ...args] : args);
  }
  const watch = new Stopwatch();
  const result = await client.follow(command, args, reporter);
  if (result?.services !== undefined && (command === "up" || command === "reset")) {
    reporter.block(renderUp(result, watch));
  }
  reporter.result(result ?? {});
  return 0;
}

function renderUp(result: SandboxResult, watch: Stopwatch): string {
  return [
    "",
    renderTable(
      ["SERVICE", "URL"],
      result.services.map(({ name, url }) => [name, url ?? ""]),
    ),
    "",
    `${colours.green("✔")} The sandbox is up, in ${result.mode} mode ${colours.dim(`(${watch})`)}.`,
    `  Use it    eval "$(npx scs-blueprints sandbox env)"; openstack server list`,
    `  Or        clouds ${result.clouds.join(", ")} of ${result.cloudsYaml}`,
    `  Stop it   npx scs-blueprints sandbox down`,
  ].join("\n");
}

/** The sandbox's exports and, after them, what terraform and cdktf need on this machine. */
async function printEnvironment(client: SandboxClient, args: readonly string[], json: boolean): Promise<number> {
  const { code, stdout, stderr } = await client.capture("env", json ? ["--json", ...args] : args);
  if (code !== 0 || args.includes("--help") || args.includes("-h")) {
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    return code;
  }
  const engine = await findEngine().catch((error: unknown) => {
    if (!BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    return undefined; // the OpenStack side works without
  });
  const more = providerShellEnvironment(engine);
  if (json) {
    const line = stdout.split("\n").find((text) => text.startsWith("{")) ?? "{}";
    const own = JSON.parse(line) as { env?: object; unset?: string[] };
    const unset = [...(own.unset ?? []), ...Object.keys(more).filter((name) => more[name] === undefined)];
    process.stdout.write(`${JSON.stringify({ ...own, env: { ...own.env, ...more }, unset })}\n`);
  } else {
    process.stdout.write(`${stdout.trimEnd()}\n${exportLines(more)}\n`);
  }
  return 0;
}
