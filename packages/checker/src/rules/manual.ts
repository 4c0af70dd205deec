import { Rule } from "../rule";
import { Testcases } from "./testcases";

/** A testcase that a person decides: documents have to be read. One rule for each. @internal */
export class ManualRule extends Rule {
  public static all(): Rule[] {
    return [
      new ManualRule(
        "key-manager-docs-check",
        "Keys are stored encrypted and their master key elsewhere",
        "Whoever gets the database must not get the keys",
        "the operator states where the master key (KEK) is kept",
      ),
      new ManualRule(
        "availability-zones-check",
        "Compute zones are separate fire zones with redundant power, uplink and core routers",
        "Spreading over zones protects only when zones do not fail together",
        "the operator states fire zones, power lines, uplinks and core routers of each zone",
      ),
      new ManualRule(
        "domain-manager-check",
        "Customers manage users, projects and groups of their domain themselves, and nothing else",
        "Customers should not have to ask the operator for each user",
        "two domains with managers are needed; see Tests/iam/domain-manager/domain-manager-check.py",
      ),
    ];
  }

  private constructor(id: string, title: string, rationale: string, how: string) {
    super(
      Testcases.props(id, {
        title,
        rationale,
        clause: "manual check",
        fix: how,
        evidence: [],
        limitation: `checked by a person: ${how}`,
      }),
    );
  }
}
