import { YaookRelease } from "../../../../lib/blueprints/yaook/index";
import { errorOf } from "../../../support/errors";

const names = (releases: readonly YaookRelease[]) => releases.map((one) => one.name);
const { V2024_1, V2025_1, V2025_2, V2026_1 } = YaookRelease;

test("the known ones are in the order of upgrades", () => {
  expect(names(YaookRelease.known)).toEqual(["2024.1", "2025.1", "2025.2", "2026.1"]);
  expect(names(YaookRelease.known)).toEqual([...names(YaookRelease.known)].sort());
  expect(V2024_1.next).toBe(V2025_1);
  expect(V2026_1.next).toBeUndefined();
});

test.each(["2023.1", "2025.3", "2025.10", "Epoxy", "", "2025.1 "])(
  "%j is refused, with those that are known",
  (name) => {
    const error = errorOf(() => YaookRelease.fromName(name));
    expect(error.code).toBe("SCSBP-6500");
    expect(error.got).toBe(JSON.stringify(name));
    expect(error.allowed).toBe("2024.1, 2025.1, 2025.2, 2026.1");
  },
);

test("an unlisted release has a form and a reason; a listed one stays what it is", () => {
  expect(YaookRelease.unlisted("2026.2", "RELEASES of chart 4.0.0").isBefore(V2026_1)).toBe(false);
  expect(YaookRelease.unlisted("2025.1", "a habit")).toBe(V2025_1);
  expect(errorOf(() => YaookRelease.unlisted("2026", "why")).code).toBe("SCSBP-6500");
  expect(errorOf(() => YaookRelease.unlisted("2026.2", " ")).code).toBe("SCSBP-6500");
});

test("the way between two releases goes through each between them", () => {
  expect(names(YaookRelease.upgradePath(V2024_1, V2026_1))).toEqual(["2025.1", "2025.2", "2026.1"]);
  expect(YaookRelease.upgradePath(V2025_1, V2025_1)).toEqual([]);
  const newer = YaookRelease.unlisted("2026.2", "RELEASES of chart 4.0.0");
  expect(names(YaookRelease.upgradePath(V2025_2, newer))).toEqual(["2026.1", "2026.2"]);
  expect(errorOf(() => YaookRelease.upgradePath(V2025_2, V2025_1)).code).toBe("SCSBP-6501");
});

test("one step is taken, two are refused with the way to go", () => {
  V2025_2.requireStepFrom(V2025_1);
  V2025_1.requireStepFrom(V2025_1);
  const error = errorOf(() => V2026_1.requireStepFrom(V2025_1));
  expect(error.code).toBe("SCSBP-6501");
  expect(error.allowed).toBe("2025.1, 2025.2");
  expect(error.fix).toContain("2025.2, then 2026.1");
  expect(errorOf(() => V2025_1.requireStepFrom(V2025_2)).fix).toContain("backup");
});
