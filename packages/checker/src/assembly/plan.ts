import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { refuse } from "@scs-blueprints/standards/errors";
import {
  isObject,
  type JsonObject,
  listOf,
  objectsOf,
  parseJsonObject,
  readJsonObject,
  textOf,
} from "../reading/read-json";
import { declaredAddress, modulesOf, type Step, stepsOf } from "./address";
import { Configuration, type Target } from "./configuration";
import { Form, requireForm } from "./forms";
import { DeclaredResource, type ResourceOrigin } from "./declared";
import { State } from "./state";

/** What a reader says of a plan that it cannot use. @internal */
export interface PlanErrors {
  /** It cannot be read, or is no plan. */
  readonly unreadable: ErrorCode;
  /** Its format is of another major version. @default - as unreadable */
  readonly version?: ErrorCode;
  /** The planning failed. @default - such a plan is read as far as it goes */
  readonly errored?: ErrorCode;
  /** @default - how to make one */
  readonly fix?: string;
}

/** A provider's configuration in a plan. @internal */
interface PlannedProvider {
  /** Such as `openstack`. */
  readonly name: string;
  /** @default - the default configuration */
  readonly alias?: string;
  /** Names of the modules that it stands in. */
  readonly modules: readonly string[];
  /** What it is given; what is known only later as an expression, `${local.url}`. */
  readonly values: JsonObject;
}

/** A condition that the plan evaluated. @internal */
interface PlannedCheck {
  readonly address: string;
  readonly status: string;
  readonly messages: string[];
}

/** An output that a plan changes. @internal */
export interface OutputChange {
  readonly name: string;
  readonly actions: readonly string[];
}

const FIX = "make it anew: terraform plan -out=plan.bin && terraform show -json plan.bin > plan.json";

/** Major version of the format; a reader of `1.x` reads every `1.y` (Terraform's and OpenTofu's promise). */
const FORMAT_MAJOR = "1";

/**
 * A plan as `terraform show -json` (or `tofu show -json`) writes it: what changes, what will be there, in all modules, and
 * where its values come from.
 *
 * @internal
 */
export class Plan {
  /** @throws BlueprintError of `errors` when it is no plan, of another format, or of a planning that failed */
  public static fromFile(path: string, errors: PlanErrors): Plan {
    return new Plan(readJsonObject(path, errors.unreadable, "the plan", errors.fix ?? FIX), path, errors);
  }

  /** From text, as `fromFile`. */
  public static fromText(text: string, source: string, errors: PlanErrors): Plan {
    return new Plan(parseJsonObject(text, source, errors.unreadable, "the plan", errors.fix ?? FIX), source, errors);
  }

  /** Of Terraform or OpenTofu. */
  public readonly engineVersion: string;
  /** All that the plan says of instances, in its order: what it keeps, reads and destroys too. */
  public readonly changes: readonly Change[];
  /** Resources that are there after the apply, and data sources. */
  public readonly resources: readonly PlannedResource[];
  readonly #json: JsonObject;
  private readonly configuration: Configuration;
  private readonly byDeclared = new Map<string, PlannedResource[]>();
  private readonly byAddress: ReadonlyMap<string, PlannedResource>;

  private constructor(
    json: JsonObject,
    public readonly source: string,
    errors: PlanErrors,
  ) {
    requirePlan(json, source, errors);
    this.#json = json;
    this.engineVersion = textOf(json, "terraform_version") ?? "of unknown version";
    this.configuration = new Configuration(json);
    this.changes = listOf(json, "resource_changes").map(readChange);
    this.resources = [...this.planned().values()].map((facts) => new PlannedResource(facts, this, this.configuration));
    this.byAddress = new Map(this.resources.map((each) => [each.address, each]));
    for (const each of this.resources) {
      const instances = this.byDeclared.get(each.declaredAddress);
      if (instances === undefined) {
        this.byDeclared.set(each.declaredAddress, [each]);
      } else {
        instances.push(each);
      }
    }
  }

  /** The instance at an address with its keys. */
  public find(address: string): PlannedResource | undefined {
    return this.byAddress.get(address);
  }

  /** The instances of what the code declares at an address without keys. */
  public instancesOf(declared: string): PlannedResource[] {
    return this.byDeclared.get(declared) ?? [];
  }

