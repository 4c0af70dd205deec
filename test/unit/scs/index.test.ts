import fs from "node:fs";
import { join } from "node:path";

describe("importing", () => {
  test("reads no data and no engine", () => {
    const read = jest.spyOn(fs, "readFileSync");
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const scs = require("../../../packages/standards/src") as typeof import("../../../packages/standards/src");
      const files = (): string[] =>
        read.mock.calls.map(([file]) => String(file)).filter((file) => /\.json$/.test(file));
      expect(files().filter((file) => file.includes("standards/src/data"))).toEqual([]);
      scs.StandardFlavors.all();
      scs.StandardFlavors.all();
      expect(files().filter((file) => file.includes("standards/src/data"))).toHaveLength(2);
    });
    read.mockRestore();
  });

  test("everything the documentation names is there", () => {
    const text = fs.readFileSync(join(__dirname, "../../../docs/scs-knowledge.md"), "utf8");
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const scs = require("../../../packages/standards/src/index") as Record<string, unknown>;
    const imports = [...text.matchAll(/import \{([^}]+)\} from "scs-blueprints\/scs"/g)];
    expect(imports.length).toBeGreaterThan(3);
    for (const [, names = ""] of imports) {
      for (const name of names.split(",").map((each) => each.trim())) {
        expect(scs).toHaveProperty(name);
      }
    }
  });
});
