import { refuse } from "@scs-blueprints/standards/errors";
import type { FleetFacts } from "../fleet-facts";
import { FleetBinary, FleetPipeline, type FleetRenderOptions } from "./fleet-pipeline";
import { Jobs, type FleetJob, type FleetJobs } from "./jobs";

/** Source: docs.github.com/actions/reference/limits, job matrix. */
const MOST_JOBS = 256;
const ARTIFACT = "fleet-synthesized";

/** A job's `env` cannot say where the runner keeps files; a step can, for those after it. */
const LOGIN = [
  `printf '%s' "$CLOUDS_YAML" > "$RUNNER_TEMP/clouds.yaml"`,
  `echo "OS_CLIENT_CONFIG_FILE=$RUNNER_TEMP/clouds.yaml" >> "$GITHUB_ENV"`,
].join("\n");

/**
 * GitHub Actions: a workflow with a job for each wave (more where stacks of a target depend on each other), whose matrix has the
 * stacks. A job runs when all that it needs succeeded: no `if` says otherwise.
 *
 * @internal
 */
export function githubFiles(facts: FleetFacts, options: FleetRenderOptions): Map<string, object> {
  const { runner = "ubuntu-latest", branch = "main" } = options;
  const waves = Jobs.of(facts);
  const count = waves.reduce((sum, { jobs, approval }) => sum + jobs.length * (approval ? 2 : 1), 0);
  if (count > MOST_JOBS) {
    throw refuse("SCSBP-7522", {
      what: "GitHub Actions cannot do what the fleet asks for",
      got: `${count} jobs of matrices`,
      allowed: `${MOST_JOBS} a workflow run`,
      fix: "divide the fleet into several programs, or render for another engine",
    });
  }
  const workflow = {
    name: `fleet ${facts.fleet}`,
    on: { push: { branches: [branch] }, workflow_dispatch: {} },
    permissions: { contents: "read" },
    jobs: {
      synth: synth(facts, options, runner),
      ...Object.fromEntries(
        waves.flatMap((wave) => {
          const before = wave.after.length === 0 ? ["synth"] : wave.after.map((name) => lastOf(name, waves));
          return jobsOf(facts, wave, before, options, runner);
        }),
      ),
    },
  };
  return new Map([[`.github/workflows/fleet-${facts.fleet}.yml`, workflow]]);
}

const ranks = ({ jobs }: FleetJobs): number[] => [...new Set(jobs.map(({ rank }) => rank))];

/** Name of the job that applies the stacks of a rank; no wave has an underscore, so none of another wave has this name. */
const applying = (wave: FleetJobs, rank: number): string =>
  ranks(wave).length === 1 ? `apply-${wave.name}` : `apply-${wave.name}_${rank + 1}`;

function lastOf(name: string, waves: readonly FleetJobs[]): string {
  const wave = waves.find((each) => each.name === name);
  return wave === undefined ? "synth" : applying(wave, Math.max(...ranks(wave)));
}

/** Actions of the marketplace at the majors that take the inputs used here. */
const uses = (action: string, given: object = {}): object =>
  Object.keys(given).length === 0 ? { uses: action } : { uses: action, with: given };

/** A name is taken once a workflow run; without `overwrite` a second attempt of the run ends with a conflict. */
const upload = (name: string, path: string, more: object = {}): object =>
  uses("actions/upload-artifact@v4", { name, path, overwrite: true, ...more });

const PROGRAM = [uses("actions/checkout@v4"), uses("actions/setup-node@v4", { "node-version": 22 }), { run: "npm ci" }];

const setUp = (binary: FleetBinary): object =>
  binary === FleetBinary.TOFU
    ? uses("opentofu/setup-opentofu@v1", { tofu_wrapper: false })
    : uses("hashicorp/setup-terraform@v3", { terraform_wrapper: false });

function synth(facts: FleetFacts, options: FleetRenderOptions, runner: string): object {
  const { synth: command = "npx cdktf synth" } = options;
  return {
    "runs-on": runner,
    steps: [
      ...PROGRAM,
      setUp(Jobs.binary(facts, options)),
      { run: command },
      { run: Jobs.check(FleetPipeline.GITHUB, options) },
      upload(ARTIFACT, Jobs.outDir(options)),
    ],
  };
}

function jobsOf(
  facts: FleetFacts,
  wave: FleetJobs,
  before: readonly string[],
  options: FleetRenderOptions,
  runner: string,
): [string, object][] {
  const binary = Jobs.binary(facts, options);
  const folder = Jobs.folder("${{ matrix.stack }}", options);
  const saved = "plan-${{ matrix.stack }}";
  return ranks(wave).flatMap((rank): [string, object][] => {
    const members = wave.jobs.filter((job) => job.rank === rank);
    const needs = rank === 0 ? before : [applying(wave, rank - 1)];
    const common = {
      "runs-on": runner,
      strategy: { "fail-fast": false, matrix: { include: members.map(entry) } },
      concurrency: { group: `fleet-${facts.fleet}-\${{ matrix.stack }}`, "cancel-in-progress": false },
      ...(Jobs.variables(facts, members).length === 0 ? {} : { env: environment(facts, members) }),
    };
    const prepare = [
      ...(members.some(({ runsProgram }) => runsProgram) ? PROGRAM : []),
      uses("actions/download-artifact@v4", { name: ARTIFACT, path: Jobs.outDir(options) }),
      setUp(binary),
      { run: LOGIN, env: Object.fromEntries([secret("CLOUDS_YAML")]) },
    ];
    const [init, plan] = Jobs.plan(binary, folder) as [string, string];
    const planned = [{ run: init }, { run: plan.replace("-out=", "${{ matrix.mode }} -out=") }];
    const apply = { run: Jobs.apply(binary, folder) };
    const name = applying(wave, rank);
    if (!wave.approval) {
      const steps = [...prepare, ...planned, apply];
      return [[name, { needs, ...common, environment: "${{ matrix.target }}", steps }]];
    }
    const planning = name.replace(/^apply/, "plan");
    const paths = `${folder}/tfplan\n${folder}/.terraform.lock.hcl\n`;
    const keep = upload(saved, paths, { "include-hidden-files": true });
    const fetch = uses("actions/download-artifact@v4", { name: saved, path: folder });
    return [
      [planning, { needs, ...common, environment: "${{ matrix.target }}-plan", steps: [...prepare, ...planned, keep] }],
      [
        name,
        {
          needs: [planning],
          ...common,
          environment: "${{ matrix.target }}",
          steps: [...prepare, fetch, { run: init }, apply],
        },
      ],
    ];
  });
}

const entry = ({ id, target, destroy }: FleetJob): object => ({ target, stack: id, mode: destroy ? "-destroy" : "" });

const secret = (name: string): [string, string] => [name, `\${{ secrets.${name} }}`];

const environment = (facts: FleetFacts, jobs: readonly FleetJob[]): object =>
  Object.fromEntries(Jobs.variables(facts, jobs).map(([name]) => secret(name)));
