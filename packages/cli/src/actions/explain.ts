import { type Rule, RuleCatalogue, RuleLevel } from "@scs-blueprints/checker";
import { sandboxFile } from "@scs-blueprints/sandbox";
import { Scope, ScsStandards, type StandardDocument, type Testcase, TestcaseLevel } from "@scs-blueprints/standards";
import { type ErrorCode, ERRORS, type ErrorText } from "@scs-blueprints/standards/error-codes";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Quote, Suggestions } from "@scs-blueprints/standards/internal";
import type { Reporter } from "@scs-blueprints/toolkit";
import { readFileSync } from "node:fs";
import { ExitCode, ownExitCode } from "../exit-codes";
import { colours } from "../output/style";
import { renderTable } from "../output/table";
import { Api, docs } from "./docs";

/** One documented error. */
interface ErrorPage extends ErrorText {
  readonly code: string;
  /** Exit code of the command line. @default - the command decides */
  readonly exitCode?: number;
}

/** Every error code of the library and the sandbox, by code. */
export function errorPages(): ErrorPage[] {
  const own = (Object.keys(ERRORS) as ErrorCode[]).map((code) => ({
    code,
    ...ERRORS[code],
    exitCode: ownExitCode(code),
  }));
  return [...own, ...sandboxPages()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The sandbox's side is Python; its list is a literal of strings. */
function sandboxPages(): ErrorPage[] {
  let source: string;
  try {
    source = readFileSync(sandboxFile("scs_sandbox", "errors.py"), "utf8");
  } catch {
    return []; // packed without the sandbox
  }
  return [...source.matchAll(/^\s+"(SCSBP-\d{4})":\s+"(.*)",$/gm)].map(([, code = "", title = ""]) => ({
    code,
    title,
    explanation: "Raised by the sandbox; its message says the value received and what to do.",
  }));
}

const EVIDENCE: Readonly<Record<string, string>> = {
  synth: "the synthesized stacks",
  plan: "the plan",
  live: "the live cloud",
};

/** `explain SUBJECT`: a rule (testcase id), an error code, a document of the standards, or what the library exports. */
export function explain(subject: string, reporter: Reporter): ExitCode {
  const wanted = subject.trim();
  if (/^(scsbp-)?\d{4}$/i.test(wanted)) {
    explainError(wanted.toUpperCase().replace(/^(?=\d)/, "SCSBP-"), errorPages(), reporter);
    return ExitCode.Ok;
  }
  const rule = RuleCatalogue.find(wanted) ?? RuleCatalogue.find(wanted.toLowerCase());
  if (rule !== undefined) {
    explainRule(rule, reporter);
    return ExitCode.Ok;
  }
  const document = ScsStandards.find(wanted.toLowerCase());
  if (document !== undefined) {
    explainDocument(document, reporter);
    return ExitCode.Ok;
  }
  const api = Api.load();
  if (api.find(wanted) !== undefined) {
    return docs(wanted, reporter, api);
  }
  throw nothing(wanted);
}

/** `explain` alone: all rules, by standard. */
export function listRules(reporter: Reporter): ExitCode {
  const rules = RuleCatalogue.all();
  const rows = rules.map((rule) => [rule.id, rule.title, rule.evidence.join(", ") || "a person"]);
  reporter.block(renderTable(["RULE", "DEMANDS", "DECIDED BY"], rows));
  reporter.result({ rules: rules.map((rule) => ruleJson(rule)) });
  return ExitCode.Ok;
}

function explainRule(rule: Rule, reporter: Reporter): void {
  const scopes = scopesOf(rule.id);
  const level = practiceLevel(rule.id);
  const rows: [string, string][] = [
    ["why", rule.rationale],
    ["standard", `${rule.standard}, ${rule.clause}`],
    ["page", rule.url],
    ...(scopes.length === 0 ? [] : [["asked by", scopes.map(inWords).join(", ")] as [string, string]]),
    ...(level === undefined ? [] : [["asked by", `profile good-practice (${level})`] as [string, string]]),
    [
      "decided by",
      rule.evidence.length === 0
        ? "a person, or a tool beyond this one"
        : rule.evidence.map((kind) => EVIDENCE[kind] ?? kind).join(", "),
    ],
    ...(rule.limitation === undefined ? [] : [["limits", rule.limitation] as [string, string]]),
    ["fix", rule.fix],
  ];
  reporter.block(page(rule.id, rule.title, rows));
  reporter.result(ruleJson(rule));
}

function explainError(code: string, pages: readonly ErrorPage[], reporter: Reporter): void {
  const found = pages.find((each) => each.code === code);
  if (found === undefined) {
    const nearest = pages
      .map((each) => each.code)
      .sort((a, b) => Math.abs(number(a) - number(code)) - Math.abs(number(b) - number(code)))
      .slice(0, 3);
    throw refuse("SCSBP-8062", {
      what: "no error has this code",
      got: code,
      allowed: "the code that a message shows in brackets",
      fix: `nearest are ${nearest.join(", ")}; docs/errors.md lists all`,
    });
  }
  const exit = found.exitCode === undefined ? [] : [["exit code", String(found.exitCode)] as [string, string]];
  reporter.block(page(found.code, found.title, [["meaning", found.explanation], ...exit]));
  reporter.result({ kind: "error", ...found });
}

function explainDocument(document: StandardDocument, reporter: Reporter): void {
  const status = [document.type, document.status, document.revision].filter((each) => each !== undefined).join(", ");
  const rows: [string, string | undefined][] = [
    ["status", status],
    ["stable since", document.stabilizedAt],
    ["replaced by", document.replacedBy],
    ["draft after it", document.draftSuccessor],
    ["in scopes", document.inScopes.join(", ") || "none"],
    ["asks for", document.asksOperator],
    [
      "rules",
      RuleCatalogue.all()
        .filter((rule) => rule.standard.startsWith(document.id))
        .map((rule) => rule.id)
        .join("\n"),
    ],
    ["page", document.url],
  ];
  reporter.block(
    page(
      document.id,
      document.title,
      rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== ""),
    ),
  );
  reporter.result({ kind: "document", ...document });
}

function ruleJson(rule: Rule): Record<string, unknown> {
  const { id, title, rationale, standard, clause, url, target, fix, evidence, limitation } = rule;
  return {
    kind: "rule",
    ...{ id, title, rationale, standard, clause, url, target, fix, evidence },
    limitation: limitation ?? null,
    scopes: scopesOf(id).map(({ scope, testcase }) => ({ scope: scope.id, level: testcase.level })),
    goodPractice: practiceLevel(id) ?? null,
  };
}

interface ScopeOfRule {
  readonly scope: Scope;
  readonly testcase: Testcase;
}

function scopesOf(id: string): ScopeOfRule[] {
  return Scope.all().flatMap((scope) => {
    const testcase = scope.testcase(id);
    return testcase === undefined ? [] : [{ scope, testcase }];
  });
}

function inWords({ scope, testcase }: ScopeOfRule): string {
  return testcase.level === TestcaseLevel.MANDATORY ? scope.id : `${scope.id} (${testcase.level})`;
}

function practiceLevel(id: string): RuleLevel | undefined {
  return RuleCatalogue.goodPractice().find(({ rule }) => rule.id === id)?.level;
}

function page(id: string, title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  const body = rows.map(
    ([label, text]) => `  ${colours.dim(label.padEnd(width))}${text.replace(/\n/g, `\n  ${" ".repeat(width)}`)}`,
  );
  return [`${colours.bold(id)}  ${title}`, ...body].join("\n");
}

function number(code: string): number {
  return Number(code.slice(-4));
}

function nothing(wanted: string): BlueprintError {
  const rules = RuleCatalogue.all().map((rule) => rule.id);
  const documents = ScsStandards.all().map((document) => document.id);
  const codes = errorPages().map((each) => each.code);
  const containing = rules.filter((id) => wanted.length > 2 && id.includes(wanted.toLowerCase())).slice(0, 5);
  const nearest = containing.length > 0 ? containing : Suggestions.nearest(wanted, [...rules, ...documents, ...codes]);
  return refuse("SCSBP-8062", {
    what: "neither a rule, nor an error code, nor a document of the standards",
    got: Quote.text(wanted),
    allowed: "such as scs-0103-flavor-1v-4, SCSBP-8034 or scs-0103-v1",
    fix: nearest.length > 0 ? `nearest are ${nearest.join(", ")}` : "list the rules: scs-blueprints explain",
  });
}
