import { declaredAddress, stepsOf } from "../assembly/address";
import { Plan, type PlannedResource } from "../assembly/plan";
import { EvidenceKind, EvidenceState } from "../report-model";
import { Declared } from "./declared";
import { DeclaredResource } from "../assembly/declared";

/** How to read a plan. */
export interface PlanOptions {
  /** What the app synthesized, for construct paths and source lines. @default - findings name Terraform addresses only */
  readonly synth?: Declared;
  /** The stack that was planned. @default - the one stack of `synth` that has most of the plan's addresses */
  readonly stack?: string;
}

const CODES = { unreadable: "SCSBP-4022", version: "SCSBP-4023", errored: "SCSBP-4024" } as const;

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
    return PlanEvidence.of(PlanEvidence.read(path), options);
  }

  /** From text, as `fromFile`. */
  public static fromText(text: string, source: string, options: PlanOptions = {}): Declared {
    return PlanEvidence.of(Plan.fromText(text, source, CODES), options);
  }

  /** The plan itself. Throws as `fromFile`. @internal @jsii ignore */
  public static read(path: string): Plan {
    return Plan.fromFile(path, CODES);
  }

  private static of(plan: Plan, { synth, stack: given }: PlanOptions): Declared {
    const stack = given ?? PlanEvidence.stackOf(plan, synth);
    const changes = plan.resources.filter((each) => each.isChanged).length;
    return new Declared(
      EvidenceKind.PLAN,
      {
        kind: EvidenceKind.PLAN,
        state: plan.problems.length === 0 ? EvidenceState.COMPLETE : EvidenceState.PARTIAL,
        source: plan.source,
        extent: `${plan.resources.length} resources and look-ups, ${changes} of them to change, Terraform ${plan.engineVersion}`,
        problems: plan.problems,
      },
      plan.resources.map((each) => PlanEvidence.element(each, stack, synth)),
      plan.providers.map(({ name, alias, values }) => ({ name, values, ...(alias !== undefined && { alias }) })),
      plan.checks,
      {},
      plan.calls.map((name) => PlanEvidence.module(`module.${name}`, stack, synth)),
    );
  }

  /** With the place of its construct; what a module makes has the place of the module's call. */
  private static element(
    resource: PlannedResource,
    stack: string | undefined,
    synth: Declared | undefined,
  ): DeclaredResource {
    const place = synth?.find(PlanEvidence.placeOf(resource.address), stack);
    const { file, line } = place?.subject(resource.type) ?? {};
    return DeclaredResource.of(resource, { stack, constructPath: place?.constructPath, file, line });
  }

  private static module(address: string, stack: string | undefined, synth: Declared | undefined): DeclaredResource {
    const { constructPath } = synth?.find(address, stack) ?? {};
    return new DeclaredResource({ isData: false, type: "module", address, values: {}, stack, constructPath });
  }

  private static stackOf(plan: Plan, synth: Declared | undefined): string | undefined {
    const elements = [...(synth?.elements ?? []), ...(synth?.modules ?? [])];
    const stacks = [...new Set(elements.flatMap(({ stack }) => (stack === undefined ? [] : [stack])))];
    const places = [
      ...plan.resources.map(({ address }) => PlanEvidence.placeOf(address)),
      ...plan.calls.map((name) => `module.${name}`),
    ];
    const known = (stack: string): number => places.filter((place) => synth?.find(place, stack) !== undefined).length;
    const best = stacks.map((stack) => ({ stack, hits: known(stack) })).sort((a, b) => b.hits - a.hits)[0];
    return best === undefined || best.hits === 0 ? undefined : best.stack;
  }

  /** What stands for a planned instance in a synthesized stack: its declaration, or the call of the outermost module. */
  private static placeOf(address: string): string {
    const [first, second] = stepsOf(address);
    return first?.name === "module" ? `module.${second?.name ?? ""}` : declaredAddress(address);
  }
}
