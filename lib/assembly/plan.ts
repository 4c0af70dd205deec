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
} from "../core/read-json";
import { declaredAddress, modulesOf, type Step, stepsOf } from "./address";
import { Configuration, type Source, type Target } from "./configuration";

/** Codes of what can be wrong with a plan: each layer that reads one has its own. @internal */
interface PlanCodes {
  /** It cannot be read, or is no plan. */
  readonly unreadable: ErrorCode;
  /** Its format is of another major version. */
  readonly version: ErrorCode;
  /** The planning failed. */
  readonly errored: ErrorCode;
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

const FIX = "make it anew: terraform plan -out=plan.bin && terraform show -json plan.bin > plan.json";

/** Major version of the format; a reader of `1.x` reads every `1.y` (Terraform's and OpenTofu's promise). */
const FORMAT_MAJOR = "1";

/**
 * A plan as `terraform show -json` (or `tofu show -json`) writes it: what will be there, in all modules, and where its
 * values come from.
 *
 * @internal
 */
export class Plan {
  /** @throws BlueprintError of `codes` when it is no plan, of another format, or of a planning that failed */
  public static fromFile(path: string, codes: PlanCodes): Plan {
    return new Plan(readJsonObject(path, codes.unreadable, "the plan", FIX), path, codes);
  }

  /** From text, as `fromFile`. */
  public static fromText(text: string, source: string, codes: PlanCodes): Plan {
    return new Plan(parseJsonObject(text, source, codes.unreadable, "the plan", FIX), source, codes);
  }

  /** Of Terraform or OpenTofu. */
  public readonly engineVersion: string;
  /** Resources that are there after the apply, and data sources. */
  public readonly resources: readonly Resource[];
  private readonly configuration: Configuration;
  private readonly byDeclared = new Map<string, Resource[]>();
  private readonly byAddress: ReadonlyMap<string, Resource>;

