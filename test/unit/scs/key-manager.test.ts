import { FindingResult, KeyManager, type KeyManagerFacts } from "../../../packages/standards/src/index";

const { PASS, FAIL, UNKNOWN, NOT_APPLICABLE } = FindingResult;

describe("key manager (scs-0116)", () => {
  test.each<[KeyManagerFacts, FindingResult]>([
    [{ present: false }, NOT_APPLICABLE],
    [{ present: true }, UNKNOWN],
    [{ present: true, memberCanUse: true }, PASS],
    [{ present: true, memberCanUse: false }, FAIL],
  ])("%j: %s", (facts, expected) => {
    expect(KeyManager.check(facts).map((each) => [each.testcase, each.result])).toEqual([
      ["scs-0116-permissions", expected],
    ]);
  });

  test.each<[KeyManagerFacts, FindingResult[]]>([
    [{ present: false }, [NOT_APPLICABLE, FAIL, NOT_APPLICABLE]],
    [{ present: true, memberCanUse: true }, [PASS, PASS, UNKNOWN]],
    [{ present: true, memberCanUse: true, masterKeyElsewhere: true }, [PASS, PASS, PASS]],
    [{ present: true, memberCanUse: true, masterKeyElsewhere: false }, [PASS, PASS, FAIL]],
  ])("further, %j: %j", (facts, expected) => {
    expect(KeyManager.check(facts, true).map((each) => each.result)).toEqual(expected);
  });
});
