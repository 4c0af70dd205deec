import { Assembly, type Stack } from "../../packages/checker/src/assembly/assembly";
import { Plan } from "../../packages/checker/src/assembly/plan";
import { State } from "../../packages/checker/src/assembly/state";

/** A plan as `terraform show -json` writes it. */
export const planOf = (json: object): Plan =>
  Plan.fromText(JSON.stringify({ format_version: "1.2", planned_values: {}, ...json }), "plan.json", {
    unreadable: "SCSBP-4022",
  });

/** A state as `terraform show -json` writes it. */
export const stateOf = (json: object): State =>
  State.fromText(JSON.stringify({ format_version: "1.0", ...json }), "state.json", { code: "SCSBP-8350", fix: "-" });

/** A stack of an output directory. */
export function stackIn(outdir: string, name: string): Stack {
  const { stacks } = Assembly.fromDirectory(outdir, { code: "SCSBP-4020", fix: "-" });
  return stacks.find((stack) => stack.name === name)!;
}
