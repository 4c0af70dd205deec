import { Construct } from "constructs";
import { CloudStep } from "@scs-blueprints/standards";
import { OutOfBandStep } from "../steps/out-of-band-step";

/**
 * Volume backups work (scs-0117-v1): no resource of Terraform makes a backup service, so this relies on the one that the
 * cloud has, and looks whether it runs. An apply on a cloud without one fails at this step and names what is missing;
 * everything else is applied. That a volume can be restored is shown by `check --cloud NAME --probe`.
 *
 * Defines: a step that changes nothing.
 *
 * @example
 * new ScsBackupCheck(stack, "backup");
 */
export class ScsBackupCheck extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new OutOfBandStep(this, "service", { step: CloudStep.backupService() });
  }
}
