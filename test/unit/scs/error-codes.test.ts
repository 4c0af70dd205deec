import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ScsErrorCodes } from "../../../lib/scs/index";

test("the list of codes is that of the code", () => {
  const lib = join(__dirname, "../../../lib/scs");
  const used = readdirSync(lib)
    .filter((file) => file.endsWith(".ts") && file !== "error-codes.ts")
    .flatMap((file) => [...readFileSync(join(lib, file), "utf8").matchAll(/code: "(SCSBP-\d{4})"/g)])
    .map((match) => match[1]);
  const listed = ScsErrorCodes.all().map((each) => each.code);
  expect([...new Set(used)].sort()).toEqual(listed);
  for (const { code, title, explanation } of ScsErrorCodes.all()) {
    expect(code).toMatch(/^SCSBP-5\d{3}$/);
    expect(title).toMatch(/^\S.{5,70}[^.]$/);
    expect(explanation).toMatch(/^.{40,400}\.$/s);
  }
});
