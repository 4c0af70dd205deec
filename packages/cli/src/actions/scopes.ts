import { Scope, ScopeValidity, type ScopePeriod } from "@scs-blueprints/standards";
import { ExitCode } from "../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { colours } from "../output/style";
import { renderTable } from "../output/table";

const PAINT: Readonly<Record<ScopeValidity, (text: string) => string>> = {
  [ScopeValidity.EFFECTIVE]: colours.green,
  [ScopeValidity.WARN]: colours.yellow,
  [ScopeValidity.DRAFT]: colours.cyan,
  [ScopeValidity.DEPRECATED]: colours.dim,
  [ScopeValidity.NOT_YET]: colours.dim,
};

/** `scopes`: all certificate scopes with their state on a day. */
export function listScopes(date: string, reporter: Reporter): ExitCode {
  const scopes = Scope.all();
  const rows = scopes.map((scope) => {
    const validity = scope.validityAt(date);
    return [
      scope.id,
      scope.title,
      PAINT[validity](validity),
      period(scope.periods.find((each) => covers(each, date))),
      String(scope.modules.length),
      scope.mandatoryTestcases.length === 0 ? "" : String(scope.mandatoryTestcases.length),
    ];
  });
  reporter.block(renderTable(["SCOPE", "TITLE", `ON ${date}`, "SINCE", "STANDARDS", "MANDATORY TESTS"], rows));
  reporter.block(colours.dim(`\n  ${source()}; scs-blueprints scopes SCOPE lists the testcases of one`));
  reporter.result({
    date,
    standardsCommit: Scope.sourceCommit,
    standardsDate: Scope.sourceDate,
    scopes: scopes.map((scope) => summary(scope, date)),
  });
  return ExitCode.Ok;
}

/** `scopes SCOPE`: its timeline, standards and testcases. */
export function showScope(id: string, date: string, reporter: Reporter): ExitCode {
  const scope = Scope.fromId(id);
  const validity = scope.validityAt(date);
  reporter.block(
    [
      `${colours.bold(scope.title)} (${scope.id}): ${PAINT[validity](validity)} on ${date}`,
      ...scope.periods.map((each) => `  ${each.validity.padEnd(10)} ${period(each)}`),
      "",
      ...scope.modules.flatMap((module) => [
        `${colours.bold(module.id)}  ${module.name}`,
        ...module.testcases.map(({ id: testcase, automated }) =>
          automated ? `  ${testcase}` : `  ${testcase} ${colours.dim("(checked by a person)")}`,
        ),
      ]),
      "",
      colours.dim(`${source()}; scs-blueprints explain TESTCASE tells more`),
    ].join("\n"),
  );
  reporter.result({
    date,
    standardsCommit: Scope.sourceCommit,
    standardsDate: Scope.sourceDate,
    ...summary(scope, date),
    modules: scope.modules,
    furtherTestcases: scope.furtherTestcases,
  });
  return ExitCode.Ok;
}

function summary(scope: Scope, date: string): Record<string, unknown> {
  return {
    id: scope.id,
    title: scope.title,
    layer: scope.layer,
    version: scope.version,
    standard: scope.standard,
    validity: scope.validityAt(date),
    stabilizedAt: scope.stabilizedAt ?? null,
    periods: scope.periods,
    moduleIds: scope.modules.map((module) => module.id),
    mandatoryTestcases: scope.mandatoryTestcases.length,
  };
}

function covers(each: ScopePeriod, date: string): boolean {
  const day = date.slice(0, 10);
  return each.from <= day && (each.until === undefined || day < each.until);
}

function period(each: ScopePeriod | undefined): string {
  if (each === undefined) {
    return "";
  }
  return each.until === undefined ? each.from : `${each.from}, until ${each.until}`;
}

function source(): string {
  return `standards of ${Scope.sourceDate}, commit ${Scope.sourceCommit.slice(0, 8)}`;
}