  private constructor(
    /** For readers that this model does not serve yet. */
    public readonly json: JsonObject,
    public readonly source: string,
    codes: PlanCodes,
  ) {
    validate(json, source, codes);
    this.engineVersion = textOf(json, "terraform_version") ?? "of unknown version";
    this.configuration = new Configuration(json);
    this.resources = readFacts(json).map((facts) => new Resource(facts, this, this.configuration));
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
  public find(address: string): Resource | undefined {
    return this.byAddress.get(address);
  }

  /** The instances of what the code declares at an address without keys. */
  public instancesOf(declared: string): Resource[] {
    return this.byDeclared.get(declared) ?? [];
  }

  /** Names of the modules that the root module calls. */
  public get calls(): string[] {
    return this.configuration.calls;
  }

  /** Configurations of providers, those of modules included. */
  public get providers(): PlannedProvider[] {
    return objectsOf(mapping(this.json["configuration"]), "provider_config").map(([key, config]) => {
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
    return listOf(this.json, "checks").map((check) => ({
      address: textOf(mapping(check["address"]), "to_display") ?? "(unnamed)",
      status: textOf(check, "status") ?? "unknown",
      messages: listOf(check, "instances")
        .flatMap((instance) => listOf(instance, "problems"))
        .flatMap((problem) => textOf(problem, "message") ?? []),
    }));
  }

  /** Why it does not show all that will be. */
  public get problems(): string[] {
    const deferred = listOf(this.json, "deferred_changes").length;
    return [
      ...(deferred > 0 ? [`${deferred} changes are deferred to a later plan`] : []),
      ...(this.json["complete"] === false && deferred === 0 ? ["the plan says of itself that it is not complete"] : []),
    ];
  }
}

function validate(plan: JsonObject, source: string, codes: PlanCodes): void {
  const version = textOf(plan, "format_version");
  if (version === undefined) {
    throw refuse(codes.unreadable, {
      what: "this is not a plan as `terraform show -json` writes it",
      got: `${source} with the keys ${Object.keys(plan).slice(0, 8).join(", ") || "(none)"}`,
      allowed: "an object with format_version, planned_values and resource_changes",
      fix: FIX,
    });
  }
  if (version.split(".")[0] !== FORMAT_MAJOR) {
    throw refuse(codes.version, {
      what: "the plan's format is of another version",
      got: `format ${version.slice(0, 20)} of Terraform ${textOf(plan, "terraform_version") ?? "(not said)"}`,
      allowed: `format ${FORMAT_MAJOR}.x, of Terraform or OpenTofu 1.x`,
      fix: "plan with Terraform or OpenTofu 1.6 or newer, or update scs-blueprints",
    });
  }
  if (plan["errored"] === true) {
    throw refuse(codes.errored, {
      what: "the planning failed: this plan is not whole",
      got: `${source} with errored = true`,
      fix: "correct what `terraform plan` reports, then make the file anew",
    });
  }
  if (!Array.isArray(plan["resource_changes"]) && !isObject(plan["planned_values"])) {
    throw refuse(codes.unreadable, {
      what: isObject(plan["values"])
        ? "this is a state, not a plan"
        : "the plan has neither planned_values nor resource_changes",
      got: source,
      allowed: "`terraform show -json` of a saved plan",
      fix: FIX,
    });
  }
  const broken = brokenPart(plan);
  if (broken !== undefined) {
    throw refuse(codes.unreadable, {
      what: "a part of the plan has another shape than `terraform show -json` writes",
      got: `${source}: ${broken}`,
      allowed: "the output of `terraform show -json` for a saved plan, unchanged",
      fix: FIX,
    });
  }
}

/** Where the plan is not as its readers need it: what they would otherwise leave out in silence. No values: secrets. */
function brokenPart(plan: JsonObject): string | undefined {
  const changes = plan["resource_changes"] ?? [];
  if (!Array.isArray(changes)) {
    return "resource_changes is no list";
  }
  for (const [index, each] of (changes as unknown[]).entries()) {
    const place = `resource_changes[${index}]`;
    if (!isObject(each) || textOf(each, "address") === undefined || textOf(each, "type") === undefined) {
      return `${place} without address or type`;
    }
    const { change } = each;
    if (!isObject(change) || !Array.isArray(change["actions"])) {
      return `${place} without change.actions`;
    }
    if (
      ![change["after"], change["before"]].every(
        (values) => values === undefined || values === null || isObject(values),
      )
    ) {
      return `${place}.change with values that are no object`;
    }
  }
  return (["planned_values", "prior_state", "configuration", "variables"] as const)
    .filter((name) => plan[name] !== undefined && plan[name] !== null && !isObject(plan[name]))
    .map((name) => `${name} is no object`)[0];
}

/** Each instance once: what the plan changes and keeps, look-ups that were read before, and what else is planned. */
function readFacts(plan: JsonObject): ResourceFacts[] {
  const found = new Map<string, ResourceFacts>();
  const gone = new Set<string>();
  const add = (each: JsonObject, facts: Omit<ResourceFacts, "address" | "type" | "isData">): void => {
    const address = textOf(each, "address");
    const type = textOf(each, "type");
    if (address !== undefined && type !== undefined) {
      found.set(address, { address, type, isData: textOf(each, "mode") === "data", ...facts });
    }
  };
  for (const each of inModules(mapping(plan["prior_state"])["values"])) {
    if (textOf(each, "mode") === "data") {
      add(each, { actions: ["no-op"], values: mapping(each["values"]), unknown: {} });
    }
  }
  for (const each of listOf(plan, "resource_changes")) {
    const change = mapping(each["change"]);
    const actions = Array.isArray(change["actions"]) ? change["actions"].map(String) : [];
    if (textOf(each, "deposed") !== undefined) {
      continue;
    }
    if ((actions.includes("delete") || actions.includes("forget")) && !actions.includes("create")) {
      gone.add(textOf(each, "address") ?? "");
      continue;
    }
    add(each, {
      actions,
      values: mapping(change["after"]),
      unknown: mapping(change["after_unknown"]),
      before: isObject(change["before"]) ? change["before"] : undefined,
      previousAddress: textOf(each, "previous_address"),
      importId: textOf(mapping(change["importing"]), "id"),
    });
  }
  for (const each of inModules(plan["planned_values"])) {
    const address = textOf(each, "address") ?? "";
    if (!found.has(address) && !gone.has(address)) {
      add(each, { actions: ["no-op"], values: mapping(each["values"]), unknown: {} });
    }
  }
  return [...found.values()];
}

/** Resources of a state or of planned values, of all modules. */
function inModules(values: unknown): JsonObject[] {
  const walk = (module: JsonObject): JsonObject[] => [
    ...listOf(module, "resources"),
    ...listOf(module, "child_modules").flatMap(walk),
  ];
  return walk(mapping(mapping(values)["root_module"]));
}

/** What a plan says of one instance of a resource or data source. @internal */
interface ResourceFacts {
  /** With the modules it lies in and the keys of instances: `module.m["x"].a_b.c[0]`. */
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  /** What the plan does with it: `create`, `update`, `delete`, `no-op`, `read`, `forget`. */
  readonly actions: readonly string[];
  /** Values after the apply, as far as they are known. */
  readonly values: JsonObject;
  /** Marks of what is not known, of the same shape as `values`. */
  readonly unknown: JsonObject;
  /** Values before the apply. @default - it is new */
  readonly before?: JsonObject;
  /** Where a moved resource was. @default - it did not move */
  readonly previousAddress?: string;
  /** Id in the cloud of what is imported. @default - it is not imported */
  readonly importId?: string;
}

/** One instance of a resource or data source that a plan leaves in place. @internal */
export class Resource {
  public readonly address: string;
  public readonly type: string;
  public readonly isData: boolean;
  /** Without the keys of instances: what the code declares. */
  public readonly declaredAddress: string;
  /** The modules it lies in, outermost first. */
  public readonly modules: readonly Step[];
  /** The key of this instance, as in its address. */
  private readonly key?: string;

  public constructor(
    public readonly facts: ResourceFacts,
    private readonly plan: Plan,
    private readonly configuration: Configuration,
  ) {
    this.address = facts.address;
    this.type = facts.type;
    this.isData = facts.isData;
    this.declaredAddress = declaredAddress(facts.address);
    const steps = stepsOf(facts.address);
    this.modules = modulesOf(steps);
    this.key = steps.at(-1)?.key;
  }

  /** Values after the apply. */
  public get values(): JsonObject {
    return this.facts.values;
  }

  /** Whether the apply changes it. */
  public get isChanged(): boolean {
    return !this.isData && this.facts.actions.some((action) => action !== "no-op" && action !== "read");
  }

  /**
   * Marks of what is not known yet, without what the code does not set: the provider computes that (the group of a rule
   * that has a prefix). A plan does not show dynamic blocks, so the marks within a block are always kept.
   */
  public get unknown(): JsonObject {
    const expressions = this.configuration.expressions(this.declaredAddress);
    return expressions === undefined
      ? this.facts.unknown
      : Object.fromEntries(
          Object.entries(this.facts.unknown).filter(([name, mark]) => mark !== true || name in expressions),
        );
  }

  /** Whether all of a block or attribute is unknown, whoever sets it. */
  public isWhollyUnknown(name: string): boolean {
    return this.facts.unknown[name] === true;
  }

  /**
   * Whether an unknown attribute has a value for certain, as far as the configuration settles it: true with the
   * reference of one resource that is planned; false when all that it is made of is known, and it is unknown only
   * because it is null and the provider computes it; undefined when the configuration does not settle it.
   */
  public hasValue(...path: readonly string[]): boolean | undefined {
    const source = this.configuration.source(this.declaredAddress, ...path);
    if (source === undefined || (source.isKnown && !source.isCertain)) {
      return false;
    }
    return source.isCertain && source.targets.every((target) => this.isOne(target)) ? true : undefined;
  }

  /** The planned instances that an attribute or block takes its value from, through variables and outputs of modules. */
  public references(...path: readonly string[]): Resource[] {
    const source: Source | undefined = this.configuration.source(this.declaredAddress, ...path);
    const targets = (source?.targets ?? []).flatMap((target) => this.instances(target));
    return [...new Set(targets)];
  }

  private isOne(target: Target): boolean {
    const count = this.instances(target).length;
    return target.isWhole ? count === 1 : count > 0;
  }

  /** Instances of a target that lie in the same module instances; of these those with the same key, if there are any. */
  private instances(target: Target): Resource[] {
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
  private instanceLike({ modules, moduleKeys, name, key }: Target): Resource | undefined {
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

/** A mapping, or nothing where there is none. @internal */
function mapping(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
