import { Scope, ScsStandards } from "../../../packages/standards/src/index";

describe("documents", () => {
  test("102 of them", () => {
    expect(ScsStandards.all()).toHaveLength(102);
    expect(ScsStandards.all().filter((each) => each.status === "Stable")).toHaveLength(25);
  });

  test("by id and by file name", () => {
    expect(ScsStandards.get("scs-0102-v1")).toMatchObject({ revision: "v1.1", draftSuccessor: "scs-0102-v2" });
    expect(ScsStandards.get("scs-0103-v1-standard-flavors").id).toBe("scs-0103-v1");
    expect(() => ScsStandards.get("scs-0103-v9")).toThrow("SCSBP-5021");
  });

  test("every standard that a current scope names is there", () => {
    for (const scope of [Scope.IAAS_V5_1, Scope.IAAS_NEXT, Scope.KAAS_V1]) {
      for (const module of scope.modules) {
        expect(ScsStandards.find(module.standard)?.inScopes).toContain(scope.title);
      }
    }
  });
});
