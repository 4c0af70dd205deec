import { State } from "@scs-blueprints/checker/assembly";
import { textOf } from "@scs-blueprints/checker/reading";
import { CloudStep, CloudStepKind } from "@scs-blueprints/standards";
import { refuse } from "@scs-blueprints/standards/errors";
import { backupService } from "./backup-service";
import { defaultExternalNetwork } from "./default-external-network";
import { defaultSecurityRules } from "./default-security-rules";
import { imageProperties } from "./image-properties";
import { impliedRole } from "./implied-role";
import type { StepApi, StepHandler } from "./step-api";
import { volumeTypeEncryption } from "./volume-type-encryption";

const HANDLERS: Readonly<Record<CloudStepKind, StepHandler>> = {
  [CloudStepKind.DEFAULT_SECURITY_RULES]: defaultSecurityRules,
  [CloudStepKind.VOLUME_TYPE_ENCRYPTION]: volumeTypeEncryption,
  [CloudStepKind.IMPLIED_ROLE]: impliedRole,
  [CloudStepKind.DEFAULT_EXTERNAL_NETWORK]: defaultExternalNetwork,
  [CloudStepKind.IMAGE_PROPERTIES]: imageProperties,
  [CloudStepKind.BACKUP_SERVICE]: backupService,
};

/** What a step did, or would do. */
export interface StepOutcome {
  /** What the step brings about. */
  readonly step: string;
  /** In words, in their order. */
  readonly changes: string[];
}

/** What the step brings about, for people. */
export function describeStep(step: CloudStep): string {
  return HANDLERS[step.kind].describe(step);
}

/** What is not as the step says. Changes nothing. */
export async function compare(step: CloudStep, api: StepApi, undo = false): Promise<StepOutcome> {
  const handler = HANDLERS[step.kind];
  const changes = await (undo ? handler.undo(step, api) : handler.changes(step, api));
  return { step: handler.describe(step), changes: changes.map((change) => change.words) };
}

/**
 * Looks, changes what differs, looks again: can be run at any time, and goes on where a run was cut off.
 *
 * @throws BlueprintError SCSBP-8123 when the cloud refuses a change, SCSBP-8124 when it differs all the same,
 * SCSBP-8125 when the cloud cannot be brought there
 */
export async function carryOut(step: CloudStep, api: StepApi, undo = false): Promise<StepOutcome> {
  const handler = HANDLERS[step.kind];
  const look = () => (undo ? handler.undo(step, api) : handler.changes(step, api));
  const changes = await look();
  for (const change of changes) {
    await api.send(change);
  }
  const left = changes.length === 0 ? [] : await look();
  if (left.length > 0) {
    throw refuse("SCSBP-8124", {
      what: `the cloud accepted the changes and is still not as the step says: ${handler.describe(step)}`,
      got: `still to do: ${left.map((change) => change.words).join("; ")}`,
      fix: "run the step again; if it stays so, something else in the cloud changes it back",
    });
  }
  return { step: handler.describe(step), changes: changes.map((change) => change.words) };
}

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
