import { DefaultSecurityRules, type Finding as StandardFinding } from "@scs-blueprints/standards";
import type { LiveEvidence } from "../evidence/live";
import { Outcome, type Observation } from "../report-model";
import type { Rule } from "../rule";
import { fromFindings, testcaseRule } from "./rule-definition";

/** SCS-0115: default rules of security groups. @internal */
export const scs0115 = (): Rule[] => [
  testcaseRule("scs-0115-default-rules", {
    title: "New security groups let nothing in but their own members, and everything out",
    rationale: "Whoever starts a server with the defaults must not be open to the world without knowing it",
    clause: "Default rules: no ingress except from the same group; egress for IPv4 and IPv6",
    fix: "openstack default security group rule list, delete what lets traffic in, add egress without remote prefix",
    limitation:
      "the OpenStack provider has no resource for default rules, so code cannot show them; clouds before 2023.2 have no API for them and need the probe (--probe), which creates and deletes a security group",
    live: defaultRules,
  }),
];

function defaultRules(live: LiveEvidence): Observation[] {
  const { defaultSecurityRules, freshGroupRules, serviceTypes, unread } = live.facts;
  const subject = live.subject("default security group rules");
  const byClause = (finding: StandardFinding) => ({ ...subject, name: finding.clause });
  if (defaultSecurityRules !== undefined) {
    return fromFindings(DefaultSecurityRules.check(defaultSecurityRules), byClause);
  }
  if (freshGroupRules !== undefined) {
    return fromFindings(DefaultSecurityRules.checkFreshGroup(freshGroupRules), byClause);
  }
  // the catalogue is always read: without it nothing was
  return serviceTypes === undefined || unread.some((each) => each.fact === "defaultSecurityRules")
    ? [live.notLookedAt("defaultSecurityRules")]
    : [
        {
          outcome: Outcome.DEFERRED,
          subject,
          message: "the cloud has no API for default rules: only a new security group shows them",
          fix: "check with --probe, which creates a security group, reads its rules and deletes it",
        },
      ];
}
