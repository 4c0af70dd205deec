import { create, type XMLElement } from "xmlbuilder";
import { RuleLevel, WaiverState, type Report, type RuleResult, type WaiverRecord } from "../report-model";
import { FindingGroups, SectionKey, Sections, Phrases } from "./phrases";
import { ForeignText } from "../reading/foreign-text";

/** How a report is written as JUnit XML. */
export interface JunitReportOptions {
  /** Whether open rules are skipped tests, which leave a job green, rather than errors. @default false */
  readonly openAsSkipped?: boolean;
  /** Whether violated recommendations are failures. @default false */
  readonly recommendedAsFailures?: boolean;
}

type Kind = "failure" | "error" | "skipped" | "passed";

interface Case {
  readonly name: string;
  readonly className: string;
  readonly kind: Kind;
  readonly type: string;
  readonly message: string;
  readonly body: string;
  readonly file?: string;
  readonly line?: number;
}

/** No character that XML 1.0 cannot hold is left by {@link ForeignText} but these. */
const NOT_XML = /[\uFFFE\uFFFF]/g;

/**
 * JUnit XML, for CI servers: a test suite for each standard, a test for each rule; a violated rule is a failure, an
 * open one an error (never a silent pass), a waived one is skipped with the reason. Waivers are a suite of their own.
 */
export class JunitReport {
  /** @returns an XML document, ended by a line end */
  public static render(report: Report, options: JunitReportOptions = {}): string {
    return new JunitReport(report, options).xml();
  }

  private constructor(
    private readonly report: Report,
    private readonly options: JunitReportOptions,
  ) {}

  private xml(): string {
    const suites = this.suites();
    const all = [...suites.values()].flat();
    const root = create("testsuites", { encoding: "UTF-8" }, undefined, {
      noDoubleEncoding: false,
      invalidCharReplacement: "\uFFFD",
    });
    JunitReport.attributes(root, {
      name: `Compliance with ${Phrases.subjects(this.report)}: ${Phrases.VERDICT[this.report.verdict]}`,
      ...JunitReport.counts(all),
      time: "0",
    });
    for (const [name, cases] of suites) {
      const suite = root.element("testsuite");
      JunitReport.attributes(suite, { name, ...JunitReport.counts(cases), time: "0" });
      this.properties(suite.element("properties"));
      for (const each of cases) {
        JunitReport.case(suite, each);
      }
    }
    return `${root.end({ pretty: true })}\n`;
  }

  private suites(): Map<string, Case[]> {
    const suites = new Map<string, Case[]>();
    for (const result of this.report.results) {
      const name = result.rule.standard;
      suites.set(name, [...(suites.get(name) ?? []), this.caseOf(result)]);
    }
    if (this.report.waivers.length > 0) {
      suites.set(
        "waivers",
        this.report.waivers.map((waiver) => JunitReport.waiver(waiver)),
      );
    }
    return suites;
  }

  private properties(element: XMLElement): void {
    const { header, verdict, verdictReason } = this.report;
    const rows: [string, string][] = [
      ["verdict", `${verdict}: ${verdictReason}`],
      ...header.scopes.map((scope): [string, string] => ["scope", Phrases.scope(scope, header.date)]),
      ...header.profiles.flatMap(({ name, changes }): [string, string][] =>
        [name, ...changes.map((change) => `${name}: ${change}`)].map((text) => ["profile", text]),
      ),
      ["standards", Phrases.standards(this.report)],
      ["fulfilment", Phrases.fulfilment(this.report)],
      ...header.evidence.map((record): [string, string] => [
        `evidence.${record.kind}`,
        [Phrases.STATE[record.state], Phrases.source(record), ...record.problems]
          .filter((part) => part !== "")
          .join("; "),
      ]),
      ["tool", `${header.tool} ${header.toolVersion}`],
    ];
    for (const [name, value] of rows) {
      JunitReport.attributes(element.element("property"), { name, value });
    }
  }

