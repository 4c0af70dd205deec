import type { Declared } from "../../evidence/declared";
import { Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { GoodPracticeRule } from "./good-practice-rule";
import { DeclaredIngress, Openness } from "./world-open-rules";

/** good-practice-world-open-undescribed: what is open to the world says why. */
export class WorldOpenUndescribed extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-world-open-undescribed",
      url: "https://docs.scs.community/standards/scs-0115-v1-default-rules-for-security-groups",
      title: "A rule that is open to the world says why",
      rationale: "Who reads the security group years later must know whether the opening is still meant",
      clause: "security group rules: an ingress rule without limit on its source has a description",
      fix: 'describe it: connections.allowFrom(Peer.anywhere("why"), …), or description in a rule of your own',
    });
  }

  public override synth(declared: Declared): Observation[] {
    return DeclaredIngress.all(declared).flatMap(({ resource, openness }): Observation[] => {
      const subject = resource.subject("security group rule");
      const description = resource.attribute("description");
      if (openness === Openness.LIMITED) {
        return [];
      }
      if (!description.isAbsent && description.text?.trim() !== "") {
        return [{ outcome: Outcome.PASS, subject, message: "the rule says why" }];
      }
      return [
        openness === Openness.UNKNOWN
          ? { outcome: Outcome.DEFERRED, subject, message: "the source of the rule is known only later" }
          : {
              outcome: Outcome.FAIL,
              subject,
              message: "the rule lets everybody in and does not say why",
              got: "no description",
              allowed: "a description",
            },
      ];
    });
  }
}
