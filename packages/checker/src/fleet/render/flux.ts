import type { FleetFacts } from "../fleet-facts";
import { FleetPipeline, type FleetRenderOptions } from "./fleet-pipeline";
import { Jobs, type FleetJob, type FleetJobs } from "./jobs";

/**
 * Flux with tofu-controller: a `Terraform` object for each stack. One whose `dependsOn` are not ready waits, so a failure in a wave
 * keeps the next from beginning. The controller would put its own backend over the stack's: it is given the stack's again.
 *
 * Source: tofu-controller, docs/use-tf-controller and api/v1alpha2
 *
 * @internal
 */
export function fluxFiles(facts: FleetFacts, options: FleetRenderOptions): Map<string, object> {
  const source = Jobs.needed(options.source, "source", FleetPipeline.FLUX, "fleet, or OCIRepository/fleet");
  const waves = Jobs.of(facts);
  if (waves.some(({ jobs }) => jobs.some(({ runsProgram }) => runsProgram))) {
    Jobs.needed(
      options.image,
      "image",
      FleetPipeline.FLUX,
      "a runner with Node.js and this library, which its stacks run",
    );
  }
  return new Map(
    waves.flatMap((wave) => {
      const earlier = waves
        .filter(({ name }) => wave.after.includes(name))
        .flatMap(({ jobs }) => jobs.map(({ id }) => id));
      return wave.jobs.map((job): [string, object] => [
        `flux/${objectName(facts, job.id)}.yaml`,
        terraform(facts, wave, job, [...earlier, ...job.after], source, options),
      ]);
    }),
  );
}

const objectName = ({ fleet }: FleetFacts, id: string): string => `${fleet}-${id}`;

function terraform(
  facts: FleetFacts,
  wave: FleetJobs,
  job: FleetJob,
  dependsOn: readonly string[],
  source: string,
  options: FleetRenderOptions,
): object {
  const [kind, name] = source.includes("/") ? source.split("/", 2) : ["GitRepository", source];
  const [secret, mount] = [`fleet-${job.target}`, "/etc/openstack"];
  return {
    apiVersion: "infra.contrib.fluxcd.io/v1alpha2",
    kind: "Terraform",
    metadata: {
      name: objectName(facts, job.id),
      namespace: options.namespace ?? "flux-system",
      labels: {
        "scs-blueprints/fleet": facts.fleet,
        "scs-blueprints/wave": wave.name,
        "scs-blueprints/target": job.target,
      },
    },
    spec: {
      interval: "1h",
      retryInterval: "5m",
      path: `./${Jobs.folder(job.id, options)}`,
      sourceRef: { kind, name },
      ...(wave.approval ? {} : { approvePlan: "auto" }),
      ...(job.destroy ? { destroy: true } : {}),
      ...(dependsOn.length === 0 ? {} : { dependsOn: dependsOn.map((each) => ({ name: objectName(facts, each) })) }),
      backendConfig: { customConfiguration: backendBlock(job.backend) },
      runnerPodTemplate: {
        spec: {
          ...(options.image === undefined ? {} : { image: options.image }),
          envFrom: [{ secretRef: { name: secret } }],
          volumes: [
            { name: "clouds", secret: { secretName: secret, items: [{ key: "clouds.yaml", path: "clouds.yaml" }] } },
          ],
          volumeMounts: [{ name: "clouds", mountPath: mount, readOnly: true }],
        },
      },
    },
  };
}

/** A backend of JSON as a block of HCL, whose expressions JSON values are. */
function backendBlock(backend: FleetJob["backend"]): string {
  return Object.entries(backend)
    .map(([type, config]) => {
      const lines = Object.entries(config).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`);
      return [`backend "${type}" {`, ...lines, "}", ""].join("\n");
    })
    .join("");
}
