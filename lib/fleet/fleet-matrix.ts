import type { Cloud } from "../cloud/cloud";
import type { CloudContext } from "@scs-blueprints/standards";

/** A cloud of a {@link FleetMatrix}. */
export interface MatrixCloud {
  /**
   * How to log in, the same in all environments.
   * @default - for each target the entry of clouds.yaml with the target's key, `<cloud>-<environment>`, as its name
   */
  readonly cloud?: Cloud;
  /** What the cloud offers, for checks at synth. @default - found out when Terraform plans */
  readonly context?: CloudContext;
}

/** An environment of a {@link FleetMatrix}. */
export interface MatrixEnvironment {
  /** The wave of its targets. @default - the only wave of the fleet */
  readonly wave?: string;
}

/** Targets of all clouds in all environments. */
export interface FleetMatrix {
  /** By key. */
  readonly clouds: Readonly<Record<string, MatrixCloud>>;
  /** By key. */
  readonly environments: Readonly<Record<string, MatrixEnvironment>>;
  /** Targets, `<cloud>-<environment>`, that there are not. @default - none */
  readonly except?: string[];
  /** The wave of single targets, by `<cloud>-<environment>`. @default - that of the environment */
  readonly waves?: Readonly<Record<string, string>>;
  /** Targets, `<cloud>-<environment>`, whose next run destroys what they made. @default - none */
  readonly retired?: string[];
}
