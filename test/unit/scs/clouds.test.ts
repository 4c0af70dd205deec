import { ScsClouds } from "../../../packages/standards/src/index";

describe("clouds", () => {
  test("lists", () => {
    expect(ScsClouds.iaas()).toHaveLength(15);
    expect(ScsClouds.iaas().filter((each) => each.certified)).toHaveLength(5);
    expect(ScsClouds.kaas()).toHaveLength(4);
    expect(ScsClouds.kaas().filter((each) => each.certified)).toHaveLength(3);
    expect(new Set(ScsClouds.iaas().map((each) => each.id)).size).toBe(15);
    expect([ScsClouds.sourceCommit.slice(0, 8), ScsClouds.sourceDate]).toEqual(["077174d9", "2026-08-21"]);
  });

  test("one of them", () => {
    expect(ScsClouds.get("regio-a")).toMatchObject({
      operator: "OSISM GmbH",
      region: "RegionA",
      externalNetwork: "public",
      authUrl: "https://keystone.services.a.regiocloud.tech/v3/",
    });
    expect(ScsClouds.find("gx-scs")).toBeUndefined();
    expect(ScsClouds.kaas().find((each) => each.id === "noris")?.testedClusters).toEqual(["noris-1.34", "noris-1.35"]);
  });

  test("unknown", () => {
    expect(() => ScsClouds.get("regio-b")).toThrow("SCSBP-5020");
    expect(() => ScsClouds.get("regio-b")).toThrow("nearest are regio-a");
  });

  test.each([
    ["https://k:5000", "https://k:5000/v3"],
    ["https://k:5000///", "https://k:5000/v3"],
    ["https://k/v3", "https://k/v3"],
    ["https://k/v3/", "https://k/v3"],
    ["https://k/identity", "https://k/identity/v3"],
  ])("%s: %s", (url, expected) => expect(ScsClouds.normalizeAuthUrl(url)).toBe(expected));

  test("all published URLs are https", () => {
    for (const { authUrl } of ScsClouds.iaas()) {
      if (authUrl !== undefined) {
        expect(ScsClouds.normalizeAuthUrl(authUrl)).toMatch(/^https:\/\/[^/]+\/v3$/);
      }
    }
  });
});
