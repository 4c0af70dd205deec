import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const DOCS = join(__dirname, "../../../docs");

/** A page that no list names is found by nobody. */
test.each(["", "decisions"])("every page of docs/%s is in its list", (folder) => {
  const list = readFileSync(join(DOCS, folder, "README.md"), "utf8");
  const pages = readdirSync(join(DOCS, folder)).filter((name) => name.endsWith(".md") && name !== "README.md");
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.filter((name) => !list.includes(`](${name})`))).toEqual([]);
});
