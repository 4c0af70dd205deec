import { refuse } from "@scs-blueprints/standards/errors";
import { Suggestions } from "@scs-blueprints/standards/internal";
import { packageRoot, type Reporter } from "@scs-blueprints/toolkit";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import wrapAnsi from "wrap-ansi";
import { ExitCode } from "../exit-codes";
import { colours } from "../output/style";
import { renderTable } from "../output/table";

/** A prop, field, method or enum value. */
interface ApiMember {
  readonly name: string;
  readonly type?: string;
  /** Of a method. */
  readonly signature?: string;
  readonly optional?: boolean;
  readonly default?: string;
  readonly doc?: string;
  readonly throws?: readonly string[];
  /** Of an enum. */
  readonly value?: string | number;
}

/** A class, interface or enum; packages/dev-tools/api-index.mjs writes them. */
interface ApiEntry {
  readonly name: string;
  readonly kind: "class" | "interface" | "enum";
  /** Import paths that export it. */
  readonly modules: readonly string[];
  readonly doc?: string;
  readonly example?: string;
  readonly throws?: readonly string[];
  /** Of a class that can be constructed. */
  readonly parameters?: readonly string[];
  /** Name of the interface of its props. */
  readonly props?: string;
  /** Where that interface is not exported. */
  readonly propsMembers?: readonly ApiMember[];
  readonly statics?: readonly ApiMember[];
  readonly members?: readonly ApiMember[];
  readonly values?: readonly ApiMember[];
}

/** What the package exports, as its build wrote it down. */
export class Api {
  /** @throws BlueprintError SCSBP-8410 when the build is not whole */
  public static load(file: string = join(packageRoot(__dirname), "dist", "api.json")): Api {
    try {
      return new Api(JSON.parse(readFileSync(file, "utf8")) as ApiEntry[]);
    } catch (error) {
      throw refuse("SCSBP-8410", {
        got: error instanceof Error ? error.message : String(error),
        fix: "install the package anew; in the repository: npm run build",
      });
    }
  }

  private constructor(public readonly entries: readonly ApiEntry[]) {}

  /** Whatever its case; an exact match comes first. */
  public find(name: string): ApiEntry | undefined {
    const lower = name.toLowerCase();
    return (
      this.entries.find((each) => each.name === name) ?? this.entries.find((each) => each.name.toLowerCase() === lower)
    );
  }

  /** @throws BlueprintError SCSBP-8411, naming the nearest */
  public require(name: string): ApiEntry {
    const found = this.find(name);
    if (found === undefined) {
      const nearest = Suggestions.nearest(
        name,
        this.entries.map((each) => each.name),
      );
      throw refuse("SCSBP-8411", {
        got: name.slice(0, 80),
        fix: nearest.length > 0 ? `did you mean ${nearest.join(", ")}?` : "list all: npx scs-blueprints docs",
      });
    }
    return found;
  }

  /** Props of a class, members of an interface; those that have to be given first. */
  public propsOf(entry: ApiEntry): readonly ApiMember[] {
    const all =
      entry.kind === "interface"
        ? (entry.members ?? [])
        : (entry.propsMembers ?? this.entries.find((each) => each.name === entry.props)?.members ?? []);
    return [...all.filter(({ optional }) => optional !== true), ...all.filter(({ optional }) => optional === true)];
  }

  /** What can be constructed with props: where a reader begins. */
  public get constructs(): readonly ApiEntry[] {
    return this.entries.filter(
      ({ kind, parameters }) => kind === "class" && parameters?.[0]?.startsWith("scope:") === true,
    );
  }
}

/** Column in which texts are broken: as long as a terminal's line is read well. */
const WIDTH = 100;
const DOC_WIDTH = 56;

/** `docs NAME`: a class, interface or enum with its props, defaults, errors and example. */
export function docs(name: string, reporter: Reporter, api = Api.load()): ExitCode {
  const entry = api.require(name);
  reporter.block(render(entry, api));
  reporter.result({ ...entry, ...(entry.kind === "enum" ? {} : { propsMembers: api.propsOf(entry) }) });
  return ExitCode.Ok;
}

