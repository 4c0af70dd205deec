import type { IConstruct } from "constructs";
import { Compliance, FailOn, Outcome, Profile, type Report, type RequireOptions } from "@scs-blueprints/checker";
import { SynthFailure } from "@scs-blueprints/checker/internal";
import { TerraformDataSource, TerraformResource } from "../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import type { Scope } from "@scs-blueprints/standards";

/**
 * Compliance of code, as assertions. Decided is what the code tells; what only the live cloud can tell does not fail:
 * `scs-blueprints check --cloud` decides it.
 *
 * @example
 * new ProjectNetwork(stack, "shop", { cidr: "10.8.0.0/20", tiers: ["web"] });
 * Conformance.of(stack).meets(Scope.IAAS_V5_1, { date: "2026-11-23" });
 */
export class Conformance {
  /** @param construct an app, a stack, or a construct in one */
  public static of(construct: IConstruct): Conformance {
    return new Conformance(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /**
   * No mandatory rule of the scope is violated.
   *
   * @throws BlueprintError SCSBP-4030 with each violated rule, its clause, where, and what to do; SCSBP-8510 when there is no
   *   resource to check
   */
  public meets(scope: Scope, options: RequireOptions = {}): void {
    this.meetsProfile(Profile.scope(scope), options);
  }

  /** The same for any profile, such as `Profile.goodPractice()`. */
  public meetsProfile(profile: Profile, options: RequireOptions = {}): void {
    const report = this.report(profile, options);
    if (Compliance.fails(report, options.failOn ?? FailOn.MANDATORY)) {
      throw SynthFailure.of([{ profile, report }]);
    }
  }

  /**
   * The rule is violated: a test that a safeguard works.
   *
   * @param rule its id, such as `good-practice-guarded-port-open`
   * @throws BlueprintError SCSBP-8511 when it is not violated, SCSBP-4001 when the profile has no such rule
   */
  public violates(rule: string, profile: Profile, options: RequireOptions = {}): void {
    const report = this.report(profile, options);
    const result = report.results.find((each) => each.rule.id === rule);
    if (result?.outcome !== Outcome.FAIL) {
      throw refuse("SCSBP-8511", {
        what: result === undefined ? `${profile.name} has no rule ${rule}` : `${rule} is not violated`,
        got: result === undefined ? `${report.results.length} other rules` : `${result.outcome}: ${result.summary}`,
        fix: "list the rules with `npx scs-blueprints explain`, and the findings with `npx scs-blueprints check -v`",
      });
    }
  }

  private report(profile: Profile, options: RequireOptions): Report {
    const all = this.construct.node.findAll();
    const some = all.some(
      (each) => TerraformResource.isTerraformResource(each) || TerraformDataSource.isTerraformDataSource(each),
    );
    if (!some) {
      throw refuse("SCSBP-8510", {
        got: this.construct.node.path === "" ? "an app without resources" : this.construct.node.path,
        fix: "define what is to be checked first",
      });
    }
    return Compliance.of(this.construct).check([profile], options);
  }
}
