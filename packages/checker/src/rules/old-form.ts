import type { Scope, Testcase } from "@scs-blueprints/standards";
import { RuleTarget } from "../report-model";
import { Rule } from "../rule";

/** A testcase that the standards repository no longer has: one a standard, in scopes that are long over. @internal */
export class OldFormRule extends Rule {
  public constructor(testcase: Testcase, scope: Scope) {
    super({
      id: testcase.id,
      title: `${testcase.id}, in its form of ${scope.title}`,
      rationale: "It was part of the certificate of its time",
      standard: testcase.standard,
      clause: `module ${testcase.module}`,
      url: testcase.url,
      target: RuleTarget.CLOUD,
      fix: "check a version that is in force, such as iaas-v5.1",
      evidence: [],
      limitation: `this testcase left the standards repository: ${scope.title} can no longer be certified`,
    });
  }
}
