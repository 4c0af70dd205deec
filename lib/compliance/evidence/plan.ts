import { BlueprintError } from "../../core/errors";
import { declaredAddress } from "../../core/plan-address";
import { EvidenceKind, EvidenceState } from "../report-model";
import { Declared, type DeclaredCheck, type DeclaredProvider } from "./declared";
import { DeclaredResource } from "./declared-resource";
import {
  isObject,
  listOf,
  objectsOf,
  parseJsonObject,
  readJsonObject,
  textOf,
  type JsonObject,
} from "../../core/read-json";

/** How to read a plan. */
export interface PlanOptions {
  /** What the app synthesized, for construct paths and source lines. @default - findings name Terraform addresses only */
  readonly synth?: Declared;
  /** The stack that was planned. @default - the one stack of `synth` that has most of the plan's addresses */
  readonly stack?: string;
}

const CODE = "SCSBP-4022";
const FIX = "make it anew: terraform plan -out=plan.bin && terraform show -json plan.bin > plan.json";

/** Major version of the format; a reader of `1.x` reads every `1.y` (Terraform's and OpenTofu's promise). */
const FORMAT_MAJOR = "1";

/**
 * Reads `terraform show -json` (or `tofu show -json`) of a saved plan.
 */
export class PlanEvidence {
  /**
   * From a file.
   *
   * @throws BlueprintError SCSBP-4022 when it is no plan in JSON, SCSBP-4023 when its format is of another major
   * version, SCSBP-4024 when the planning failed
   */
  public static fromFile(path: string, options: PlanOptions = {}): Declared {
    return PlanEvidence.fromJson(PlanEvidence.readFile(path), path, options);
  }

  /** From text, as `fromFile`. */
  public static fromText(text: string, source: string, options: PlanOptions = {}): Declared {
    const plan = parseJsonObject(text, source, CODE, "the plan", FIX);
    PlanEvidence.validate(plan, source);
    return PlanEvidence.fromJson(plan, source, options);
  }

  /** The plan itself, when it is one. Throws as `fromFile`. @internal @jsii ignore */
  public static readFile(path: string): JsonObject {
    const plan = readJsonObject(path, CODE, "the plan", FIX);
    PlanEvidence.validate(plan, path);
    return plan;
  }

  private static fromJson(plan: JsonObject, source: string, options: PlanOptions): Declared {
    const references = PlanEvidence.referencesByAddress(plan);
    const rows = PlanEvidence.rows(plan);
    const stack = options.stack ?? PlanEvidence.stackOf(rows, options.synth);
    const resources = rows.map((row) => PlanEvidence.element(row, references, stack, options.synth));
    const problems = PlanEvidence.problems(plan);
    const changes = rows.filter((row) => !row.isData && row.changes).length;
    return new Declared(
      EvidenceKind.PLAN,
      {
        kind: EvidenceKind.PLAN,
        state: problems.length === 0 ? EvidenceState.COMPLETE : EvidenceState.PARTIAL,
        source,
        extent: `${rows.length} resources and look-ups, ${changes} of them to change, Terraform ${textOf(plan, "terraform_version") ?? "of unknown version"}`,
        problems,
      },
      resources,
      PlanEvidence.providers(plan),
      PlanEvidence.checks(plan),
    );
  }

  private static validate(plan: JsonObject, source: string): void {
    const version = textOf(plan, "format_version");
    if (version === undefined) {
      throw new BlueprintError({
        code: CODE,
        what: "this is not a plan as `terraform show -json` writes it",
        got: `${source} with the keys ${Object.keys(plan).slice(0, 8).join(", ") || "(none)"}`,
        allowed: "an object with format_version, planned_values and resource_changes",
        fix: FIX,
      });
    }
    if (version.split(".")[0] !== FORMAT_MAJOR) {
      throw new BlueprintError({
        code: "SCSBP-4023",
        what: "the plan's format is of another version",
        got: `format ${version.slice(0, 20)} of Terraform ${textOf(plan, "terraform_version") ?? "(not said)"}`,
        allowed: `format ${FORMAT_MAJOR}.x, of Terraform or OpenTofu 1.x`,
        fix: "plan with Terraform or OpenTofu 1.6 or newer, or update scs-blueprints",
      });
    }
    if (plan["errored"] === true) {
      throw new BlueprintError({
        code: "SCSBP-4024",
        what: "the planning failed: this plan is not whole",
        got: `${source} with errored = true`,
        fix: "correct what `terraform plan` reports, then make the file anew",
      });
    }
    if (!Array.isArray(plan["resource_changes"]) && !isObject(plan["planned_values"])) {
      throw new BlueprintError({
        code: CODE,
        what: isObject(plan["values"])
          ? "this is a state, not a plan"
          : "the plan has neither planned_values nor resource_changes",
        got: source,
        allowed: "`terraform show -json` of a saved plan",
        fix: FIX,
      });
    }
  }

  private static rows(plan: JsonObject): PlanRow[] {
    const rows = new Map<string, PlanRow>();
    for (const each of PlanEvidence.moduleResources(plan["prior_state"], "values")) {
      if (textOf(each, "mode") === "data") {
        PlanEvidence.add(rows, each, each["values"], {}, false);
      }
    }
    for (const each of listOf(plan, "resource_changes")) {
      const change = isObject(each["change"]) ? each["change"] : {};
      const actions = Array.isArray(change["actions"]) ? change["actions"].map(String) : [];
      const gone = actions.includes("forget") || (actions.includes("delete") && !actions.includes("create"));
      if (!gone && !isObject(each["deposed"]) && textOf(each, "deposed") === undefined) {
        const changes = !actions.includes("no-op") && !actions.includes("read");
        PlanEvidence.add(rows, each, change["after"], change["after_unknown"], changes);
      }
    }
    return [...rows.values()];
  }

