import { Construct } from "constructs";
import { Cloud } from "../cloud/cloud";
import { ScsStack } from "../cloud/stack";
import type { StateBackend } from "../cloud/state-backend";
import { App, TerraformStack } from "../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import type { CloudContext } from "@scs-blueprints/standards";
import { FleetFile, type FleetStatement } from "@scs-blueprints/checker/internal";
import type { FleetMatrix } from "./fleet-matrix";
import { Keys } from "./keys";
import type { StateStore } from "./state-store";
import { type FleetWave, type OrderedWave, Waves } from "./waves";

/** Properties of a {@link Fleet}. */
export interface FleetProps {
  /** Where the states lie, one for each stack of each target. */
  readonly state: StateStore;
  /** Waves by name; each waits for the one before it unless it says otherwise. @default - one wave, `all` */
  readonly waves?: Readonly<Record<string, FleetWave>>;
}

const MARK = Symbol.for("scs-blueprints.Fleet");

/**
 * One program for many places: targets with a key, a cloud and states of their own, applied in waves. `app.synth()` writes a
 * folder for each stack of each target, and `scs-fleet.json`, of which `scs-blueprints fleet render` makes the jobs of an engine
 * that exists: GitLab CI, GitHub Actions, Flux, Argo Workflows, Crossplane. Nothing of this library schedules or runs them.
 *
 * Ids, folders and states are made of keys: adding, removing or reordering targets changes nothing of the others.
 *
 * @example
 * const fleet = new Fleet(app, "shop", {
 *   state: StateStore.postgres(),
 *   waves: { canary: {}, rest: { approval: true } },
 * });
 * fleet.addMatrix({
 *   clouds: { "regio-a": {}, "regio-b": {} },
 *   environments: { dev: { wave: "canary" }, prod: { wave: "rest" } },
 * });
 * for (const target of fleet.targets) {
 *   new ProjectNetwork(target.stack("network"), "network", { tiers: ["web"] });
 * }
 */
export class Fleet extends Construct {
  private readonly waves: readonly OrderedWave[];
  private readonly byKey = new Map<string, FleetTarget>();

  /**
   * @throws BlueprintError SCSBP-7500 for an unfit key, SCSBP-7502 for an unknown wave, SCSBP-7505 for waves in a circle,
   *   SCSBP-7509 for a second fleet of an app
   */
  public constructor(
    private readonly app: Construct,
    id: string,
    private readonly props: FleetProps,
  ) {
    super(app, Keys.check("the fleet", id));
    this.waves = Waves.order(props.waves ?? { all: {} });
    const { root } = this.node;
    if (MARK in root) {
      throw refuse("SCSBP-7509", {
        got: id,
        allowed: "one fleet an app: its waves are the order of all its stacks",
        fix: "add the targets to that fleet, or write a second program",
      });
    }
    Object.defineProperty(root, MARK, { value: true });
    if (App.isApp(root)) {
      FleetFile.remove(root.outdir);
      root.node.addValidation({
        // the engine asks the app only, when all stacks are synthesized
        validate: () => {
          FleetFile.write(root.outdir, this.statement());
          return [];
        },
      });
    }
  }

  /** All targets, in the order they were added in. */
  public get targets(): FleetTarget[] {
    return [...this.byKey.values()];
  }

  /** @throws BlueprintError SCSBP-7512 when the fleet has none of that key */
  public target(key: string): FleetTarget {
    const target = this.byKey.get(key);
    if (target === undefined) {
      throw refuse("SCSBP-7512", {
        what: `the fleet ${this.node.id} has no such target`,
        got: JSON.stringify(key),
        allowed: Keys.list([...this.byKey.keys()]),
        fix: "correct the key, or add the target first",
      });
    }
    return target;
  }

  /**
   * @param key stays for good: it names the target's states
   * @throws BlueprintError SCSBP-7500 for an unfit key, SCSBP-7501 for one that is taken, SCSBP-7502 for an unknown wave
   */
  public addTarget(key: string, props: FleetTargetProps = {}): FleetTarget {
    Keys.check("a target", key);
    if (this.byKey.has(key)) {
      throw refuse("SCSBP-7501", {
        got: key,
        allowed: "a key for one target",
        fix: "rename one; of a matrix, cloud and environment are joined by a hyphen",
      });
    }
    const names = this.waves.map(({ name }) => name);
    const wave = props.wave ?? (names.length === 1 ? names[0] : undefined) ?? "";
    Waves.known(wave, names, `the target ${key} belongs to no wave of the fleet`);
    const target = FleetTarget.define(this.app, this, key, props.cloud ?? Cloud.fromCloudsYaml(key), wave, props);
    this.byKey.set(key, target);
    return target;
  }

