import type { FleetFacts } from "../fleet-facts";
import { FleetPipeline, type FleetRenderOptions } from "./fleet-pipeline";
import { Jobs, type FleetJob, type FleetJobs } from "./jobs";

/**
 * Argo Workflows: a `WorkflowTemplate` whose graph has the waves, each a graph of its stacks. A task runs when all it depends on
 * succeeded. A mutex for each stack keeps two workflows apart; plans that a person looks at are artifacts between a plan's task and
 * the apply's, with a suspended one between.
 *
 * @internal
 */
export function argoFiles(facts: FleetFacts, options: FleetRenderOptions): Map<string, object> {
  const image = Jobs.needed(options.image, "image", FleetPipeline.ARGO, "registry.example.org/fleet:1");
  const waves = Jobs.of(facts);
  const name = `fleet-${facts.fleet}`;
  const object = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "WorkflowTemplate",
    metadata: { name, namespace: options.namespace ?? "argo" },
    spec: {
      entrypoint: "fleet",
      arguments: { parameters: [{ name: "image", value: image }] },
      templates: [
        {
          name: "fleet",
          dag: {
            tasks: waves.map((wave) => ({
              name: wave.name,
              template: waveTemplate(wave),
              ...(wave.after.length === 0 ? {} : { dependencies: [...wave.after] }),
            })),
          },
        },
        ...waves.map((wave) => ({
          name: waveTemplate(wave),
          dag: { tasks: wave.jobs.flatMap((job) => tasks(wave, job)) },
        })),
        ...(waves.some(({ approval }) => approval) ? [{ name: "approve", suspend: {} }] : []),
        ...work(facts, waves, options),
      ],
    },
  };
  return new Map([[`argo/${name}.yaml`, object]]);
}

const waveTemplate = ({ name }: FleetJobs): string => `wave-${name}`;

function tasks({ approval }: FleetJobs, job: FleetJob): object[] {
  const mode = job.destroy ? "-destroy" : "";
  const parameters = Object.entries({ stack: job.id, target: job.target, mode }).map(([name, value]) => ({
    name,
    value,
  }));
  const last = (id: string): string => `apply-${id}`;
  const dependencies = job.after.length === 0 ? {} : { dependencies: job.after.map(last) };
  if (!approval) {
    return [{ name: last(job.id), template: "run", ...dependencies, arguments: { parameters } }];
  }
  const [planned, approved] = [`plan-${job.id}`, `approve-${job.id}`];
  const from = `{{tasks.${planned}.outputs.artifacts.plan}}`;
  return [
    { name: planned, template: "plan", ...dependencies, arguments: { parameters } },
    { name: approved, template: "approve", dependencies: [planned] },
    {
      name: last(job.id),
      template: "apply",
      dependencies: [approved],
      arguments: { parameters, artifacts: [{ name: "plan", from }] },
    },
  ];
}

/** The templates that run the binary. */
function work(facts: FleetFacts, waves: readonly FleetJobs[], options: FleetRenderOptions): object[] {
  const binary = Jobs.binary(facts, options);
  const folder = Jobs.folder("{{inputs.parameters.stack}}", options);
  const [init, plan] = Jobs.plan(binary, folder) as [string, string];
  const planning = [init, plan.replace("-out=", "{{inputs.parameters.mode}} -out=")];
  const apply = Jobs.apply(binary, folder);
  const secret = "fleet-{{inputs.parameters.target}}";
  const inputs = { parameters: ["stack", "target", "mode"].map((name) => ({ name })) };
  const saved = "/tmp/tfplan";
  const template = (name: string, script: readonly string[], more: object = {}): object => ({
    name,
    inputs,
    synchronization: { mutexes: [{ name: `fleet-${facts.fleet}-{{inputs.parameters.stack}}` }] },
    volumes: [{ name: "clouds", secret: { secretName: secret, items: [{ key: "clouds.yaml", path: "clouds.yaml" }] } }],
    container: {
      image: "{{workflow.parameters.image}}",
      command: ["sh", "-ec"],
      args: [`${script.join("\n")}\n`],
      envFrom: [{ secretRef: { name: secret } }],
      volumeMounts: [{ name: "clouds", mountPath: "/etc/openstack", readOnly: true }],
    },
    ...more,
  });
  const direct = waves.some(({ approval }) => !approval);
  const approved = waves.some(({ approval }) => approval);
  return [
    ...(direct ? [template("run", [...planning, apply])] : []),
    ...(approved
      ? [
          template("plan", [...planning, `cp ${folder}/tfplan ${saved}`], {
            outputs: { artifacts: [{ name: "plan", path: saved }] },
          }),
          template("apply", [init, `cp ${saved} ${folder}/tfplan`, apply], {
            inputs: { ...inputs, artifacts: [{ name: "plan", path: saved }] },
          }),
        ]
      : []),
  ];
}
