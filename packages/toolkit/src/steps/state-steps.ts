import { State } from "@scs-blueprints/checker/assembly";
import { textOf } from "@scs-blueprints/checker/reading";
import { CloudStep } from "@scs-blueprints/standards";

/** A step that a state says was carried out. */
export interface RecordedStep {
  /** Terraform's address of the resource. */
  readonly address: string;
  readonly step: CloudStep;
}

/**
 * The steps of a stack, from `terraform show -json` (or `tofu`): resources `terraform_data` whose trigger is a step.
 *
 * @throws BlueprintError SCSBP-8121 when it is no such output
 */
export function stepsOfState(text: string, source = "the text"): RecordedStep[] {
  const fix = "terraform show -json | npx scs-blueprints step --verify -";
  const { resources } = State.fromText(text, source, { code: "SCSBP-8121", fix });
  return resources.flatMap(({ address, type, values }) => {
    const trigger = textOf(values, "triggers_replace");
    return type === "terraform_data" && trigger?.startsWith('{"kind":') === true
      ? [{ address, step: CloudStep.parse(trigger) }]
      : [];
  });
}