  /**
   * Adds a target `<cloud>-<environment>` for each cloud in each environment.
   *
   * @returns the targets
   * @throws BlueprintError as {@link addTarget}, and SCSBP-7510 when an exception names a target that there would not be
   */
  public addMatrix(matrix: FleetMatrix): FleetTarget[] {
    const { clouds, environments, except = [], waves = {}, retired = [] } = matrix;
    const pairs = Object.keys(clouds).flatMap((cloud) =>
      Object.keys(environments).map((environment) => ({ key: `${cloud}-${environment}`, cloud, environment })),
    );
    for (const key of [...except, ...Object.keys(waves), ...retired]) {
      if (!pairs.some((pair) => pair.key === key)) {
        throw refuse("SCSBP-7510", {
          got: JSON.stringify(key),
          allowed: Keys.list(pairs.map((pair) => pair.key)),
          fix: "correct the key, or take the exception away",
        });
      }
    }
    return pairs
      .filter(({ key }) => !except.includes(key))
      .map(({ key, cloud, environment }) => {
        Keys.check("a cloud", cloud);
        Keys.check("an environment", environment);
        return this.addTarget(key, {
          ...clouds[cloud],
          wave: waves[key] ?? environments[environment]?.wave,
          cloudKey: cloud,
          environment,
          retired: retired.includes(key),
        });
      });
  }

  /** @internal @jsii ignore */
  public stateOf(target: FleetTarget, stack: string): StateBackend {
    return this.props.state.backendOf(this.place(target, stack));
  }

  /** The target that has a stack of this id. @internal @jsii ignore */
  public ownerOf(id: string): FleetTarget | undefined {
    return this.targets.find((target) => [...target.stacks.values()].some((stack) => stack.node.id === id));
  }

  private place(target: FleetTarget, stack: string) {
    return { fleet: this.node.id, target: target.key, stack, id: target.stackId(stack) };
  }

  /** What is known when all stacks are synthesized. */
  private statement(): FleetStatement {
    this.checkWaves();
    return {
      fleet: this.node.id,
      state: this.props.state.facts,
      waves: this.waves.map((wave) => ({ ...wave, after: [...wave.after] })),
      targets: this.targets.map((target) => ({
        key: target.key,
        wave: target.wave,
        retired: target.retired,
        stacks: inOrder(target.stacks).map(([name, stack]) => ({
          id: stack.node.id,
          after: this.after(target, stack),
          state: this.props.state.locate(this.place(target, name)),
        })),
      })),
    };
  }

  private checkWaves(): void {
    for (const { name } of this.waves) {
      if (!this.targets.some((target) => target.wave === name)) {
        throw refuse("SCSBP-7504", {
          what: `the wave ${name} of the fleet ${this.node.id} has no target`,
          got: `targets in ${Keys.list([...new Set(this.targets.map(({ wave }) => wave))])}`,
          fix: "take the wave away, or give it a target",
        });
      }
    }
    for (const target of this.targets.filter(({ stacks }) => stacks.size === 0)) {
      throw refuse("SCSBP-7507", {
        got: target.key,
        fix: "make its stacks with target.stack(…), for all of fleet.targets; for one that goes, set `retired` first",
      });
    }
  }

  /** What a stack depends on; the waves must not say the contrary. */
  private after(target: FleetTarget, stack: TerraformStack): string[] {
    const earlier = Waves.before(target.wave, this.waves).add(target.wave);
    return stack.dependencies.map(({ node }) => {
      const owner = this.ownerOf(node.id);
      if (owner === undefined || !earlier.has(owner.wave)) {
        throw refuse("SCSBP-7508", {
          what: `${stack.node.id} depends on a stack that no earlier wave applies`,
          got: owner === undefined ? `${node.id}, which is not of the fleet` : `${node.id} in the wave ${owner.wave}`,
          allowed: `a stack in ${Keys.list([...earlier])}`,
          fix: "put the other target in an earlier wave, or this one in a later",
        });
      }
      return node.id;
    });
  }
}

/** Stacks of a target, each behind those it depends on. */
function inOrder(stacks: ReadonlyMap<string, TerraformStack>): [string, TerraformStack][] {
  const done = new Map<string, TerraformStack>();
  const visit = (name: string, stack: TerraformStack): void => {
    [...stacks].filter(([, each]) => stack.dependencies.includes(each)).forEach(([key, each]) => visit(key, each));
    done.set(name, stack); // a circle cannot be: the engine refuses one
  };
  stacks.forEach((stack, name) => visit(name, stack));
  return [...done];
}

