import { FindingResult, Scope, Services, ServicesVersion } from "../../../packages/standards/src/index";

const { PASS, WARN, FAIL, UNKNOWN } = FindingResult;
const testcases = (scope: Scope, prefix: string): string[] =>
  scope.mandatoryTestcases.map((each) => each.id).filter((id) => id.startsWith(prefix));

describe("services (scs-0123)", () => {
  const types = ["compute", "identity", "image", "network", "load-balancer", "placement", "volumev3"];
  const resultOf = (
    list: string[],
    testcase: string,
    version = ServicesVersion.V1,
    s3?: boolean,
  ): FindingResult | undefined =>
    Services.check({ types: list, objectStoreSpeaksS3: s3 }, version).find((each) => each.testcase === testcase)
      ?.result;

  test("the testcases of the scopes", () => {
    const seen = (version: ServicesVersion): string[] =>
      Services.check({ types }, version).map((each) => each.testcase);
    expect(seen(ServicesVersion.V1).sort()).toEqual(testcases(Scope.IAAS_V5_1, "scs-0123").sort());
    expect(seen(ServicesVersion.V2).sort()).toEqual(testcases(Scope.IAAS_NEXT, "scs-0123").sort());
  });

  test.each(["compute", "identity", "image", "network", "load-balancer", "placement"])("%s", (type) => {
    expect(resultOf(types, `scs-0123-service-${type}`)).toBe(PASS);
    expect(
      resultOf(
        types.filter((each) => each !== type),
        `scs-0123-service-${type}`,
      ),
    ).toBe(FAIL);
  });

  test.each<[string[], FindingResult]>([
    [["volume"], PASS],
    [["volumev3"], PASS],
    [["block-storage"], PASS],
    [["volumev2"], FAIL],
    [[], FAIL],
  ])("block storage as %j: %s", (list, expected) => expect(resultOf(list, "scs-0123-storage-apis")).toBe(expected));

  test.each<[string[], boolean | undefined, FindingResult]>([
    [types, undefined, WARN],
    [[...types, "s3"], undefined, PASS],
    [[...types, "object-store"], undefined, UNKNOWN],
    [[...types, "object-store"], true, PASS],
    [[...types, "object-store"], false, FAIL],
  ])("S3 in v1, %j %s: %s", (list, s3, expected) => {
    expect(resultOf(list, "scs-0123-swift-s3", ServicesVersion.V1, s3)).toBe(expected);
  });

  test("S3 in v2", () => {
    expect(resultOf([...types, "object-store-s3"], "scs-0123-service-s3", ServicesVersion.V2)).toBe(PASS);
    expect(resultOf([...types, "s3"], "scs-0123-service-s3", ServicesVersion.V2)).toBe(FAIL);
  });

  test("names", () => {
    expect(Services.mandatory()).toContain("s3");
    expect(Services.mandatory(ServicesVersion.V2)).toContain("object-store-s3");
    for (const version of Object.values(ServicesVersion)) {
      expect(Services.optional(version)).toHaveLength(9);
      expect(Services.optional(version)).toContain("key-manager");
    }
  });
});