  private caseOf(result: RuleResult): Case {
    const { rule, outcome, summary, findings } = result;
    const located = findings.find(({ subject }) => subject.file !== undefined)?.subject;
    return {
      name: rule.id,
      className: rule.standard,
      kind: this.kind(result),
      type: result.fulfilment === undefined ? outcome : `${outcome}, ${Phrases.FULFILMENT[result.fulfilment]}`,
      message: summary,
      body: JunitReport.body(result),
      file: located?.file,
      line: located?.line,
    };
  }

  private kind(result: RuleResult): Kind {
    switch (Sections.keyOf(result)) {
      case SectionKey.VIOLATED:
        return "failure";
      case SectionKey.OPEN:
        return result.rule.level !== RuleLevel.MANDATORY || this.options.openAsSkipped === true ? "skipped" : "error";
      case SectionKey.ADVICE:
        return this.options.recommendedAsFailures === true ? "failure" : "passed";
      case SectionKey.MET:
        return "passed";
      default:
        return "skipped";
    }
  }

  private static body({ rule, findings }: RuleResult): string {
    const telling = findings.filter((finding) => FindingGroups.isTelling(finding));
    const lines = telling.flatMap((finding) => {
      const { subject, outcome, message, got, allowed, fix } = finding;
      const place = Phrases.place(subject);
      const waiver = Phrases.waiver(finding);
      return [
        `${Phrases.OUTCOME[outcome]}: ${Phrases.subject(subject)}${place === "" ? "" : ` (${place})`}: ${message}`,
        ...(got === undefined ? [] : [`  got: ${got}`]),
        ...(allowed === undefined ? [] : [`  allowed: ${allowed}`]),
        ...(fix === undefined ? [] : [`  fix: ${fix}`]),
        ...(waiver === undefined ? [] : [`  ${waiver}`]),
      ];
    });
    return [
      rule.title,
      ...lines,
      `why: ${rule.rationale}`,
      `clause: ${rule.standard}, ${rule.clause}`,
      `fix: ${rule.fix}`,
      `waive: ${rule.waive}`,
      `see: ${rule.url}`,
    ].join("\n");
  }

  private static waiver(waiver: WaiverRecord): Case {
    const { state, rule, where, covered, reason, owner, expires, source } = waiver;
    const broken = state === WaiverState.EXPIRED && covered > 0;
    const message = `${Phrases.WAIVER[state]}, covers ${covered}, until ${expires} by ${owner}: ${reason}`;
    return {
      name: `${rule} at ${where}`,
      className: "waivers",
      kind: broken ? "failure" : state === WaiverState.ACTIVE ? "passed" : "skipped",
      type: `waiver ${state}`,
      message,
      body: `${message}\nwritten in ${source}`,
    };
  }

  private static case(suite: XMLElement, each: Case): void {
    const { name, className, kind, type, message, body, file, line } = each;
    const element = suite.element("testcase");
    JunitReport.attributes(element, {
      name,
      classname: className,
      time: "0",
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line: String(line) }),
    });
    if (kind === "failure" || kind === "error") {
      const child = element.element(kind);
      JunitReport.attributes(child, { type, message });
      child.text(JunitReport.text(body));
      return;
    }
    if (kind === "skipped") {
      JunitReport.attributes(element.element("skipped"), { message: `${type}: ${message}` });
    }
    element.element("system-out").text(JunitReport.text(`${type}: ${message}\n${body}`));
  }

  private static counts(cases: readonly Case[]): Record<string, string> {
    const count = (kind: Kind): string => String(cases.filter((each) => each.kind === kind).length);
    return {
      tests: String(cases.length),
      failures: count("failure"),
      errors: count("error"),
      skipped: count("skipped"),
    };
  }

  private static attributes(element: XMLElement, values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) {
      element.attribute(name, JunitReport.text(ForeignText.line(value)));
    }
  }

  private static text(text: string): string {
    return ForeignText.block(text).replace(NOT_XML, "\uFFFD");
  }
}
