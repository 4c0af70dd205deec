import data from "../../../packages/standards/src/data/scs-scopes.json";
import { Scope, ScopeLayer, ScopeValidity, TestcaseLevel } from "../../../packages/standards/src/index";

describe("scopes", () => {
  test.each<[Scope, number, number]>([
    [Scope.IAAS_NEXT, 13, 55],
    [Scope.IAAS_V5_1, 13, 54],
    [Scope.IAAS_V4, 6, 39],
    [Scope.IAAS_V3, 3, 16],
    [Scope.KAAS_V1, 4, 3],
    // of the old form: one testcase a standard
    [Scope.IAAS_V5, 12, 9],
    [Scope.IAAS_V3_ORIG, 3, 2],
    [Scope.IAAS_V2, 3, 2],
    [Scope.IAAS_V1, 3, 2],
  ])("%s has %i modules and %i mandatory testcases", (scope, modules, mandatory) => {
    expect(scope.modules).toHaveLength(modules);
    expect(scope.mandatoryTestcases).toHaveLength(mandatory);
    expect(new Set(scope.mandatoryTestcases.map((each) => each.id)).size).toBe(mandatory);
  });

  test("every version of the data has a scope, and the other way round", () => {
    const ids = data.scopes.flatMap((row) => row.versions.map((each) => `${row.id.slice(-4)}-${each.version}`));
    expect(
      Scope.all()
        .map((scope) => scope.id)
        .sort(),
    ).toEqual(ids.sort());
  });

  test("what v5.1 asks, and what it does not", () => {
    const ids = Scope.IAAS_V5_1.mandatoryTestcases.map((each) => each.id);
    expect(ids).toContain("scs-0123-service-placement");
    expect(ids).not.toContain("scs-0102-prop-os_purpose");
    expect(Scope.IAAS_NEXT.mandatoryTestcases.map((each) => each.id)).toContain("scs-0102-prop-os_purpose");
    expect(Scope.IAAS_V5_1.testcase("scs-0114-encrypted-type")?.level).toBe(TestcaseLevel.RECOMMENDED);
    expect(Scope.IAAS_V5_1.testcase("domain-manager-check")).toMatchObject({
      automated: false,
      level: TestcaseLevel.MANUAL,
    });
    expect(Scope.IAAS_V5_1.testcase("scs-0101-rngd")).toBeUndefined();
    expect(Scope.IAAS_V5_1.testcase("scs-0103-flavor-1v-4")).toEqual({
      id: "scs-0103-flavor-1v-4",
      description: "Check presence of flavor `SCS-1V-4`.",
      standard: "scs-0103-v1-standard-flavors",
      module: "scs-0103-v1",
      level: TestcaseLevel.MANDATORY,
      automated: true,
      lifetime: "week",
      url: expect.stringContaining("https://docs.scs.community/standards/scs-0103") as string,
    });
  });

  test("titles and sources", () => {
    expect(Scope.IAAS_V5_1.title).toBe("SCS-compatible IaaS v5.1");
    expect([Scope.KAAS_V1.standard, Scope.IAAS_V1.standard]).toEqual(["scs-0502", "scs-0501"]);
    expect(Scope.IAAS_V5_1.stabilizedAt).toBe("2024-12-19");
    expect(Scope.IAAS_NEXT.stabilizedAt).toBeUndefined();
    expect([Scope.sourceCommit.slice(0, 8), Scope.sourceDate]).toEqual(["077174d9", "2026-08-21"]);
  });
});

describe("Scope.fromId", () => {
  test.each(Scope.all())("%s", (scope) => expect(Scope.fromId(scope.id)).toBe(scope));
  test("case", () => expect(Scope.fromId("IaaS-v5.1")).toBe(Scope.IAAS_V5_1));
  test.each(["", "v5.1", "iaas", "iaas-v6", "__proto__"])("%j is refused", (id) => {
    expect(() => Scope.fromId(id)).toThrow("SCSBP-5011");
    expect(() => Scope.fromId(id)).toThrow("iaas-v5.1, iaas-next, kaas-v1");
  });
  test("suggests", () => expect(() => Scope.fromId("iaas-5.1")).toThrow("did you mean iaas-v5.1?"));
});

