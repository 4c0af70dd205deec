import type { IConstruct } from "constructs";
import { DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from "../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import { Assembly, Stack, withoutComments } from "@scs-blueprints/checker/assembly";
import type { JsonObject } from "@scs-blueprints/checker/reading";
import { Suggestions } from "@scs-blueprints/standards/internal";
import { compare, type IPatternResolver, type Mismatch, quote } from "./matcher";
import { requireType } from "./resource-types";
import { synthesized } from "./synthesized";

/** One resource or look-up. */
interface Element {
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  /** Path in the construct tree. @default - from JSON without metadata */
  readonly constructPath?: string;
  readonly values: JsonObject;
}

/** How much of the nearest candidate's differences a message shows. */
const MOST = 8;
const RESOLVER = new DefaultTokenResolver(new StringConcat());
const LITERAL: IPatternResolver = { resolve: (value) => value };

/**
 * What a stack synthesizes to, and assertions about it. An assertion that does not hold throws a BlueprintError, which
 * fails a test in any runner; it names the nearest candidate and each path that differs.
 *
 * Types are Terraform's names. A pattern may hold references of constructs (`tier.networkId`) and {@link Match}.
 *
 * @example
 * const shop = new ProjectNetwork(stack, "shop", { cidr: "10.8.0.0/20", tiers: ["web", "db"] });
 * const template = Template.fromStack(stack);
 * template.resourceCountIs("openstack_networking_subnet_v2", 2);
 * template.hasResource("openstack_networking_subnet_v2", { network_id: shop.tier("web").networkId, enable_dhcp: Match.not(false) });
 */
export class Template {
  /**
   * Of a stack in memory; nothing is written. Aspects and the constructs' own validations run as in `app.synth()`;
   * requirements of `Compliance` do not: {@link Conformance} asserts those.
   *
   * @throws BlueprintError SCSBP-8507 when a construct refuses what it was given
   */
  public static fromStack(stack: TerraformStack): Template {
    return new Template(Stack.fromJson(stack.node.id, synthesized(stack)), {
      resolve: (value) =>
        Tokenization.resolve(value, { scope: stack, resolver: RESOLVER, preparing: false }) as unknown,
    });
  }

  /**
   * Of a stack of an app.
   *
   * @param stack its id, or its path. Default: the only one
   * @throws BlueprintError SCSBP-8506 when there is no such stack, or several and none is named
   */
  public static fromApp(app: IConstruct, stack?: string): Template {
    const stacks = app.node.findAll().filter((each): each is TerraformStack => TerraformStack.isStack(each));
    const fits = stacks.filter(({ node }) => stack === undefined || node.id === stack || node.path === stack);
    return Template.fromStack(
      Template.only(
        fits,
        stack,
        stacks.map(({ node }) => node.path),
      ),
    );
  }

  /**
   * Of what an app wrote: the output directory of a program that calls `app.synth()`.
   *
   * @param outdir such as `cdktf.out`
   * @param stack its name. Default: the only one
   * @throws BlueprintError SCSBP-8506 when there is no such stack
   */
  public static fromDirectory(outdir: string, stack?: string): Template {
    const { stacks } = Assembly.fromDirectory(outdir, { code: "SCSBP-8506", fix: "synthesize the app first" });
    const fits = stacks.filter(({ name }) => stack === undefined || name === stack);
    const names = stacks.map(({ name }) => name);
    return new Template(Template.only(fits, stack, names), LITERAL);
  }

  /** Of the content of a cdk.tf.json. */
  public static fromJson(json: Record<string, unknown>, name = "stack"): Template {
    return new Template(Stack.fromJson(name, json), LITERAL);
  }

  private static only<T>(fits: readonly T[], wanted: string | undefined, all: readonly string[]): T {
    const [first] = fits;
    if (first !== undefined && fits.length === 1) {
      return first;
    }
    throw refuse("SCSBP-8506", {
      what: fits.length === 0 ? "there is no such stack" : "there are several stacks",
      got: wanted ?? "no name",
      allowed: all.join(", ") || "an app with a stack",
      fix: all.length === 0 ? "define a stack first" : "name the stack that is meant",
    });
  }

  private readonly elements: readonly Element[];

  /** Name of the stack. */
  public readonly name: string;

  private constructor(
    private readonly stack: Stack,
    private readonly resolver: IPatternResolver,
  ) {
    this.name = stack.name;
    this.elements = stack.resources.map(({ address, type, isData, constructPath, values }) => ({
      ...{ address, type, isData, constructPath },
      values: withoutComments(values) as JsonObject,
    }));
  }

  /**
   * There is a resource of the type that meets the pattern.
   *
   * @param type such as `openstack_networking_network_v2`
   * @param props keys as Terraform names them; objects may have more. Default: any of the type
   * @throws BlueprintError SCSBP-8501 with the nearest candidate and its differences
   */
  public hasResource(type: string, props: Record<string, unknown> = {}): void {
    this.has(type, props, false);
  }

  /** The same for a look-up (data source). */
  public hasDataSource(type: string, props: Record<string, unknown> = {}): void {
    this.has(type, props, true);
  }

  /**
   * No resource of the type meets the pattern.
   *
   * @throws BlueprintError SCSBP-8502 with those that do, SCSBP-8503 when there can be no such type
   */
  public hasNoResource(type: string, props: Record<string, unknown> = {}): void {
    requireType(type, false, this.types(false));
    const found = this.of(type, false).filter((each) => this.test(props, each.values).length === 0);
    if (found.length > 0) {
      throw refuse("SCSBP-8502", {
        what: `${this.name} has ${found.length} ${type} that it should not have`,
        got: lines(found.map(label)),
        allowed: `none like ${quote(props)}`,
      });
    }
  }

  /**
   * Each resource of the type meets the pattern, and there is at least one.
   *
   * @throws BlueprintError SCSBP-8501 with those that do not
   */
  public allResources(type: string, props: Record<string, unknown>): void {
    this.has(type, {}, false);
    const other = this.of(type, false).flatMap((each) => {
      const mismatches = this.test(props, each.values);
      return mismatches.length === 0 ? [] : [label(each), ...mismatches.slice(0, MOST).map(describe)];
    });
    if (other.length > 0) {
      throw refuse("SCSBP-8501", {
        what: `not every ${type} of ${this.name} is like that`,
        got: lines(other),
        allowed: quote(props),
      });
    }
  }

  /**
   * There are so many resources of the type, or so many that meet the pattern.
   *
   * @throws BlueprintError SCSBP-8504 with those that are there, SCSBP-8503 when there can be no such type
   */
  public resourceCountIs(type: string, count: number, props: Record<string, unknown> = {}): void {
    this.countIs(type, count, props, false);
  }

  /** The same for look-ups (data sources). */
  public dataSourceCountIs(type: string, count: number, props: Record<string, unknown> = {}): void {
    this.countIs(type, count, props, true);
  }

  /**
   * There is an output of the name.
   *
   * @param props of `value`, `description`, `sensitive`. Default: any
   * @throws BlueprintError SCSBP-8501
   */
  public hasOutput(name: string, props: Record<string, unknown> = {}): void {
    this.hasNamed("output", this.stack.outputs, name, props);
  }

  /**
   * There is a variable of the name.
   *
   * @param props of `type`, `default`, `description`, `sensitive`. Default: any
   * @throws BlueprintError SCSBP-8501
   */
  public hasVariable(name: string, props: Record<string, unknown> = {}): void {
    this.hasNamed("variable", this.stack.variables, name, props);
  }

  /** Resources of the type that meet the pattern, by address. */
  public findResources(type: string, props: Record<string, unknown> = {}): Record<string, Record<string, unknown>> {
    return this.find(type, props, false);
  }

  /** Look-ups (data sources) of the type that meet the pattern, by address. */
  public findDataSources(type: string, props: Record<string, unknown> = {}): Record<string, Record<string, unknown>> {
    return this.find(type, props, true);
  }

  /** Addresses of all resources and look-ups, sorted: what a later version must keep, or ship a `moved` block for. */
  public addresses(): string[] {
    return this.elements.map(({ address }) => address).sort();
  }

  /** The whole stack without the engine's comments and with sorted keys: for snapshots. */
  public toJSON(): Record<string, unknown> {
    return this.stack.snapshot();
  }

  private has(type: string, props: Record<string, unknown>, isData: boolean): void {
    const word = isData ? "look-up" : "resource";
    const candidates = this.of(type, isData);
    if (candidates.length === 0) {
      requireType(type, isData, this.types(isData));
      const types = this.types(isData);
      throw refuse("SCSBP-8501", {
        what: `${this.name} has no ${word} ${type}`,
        got: types.length === 0 ? `no ${word} at all` : `${word}s of ${types.join(", ")}`,
        allowed: quote(props),
        fix: `did you mean ${Suggestions.nearest(type, types, 1)[0] ?? "another stack"}?`,
      });
    }
    const results = candidates.map((each) => ({ each, mismatches: this.test(props, each.values) }));
    const nearest = results.reduce((a, b) => (b.mismatches.length < a.mismatches.length ? b : a));
    if (nearest.mismatches.length > 0) {
      const shown = nearest.mismatches.slice(0, MOST).map(describe);
      const more = nearest.mismatches.length - shown.length;
      throw refuse("SCSBP-8501", {
        what: `no ${word} ${type} of ${this.name} is like that`,
        got: lines([
          `${candidates.length} of the type; nearest: ${label(nearest.each)}`,
          ...shown,
          ...(more > 0 ? [`  … and ${more} more differences`] : []),
        ]),
        allowed: quote(props),
      });
    }
  }

  private hasNamed(
    section: "output" | "variable",
    all: ReadonlyMap<string, JsonObject>,
    name: string,
    props: Record<string, unknown>,
  ): void {
    const found = all.get(name);
    const mismatches = found === undefined ? [] : this.test(props, found);
    if (found === undefined || mismatches.length > 0) {
      throw refuse("SCSBP-8501", {
        what: `${this.name} has no ${section} ${name}${found === undefined ? "" : " like that"}`,
        got:
          found === undefined
            ? [...all.keys()].sort().join(", ") || `no ${section} at all`
            : lines([name, ...mismatches.map(describe)]),
        ...(found === undefined ? {} : { allowed: quote(props) }),
      });
    }
  }

  private countIs(type: string, count: number, props: Record<string, unknown>, isData: boolean): void {
    requireType(type, isData, this.types(isData));
    const found = Object.keys(this.find(type, props, isData));
    if (found.length !== count) {
      throw refuse("SCSBP-8504", {
        what: `${this.name} has ${found.length} ${type}${Object.keys(props).length === 0 ? "" : " like that"}, not ${count}`,
        got:
          found.length === 0 ? "none" : lines(this.elements.filter((each) => found.includes(each.address)).map(label)),
        ...(Object.keys(props).length === 0 ? {} : { allowed: quote(props) }),
      });
    }
  }

  private find(type: string, props: Record<string, unknown>, isData: boolean): Record<string, Record<string, unknown>> {
    const found = this.of(type, isData).filter((each) => this.test(props, each.values).length === 0);
    return Object.fromEntries(found.map(({ address, values }) => [address, { ...values }]));
  }

  private test(props: Record<string, unknown>, values: JsonObject): Mismatch[] {
    return compare(props, values, { path: "", partial: true, resolver: this.resolver });
  }

  private of(type: string, isData: boolean): Element[] {
    return this.elements.filter((each) => each.type === type && each.isData === isData);
  }

  private types(isData: boolean): string[] {
    return [...new Set(this.elements.filter((each) => each.isData === isData).map(({ type }) => type))].sort();
  }
}

const label = ({ address, constructPath }: Element): string =>
  constructPath === undefined ? address : `${address} (${constructPath})`;
const describe = ({ path, expected, got }: Mismatch): string =>
  `  ${path === "" ? "(the whole)" : path}: expected ${expected}, got ${got}`;
const lines = (texts: readonly string[]): string => texts.join("\n           ");
