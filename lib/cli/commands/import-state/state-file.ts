import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { isObject, type JsonObject, listOf, objectsOf, readJsonObject, textOf } from "../../../core/read-json";

/** A resource that another program has in its state. */
export interface HeldResource {
  readonly address: string;
  readonly type: string;
  readonly values: JsonObject;
}

/** A resource that the plan would make. */
export interface PlannedResource extends HeldResource {
  /** Addresses that values not known before apply come from, by attribute. */
  readonly references: ReadonlyMap<string, string>;
}

const STATE_FIX = "terraform show -json > old.json, in the folder of the program that has the resources now";
const PLAN_FIX = "terraform plan -out=plan && terraform show -json plan > plan.json, in the folder of the new stack";

/**
 * Resources in `terraform show -json` of a state, those of modules too.
 *
 * @throws BlueprintError SCSBP-8350 when the file is no such
 */
export function readState(path: string): HeldResource[] {
  const state = readJsonObject(path, "SCSBP-8350", "the state", STATE_FIX);
  const values = state["values"];
  const root = isObject(values) ? values["root_module"] : undefined;
  if (!isObject(root)) {
    throw notOf(
      "SCSBP-8350",
      "this is not a state as `terraform show -json` writes it, or it is empty",
      path,
      STATE_FIX,
    );
  }
  return ofModule(root);
}

function ofModule(module: JsonObject): HeldResource[] {
  const own = listOf(module, "resources")
    .filter((one) => one["mode"] === "managed")
    .map((one) => ({
      address: textOf(one, "address") ?? "",
      type: textOf(one, "type") ?? "",
      values: isObject(one["values"]) ? one["values"] : {},
    }));
  return [...own, ...listOf(module, "child_modules").flatMap(ofModule)];
}

/**
 * A plan, as `terraform show -json` writes it.
 *
 * @throws BlueprintError SCSBP-8351 when the file is no such
 */
export function readPlan(path: string): JsonObject {
  const plan = readJsonObject(path, "SCSBP-8351", "the plan", PLAN_FIX);
  if (!Array.isArray(plan["resource_changes"])) {
    throw notOf("SCSBP-8351", "this is not a plan as `terraform show -json` writes it", path, PLAN_FIX);
  }
  return plan;
}

/** What a plan would create. */
export function toBeMade(plan: JsonObject): PlannedResource[] {
  const expressions = configured(plan);
  return listOf(plan, "resource_changes").flatMap((row) => {
    const change = isObject(row["change"]) ? row["change"] : {};
    const address = textOf(row, "address") ?? "";
    const creates = Array.isArray(change["actions"]) && change["actions"].join() === "create";
    if (row["mode"] !== "managed" || !creates) {
      return [];
    }
    const values = isObject(change["after"]) ? change["after"] : {};
    return [{ address, type: textOf(row, "type") ?? "", values, references: expressions.get(address) ?? new Map() }];
  });
}

/** By address: which resource's id an attribute is. */
function configured(plan: JsonObject): Map<string, Map<string, string>> {
  const configuration = isObject(plan["configuration"]) ? plan["configuration"] : {};
  const root = isObject(configuration["root_module"]) ? configuration["root_module"] : {};
  return new Map(
    listOf(root, "resources").map((one) => [
      textOf(one, "address") ?? "",
      new Map(
        objectsOf(one, "expressions").flatMap(([attribute, { references }]) => {
          const whole = Array.isArray(references)
            ? references.filter((each) => /^[^.]+\.[^.]+\.id$/.test(String(each)))
            : [];
          return whole.length === 1 ? [[attribute, String(whole[0]).replace(/\.id$/, "")] as const] : [];
        }),
      ),
    ]),
  );
}

function notOf(code: ErrorCode, what: string, path: string, fix: string): BlueprintError {
  return refuse(code, { what, got: path, fix });
}
