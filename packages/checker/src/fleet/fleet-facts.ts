/** A variable of the environment that Terraform reads to reach a state. */
export interface StateVariable {
  /** Its name. */
  readonly name: string;
  /** What it holds. */
  readonly purpose: string;
}

/** What a stack of a fleet is, for those who run it. */
export interface FleetStackFacts {
  /** Id in the app, and name of its folder below `cdktf.out/stacks`. */
  readonly id: string;
  /** Stacks of the fleet that have to be applied before. */
  readonly after: string[];
  /** Where its state lies, in words. */
  readonly state: string;
  /** Variables of the stack without a default: `TF_VAR_<name>` gives their values. */
  readonly variables: string[];
  /** Whether Terraform carries out steps by this library's program: where it runs, there are Node.js and `node_modules`. */
  readonly runsProgram: boolean;
  /** Its backend block as JSON, `{ "s3": { … } }`; nothing secret is in it. */
  readonly backend: Readonly<Record<string, object>>;
}

/** What a target of a fleet is, for those who run it. */
export interface FleetTargetFacts {
  readonly key: string;
  readonly wave: string;
  /** Whether its next run destroys what it made. */
  readonly retired: boolean;
  /** Its stacks, each behind those it comes after. */
  readonly stacks: FleetStackFacts[];
}

/** What a wave of a fleet is, for those who run it. */
export interface FleetWaveFacts {
  readonly name: string;
  /** Waves all of whose targets have to be done before. */
  readonly after: string[];
  /** Whether a person lets each plan go on. */
  readonly approval: boolean;
}

/** Of which kind the states of a fleet are. */
export interface FleetStateFacts {
  /** Terraform's name of the backend, such as `s3`. */
  readonly kind: string;
  /** Whether OpenTofu encrypts them. */
  readonly encrypted: boolean;
  /** What the environment of a run has to hold to reach them. */
  readonly variables: StateVariable[];
}

/** A fleet as data: all that a renderer needs. */
export interface FleetFacts {
  readonly fleet: string;
  readonly state: FleetStateFacts;
  /** Each behind those it comes after. */
  readonly waves: FleetWaveFacts[];
  readonly targets: FleetTargetFacts[];
}
