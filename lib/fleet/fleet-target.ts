import type { Construct } from "constructs";
import type { Cloud } from "../cloud/cloud";
import { ScsStack } from "../cloud/stack";
import type { StateBackend } from "../cloud/state-backend";
import { TerraformStack } from "../core/engine";
import { BlueprintError } from "../core/errors";
import type { CloudContext } from "../scs/context/cloud-context";
import type { Fleet } from "./fleet";
import { Keys } from "./keys";

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
      throw new BlueprintError({
        code: "SCSBP-7503",
        what: "two stacks of a fleet would have one id, or one state",
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
      throw new BlueprintError({
        code: "SCSBP-7511",
        what: "the stack has not the id and the state that the fleet has for it",
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
