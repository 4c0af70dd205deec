import { FindingResult, VolumeAspect, VolumeAspects } from "../../../packages/standards/src/index";

const { PASS, WARN, FAIL } = FindingResult;

describe("volume aspects (scs-0114)", () => {
  const { ENCRYPTED, REPLICATED } = VolumeAspect;
  test.each<[VolumeAspect[], string, string]>([
    [[], "fast", "fast"],
    [[ENCRYPTED], "", "[scs:encrypted]"],
    [[REPLICATED, ENCRYPTED, REPLICATED], "Ceph", "[scs:encrypted, replicated] Ceph"],
  ])("compose %j %j", (aspects, text, expected) => {
    const description = VolumeAspects.compose(aspects, text);
    expect(description).toBe(expected);
    expect(VolumeAspects.parse(description)).toEqual({
      present: aspects.length > 0,
      aspects: [...new Set(aspects)].sort(),
      problem: undefined,
      text,
    });
  });

  test("compose refuses", () => {
    expect(() => VolumeAspects.compose(["fast" as VolumeAspect])).toThrow("SCSBP-5030");
    expect(() => VolumeAspects.compose([ENCRYPTED], "[scs:encrypted] x")).toThrow("SCSBP-5031");
  });

  test.each<[string, FindingResult]>([
    ["", PASS],
    ["fast", PASS],
    ["[scs:]", PASS],
    ["[scs:encrypted]", PASS],
    ["[scs: encrypted ,replicated ] x", PASS],
    ["[scs:replicated, encrypted]", FAIL],
    ["[scs:encrypted, encrypted]", FAIL],
    ["[scs:Encrypted]", FAIL],
    ["[scs:encrypted,]", FAIL],
    ["[scs:fast]", FAIL],
    ["fast [scs:encrypted]", WARN],
    ["[SCS:encrypted]", WARN],
    ["[scs:encrypted", WARN],
  ])("%j: %s", (description, expected) => {
    expect(VolumeAspects.check([{ name: "t", description }]).map((each) => each.result)).toEqual([expected]);
  });

  test("presence is recommended", () => {
    const types = [{ name: "a", description: "[scs:encrypted]" }, { name: "__default__" }];
    expect(VolumeAspects.check(types)).toHaveLength(2);
    expect(VolumeAspects.check(types, true).map((each) => [each.testcase, each.result])).toEqual([
      ["scs-0114-syntax-check", PASS],
      ["scs-0114-syntax-check", PASS],
      ["scs-0114-encrypted-type", PASS],
      ["scs-0114-replicated-type", FAIL],
    ]);
  });
});
