import fc from "fast-check";
import {
  DefaultSecurityCorrections,
  DefaultSecurityRules,
  FindingResult,
  type DefaultSecurityRule,
} from "../../../packages/standards/src";

const both = { usedInDefaultGroup: true, usedInOtherGroups: true };
/** What Neutron ships. */
const SHIPPED: DefaultSecurityRule[] = ["IPv4", "IPv6"].flatMap((ethertype) => [
  { id: `out-${ethertype}`, direction: "egress", ethertype, ...both },
  { id: `in-${ethertype}`, direction: "ingress", ethertype, remoteGroupId: "PARENT", usedInDefaultGroup: true },
]);
const ids = (rules: readonly DefaultSecurityRule[]) => rules.map((rule) => rule.id);

function corrected(rules: DefaultSecurityRule[], within = true): DefaultSecurityRule[] {
  const { remove, add } = DefaultSecurityCorrections.forRules(rules, within);
  return [...rules.filter((rule) => !remove.includes(rule)), ...add];
}

test("what Neutron ships needs nothing", () => {
  expect(DefaultSecurityCorrections.forRules(SHIPPED, true)).toEqual({ remove: [], add: [] });
});

test("an open door is closed, own egress rules stay", () => {
  const ssh = { id: "ssh", direction: "ingress", ethertype: "IPv4", protocol: "tcp", ...both };
  const own = { id: "own", direction: "egress", ethertype: "IPv4", protocol: "udp", ...both };
  const { remove, add } = DefaultSecurityCorrections.forRules([...SHIPPED, ssh, own], true);
  expect({ remove: ids(remove), add }).toEqual({ remove: ["ssh"], add: [] });
});

test("egress of one kind of group only is made anew for both", () => {
  const rules = SHIPPED.map((rule) => (rule.id === "out-IPv6" ? { ...rule, usedInOtherGroups: false } : rule));
  const { remove, add } = DefaultSecurityCorrections.forRules(rules, true);
  expect(ids(remove)).toEqual(["out-IPv6"]);
  expect(add).toEqual([{ direction: "egress", ethertype: "IPv6", ...both }]);
});

test("ingress within the group is restored only when asked for", () => {
  const rules = SHIPPED.filter((rule) => rule.direction === "egress");
  expect(DefaultSecurityCorrections.forRules(rules, false).add).toEqual([]);
  expect(DefaultSecurityCorrections.forRules(rules, true).add).toHaveLength(2);
});

test("whatever the rules are: corrected once they pass, and a second look finds nothing to do", () => {
  const maybe = (value: string) => fc.option(fc.constant(value), { nil: undefined });
  const rule = fc.record({
    direction: fc.constantFrom("ingress", "egress"),
    ethertype: fc.constantFrom("IPv4", "IPv6"),
    remoteGroupId: maybe("PARENT"),
    remoteIpPrefix: maybe("0.0.0.0/0"),
    protocol: maybe("tcp"),
    usedInDefaultGroup: fc.boolean(),
    usedInOtherGroups: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 8 }), fc.boolean(), (rules, within) => {
      const after = corrected(rules, within);
      expect(DefaultSecurityRules.check(after).filter((one) => one.result === FindingResult.FAIL)).toEqual([]);
      expect(DefaultSecurityCorrections.forRules(after, within)).toEqual({ remove: [], add: [] });
    }),
  );
});
