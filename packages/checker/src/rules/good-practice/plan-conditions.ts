import { declaredAddress } from "../../assembly/address";
import type { Declared } from "../../evidence/declared";
import { EvidenceKind, Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { GoodPracticeRule } from "./good-practice-rule";

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  pass: Outcome.PASS,
  fail: Outcome.FAIL,
  unknown: Outcome.DEFERRED,
};

/** good-practice-plan-conditions: conditions that the code states hold in the plan. */
export class PlanConditions extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-plan-conditions",
      url: "https://opentofu.org/docs/language/checks/",
      title: "Conditions that the code states hold in the plan",
      rationale: "Terraform only warns of a failed check, and the warning is lost in the output of a pipeline",
      clause: "check blocks, preconditions and postconditions of the plan",
      fix: "see the message of the condition",
      evidence: [EvidenceKind.PLAN],
    });
  }

  public override plan(declared: Declared): Observation[] {
    const byAddress = new Map(declared.elements.map((each) => [declaredAddress(each.address), each]));
    return declared.checks.map((check) => {
      const declaredAt = byAddress.get(check.address);
      return {
        outcome: OUTCOMES[check.status] ?? Outcome.NOT_LOOKED_AT,
        subject: declaredAt?.subject("condition") ?? { kind: "condition", address: check.address },
        message:
          check.status === "pass"
            ? "the condition holds"
            : check.messages.length > 0
              ? check.messages.join("; ")
              : check.status === "unknown"
                ? "known only after apply"
                : "the condition could not be evaluated",
      };
    });
  }
}
