import { stringify } from "yaml";
import { refuse } from "@scs-blueprints/standards/errors";
import type { FleetFacts } from "../fleet-facts";
import { FleetFile } from "../fleet-file";
import { argoFiles } from "./argo";
import { crossplaneFiles } from "./crossplane";
import { FleetPipeline, type FleetRenderOptions } from "./fleet-pipeline";
import { fluxFiles } from "./flux";
import { githubFiles } from "./github";
import { gitlabFiles } from "./gitlab";
import { Jobs } from "./jobs";

/** No anchors: a reader of a job sees all of it. */
const YAML = { lineWidth: 0, aliasDuplicateObjects: false };

/** A file of a pipeline. */
export interface FleetRenderedFile {
  /** Path in the repository. */
  readonly path: string;
  readonly text: string;
}

const RENDERERS: Readonly<
  Record<FleetPipeline, (facts: FleetFacts, options: FleetRenderOptions) => Map<string, object>>
> = {
  [FleetPipeline.GITLAB]: gitlabFiles,
  [FleetPipeline.GITHUB]: githubFiles,
  [FleetPipeline.FLUX]: fluxFiles,
  [FleetPipeline.ARGO]: argoFiles,
  [FleetPipeline.CROSSPLANE]: crossplaneFiles,
};

/**
 * Makes a pipeline's files of a fleet. The same fleet and options are the same files.
 *
 * @example
 * const fleet = new Fleet(app, "shop", { state: StateStore.postgres() });
 * const target = fleet.addTarget("regio-a-prod");
 * new ProjectNetwork(target.stack("network"), "network", { tiers: ["web"] });
 * app.synth();
 * const files = FleetRenderer.render(FleetRenderer.read("cdktf.out"), FleetPipeline.GITHUB);
 * files.map((file) => file.path); // [".github/workflows/fleet-shop.yml"]
 */
export class FleetRenderer {
  /**
   * What a program synthesized.
   *
   * @throws BlueprintError SCSBP-7520 when it has no fleet
   */
  public static read(outdir: string): FleetFacts {
    return FleetFile.read(outdir);
  }

  /**
   * @throws BlueprintError SCSBP-7521 for states in local files, SCSBP-7522 when the pipeline cannot do what the fleet asks for,
   *   SCSBP-7524 for stacks outside the repository, SCSBP-7525 when an option is missing, SCSBP-7526 for Terraform with encrypted states
   */
  public static render(
    facts: FleetFacts,
    pipeline: FleetPipeline,
    options: FleetRenderOptions = {},
  ): FleetRenderedFile[] {
    if (facts.state.kind === "local") {
      throw refuse("SCSBP-7521", {
        got: "StateStore.local()",
        allowed: "StateStore.s3, gitlab, postgres, kubernetes or consul",
        fix: "give the fleet another store, and move what is there: terraform init -migrate-state in each stack's folder",
      });
    }
    const header = [
      FleetRenderer.mark(facts, pipeline),
      "# Edits are overwritten: change the program, synthesize it, and render again.",
      ...FleetRenderer.needs(facts),
    ];
    return [...RENDERERS[pipeline](facts, options)]
      .map(([path, content]) => ({ path, text: `${header.join("\n")}\n\n${stringify(content, YAML)}` }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** First line of all files of a fleet for a pipeline: what may be overwritten is known by it. */
  public static mark(facts: FleetFacts, pipeline: FleetPipeline): string {
    return `# Made by scs-blueprints fleet render: fleet ${facts.fleet}, engine ${pipeline}.`;
  }

  /** What has to be in the environment of the jobs; only the names. */
  private static needs(facts: FleetFacts): string[] {
    const jobs = Jobs.of(facts).flatMap((wave) => wave.jobs);
    const rows = Jobs.variables(facts, jobs).map(([name, purpose]) => `#   ${name}: ${purpose}`);
    return ["# Wanted from the engine's secrets: clouds.yaml with the clouds' logins, and", ...rows];
  }
}