/** `docs` alone: all constructs, by where they are imported from. */
export function listDocs(reporter: Reporter, api = Api.load()): ExitCode {
  const rows = api.constructs.map((each) => [each.name, home(each), narrow(firstSentence(each.doc), 80)] as const);
  const sorted = [...rows].sort((a, b) => (a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1));
  reporter.block(
    renderTable(
      ["CONSTRUCT", "IMPORTED FROM", "IS"],
      sorted.map((row) => [...row]),
    ),
  );
  reporter.block(
    `\n${api.entries.length} names in all, with classes of values, props and enums: npx scs-blueprints docs NAME`,
  );
  reporter.result({
    entries: api.entries.map(({ name, kind, modules, doc }) => ({ name, kind, modules, is: firstSentence(doc) })),
  });
  return ExitCode.Ok;
}

function render(entry: ApiEntry, api: Api): string {
  const parts = [
    `${colours.bold(entry.name)}  ${colours.dim(`${entry.kind} · import { ${entry.name} } from "${home(entry)}"`)}`,
    wrap(entry.doc ?? ""),
    entry.parameters === undefined ? "" : `new ${entry.name}(${entry.parameters.join(", ")})`,
    section(entry.kind === "interface" ? "Members" : `Props: ${entry.props ?? ""}`, propsTable(api.propsOf(entry))),
    section("Values", valuesTable(entry.values ?? [])),
    section("Made by", signatures(entry.statics ?? [], `${entry.name}.`)),
    section("Has", entry.kind === "class" ? signatures(entry.members ?? [], "") : ""),
    section("Errors", (entry.throws ?? []).map((each) => wrap(each.replace(/^BlueprintError /, ""))).join("\n")),
    section("Example", entry.example?.replaceAll(/^(?=.)/gm, "  ") ?? ""),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function section(title: string, text: string): string {
  return text === "" ? "" : `${colours.bold(title)}\n${text}`;
}

function propsTable(props: readonly ApiMember[]): string {
  const rows = props.map(({ name, type, signature, optional, default: byDefault, doc }) => [
    optional === true ? `${name}?` : name,
    narrow(type ?? signature ?? "", 30),
    optional === true ? narrow(byDefault ?? "", 30) : colours.dim("required"),
    narrow(doc ?? "", DOC_WIDTH),
  ]);
  return rows.length === 0 ? "" : renderTable(["NAME", "TYPE", "DEFAULT", "WHAT"], rows);
}

function valuesTable(values: readonly ApiMember[]): string {
  const rows = values.map(({ name, value, doc }) => [name, JSON.stringify(value ?? ""), narrow(doc ?? "", DOC_WIDTH)]);
  return rows.length === 0 ? "" : renderTable(["NAME", "VALUE", "WHAT"], rows);
}

function signatures(members: readonly ApiMember[], prefix: string): string {
  return members
    .map(({ name, signature, type, optional, doc }) => {
      const head = signature ?? `${name}${optional === true ? "?" : ""}: ${type ?? ""}`;
      const text = firstSentence(doc);
      return `  ${prefix}${head}${text === "" ? "" : `\n      ${colours.dim(text)}`}`;
    })
    .join("\n");
}

/** The shortest import path; `.` exports most of the others, too. */
function home({ modules }: ApiEntry): string {
  return [...modules].sort((a, b) => a.length - b.length)[0] ?? "scs-blueprints";
}

function firstSentence(doc: string | undefined): string {
  const [first = ""] = (doc ?? "").split(/\n\n|(?<=[.:]) (?=[A-Z])|(?<=[.:])\n/);
  return first.replaceAll("\n", " ").trim();
}

const wrap = (text: string): string => narrow(text, WIDTH);

/** Lines of a paragraph are joined first: they were broken for the source. */
function narrow(text: string, width: number): string {
  const paragraphs = text.split(/\n\n+/).map((each) => each.replaceAll(/\n(?![-*|] )/g, " "));
  return wrapAnsi(paragraphs.join("\n\n"), width);
}
