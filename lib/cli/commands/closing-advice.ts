import type { Engine } from "../environment/engine";
import { shortPath } from "../environment/paths";
import { ExitCode } from "../exit-codes";
import { DEFAULT_EXAMPLE, type Example } from "../example/catalogue";
import type { CloudTarget } from "../openstack/environment";
import type { Stopwatch } from "../output/duration";
import { colours } from "../output/style";
import { shellQuote } from "../../core/shell-quote";
import { isSandbox } from "./choose-cloud";
import type { ProgramOptions } from "./program-run";
import type { StackOutcome } from "./stack-work";
import type { StartOptions } from "./start";

export interface ClosingAdviceProps {
  readonly options: StartOptions;
  readonly example: Example;
  readonly cloud: CloudTarget;
  readonly engine: Engine;
  readonly outcomes: readonly StackOutcome[];
  readonly exitCode: ExitCode;
  readonly watch: Stopwatch;
}

/** The last lines of `start`: what now. */
export function closingAdvice(props: ClosingAdviceProps): string {
  const { options, outcomes, exitCode, watch, example, cloud } = props;
  const total = colours.dim(`(${watch} in all)`);
  if (options.planOnly) {
    return `Planned only, nothing was changed ${total}. To apply: ${startCommand(options)}`;
  }
  if (options.destroy) {
    const count = outcomes.reduce((sum, outcome) => sum + (outcome.applied ? (outcome.counts.destroy ?? 0) : 0), 0);
    const left = outcomes.reduce((sum, outcome) => sum + (outcome.inventory?.total ?? 0), 0);
    const sandbox = isSandbox(cloud.name)
      ? "\nThe sandbox still runs; to stop it: npx scs-blueprints sandbox down"
      : "";
    return `${count} resources destroyed, ${left} left in the state ${total}.${sandbox}`;
  }
  const first = outcomes.some((outcome) => outcome.applied)
    ? `${example.name} is applied on ${cloud.name}`
    : `${example.name} was up to date on ${cloud.name}`;
  const proof = exitCode === ExitCode.Ok ? ", and another plan finds nothing to change" : "";
  const look = isSandbox(cloud.name)
    ? `eval "$(npx scs-blueprints sandbox env)"; openstack server list`
    : `OS_CLOUD=${shellQuote(cloud.name)} openstack server list`;
  return [
    `${colours.green("✔")} ${colours.bold(first)}${proof} ${total}.`,
    "",
    `  Look around  ${look}`,
    `  Change       edit ${shortPath(example.dir)}/main.ts, then ${startCommand(options)}`,
    `  Destroy      ${startCommand(options, "--destroy")}`,
    ...(isSandbox(cloud.name) ? ["  Stop         npx scs-blueprints sandbox down"] : []),
  ].join("\n");
}

/** How `start` is called with these options, as npm users type it. */
export function startCommand(options: ProgramOptions, ...more: string[]): string {
  const args = [
    ...(options.example !== undefined && options.example !== DEFAULT_EXAMPLE
      ? ["--example", shellQuote(options.example)]
      : []),
    ...(options.cloud !== "sandbox" ? ["--cloud", shellQuote(options.cloud)] : []),
    ...(options.engine !== undefined ? ["--engine", options.engine] : []),
    ...more,
  ];
  if (process.env.npm_lifecycle_event === "start") {
    return ["npm start", ...(args.length > 0 ? ["--", ...args] : [])].join(" ");
  }
  return ["npx scs-blueprints start", ...args].join(" ");
}
