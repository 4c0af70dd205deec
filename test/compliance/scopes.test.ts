import {
  Checker,
  LiveEvidence,
  Outcome,
  Profile,
  RuleCatalogue,
  RuleLevel,
  Verdict,
} from "../../packages/checker/src/index";
import { Scope, StandardFlavors } from "../../packages/standards/src/index";
import { DATE } from "./support/rule-examples";

const counts: [Scope, number][] = [
  [Scope.IAAS_V5_1, 54],
  [Scope.IAAS_NEXT, 55],
  [Scope.IAAS_V4, 39],
  [Scope.IAAS_V3, 16],
  [Scope.KAAS_V1, 3],
];

test.each(counts)("%s: each of its %i automated mandatory testcases has a rule, or a reason", (scope, count) => {
  const mandatory = Profile.scope(scope).entries.filter((entry) => entry.level === RuleLevel.MANDATORY);
  expect(mandatory.map(({ rule }) => rule.id)).toEqual(scope.mandatoryTestcases.map((testcase) => testcase.id));
  expect(mandatory).toHaveLength(count);
  for (const { rule } of mandatory) {
    expect(RuleCatalogue.find(rule.id)).toBe(rule);
    expect(rule.evidence.length > 0 || (rule.limitation ?? "").length > 20).toBe(true);
  }
});

test("what this tool cannot decide in v5.1 are the two testcases that need a guest", () => {
  const undecided = Profile.scope(Scope.IAAS_V5_1).entries.filter(({ rule }) => rule.evidence.length === 0);
  expect(undecided.map(({ rule }) => rule.id)).toEqual(["scs-0101-entropy-avail", "scs-0101-fips-test"]);
});

test("recommended and manual testcases have rules too", () => {
  for (const [scope] of counts) {
    for (const { rule } of Profile.scope(scope, true).entries) {
      expect(RuleCatalogue.find(rule.id)?.id).toBe(rule.id);
    }
  }
});

test("scopes that left the repository have no rule, and say so", () => {
  const report = Checker.check([Profile.scope(Scope.IAAS_V2)], { date: DATE, live: blank() });
  expect(report.verdict).toBe(Verdict.INCOMPLETE);
  expect(report.results.every((each) => each.outcome === Outcome.DEFERRED)).toBe(true);
  expect(report.results[0]?.summary).toMatch(/left the standards repository/);
  expect(report.header.scopes).toEqual([
    { id: "iaas-v2", title: "SCS-compatible IaaS v2", version: "v2", validity: "deprecated" },
  ]);
});

/** All services, and nothing in them: a cloud right after its installation. */
function blank() {
  return LiveEvidence.fromFacts({
    cloud: "blank",
    roles: ["member"],
    flavors: [],
    images: [],
    volumeTypes: [{ name: "__DEFAULT__", description: "Default Volume Type" }],
    defaultSecurityRules: ["IPv4", "IPv6"].flatMap((ethertype) => [
      { direction: "egress", ethertype, usedInDefaultGroup: true, usedInOtherGroups: true },
      { direction: "ingress", ethertype, remoteGroupId: "PARENT", usedInDefaultGroup: true },
    ]),
    serviceTypes: ["compute", "identity", "image", "network", "load-balancer", "placement", "block-storage"],
    unread: [],
  });
}

test("a blank cloud lacks the 15 mandatory flavors and Ubuntu 24.04, and nothing else", () => {
  const report = Checker.check([Profile.scope(Scope.IAAS_V5_1)], { date: DATE, live: blank() });
  expect(report.verdict).toBe(Verdict.FAILED);
  expect([...report.failedRules].sort()).toEqual(
    [...StandardFlavors.mandatory().map((flavor) => flavor.testcase), "scs-0104-image-ubuntu-2404"].sort(),
  );
  expect(report.openRules).toEqual(["scs-0101-entropy-avail", "scs-0101-fips-test", "scs-0117-test-backup"]);
});
