import { Verdict } from "../../compliance/report-model";
import type { Example } from "../example/catalogue";
import { ExitCode } from "../exit-codes";
import { colours } from "../output/style";
import type { Reporter } from "../output/reporter";
import { makeReport } from "./check/check";
import { CheckFailOn } from "./check/options";
import { isSandbox } from "./choose-cloud";
import type { StackOutcome } from "./stack-work";
import type { StartOptions } from "./start";

/** What was applied. */
export interface VerdictProps {
  readonly example: Example;
  readonly options: StartOptions;
  readonly outcomes: readonly StackOutcome[];
  readonly cloud: string;
}

/** The word on the cloud that an example has made. */
export interface StartVerdict {
  readonly exitCode: ExitCode;
  /** For `--json`. */
  readonly told: object;
}

/**
 * Holds the sandbox against the scope that the example names, as a member of it with probes: what `check` finds.
 *
 * @returns undefined where the example names none, or nothing was applied
 */
export async function verdictOn(props: VerdictProps, reporter: Reporter): Promise<StartVerdict | undefined> {
  const { example, options, cloud } = props;
  if (example.check === undefined || options.planOnly || options.destroy || !isSandbox(cloud)) {
    return undefined;
  }
  const report = await makeReport(
    {
      ...{ scope: [example.check], profile: [], plan: [], waivers: [], output: [], cloud: "sandbox", probe: true },
      ...{ date: new Date().toISOString().slice(0, 10), failOn: CheckFailOn.MANDATORY, verbose: false, json: false },
    },
    reporter,
  );
  const { verdict, verdictReason, failedRules, openRules } = report;
  const mark = { passed: colours.green("✔"), failed: colours.red("✖"), incomplete: colours.green("✔") }[verdict];
  reporter.block(
    [
      `${mark} ${colours.bold(example.check)}: ${verdictReason}.`,
      ...failedRules.map((rule) => `  violated  ${rule}`),
      ...openRules.map((rule) => `  open      ${rule}`),
      "",
    ].join("\n"),
  );
  return {
    exitCode: verdict === Verdict.FAILED ? ExitCode.Violated : ExitCode.Ok,
    told: { scope: example.check, verdict, failedRules, openRules },
  };
}