  /** The state as it was found before the planning. */
  public get priorState(): State {
    return State.ofValues(mapping(this.#json["prior_state"])["values"]);
  }

  /** Outputs that differ after the apply. */
  public get outputChanges(): OutputChange[] {
    return objectsOf(this.#json, "output_changes")
      .map(([name, { actions }]) => ({ name, actions: Array.isArray(actions) ? actions.map(String) : [] }))
      .filter(({ actions }) => actions.some((action) => action !== "no-op"));
  }

  /** Names of the modules that the root module calls. */
  public get calls(): string[] {
    return this.configuration.calls;
  }

  /** Configurations of providers, those of modules included. */
  public get providers(): PlannedProvider[] {
    return objectsOf(mapping(this.#json["configuration"]), "provider_config").map(([key, config]) => {
      const modules = (textOf(config, "module_address") ?? "").split(".").filter((_, index) => index % 2 === 1);
      const values = Object.entries(mapping(config["expressions"])).flatMap(([name, each]): [string, unknown][] => {
        const known = this.configuration.valueOf(each, modules);
        const [reference] = isObject(each) && Array.isArray(each["references"]) ? each["references"].map(String) : [];
        const isExpression = isObject(each) && Object.keys(each).every((part) => part === "references");
        return known !== undefined
          ? [[name, known.value]]
          : isExpression
            ? [[name, `\${${reference ?? "…"}}`]]
            : [[name, each]];
      });
      const alias = textOf(config, "alias");
      return { name: textOf(config, "name") ?? key, alias, modules, values: Object.fromEntries(values) };
    });
  }

  /** `check` blocks, preconditions and postconditions. */
  public get checks(): PlannedCheck[] {
    return listOf(this.#json, "checks").map((check) => ({
      address: textOf(mapping(check["address"]), "to_display") ?? "(unnamed)",
      status: textOf(check, "status") ?? "unknown",
      messages: listOf(check, "instances")
        .flatMap((instance) => listOf(instance, "problems"))
        .flatMap((problem) => textOf(problem, "message") ?? []),
    }));
  }

  /** Why it does not show all that will be. */
  public get problems(): string[] {
    const deferred = listOf(this.#json, "deferred_changes").length;
    return [
      ...(deferred > 0 ? [`${deferred} changes are deferred to a later plan`] : []),
      ...(this.#json["complete"] === false && deferred === 0
        ? ["the plan says of itself that it is not complete"]
        : []),
    ];
  }

  /** Each instance once: what the plan changes and keeps, look-ups that were read before, and what else is planned. */
  private planned(): Map<string, PlannedFacts> {
    const found = new Map<string, PlannedFacts>();
    for (const { address, type, isData, values } of this.priorState.resources) {
      if (isData) {
        found.set(address, { address, type, isData, values, unknown: {} });
      }
    }
    const gone = new Set<string>();
    for (const change of this.changes.filter(({ deposed }) => deposed === undefined)) {
      const { address, type, isData, actions, after: values, unknown } = change;
      if ((actions.includes("delete") || actions.includes("forget")) && !actions.includes("create")) {
        gone.add(address);
      } else {
        found.set(address, { address, type, isData, values, unknown, change });
      }
    }
    for (const { address, type, isData, values } of State.ofValues(this.#json["planned_values"]).resources) {
      if (!found.has(address) && !gone.has(address)) {
        found.set(address, { address, type, isData, values, unknown: {} });
      }
    }
    return found;
  }
}

function requirePlan(plan: JsonObject, source: string, { unreadable, version, errored, fix = FIX }: PlanErrors): void {
  const format = textOf(plan, "format_version");
  if (format === undefined) {
    throw refuse(unreadable, {
      what: "this is not a plan as `terraform show -json` writes it",
      got: `${source} with the keys ${Object.keys(plan).slice(0, 8).join(", ") || "(none)"}`,
      allowed: "an object with format_version, planned_values and resource_changes",
      fix,
    });
  }
  if (format.split(".")[0] !== FORMAT_MAJOR) {
    throw refuse(version ?? unreadable, {
      what: "the plan's format is of another version",
      got: `format ${format.slice(0, 20)} of Terraform ${textOf(plan, "terraform_version") ?? "(not said)"}`,
      allowed: `format ${FORMAT_MAJOR}.x, of Terraform or OpenTofu 1.x`,
      fix: "plan with Terraform or OpenTofu 1.6 or newer, or update scs-blueprints",
    });
  }
  if (plan["errored"] === true && errored !== undefined) {
    throw refuse(errored, {
      what: "the planning failed: this plan is not whole",
      got: `${source} with errored = true`,
      fix: "correct what `terraform plan` reports, then make the file anew",
    });
  }
  if (!Array.isArray(plan["resource_changes"]) && !isObject(plan["planned_values"])) {
    throw refuse(unreadable, {
      what: isObject(plan["values"])
        ? "this is a state, not a plan"
        : "the plan has neither planned_values nor resource_changes",
      got: source,
      allowed: "`terraform show -json` of a saved plan",
      fix,
    });
  }
  requireForm(Form.PLAN, plan, source, { code: unreadable, fix });
}

/** What a plan does with one instance. @internal */
export interface Change {
  /** With the modules it lies in and the keys of instances: `module.m["x"].a_b.c[0]`. */
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  /** `create`, `update`, `delete`, `no-op`, `read`, `forget`; for a replacement two, in their order. */
  readonly actions: readonly string[];
  /** Values before the apply. @default - it is new */
  readonly before?: JsonObject;
  /** Values after the apply, as far as they are known. */
  readonly after: JsonObject;
  /** Marks of what is not known, of the same shape as `after`. */
  readonly unknown: JsonObject;
  /** Key of an instance that was replaced and is still to be destroyed. @default - the current one */
  readonly deposed?: string;
  /** Where a moved resource was. @default - it did not move */
  readonly previousAddress?: string;
  /** Id in the cloud of what is imported; empty where the plan does not say it. @default - it is not imported */
  readonly importId?: string;
  /** The engine's reason, such as `delete_because_no_resource_config`. @default - none given */
  readonly reason?: string;
  /** Attributes that force a replacement, such as `block_device[0].volume_size`. */
  readonly forcedBy: readonly string[];
}

function readChange(row: JsonObject): Change {
  const change = mapping(row["change"]);
  const { actions, before, replace_paths: paths, importing } = change;
  return {
    address: textOf(row, "address") ?? "",
    type: textOf(row, "type") ?? "",
    isData: textOf(row, "mode") === "data",
    actions: Array.isArray(actions) ? actions.map(String) : [],
    before: isObject(before) ? before : undefined,
    after: mapping(change["after"]),
    unknown: mapping(change["after_unknown"]),
    deposed: textOf(row, "deposed"),
    previousAddress: textOf(row, "previous_address"),
    importId: isObject(importing) ? (textOf(importing, "id") ?? "") : undefined,
    reason: textOf(row, "action_reason"),
    forcedBy: (Array.isArray(paths) ? (paths as unknown[]) : []).filter(Array.isArray).map(pathText),
  };
}

/** `["block_device", 0, "volume_size"]` → `block_device[0].volume_size`. */
function pathText(path: readonly unknown[]): string {
  return path.reduce<string>(
    (sum, part) => (typeof part === "number" ? `${sum}[${part}]` : `${sum}${sum === "" ? "" : "."}${String(part)}`),
    "",
  );
}

/** Names of the attributes that differ, or will be known only after the apply. @internal */
export function changedAttributes({ before = {}, after, unknown }: Change): string[] {
  const names = new Set([before, after, unknown].flatMap((values) => Object.keys(values)));
  return [...names]
    .filter((name) => unknown[name] === true || JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .sort();
}

/** What a plan says of one instance that is there after the apply. */
interface PlannedFacts extends Pick<Change, "address" | "type" | "isData" | "unknown"> {
  readonly values: JsonObject;
  /** @default - the plan has it among the planned values or in the state alone */
  readonly change?: Change;
}

/** One instance of a resource or data source that a plan leaves in place. @internal */
export class PlannedResource extends DeclaredResource implements ResourceOrigin {
  /** Without the keys of instances: what the code declares. */
  public readonly declaredAddress: string;
  /** The modules it lies in, outermost first. */
  public readonly modules: readonly Step[];
  /** @default - the plan has it among the planned values or in the state alone */
  public readonly change?: Change;
  /** Marks of what is not known, of what the provider computes too. */
  private readonly marks: JsonObject;
  /** The key of this instance, as in its address. */
  private readonly key?: string;
  #idSources?: ReadonlyMap<string, PlannedResource>;

  public constructor(
    { address, type, isData, values, unknown, change }: PlannedFacts,
    private readonly plan: Plan,
    private readonly configuration: Configuration,
  ) {
    const declared = declaredAddress(address);
    super({ address, type, isData, values, unknown: withoutComputed(unknown, configuration.expressions(declared)) });
    this.origin = { source: this, path: [] };
    this.declaredAddress = declared;
    this.change = change;
    this.marks = unknown;
    const steps = stepsOf(address);
    this.modules = modulesOf(steps);
    this.key = steps.at(-1)?.key;
  }

  /** Whether the apply changes it. */
  public get isChanged(): boolean {
    const { actions = [] } = this.change ?? {};
    return !this.isData && actions.some((action) => action !== "no-op" && action !== "read");
  }

  /** Marks of what is not known yet, without what the code does not set. */
  public get unknown(): JsonObject {
    return this.props.unknown ?? {};
  }

  public isWhollyUnknown(name: string): boolean {
    return this.marks[name] === true;
  }

  /**
   * Whether an unknown part has a value for certain, as far as the configuration settles it: true with the reference of one
   * resource that is planned; false when all that it is made of is known, and it is unknown only because it is null and the
   * provider computes it; undefined when the configuration does not settle it.
   */
  public hasValueAt(...path: readonly string[]): boolean | undefined {
    const source = this.configuration.source(this.declaredAddress, ...path);
    if (source === undefined || (source.isKnown && !source.isCertain)) {
      return false;
    }
    return source.isCertain && source.targets.every((target) => this.isOne(target)) ? true : undefined;
  }

  /** The planned instances that an attribute or block takes its value from, through variables and outputs of modules. */
  public sourcesAt(...path: readonly string[]): PlannedResource[] {
    const source = this.configuration.source(this.declaredAddress, ...path);
    return [...new Set((source?.targets ?? []).flatMap((target) => this.instances(target)))];
  }

  /** The one instance whose id each attribute is, for those that are one. */
  public get idSources(): ReadonlyMap<string, PlannedResource> {
    this.#idSources ??= new Map(
      Object.entries(this.configuration.expressions(this.declaredAddress) ?? {}).flatMap(([name, expression]) => {
        const one = isObject(expression) ? this.idSource(name) : undefined;
        return one === undefined ? [] : [[name, one] as const];
      }),
    );
    return this.#idSources;
  }

  private idSource(attribute: string): PlannedResource | undefined {
    const { isCertain = false, targets = [] } = this.configuration.source(this.declaredAddress, attribute) ?? {};
    const [one, ...others] = targets.flatMap((target) => (target.isWhole ? [] : this.instances(target)));
    return isCertain && others.length === 0 ? one : undefined;
  }

  private isOne(target: Target): boolean {
    const count = this.instances(target).length;
    return target.isWhole ? count === 1 : count > 0;
  }

  /** Instances of a target that lie in the same module instances; of these those with the same key, if there are any. */
  private instances(target: Target): PlannedResource[] {
    const all = this.plan.instancesOf(target.address);
    if (all.length < 2) {
      return all;
    }
    const exact = target.isWhole ? undefined : this.instanceLike(target);
    if (exact !== undefined) {
      return [exact];
    }
    const own = this.modules;
    const reachable = all.filter((each) => each.isReachedFrom(own, target));
    if (target.isWhole) {
      return reachable;
    }
    // a computed index is not told; what goes by the same keys uses them as an index
    const keys = [[this.key], own.map(({ key }) => key)];
    const same = keys.map((some) => reachable.filter((each) => each.isKeyedBy(own, some)));
    return same.find(({ length }) => length > 0) ?? reachable;
  }

  /** The instance of a target in the same module instances and with the same key, where the code writes no other. */
  private instanceLike({ modules, moduleKeys, name, key }: Target): PlannedResource | undefined {
    let shared = true;
    const steps = modules.map((module, depth) => {
      const own = this.modules[depth];
      shared &&= own?.name === module;
      const step = moduleKeys[depth] ?? (shared ? own?.key : this.key);
      shared &&= own?.key === step;
      return `module.${module}${step === undefined ? "" : `[${step}]`}`;
    });
    const address = [...steps, name].join(".");
    return this.plan.find(`${address}[${key ?? this.key ?? ""}]`) ?? this.plan.find(address);
  }

  private isReachedFrom(modules: readonly Step[], target: Target): boolean {
    let shared = true;
    const fits = this.modules.every(({ name, key }, depth) => {
      const written = target.moduleKeys[depth];
      shared &&= modules[depth]?.name === name;
      const expected = written ?? (shared ? modules[depth]?.key : undefined);
      shared &&= modules[depth]?.key === key;
      return expected === undefined || expected === key;
    });
    return fits && (target.key === undefined || target.key === this.key);
  }

  /** Whether its own key, and those of modules that the one who refers does not lie in, are among `keys`. */
  private isKeyedBy(modules: readonly Step[], keys: readonly (string | undefined)[]): boolean {
    const foreign = this.modules.filter(
      ({ name, key }, depth) => modules[depth]?.name !== name || modules[depth]?.key !== key,
    );
    return [this.key, ...foreign.map(({ key }) => key)].every((key) => key === undefined || keys.includes(key));
  }
}

/**
 * Marks without what the code does not set: the provider computes that (the group of a rule that has a prefix). A plan does
 * not show dynamic blocks, so the marks within a block are always kept.
 */
function withoutComputed(marks: JsonObject, expressions: JsonObject | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(marks).filter(([name, mark]) => mark !== true || expressions === undefined || name in expressions),
  );
}

/** A mapping, or nothing where there is none. @internal */
function mapping(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
