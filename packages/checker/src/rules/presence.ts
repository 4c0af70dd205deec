import type { FindingSubject } from "../assembly/declared";
import { EvidenceKind, Outcome } from "../report-model";
import type { Observation, RuleContext } from "../rule";
import type { Declared } from "../evidence/declared";
import { RuleParameter } from "./parameters";
import { DeclaredYaook } from "./yaook/declared-yaook";

/**
 * What it means that code declares things of a kind, and not the one that is asked for: the cloud may have it already,
 * unless the profile says that the code is all there is, or the code declares the cloud itself (Yaook's custom resources).
 *
 * @internal
 */
export function notDeclared(
  declared: Declared,
  context: RuleContext,
  what: string,
  subject: FindingSubject,
  seen: number,
): Observation[] {
  const yaook = context.parameters[RuleParameter.WHOLE_CLOUD] === "true" ? undefined : DeclaredYaook.of(declared);
  if (yaook !== undefined) {
    return [yaook.lacks(context, what, "make it: ScsCompatibleIaas (scs-blueprints/operator) in a stack of its own")];
  }
  if (seen === 0 && context.parameters[RuleParameter.WHOLE_CLOUD] !== "true") {
    return [];
  }
  const where = declared.kind === EvidenceKind.PLAN ? "plan" : "stacks";
  return context.parameters[RuleParameter.WHOLE_CLOUD] === "true" && declared.unseenModules.length === 0
    ? [{ outcome: Outcome.FAIL, subject, message: `the ${where} declare the whole cloud and ${what} is not among it` }]
    : [
        {
          outcome: Outcome.DEFERRED,
          subject,
          message: `the ${where} do not declare ${what}; the cloud may have it already`,
          fix: `check the cloud (--cloud), or set the parameter ${RuleParameter.WHOLE_CLOUD}=true when the stacks declare all of it`,
        },
      ];
}
