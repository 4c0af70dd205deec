import { isObject, type JsonObject } from "../core/read-json";
import { declaredAddress, modulesOf, stepsOf, type Step } from "./address";
import type { Configuration, Source, Target } from "./configuration";
import type { Plan } from "./plan";

/** What a plan says of one instance of a resource or data source. @internal */
export interface ResourceFacts {
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
export function mapping(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
