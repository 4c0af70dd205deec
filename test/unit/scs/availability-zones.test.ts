import {
  AvailabilityZones,
  Findings,
  FindingResult,
  Scope,
  type RegionZoneFacts,
} from "../../../packages/standards/src/index";

const { PASS, WARN, FAIL, UNKNOWN } = FindingResult;

describe("availability zones (scs-0121)", () => {
  const zone = (name: string, fireZone?: string): RegionZoneFacts["compute"][number] => ({
    name,
    fireZone,
    redundantPower: true,
    redundantUplink: true,
    redundantCoreRouters: true,
  });
  test.each<[string, RegionZoneFacts, FindingResult]>([
    ["one zone", { compute: [zone("a")] }, PASS],
    ["nothing stated", { compute: [{ name: "a" }] }, UNKNOWN],
    ["two in different fire zones", { compute: [zone("a", "f1"), zone("b", "f2")] }, PASS],
    ["two in one fire zone", { compute: [zone("a", "f1"), zone("b", "f1")] }, FAIL],
    ["two, one not stated", { compute: [zone("a", "f1"), zone("b")] }, UNKNOWN],
    ["one uplink", { compute: [{ ...zone("a"), redundantUplink: false }] }, FAIL],
    ["one power line", { compute: [{ ...zone("a"), redundantPower: false }] }, FAIL],
    ["one core router", { compute: [{ ...zone("a"), redundantCoreRouters: false }] }, FAIL],
    ["one cooling", { compute: [{ ...zone("a"), redundantCooling: false }] }, WARN],
    [
      "two storage zones over one storage",
      { compute: [zone("a")], storage: ["a", "b"], storagePerFireZone: false },
      WARN,
    ],
    ["cross attach", { compute: [zone("a")], storage: ["a", "b"], storagePerFireZone: true, crossAttach: true }, WARN],
    [
      "no cross attach",
      { compute: [zone("a")], storage: ["a", "b"], storagePerFireZone: true, crossAttach: false },
      PASS,
    ],
    ["one storage zone", { compute: [zone("a")], storage: ["nova"] }, PASS],
  ])("%s: %s", (_what, facts, expected) => {
    const findings = AvailabilityZones.check(facts);
    expect(Findings.worst(findings)).toBe(expected);
    expect(Scope.IAAS_V5_1.testcase(findings[0]?.testcase ?? "")?.automated).toBe(false);
  });
});
