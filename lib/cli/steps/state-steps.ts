import { isObject, listOf, textOf, type JsonObject } from "../../core/read-json";
import { refuse } from "@scs-blueprints/standards/errors";
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
export function stepsOfState(text: string): RecordedStep[] {
  const module = rootModule(text);
  return module === undefined ? [] : stepsOfModule(module);
}

function rootModule(text: string): JsonObject | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  if (!isObject(json) || textOf(json, "format_version") === undefined) {
    throw refuse("SCSBP-8121", {
      what: "not a state in JSON",
      got: text.trim() === "" ? "nothing" : "another text",
      allowed: "the output of `terraform show -json` or `tofu show -json`",
      fix: "terraform show -json | npx scs-blueprints step --verify -",
    });
  }
  const values = json["values"];
  return isObject(values) && isObject(values["root_module"]) ? values["root_module"] : undefined;
}

function stepsOfModule(module: JsonObject): RecordedStep[] {
  const own = listOf(module, "resources").flatMap((resource): RecordedStep[] => {
    const values = isObject(resource["values"]) ? resource["values"] : {};
    const trigger = textOf(values, "triggers_replace");
    return resource["type"] === "terraform_data" && trigger?.startsWith('{"kind":') === true
      ? [{ address: textOf(resource, "address") ?? "", step: CloudStep.parse(trigger) }]
      : [];
  });
  return [...own, ...listOf(module, "child_modules").flatMap((child) => stepsOfModule(child))];
}
