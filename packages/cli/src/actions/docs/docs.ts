import wrapAnsi from "wrap-ansi";
import { ExitCode } from "../../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { colours } from "../../output/style";
import { renderTable } from "../../output/table";
import { Api, type ApiEntry, type ApiMember } from "./api";

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