  private static add(
    rows: Map<string, PlanRow>,
    each: JsonObject,
    values: unknown,
    unknown: unknown,
    changes: boolean,
  ): void {
    const address = textOf(each, "address");
    const type = textOf(each, "type");
    if (address === undefined || type === undefined) {
      return;
    }
    rows.set(address, {
      address,
      type,
      isData: textOf(each, "mode") === "data",
      values: isObject(values) ? values : {},
      unknown: isObject(unknown) ? unknown : {},
      changes,
    });
  }

  private static element(
    row: PlanRow,
    references: ReadonlyMap<string, Record<string, string[]>>,
    stack: string | undefined,
    synth: Declared | undefined,
  ): DeclaredResource {
    const declared = stack === undefined ? undefined : synth?.find(declaredAddress(row.address), stack);
    const { file, line } = declared?.subject(row.type) ?? {};
    return new DeclaredResource({
      isData: row.isData,
      type: row.type,
      address: row.address,
      values: { ...row.values },
      unknown: PlanEvidence.unknownOf(row, references.get(declaredAddress(row.address))),
      references: references.get(declaredAddress(row.address)) ?? {},
      stack,
      constructPath: declared?.constructPath,
      file,
      line,
    });
  }

  /**
   * Marks of what the code sets and the plan does not know. What the code does not set and the provider computes (the
   * group of a rule that has a prefix, the flavor's name of a server that has its id) is as absent as in cdk.tf.json.
   */
  private static unknownOf(row: PlanRow, configured: Record<string, string[]> | undefined): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(row.unknown).filter(([name]) => configured === undefined || name in configured),
    );
  }

  private static stackOf(rows: readonly PlanRow[], synth: Declared | undefined): string | undefined {
    const stacks = [
      ...new Set((synth?.elements ?? []).flatMap((each) => (each.stack === undefined ? [] : [each.stack]))),
    ];
    const known = (stack: string): number =>
      rows.filter((row) => synth?.find(declaredAddress(row.address), stack) !== undefined).length;
    const best = stacks.map((stack) => ({ stack, hits: known(stack) })).sort((a, b) => b.hits - a.hits)[0];
    return best === undefined || best.hits === 0 ? undefined : best.stack;
  }

  private static moduleResources(state: unknown, key: string): JsonObject[] {
    const values = isObject(state) ? state[key] : undefined;
    const walk = (module: unknown): JsonObject[] =>
      isObject(module) ? [...listOf(module, "resources"), ...listOf(module, "child_modules").flatMap(walk)] : [];
    return isObject(values) ? walk(values["root_module"]) : [];
  }

  private static referencesByAddress(plan: JsonObject): Map<string, Record<string, string[]>> {
    const configuration = plan["configuration"];
    const root = isObject(configuration) && isObject(configuration["root_module"]) ? configuration["root_module"] : {};
    return new Map(
      listOf(root, "resources").flatMap((each) => {
        const address = textOf(each, "address");
        const expressions = isObject(each["expressions"]) ? each["expressions"] : {};
        const byName = Object.entries(expressions).map(([name, expression]): [string, string[]] => [
          name,
          PlanEvidence.addressesIn(expression),
        ]);
        return address === undefined ? [] : [[address, Object.fromEntries(byName)] as const];
      }),
    );
  }

  /** `references` names both `x.y.id` and `x.y`; expressions of blocks are nested. */
  private static addressesIn(expression: unknown): string[] {
    if (Array.isArray(expression)) {
      return [...new Set(expression.flatMap((each) => PlanEvidence.addressesIn(each)))];
    }
    if (!isObject(expression)) {
      return [];
    }
    const own = Array.isArray(expression["references"]) ? expression["references"].map(String) : [];
    const addresses = own.flatMap((each) => {
      const parts = declaredAddress(each).split(".");
      const length = parts[0] === "data" ? 3 : 2;
      return parts.length >= length && !["var", "local", "each", "count", "path", "module"].includes(parts[0] ?? "")
        ? [parts.slice(0, length).join(".")]
        : [];
    });
    const nested = Object.values(expression).flatMap((each) => PlanEvidence.addressesIn(each));
    return [...new Set([...addresses, ...nested])];
  }

  private static providers(plan: JsonObject): DeclaredProvider[] {
    const configuration = plan["configuration"];
    return (isObject(configuration) ? objectsOf(configuration, "provider_config") : []).map(([name, config]) => {
      const expressions = isObject(config["expressions"]) ? config["expressions"] : {};
      const values = Object.entries(expressions).flatMap(([key, each]): [string, unknown][] =>
        isObject(each) && "constant_value" in each ? [[key, each["constant_value"]]] : [],
      );
      return { name: textOf(config, "name") ?? name, values: Object.fromEntries(values) };
    });
  }

  private static checks(plan: JsonObject): DeclaredCheck[] {
    return listOf(plan, "checks").map((check) => {
      const address = isObject(check["address"]) ? textOf(check["address"], "to_display") : undefined;
      const problems = listOf(check, "instances").flatMap((instance) => listOf(instance, "problems"));
      return {
        address: address ?? "(unnamed)",
        status: textOf(check, "status") ?? "unknown",
        messages: problems.flatMap((each) => textOf(each, "message") ?? []),
      };
    });
  }

  private static problems(plan: JsonObject): string[] {
    const deferred = listOf(plan, "deferred_changes").length;
    return [
      ...(deferred > 0 ? [`${deferred} changes are deferred to a later plan`] : []),
      ...(plan["complete"] === false && deferred === 0 ? ["the plan says of itself that it is not complete"] : []),
    ];
  }
}

interface PlanRow {
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  readonly values: JsonObject;
  readonly unknown: JsonObject;
  readonly changes: boolean;
}
