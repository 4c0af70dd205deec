import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** A piece of code that the documentation shows. */
export interface CodeExample {
  /** File and line, as `lib/openstack/server.ts:57`. */
  readonly at: string;
  readonly code: string;
}

const ROOT = join(__dirname, "../..");

const files = (dir: string, ending: string): string[] =>
  existsSync(join(ROOT, dir))
    ? readdirSync(join(ROOT, dir), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(ending) && !file.includes("node_modules"))
        .map((file) => join(ROOT, dir, file))
        .sort()
    : [];

const SOURCES = ["lib", "packages/standards/src", "packages/checker/src", "packages/toolkit/src"];

const lineOf = (text: string, index: number) => text.slice(0, index).split("\n").length;

/** The `@example`s of all doc comments in the sources. */
export function docCommentExamples(): CodeExample[] {
  return SOURCES.flatMap((folder) => files(folder, ".ts")).flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return [...text.matchAll(/@example\n([\s\S]*?)(?=\n\s*\* @|\n?\s*\*\/)/g)].map((match) => ({
      at: `${relative(ROOT, file)}:${lineOf(text, match.index)}`,
      code: (match[1] ?? "").replace(/^\s*\* ?/gm, ""),
    }));
  });
}

/** Other blocks of a page that declare a class which this one uses. */
function classesUsed(code: string, blocks: readonly CodeExample[]): string[] {
  return blocks
    .filter((block) => block.code !== code)
    .map((block) => block.code)
    .filter((other) => [...other.matchAll(/^class (\w+)/gm)].some(([, name]) => code.includes(`new ${name}(`)));
}

/** The TypeScript blocks of README.md and docs/. */
export function pageExamples(): CodeExample[] {
  return [join(ROOT, "README.md"), ...files("docs", ".md"), ...files("examples", "README.md")].flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const blocks = [...text.matchAll(/^```(?:ts|typescript)\n([\s\S]*?)^```/gm)].map((match) => ({
      at: `${relative(ROOT, file)}:${lineOf(text, match.index)}`,
      code: match[1] ?? "",
    }));
    return blocks.map(({ at, code }) => ({ at, code: [...classesUsed(code, blocks), code].join("\n") }));
  });
}