describe("the timeline", () => {
  test.each([
    [Scope.IAAS_V5_1, "2024-12-18", ScopeValidity.NOT_YET],
    [Scope.IAAS_V5_1, "2024-12-19", ScopeValidity.EFFECTIVE],
    [Scope.IAAS_V5_1, "2030-01-01", ScopeValidity.EFFECTIVE],
    [Scope.IAAS_V4, "2025-01-31", ScopeValidity.EFFECTIVE],
    [Scope.IAAS_V4, "2025-02-01", ScopeValidity.WARN],
    [Scope.IAAS_V4, "2025-07-01", ScopeValidity.DEPRECATED],
    [Scope.IAAS_V4, "2026-11-23", ScopeValidity.DEPRECATED],
    [Scope.IAAS_NEXT, "2026-11-23", ScopeValidity.DRAFT],
    [Scope.IAAS_V3, "2024-08-01", ScopeValidity.DEPRECATED],
    [Scope.IAAS_V5, "2024-11-20", ScopeValidity.DRAFT],
    [Scope.IAAS_V5, "2024-11-21", ScopeValidity.EFFECTIVE],
    [Scope.IAAS_V5, "2024-12-19", ScopeValidity.DEPRECATED],
    [Scope.KAAS_V1, "2024-02-27", ScopeValidity.NOT_YET],
    [Scope.KAAS_V1, "2024-02-28", ScopeValidity.DRAFT],
  ])("%s on %s is %s", (scope, date, validity) => expect(scope.validityAt(date)).toBe(validity));

  test.each(
    data.scopes.flatMap((row) => row.versions.map((each) => ({ id: `${row.id.slice(-4)}-${each.version}`, each }))),
  )("the periods of $id are those recorded", ({ id, each }) => {
    const recorded = each.validity
      .map(({ state, from, until }) => ({
        validity: state.replace(" (unlisted)", ""),
        from,
        until: until ?? undefined,
      }))
      .filter((period, index, all) => all[index - 1]?.validity !== period.validity);
    expect(Scope.fromId(id).periods.map(({ validity, from }) => ({ validity, from }))).toEqual(
      recorded.map(({ validity, from }) => ({ validity, from })),
    );
  });

  test.each([
    [ScopeLayer.IAAS, "2021-01-01", "iaas-v1"],
    [ScopeLayer.IAAS, "2024-03-01", "iaas-v4"],
    [ScopeLayer.IAAS, "2024-12-01", "iaas-v5"],
    [ScopeLayer.IAAS, "2025-03-01", "iaas-v5.1"],
    [ScopeLayer.IAAS, "2026-11-23", "iaas-v5.1"],
    [ScopeLayer.KAAS, "2026-11-23", "kaas-v1"],
  ])("%s on %s: %s", (layer, date, id) => expect(Scope.effectiveAt(layer, date).id).toBe(id));

  test("several at once", () => {
    expect(Scope.certifiableAt(ScopeLayer.IAAS, "2025-03-01").map(String)).toEqual(["iaas-v4", "iaas-v5.1"]);
  });

  test("before the first, and no date", () => {
    expect(() => Scope.effectiveAt(ScopeLayer.IAAS, "2020-12-31")).toThrow("SCSBP-5012");
    expect(() => Scope.effectiveAt(ScopeLayer.KAAS, "2024-11-25")).toThrow("a day from 2024-11-26 on");
    for (const text of ["", "today", "2026-02-30", "2026-13-01", "20261123", "2026-11-23\n"]) {
      expect(() => Scope.effectiveAt(ScopeLayer.IAAS, text)).toThrow("SCSBP-5010");
    }
  });
});
