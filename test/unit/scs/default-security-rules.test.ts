import {
  DefaultSecurityRules,
  Findings,
  FindingResult,
  type DefaultSecurityRule,
} from "../../../packages/standards/src/index";

const { PASS, WARN, FAIL } = FindingResult;

describe("default security rules (scs-0115)", () => {
  const rule = (
    direction: string,
    ethertype: string,
    more: Partial<DefaultSecurityRule> = {},
  ): DefaultSecurityRule => ({
    direction,
    ethertype,
    usedInDefaultGroup: true,
    usedInOtherGroups: direction === "egress",
    ...more,
  });
  const within = { remoteGroupId: "PARENT" };
  const good = [
    rule("egress", "IPv4"),
    rule("egress", "IPv6"),
    rule("ingress", "IPv4", within),
    rule("ingress", "IPv6", within),
  ];
  const without = (index: number): DefaultSecurityRule[] => good.filter((_, each) => each !== index);

  test.each<[string, DefaultSecurityRule[], FindingResult]>([
    ["Neutron's own defaults", good, PASS],
    ["no rule at all", [], FAIL],
    ["ingress from anywhere", [...good, rule("ingress", "IPv4")], FAIL],
    ["ingress from a network", [...good, rule("ingress", "IPv4", { remoteIpPrefix: "10.0.0.0/8" })], FAIL],
    [
      "ingress from the same group in other groups",
      [...good, rule("ingress", "IPv4", { ...within, usedInOtherGroups: true })],
      FAIL,
    ],
    ["ingress from another group", [...good, rule("ingress", "IPv4", { remoteGroupId: "abc" })], FAIL],
    ["no IPv6 egress", without(1), FAIL],
    ["egress with a prefix only", [...without(0), rule("egress", "IPv4", { remoteIpPrefix: "0.0.0.0/0" })], FAIL],
    ["egress not in other groups", [...without(0), rule("egress", "IPv4", { usedInOtherGroups: false })], FAIL],
    ["egress not in the default group", [...without(0), rule("egress", "IPv4", { usedInDefaultGroup: false })], FAIL],
    ["egress to one group only", [...without(0), rule("egress", "IPv4", { remoteGroupId: "abc" })], WARN],
    ["egress to address group", [...without(0), rule("egress", "IPv4", { remoteAddressGroupId: "abc" })], WARN],
    ["egress for tcp only", [...without(0), rule("egress", "IPv4", { protocol: "tcp" })], WARN],
    ["no ingress within the default group", without(2), WARN],
  ])("%s: %s", (_what, rules, expected) => {
    const findings = DefaultSecurityRules.check(rules);
    expect(Findings.worst(findings)).toBe(expected);
    expect(new Set(findings.map((each) => each.testcase))).toEqual(new Set(["scs-0115-default-rules"]));
  });

  test.each<[string, DefaultSecurityRule[], FindingResult]>([
    ["Neutron's own", good.slice(0, 2), PASS],
    ["with ingress", good, FAIL],
    ["without IPv6", good.slice(0, 1), FAIL],
    ["empty", [], FAIL],
  ])("a fresh group, %s: %s", (_what, rules, expected) => {
    expect(Findings.worst(DefaultSecurityRules.checkFreshGroup(rules))).toBe(expected);
  });

  test("what is open is named, with the groups it is in", () => {
    const open = rule("ingress", "IPv4", { protocol: "tcp", remoteIpPrefix: "0.0.0.0/0", usedInOtherGroups: true });
    const narrow = rule("ingress", "IPv6", { usedInOtherGroups: false });
    expect(DefaultSecurityRules.check([...good, open, narrow])[0]?.got).toBe(
      "IPv4 tcp from 0.0.0.0/0 (default group, other groups); IPv6 any protocol from anywhere (default group)",
    );
  });
});
