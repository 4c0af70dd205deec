import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const DOCS = join(__dirname, "../../../docs");

/** A page that no list names is found by nobody. */
test.each(["", "decisions"])("every page of docs/%s is in its list", (folder) => {
  const list = readFileSync(join(DOCS, folder, "README.md"), "utf8");
  const pages = readdirSync(join(DOCS, folder)).filter((name) => name.endsWith(".md") && name !== "README.md");
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.filter((name) => !list.includes(`](${name})`))).toEqual([]);
});

/** The site holds pages and pictures: a link to anything else of the repository leads nowhere there. */
test.each(["", "decisions"])("links of docs/%s lead to pages and pictures that are there", (folder) => {
  const dir = join(DOCS, folder);
  const wrong = readdirSync(dir)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) =>
      [...readFileSync(join(dir, name), "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to]) => [name, to!]),
    )
    .filter(([, to]) => !/\.(md|svg|png)$/.test(to!) || !existsSync(join(dir, to!)));
  expect(wrong).toEqual([]);
});
