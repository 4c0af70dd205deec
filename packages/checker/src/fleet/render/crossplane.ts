import { refuse } from "@scs-blueprints/standards/errors";
import type { FleetFacts } from "../fleet-facts";
import { FleetPipeline, type FleetRenderOptions } from "./fleet-pipeline";
import { Jobs, type FleetJob } from "./jobs";

/**
 * Crossplane with provider-terraform: a `Workspace` for each stack, always applied anew, without order or approval. Its workspace
 * is named `default`, so that the state is where every other engine has it.
 *
 * Source: upbound/provider-terraform, package/crds and internal/terraform
 *
 * @internal
 */
export function crossplaneFiles(facts: FleetFacts, options: FleetRenderOptions): Map<string, object> {
  const source = Jobs.needed(
    options.source,
    "source",
    FleetPipeline.CROSSPLANE,
    "git::https://git.example.org/fleet.git?ref=main",
  );
  const waves = Jobs.of(facts);
  const asks: [string, boolean][] = [
    [`waves (${waves.map(({ name }) => name).join(", ")}): it applies all at once`, waves.length > 1],
    ["approval: it applies what it plans", waves.some(({ approval }) => approval)],
    ["stacks that depend on each other", waves.some(({ jobs }) => jobs.some(({ after }) => after.length > 0))],
    ["a retired target: delete its Workspace, which destroys", facts.targets.some(({ retired }) => retired)],
    ["steps by Node.js, which its image does not have", waves.some(({ jobs }) => jobs.some((job) => job.runsProgram))],
    ["states over HTTP: it selects a workspace, which that backend does not have", facts.state.kind === "http"],
  ];
  const impossible = asks.filter(([, asked]) => asked).map(([what]) => what);
  if (impossible.length > 0) {
    throw refuse("SCSBP-7522", {
      what: "Crossplane's provider-terraform cannot do what the fleet asks for",
      got: impossible.join("; "),
      allowed: "one wave without approval, stacks that stand alone, another store than HTTP",
      fix: "render for gitlab, github, argo or flux",
    });
  }
  return new Map(
    waves.flatMap(({ jobs }) =>
      jobs.map((job): [string, object] => [
        `crossplane/${facts.fleet}-${job.id}.yaml`,
        workspace(facts, job, source, options),
      ]),
    ),
  );
}

function workspace(facts: FleetFacts, job: FleetJob, source: string, options: FleetRenderOptions): object {
  const [repository, query] = source.split("?", 2);
  const secret = `fleet-${job.target}`;
  const names = ["OS_CLIENT_CONFIG_FILE", ...Jobs.variables(facts, [job]).map(([name]) => name)];
  return {
    apiVersion: "tf.m.upbound.io/v1beta1",
    kind: "Workspace",
    metadata: {
      name: `${facts.fleet}-${job.id}`,
      namespace: options.namespace ?? "default",
      annotations: { "crossplane.io/external-name": "default" },
      labels: { "scs-blueprints/fleet": facts.fleet, "scs-blueprints/target": job.target },
    },
    spec: {
      providerConfigRef: { kind: "ProviderConfig", name: secret },
      forProvider: {
        source: "Remote",
        module: `${repository}//${Jobs.folder(job.id, options)}${query === undefined ? "" : `?${query}`}`,
        env: names.map((name) =>
          name === "OS_CLIENT_CONFIG_FILE"
            ? { name, value: "clouds.yaml" } // which the ProviderConfig lays beside the stack
            : { name, secretKeyRef: { name: secret, key: name } },
        ),
      },
    },
  };
}
