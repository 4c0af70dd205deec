import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Scope, StandardsSnapshot, type StandardsChange } from "../../../packages/standards/src/index";

describe("what a standards update would change", () => {
  const data = join(__dirname, "../../../packages/standards/src/data");
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "standards-"));
    cpSync(data, directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const edit = (name: string, change: (text: string) => string): void => {
    const file = join(directory, `${name}.json`);
    const before = readFileSync(file, "utf8");
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(file, after);
  };
  const changes = (): string[] =>
    StandardsSnapshot.bundled()
      .diff(StandardsSnapshot.fromDirectory(directory))
      .map((each: StandardsChange) => `${each.area}: ${each.kind} ${each.name}`);

  test("nothing, for the same files", () => expect(changes()).toEqual([]));

  test("a flavor becomes mandatory", () => {
    edit("scs-flavors", (text) => {
      const json = JSON.parse(text) as { flavors: { name: string; currentStatus: string }[] };
      const flavor = json.flavors.find((each) => each.name === "SCS-16V-64");
      Object.assign(flavor ?? {}, { currentStatus: "mandatory" });
      json.flavors = json.flavors.filter((each) => each.name !== "SCS-1L-1-5");
      return JSON.stringify(json);
    });
    expect(changes()).toEqual(["flavor: changed SCS-16V-64", "flavor: removed SCS-1L-1-5"]);
    const [first] = StandardsSnapshot.bundled().diff(StandardsSnapshot.fromDirectory(directory));
    expect([first?.before, first?.after]).toEqual([
      expect.stringContaining("recommended, 16 vCPUs"),
      expect.stringContaining("mandatory, 16 vCPUs"),
    ]);
  });

  test("a testcase is new in a module: every scope that includes it shows it", () => {
    edit("scs-scopes", (text) => {
      const json = JSON.parse(text) as {
        source: { commit: string };
        scopes: { modules: { id: string; testcases: object[] }[]; testcases: object[] }[];
      };
      json.source.commit = "0123456";
      json.scopes[0]?.modules
        .find((each) => each.id === "scs-0114-v1")
        ?.testcases.push({ id: "scs-0114-new", target: "main", level: "mandatory" });
      json.scopes[0]?.testcases.push({ id: "scs-0114-new", kind: "automated" });
      return JSON.stringify(json);
    });
    expect(changes()).toEqual([
      "source: changed SovereignCloudStack/standards",
      "mandatory testcase of iaas-next: added scs-0114-new",
      "mandatory testcase of iaas-v5.1: added scs-0114-new",
    ]);
  });

  test("an image property, a generation, a timeline entry, a document", () => {
    edit("scs-image-metadata", (text) => text.replace('"statusV1_1": "recommended"', '"statusV1_1": "mandatory"'));
    edit("scs-flavor-grammar", (text) => text.replace("Granite Rapids (P cores)", "Granite Rapids"));
    edit("scs-scopes", (text) => text.replaceAll('"2026-06-11"', '"2026-06-12"'));
    edit("scs-standards", (text) => text.replace('"revision": "v1.1"', '"revision": "v1.2"'));
    expect(changes()).toEqual([
      "generation of Intel CPUs in flavor names: changed i6",
      "timeline of iaas: removed 2026-06-11",
      "timeline of iaas: added 2026-06-12",
      "image property of scs-0102-v1: changed os_purpose",
      expect.stringMatching(/^document: changed scs-/) as string,
    ]);
  });

  test("missing and broken files", () => {
    writeFileSync(join(directory, "scs-flavors.json"), "{");
    expect(() => StandardsSnapshot.fromDirectory(directory)).toThrow("SCSBP-5060");
    writeFileSync(join(directory, "scs-flavors.json"), "{}");
    expect(() => StandardsSnapshot.fromDirectory(directory)).toThrow("SCSBP-5060");
    expect(() => StandardsSnapshot.fromDirectory(join(directory, "nowhere"))).toThrow("SCSBP-5060");
  });

  test("the mandatory testcases are counted as the scopes count them", () => {
    edit("scs-scopes", (text) => {
      const json = JSON.parse(text) as { scopes: { modules: { testcases: object[] }[]; historicModules?: object[] }[] };
      for (const scope of json.scopes) {
        for (const module of [...scope.modules, ...(scope.historicModules ?? [])]) {
          Object.assign(module, { testcases: [] });
        }
      }
      return JSON.stringify(json);
    });
    for (const scope of Scope.all()) {
      const gone = changes().filter((each) => each.startsWith(`mandatory testcase of ${scope.id}: removed`));
      expect(gone).toHaveLength(scope.mandatoryTestcases.length);
    }
  });
});
