import type { FleetFacts } from "../fleet-facts";
import { FleetPipeline, type FleetRenderOptions } from "./fleet-pipeline";
import { Jobs, type FleetJob, type FleetJobs } from "./jobs";

/**
 * GitLab CI: a parent pipeline that synthesizes and triggers a child pipeline for each wave, one after the other as the waves say.
 * A wave whose child pipeline failed fails its trigger, and what needs that is skipped. Children keep a wave's jobs out of GitLab's
 * limit of 50 `needs` a job.
 *
 * @internal
 */
export function gitlabFiles(facts: FleetFacts, options: FleetRenderOptions): Map<string, object> {
  const waves = Jobs.of(facts);
  const image = Jobs.needed(options.image, "image", FleetPipeline.GITLAB, "registry.example.org/fleet:1");
  const files = new Map<string, object>([[`${folderOf(facts)}/fleet.yml`, parent(facts, waves, image, options)]]);
  for (const wave of waves) {
    files.set(waveFile(facts, wave.name), child(facts, wave, image, options));
  }
  return files;
}

const folderOf = ({ fleet }: FleetFacts): string => `.gitlab/fleet-${fleet}`;
const waveFile = (facts: FleetFacts, wave: string): string => `${folderOf(facts)}/wave-${wave}.yml`;
/** Names in a pipeline that may have other jobs, too. */
const synthJob = ({ fleet }: FleetFacts): string => `${fleet}/synth`;
const waveJob = ({ fleet }: FleetFacts, wave: string): string => `${fleet}:${wave}`;

const imageOf = (name: string): object => ({ name, entrypoint: [""] });

function parent(facts: FleetFacts, waves: readonly FleetJobs[], image: string, options: FleetRenderOptions): object {
  const { synth = "npx cdktf synth" } = options;
  const rules = [{ if: "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" }];
  return {
    stages: [synthJob(facts), ...waves.map(({ name }) => waveJob(facts, name))],
    [synthJob(facts)]: {
      stage: synthJob(facts),
      image: imageOf(image),
      rules,
      interruptible: false,
      script: ["npm ci", synth, Jobs.check(FleetPipeline.GITLAB, options)],
      artifacts: { paths: [Jobs.outDir(options)], expire_in: "1 week" },
    },
    ...Object.fromEntries(
      waves.map(({ name, after }) => [
        waveJob(facts, name),
        {
          stage: waveJob(facts, name),
          rules,
          needs: [synthJob(facts), ...after.map((each) => waveJob(facts, each))],
          variables: { FLEET_PIPELINE_ID: "$CI_PIPELINE_ID" },
          trigger: { include: [{ local: waveFile(facts, name) }], strategy: "depend" },
        },
      ]),
    ),
  };
}

function child(facts: FleetFacts, wave: FleetJobs, image: string, options: FleetRenderOptions): object {
  const binary = Jobs.binary(facts, options);
  const synthesized = { pipeline: "$FLEET_PIPELINE_ID", job: synthJob(facts) };
  const last = (id: string): string => `apply:${id}`;
  const job = ({ id, target, after, destroy, runsProgram }: FleetJob): [string, object][] => {
    const folder = Jobs.folder(id, options);
    const common = {
      stage: wave.name,
      image: imageOf(image),
      interruptible: false,
      ...(runsProgram ? { before_script: ["npm ci"] } : {}),
      resource_group: `${facts.fleet}/${id}`,
    };
    const before = [synthesized, ...after.map((each) => ({ job: last(each), artifacts: false }))];
    const plan = Jobs.plan(binary, folder, destroy);
    if (!wave.approval) {
      const apply = Jobs.apply(binary, folder);
      return [[last(id), { ...common, environment: { name: target }, needs: before, script: [...plan, apply] }]];
    }
    return [
      [
        `plan:${id}`,
        {
          ...common,
          environment: { name: target, action: "prepare" },
          needs: before,
          script: plan,
          artifacts: {
            paths: [`${folder}/tfplan`, `${folder}/.terraform.lock.hcl`],
            access: "developer",
            expire_in: "1 week",
          },
        },
      ],
      [
        last(id),
        {
          ...common,
          environment: { name: target },
          needs: [synthesized, { job: `plan:${id}` }],
          when: "manual",
          allow_failure: false,
          script: [`${binary} -chdir=${folder} init -input=false`, Jobs.apply(binary, folder)],
        },
      ],
    ];
  };
  return {
    stages: [wave.name],
    ...(facts.state.kind === "http"
      ? { variables: { TF_HTTP_USERNAME: "gitlab-ci-token", TF_HTTP_PASSWORD: "$CI_JOB_TOKEN" } }
      : {}),
    ...Object.fromEntries(wave.jobs.flatMap(job)),
  };
}