/** Properties of a {@link FleetTarget}. */
export interface FleetTargetProps {
  /** The cloud to work on. @default - the entry of clouds.yaml that has the target's key as its name */
  readonly cloud?: Cloud;
  /** The wave it belongs to. @default - the only wave of the fleet */
  readonly wave?: string;
  /** What the cloud offers, for checks at synth. @default - found out when Terraform plans */
  readonly context?: CloudContext;
  /** Key of the cloud, for the program to tell targets apart. @default - none */
  readonly cloudKey?: string;
  /** Key of the environment, for the program to tell targets apart. @default - none */
  readonly environment?: string;
  /**
   * Let the next run destroy what the target made. Its stacks stay in the program until then: Terraform wants them to know
   * how to log in. Take the target out of the program afterwards.
   * @default false
   */
  readonly retired?: boolean;
}

/**
 * A place where a fleet's program is applied: a cloud, or an environment on it, with states of its own. Made by
 * {@link Fleet.addTarget}.
 */
export class FleetTarget {
  /** @internal @jsii ignore */
  public static define(
    scope: Construct,
    fleet: Fleet,
    key: string,
    cloud: Cloud,
    wave: string,
    props: FleetTargetProps,
  ): FleetTarget {
    return new FleetTarget(scope, fleet, key, cloud, wave, props);
  }
  /** Names of the stacks whose backend was asked for. */
  private readonly names = new Set<string>();
  private readonly own = new Map<string, TerraformStack>();

  /** @internal */
  private constructor(
    private readonly scope: Construct,
    private readonly fleet: Fleet,
    /** Key of the target in the fleet. */
    public readonly key: string,
    /** Its cloud. */
    public readonly cloud: Cloud,
    /** The wave it belongs to. */
    public readonly wave: string,
    private readonly props: FleetTargetProps,
  ) {}

  /** Key of the cloud, of a target that has one. */
  public get cloudKey(): string | undefined {
    return this.props.cloudKey;
  }

  /** Key of the environment, of a target that has one. */
  public get environment(): string | undefined {
    return this.props.environment;
  }

  /** Whether its next run destroys what it made. */
  public get retired(): boolean {
    return this.props.retired ?? false;
  }

  /**
   * A stack on the target's cloud, with a state of its own; its id is `<target>-<name>`.
   *
   * @throws BlueprintError SCSBP-7500 for an unfit name, SCSBP-7503 when there is a stack of that id
   */
  public stack(name: string): ScsStack {
    const { cloud, props } = this;
    const stack = new ScsStack(this.scope, this.stackId(name), {
      cloud,
      context: props.context,
      state: this.state(name),
    });
    this.include(name, stack);
    return stack;
  }

  /** Id of the stack of that name. */
  public stackId(name: string): string {
    return `${this.key}-${Keys.check(`a stack of ${this.key}`, name)}`;
  }

  /**
   * Where the state of the stack of that name lies: for stacks that {@link stack} does not make, such as a `KubernetesStack`.
   * Say {@link include} of them.
   *
   * @throws BlueprintError SCSBP-7500 for an unfit name, SCSBP-7503 when there is a stack of that id, or its state was asked
   *   for before
   */
  public state(name: string): StateBackend {
    const id = this.stackId(name);
    if (this.names.has(name) || this.fleet.ownerOf(id) !== undefined) {
      throw refuse("SCSBP-7503", {
        got: `${id}, of ${[this.fleet.ownerOf(id)?.key ?? this.key, this.key].join(" and ")}`,
        allowed: "one stack of a name in a target, and keys that stay apart when they are joined by hyphens",
        fix: "give one of the stacks another name",
      });
    }
    this.names.add(name);
    return this.fleet.stateOf(this, name);
  }

  /**
   * Takes a stack in that has the id {@link stackId} and the state {@link state} of this name.
   *
   * @throws BlueprintError SCSBP-7511 when it has another id, or its state was not asked for
   */
  public include(name: string, stack: TerraformStack): void {
    if (!this.names.has(name) || stack.node.id !== this.stackId(name)) {
      throw refuse("SCSBP-7511", {
        got: `${stack.node.id} as ${this.key}'s ${name}`,
        allowed: `the id target.stackId("${name}") and the state target.state("${name}")`,
        fix: "make it with both, then include it",
      });
    }
    this.own.set(name, stack);
  }

  /** Its stacks by name. @internal @jsii ignore */
  public get stacks(): ReadonlyMap<string, TerraformStack> {
    return this.own;
  }
}
