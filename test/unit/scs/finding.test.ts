import { Findings, FindingResult, type Finding } from "../../../packages/standards/src/index";

const { PASS, WARN, FAIL, UNKNOWN, NOT_APPLICABLE } = FindingResult;
const finding = (result: FindingResult): Finding => ({
  testcase: "t",
  standard: "s",
  clause: "c",
  message: "m",
  result,
});

describe("worst of findings", () => {
  test.each([
    [[PASS, FAIL, UNKNOWN], FAIL],
    [[PASS, UNKNOWN, WARN], UNKNOWN],
    [[PASS, WARN], WARN],
    [[PASS, NOT_APPLICABLE], PASS],
    [[NOT_APPLICABLE], NOT_APPLICABLE],
    [[], UNKNOWN],
  ])("%j: %s", (results, expected) => expect(Findings.worst(results.map(finding))).toBe(expected));
});
