import { FindingResult, KubernetesVersions } from "../../../packages/standards/src/index";

const { PASS, WARN, FAIL, UNKNOWN } = FindingResult;

describe("versions of Kubernetes (scs-0210)", () => {
  const results = (facts: Parameters<typeof KubernetesVersions.check>[0], date: string): FindingResult[] =>
    KubernetesVersions.check(facts, date).map((each) => each.result);

  test.each([
    ["2026-11-23", ["1.37", "1.36", "1.35"], ["1.36", "1.35"]],
    ["2026-12-26", ["1.37", "1.36", "1.35"], ["1.37", "1.36", "1.35"]],
    ["2026-10-27", ["1.37", "1.36", "1.35", "1.34"], ["1.36", "1.35", "1.34"]],
    ["2026-04-22", ["1.36", "1.35", "1.34", "1.33"], ["1.35", "1.34", "1.33"]],
  ])("%s: alive %j, required %j", (date, alive, required) => {
    expect(KubernetesVersions.aliveAt(date).map((each) => each.minor)).toEqual(alive);
    expect(KubernetesVersions.requiredAt(date).map((each) => each.minor)).toEqual(required);
  });

  test.each<[string, string, FindingResult]>([
    ["v1.36.4", "2026-11-23", PASS],
    ["1.35.9", "2027-02-28", PASS],
    ["1.35.9", "2027-03-01", FAIL],
    ["v1.37.1", "2026-11-23", WARN],
    ["v1.34.9", "2026-10-28", FAIL],
    ["v1.12.0", "2026-11-23", FAIL],
    ["v1.99.0", "2026-11-23", UNKNOWN],
  ])("minor of %s on %s: %s", (running, date, expected) => expect(results({ running }, date)[0]).toBe(expected));

  const patches = (fixesSevere: boolean): { version: string; releasedAt: string; fixesSevere: boolean }[] => [
    { version: "1.36.5", releasedAt: "2026-10-01", fixesSevere },
    { version: "1.35.99", releasedAt: "2020-01-01", fixesSevere },
  ];
  test.each<[string, string, boolean, FindingResult]>([
    ["1.36.4", "2026-11-01", false, PASS],
    ["1.36.4", "2026-11-02", false, FAIL],
    ["1.36.4", "2026-10-15", true, PASS],
    ["1.36.4", "2026-10-16", true, FAIL],
    ["1.36.5", "2026-11-23", true, PASS],
    ["1.36.10", "2026-11-23", true, PASS],
    ["1.36.4-gke.100", "2026-11-23", false, FAIL],
  ])("patch %s on %s, severe %s: %s", (running, date, severe, expected) => {
    expect(results({ running, patches: patches(severe) }, date)[1]).toBe(expected);
  });

  test.each<[string, string, FindingResult]>([
    ["1.36.0", "2026-11-23", FAIL],
    ["1.36.4", "2026-11-23", UNKNOWN],
    ["1.36.1", "2026-06-20", PASS],
  ])("patch %s on %s by the library's own table: %s", (running, date, expected) => {
    expect(results({ running }, date)[1]).toBe(expected);
  });

  test("offer", () => {
    expect(results({ offered: ["1.36", "v1.35.3"] }, "2026-11-23")).toEqual([PASS]);
    expect(results({ offered: ["1.36"] }, "2026-11-23")).toEqual([FAIL]);
    expect(results({}, "2026-11-23")).toEqual([]);
  });

  test.each(["", "1", "latest", "1.36.x", "1.36.4\n", "v1.36.4 "])("%j is no version", (running) => {
    expect(() => KubernetesVersions.check({ running }, "2026-11-23")).toThrow("SCSBP-5040");
  });
});
