import { posix } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { shellQuote } from "@scs-blueprints/standards/internal";
import type { FleetFacts, FleetWaveFacts } from "../fleet-facts";
import { FleetBinary, FleetPipeline, type FleetRenderOptions } from "./fleet-pipeline";

/** What is done with one stack. @internal */
export interface FleetJob {
  readonly id: string;
  readonly target: string;
  readonly destroy: boolean;
  /** Stacks of the same wave that are worked on before. */
  readonly after: readonly string[];
  /** How many stacks of the wave are, at most, one behind the other before this one. */
  readonly rank: number;
  readonly variables: readonly string[];
  readonly runsProgram: boolean;
  readonly backend: Readonly<Record<string, object>>;
}

/** A wave with its jobs. @internal */
export interface FleetJobs extends FleetWaveFacts {
  readonly jobs: readonly FleetJob[];
}

/** What all renderers share. @internal */
export class Jobs {
  /** The waves in order, each with its jobs. */
  public static of(facts: FleetFacts): FleetJobs[] {
    return facts.waves.map((wave) => {
      const members = facts.targets
        .filter((target) => target.wave === wave.name)
        .flatMap((target) => target.stacks.map((stack) => ({ ...stack, target: target.key, destroy: target.retired })));
      const retired = new Set(members.filter(({ destroy }) => destroy).map(({ id }) => id));
      const edges = members.flatMap(({ id, after }) => after.map((before): [string, string] => [before, id]));
      const mine = edges
        .filter(([before, id]) => members.some((each) => each.id === before) && retired.has(before) === retired.has(id))
        .map(([before, id]): [string, string] => (retired.has(id) ? [id, before] : [before, id])); // destroyed backwards
      const before = (id: string): string[] => mine.filter(([, later]) => later === id).map(([earlier]) => earlier);
      const rank = (id: string): number => Math.max(0, ...before(id).map((each) => rank(each) + 1));
      const jobs = members.map(({ id, target, destroy, variables, runsProgram, backend }) => {
        return { id, target, destroy, after: before(id), rank: rank(id), variables, runsProgram, backend };
      });
      return { ...wave, jobs: jobs.sort((a, b) => a.rank - b.rank) };
    });
  }

  /** The program, checked against what the states need. @throws BlueprintError SCSBP-7526 */
  public static binary(facts: FleetFacts, { binary }: FleetRenderOptions): FleetBinary {
    if (facts.state.encrypted && binary === FleetBinary.TERRAFORM) {
      throw refuse("SCSBP-7526", {
        what: "Terraform cannot read states that OpenTofu encrypts",
        got: binary,
        allowed: FleetBinary.TOFU,
        fix: "leave the binary out, or render for tofu",
      });
    }
    return binary ?? (facts.state.encrypted ? FleetBinary.TOFU : FleetBinary.TERRAFORM);
  }

  /** @throws BlueprintError SCSBP-7525 when an option is missing that has no default */
  public static needed(value: string | undefined, option: string, engine: FleetPipeline, example: string): string {
    if (value === undefined || value === "") {
      throw refuse("SCSBP-7525", {
        what: `${engine} needs the option ${option}`,
        got: "none",
        allowed: `such as ${example}`,
        fix: `scs-blueprints fleet render --engine ${engine} --${option} …`,
      });
    }
    return value;
  }

  /** Names of variables that the environment of a job has to hold, with what for. */
  public static variables(facts: FleetFacts, jobs: readonly FleetJob[]): [string, string][] {
    const own = [...new Set(jobs.flatMap(({ variables }) => variables))].sort();
    return [
      ...facts.state.variables.map(({ name, purpose }): [string, string] => [name, purpose]),
      ...own.map((name): [string, string] => [`TF_VAR_${name}`, `value of the variable ${name}`]),
    ];
  }

  /**
   * Folder of a stack in the repository.
   *
   * @throws BlueprintError SCSBP-7524 when it would lie outside
   */
  public static folder(id: string, options: FleetRenderOptions): string {
    return `${Jobs.outDir(options)}/stacks/${id}`;
  }

  /** Where the program synthesizes to, in the repository. @throws BlueprintError SCSBP-7524 when that is outside */
  public static outDir({ outDir = "cdktf.out" }: FleetRenderOptions): string {
    const path = posix.normalize(outDir).replace(/\/+$/, "");
    if (posix.isAbsolute(path) || path.startsWith("..")) {
      throw refuse("SCSBP-7524", {
        got: outDir,
        allowed: "a path from the top of the repository, such as cdktf.out",
        fix: "run the command at the top of the repository",
      });
    }
    return path;
  }

  /** Shell commands that leave a saved plan in the folder. */
  public static plan(binary: FleetBinary, folder: string, destroy = false): string[] {
    return [
      `${binary} -chdir=${folder} init -input=false`,
      `${binary} -chdir=${folder} plan -input=false -lock-timeout=5m ${destroy ? "-destroy " : ""}-out=tfplan`,
    ];
  }

  /** Shell command that carries the saved plan out; Terraform refuses one that the state has moved on from. */
  public static apply(binary: FleetBinary, folder: string): string {
    return `${binary} -chdir=${folder} apply -input=false -lock-timeout=5m tfplan`;
  }

  /** The command that holds committed files against the program. */
  public static check(engine: FleetPipeline, options: FleetRenderOptions): string {
    const { binary, image, outDir, runner, branch, synth } = options;
    const given: [string, string | undefined][] = [
      ["binary", binary],
      ["image", engine === FleetPipeline.GITLAB ? image : undefined],
      ["out-dir", outDir],
      ["runner", engine === FleetPipeline.GITHUB ? runner : undefined],
      ["branch", engine === FleetPipeline.GITHUB ? branch : undefined],
      ["synth", synth],
    ];
    const flags = given.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${shellQuote(value)}`]));
    return ["npx scs-blueprints fleet render --check --engine", engine, ...flags].join(" ");
  }
}
