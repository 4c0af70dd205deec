import type { CloudStep } from "@scs-blueprints/standards";
import type { StepApi, StepChange } from "./step-api";

/** How one kind of step looks at the cloud. Looking changes nothing. */
export interface StepHandler {
  /** What the step brings about, for people. */
  describe(step: CloudStep): string;
  /**
   * What has to be changed for the cloud to be as the step says; nothing when it is.
   *
   * @throws BlueprintError SCSBP-8125 when the cloud cannot be brought there
   */
  changes(step: CloudStep, api: StepApi): Promise<StepChange[]>;
  /** What has to be changed to take the step back; nothing when it is gone, or for kinds that leave what they did. */
  undo(step: CloudStep, api: StepApi): Promise<StepChange[]>;
}
