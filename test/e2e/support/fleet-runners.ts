import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { shellQuote } from "../../../packages/standards/src/quote";
import { builtAct, installedGitlabCiLocal } from "./built";
import type { FleetTrial } from "./fleet-trial";
import { run, succeed } from "./run";

/** What came of an engine's run. */
export interface FleetRun {
  readonly status: number | null;
  readonly output: string;
  /** Jobs with a stack that ran, such as `apply a-dev-network`, in the order in which the engine tells of their ends. */
  readonly jobs: Readonly<Record<string, "passed" | "failed">>;
}

/** Has an engine run what was rendered for it. */
export type FleetRunner = (trial: FleetTrial, approved: readonly string[]) => Promise<FleetRun>;

interface Job {
  trigger?: { include: [{ local: string }]; strategy: string };
  script?: string[];
}

/**
 * gitlab-ci-local on this machine: rules, stages, `needs`, manual jobs, variables for an environment, and artifacts, since each job of
 * a wave has a folder of its own.
 *
 * Two things it does not know are stood in for. A trigger with `strategy: depend` has its child's result: in place of the trigger stands
 * a script that runs gitlab-ci-local on the same file and ends as that does; whether what needs it runs is the engine's to decide. And
 * `needs: pipeline`, artifacts of the parent: synthesized files are added to the index, of which it gives each job a copy.
 */
export const runGitLab: FleetRunner = async (trial, approved) => {
  await succeed("rsync", ["--version"], { cwd: trial.dir }); // the engine would say too little of its absence
  const cli = await installedGitlabCiLocal();
  const engine = ["--force-shell-executor", "--no-json-schema-validation", "--home", trial.home];
  const clicks = approved.flatMap((stack) => ["--manual", `apply:${stack}`]);
  const wave = (name: string, file: string): string =>
    [
      ...[process.execPath, cli, ...engine, "--shell-isolation", "--no-artifacts-to-source", ...clicks],
      ...["--state-dir", `.gitlab-ci-local/${name.replace(":", "-")}`, "--file", file],
    ]
      .map(shellQuote)
      .join(" ");
  const jobs = parse(readFileSync(join(trial.dir, ".gitlab/fleet-shop/fleet.yml"), "utf8")) as Record<string, Job>;
  for (const [name, { trigger, ...job }] of Object.entries(jobs).filter(([, { trigger }]) => trigger !== undefined)) {
    expect(trigger!.strategy).toBe("depend");
    jobs[name] = { ...job, script: ["git add --force cdktf.out", wave(name, trigger!.include[0].local)] };
  }
  mkdirSync(join(trial.dir, ".gitlab-ci-local"), { recursive: true });
  writeFileSync(join(trial.dir, ".gitlab-ci-local/fleet.yml"), stringify(jobs));
  const variables = { OS_CLIENT_CONFIG_FILE: { type: "file", values: trial.logins }, ...trial.keys };
  writeFileSync(join(trial.dir, ".gitlab-ci-local-variables.yml"), stringify(variables));
  const result = await run(process.execPath, [cli, ...engine, "--file", ".gitlab-ci-local/fleet.yml"], {
    cwd: trial.dir,
    env: trial.env,
  });
  const told = [...result.output.matchAll(/ (PASS|FAIL) +(plan|apply):(\S+)/g)];
  const ends = told.map(([, how, step, stack]) => [`${step} ${stack}`, how === "PASS" ? "passed" : "failed"] as const);
  return { ...result, jobs: Object.fromEntries(ends) };
};

/**
 * act on this machine: `needs`, matrices, secrets, and a folder of its own for each job. Actions of the marketplace are stand-ins
 * (test/e2e/fixtures/github-actions-stand-in). It knows neither environments, so nobody approves anything, nor `concurrency`.
 */
export const runGitHub: FleetRunner = async (trial) => {
  const stand = (action: string, by: string) => [
    "--local-repository",
    `${action}=${join(__dirname, "../fixtures/github-actions-stand-in", by)}`,
  ];
  const artifacts = join(trial.home, "artifacts");
  mkdirSync(artifacts, { recursive: true }); // kept, as if each run were a further attempt of the first
  const secrets = join(trial.home, "secrets");
  const lines = Object.entries({ CLOUDS_YAML: trial.clouds(), ...trial.keys });
  writeFileSync(secrets, lines.map(([name, value]) => `${name}=${JSON.stringify(value)}\n`).join(""));
  const args = [
    ...["push", "--json", "--defaultbranch", "main", "--platform", "ubuntu-latest=-self-hosted", "--no-cache-server"],
    ...["--action-cache-path", join(trial.home, "act"), "--env", `FLEET_ARTIFACTS=${artifacts}`],
    ...["--secret-file", secrets],
    ...stand("actions/setup-node@v4", "set-up"),
    ...stand("hashicorp/setup-terraform@v3", "set-up"),
    ...stand("actions/upload-artifact@v4", "upload-artifact"),
    ...stand("actions/download-artifact@v4", "download-artifact"),
  ];
  const result = await run(await builtAct(), args, { cwd: trial.dir, env: trial.env });
  const steps = result.output
    .split("\n")
    .filter((line) => line.includes('"stepResult"')) // it gives all jobs of a matrix one jobResult
    .map((line) => JSON.parse(line) as { jobID: string; stepResult: string; matrix: { stack?: string } })
    .filter(({ matrix }) => matrix.stack !== undefined)
    .map(({ jobID, stepResult, matrix }) => ({ job: `${jobID.replace(/-.*/, "")} ${matrix.stack}`, stepResult }));
  const failed = new Set(steps.filter(({ stepResult }) => stepResult === "failure").map(({ job }) => job));
  const ends = steps.map(({ job }) => [job, failed.has(job) ? "failed" : "passed"] as const);
  return { ...result, jobs: Object.fromEntries(ends) };
};
