import { pathToFileURL } from "node:url";
import type {
  Invocation,
  Location,
  Log,
  PropertyBag,
  ReportingConfiguration,
  ReportingDescriptor,
  Result,
  Suppression,
} from "sarif";
import type { FindingSubject } from "../assembly/declared";
import {
  EvidenceState,
  Outcome,
  RuleLevel,
  type Finding,
  type Report,
  type RuleInfo,
  type RuleResult,
} from "../report-model";
import { FindingGroups, SectionKey, Sections, Phrases } from "./phrases";
import { ForeignText } from "../reading/foreign-text";

/** How a report is written as SARIF. */
export interface SarifReportOptions {
  /**
   * File that stands for what has no place in the code, such as a flavor of the cloud: code-scanning services drop
   * results without one. The logical location says what it really is.
   *
   * @default "cdktf.json"
   */
  readonly fallbackFile?: string;
}

type Level = ReportingConfiguration.level;
type Kind = Result.kind;

const LEVELS: Readonly<Record<RuleLevel, Level>> = {
  [RuleLevel.MANDATORY]: "error",
  [RuleLevel.RECOMMENDED]: "warning",
  [RuleLevel.HINT]: "note",
  [RuleLevel.MANUAL]: "none",
};

/** Name and version of our fingerprint, as SARIF asks for. */
const FINGERPRINT = "scsBlueprints/v1";

/**
 * SARIF 2.1.0, for code-scanning services and editors: violations, warnings and waived ones (suppressed) with their
 * file and line; what is open with kind `open`, so that it is never taken for a pass. What is met is in the rules'
 * properties.
 */
export class SarifReport {
  /** @returns indented JSON, ended by a line end */
  public static render(report: Report, options: SarifReportOptions = {}): string {
    const fallback = options.fallbackFile ?? "cdktf.json";
    return `${JSON.stringify(new SarifReport(report, fallback).log(), undefined, 2)}\n`;
  }

  private constructor(
    private readonly report: Report,
    private readonly fallback: string,
  ) {}

  private log(): Log {
    const { header, results } = this.report;
    const subject = header.profiles.map((profile) => profile.name).join("+");
    return {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: header.tool,
              version: header.toolVersion,
              semanticVersion: header.toolVersion,
              rules: results.map((result) => this.rule(result)),
            },
          },
          automationDetails: { id: `${header.tool}/${subject}/` },
          columnKind: "utf16CodeUnits",
          invocations: [this.invocation()],
          results: results.flatMap((result, index) => this.results(result, index)),
          properties: this.properties(),
        },
      ],
    };
  }

  private rule({ rule, outcome, fulfilment, open, summary }: RuleResult): ReportingDescriptor {
    const help = SarifReport.help(rule);
    return {
      id: rule.id,
      shortDescription: { text: SarifReport.sentence(rule.title) },
      fullDescription: { text: SarifReport.sentence(rule.rationale) },
      help: { text: help.map(([label, text]) => `${label}: ${text}`).join("\n"), markdown: SarifReport.markdown(help) },
      helpUri: rule.url,
      defaultConfiguration: { level: LEVELS[rule.level] },
      properties: {
        tags: ["scs", rule.standard, rule.level],
        standard: rule.standard,
        clause: rule.clause,
        level: rule.level,
        target: rule.target,
        outcome,
        fulfilment: fulfilment ?? null,
        open,
        summary,
      },
    };
  }

  private results(result: RuleResult, ruleIndex: number): Result[] {
    const telling = result.findings.filter((finding) => FindingGroups.isTelling(finding));
    const section = Sections.keyOf(result);
    const unsettled = section === SectionKey.OPEN || section === SectionKey.MANUAL;
    if (telling.length === 0 && unsettled) {
      return [this.whole(result, ruleIndex, section === SectionKey.MANUAL ? "review" : "open")];
    }
    return telling.map((finding) => this.result(result, finding, ruleIndex));
  }

  private result({ rule }: RuleResult, finding: Finding, ruleIndex: number): Result {
    const { outcome, subject, message, got, allowed, fix, fingerprint, evidence } = finding;
    const violated = outcome === Outcome.FAIL || outcome === Outcome.WAIVED;
    const kind: Kind = violated || outcome === Outcome.WARN ? "fail" : "open";
    const level: Level = kind === "open" ? "none" : violated ? SarifReport.violation(rule) : "warning";
    const details = [
      ...(got === undefined ? [] : [`got: ${got}`]),
      ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
      `fix: ${fix ?? rule.fix}`,
    ];
    const waiver = finding.waiver?.expired === true ? Phrases.waiver(finding) : undefined;
    const text = [`${Phrases.subject(subject)}: ${message}`, ...details, ...(waiver === undefined ? [] : [waiver])];
    const suppression = this.suppression(finding);
    return {
      ruleId: rule.id,
      ruleIndex,
      kind,
      level,
      message: { text: ForeignText.block(text.join("\n")) },
      locations: [this.location(subject)],
      partialFingerprints: { [FINGERPRINT]: fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
      ...(suppression === undefined ? {} : { suppressions: [suppression] }),
      properties: { outcome, evidence },
    };
  }

  /** A rule that is open as a whole: nothing was there to find. */
  private whole({ rule, summary, outcome, fulfilment }: RuleResult, ruleIndex: number, kind: Kind): Result {
    return {
      ruleId: rule.id,
      ruleIndex,
      kind,
      level: "none",
      message: { text: ForeignText.block(summary) },
      locations: [this.location({ kind: rule.target })],
      partialFingerprints: { [FINGERPRINT]: rule.id, primaryLocationLineHash: `${rule.id}:1` },
      properties: { outcome, fulfilment: fulfilment ?? null },
    };
  }

  private location(subject: FindingSubject): Location {
    const { file, line, constructPath, address } = subject;
    const name = constructPath ?? address;
    return {
      physicalLocation: {
        artifactLocation: { uri: file === undefined ? SarifReport.uri(this.fallback) : SarifReport.uri(file) },
        region: { startLine: file === undefined ? 1 : Math.max(1, line ?? 1) },
      },
      logicalLocations: [
        {
          fullyQualifiedName: ForeignText.line(name ?? Phrases.subject(subject)),
          name: ForeignText.line(subject.name ?? name?.split("/").pop() ?? subject.kind),
          kind: constructPath !== undefined ? "construct" : address !== undefined ? "resource" : subject.kind,
        },
      ],
    };
  }

  private suppression({ outcome, waiver }: Finding): Suppression | undefined {
    if (outcome !== Outcome.WAIVED || waiver === undefined) {
      return undefined;
    }
    return {
      kind: waiver.id.startsWith("construct:") ? "inSource" : "external",
      status: "accepted",
      justification: ForeignText.line(`${waiver.reason} (${waiver.owner}, until ${waiver.expires})`),
      properties: { waiver: waiver.id, owner: waiver.owner, expires: waiver.expires },
    };
  }

  private invocation(): Invocation {
    const { evidence } = this.report.header;
    const broken = evidence.filter(
      ({ state }) => state === EvidenceState.PARTIAL || state === EvidenceState.UNAVAILABLE,
    );
    return {
      executionSuccessful: broken.length === 0,
      toolExecutionNotifications: broken.flatMap(({ kind, state, problems }) =>
        problems.map((problem) => ({
          level: "error" as const,
          message: { text: ForeignText.line(`${Phrases.EVIDENCE[kind]} ${Phrases.STATE[state]}: ${problem}`) },
        })),
      ),
    };
  }

  private properties(): PropertyBag {
    const { header, waivers, summary, verdict, verdictReason, failedRules, openRules } = this.report;
    const { date, scopes, profiles, standardsCommit, standardsDate, evidence } = header;
    return {
      verdict,
      verdictReason,
      ...{ date, scopes, profiles, standardsCommit, standardsDate, evidence, waivers, summary, failedRules, openRules },
    };
  }

  private static violation(rule: RuleInfo): Level {
    return rule.level === RuleLevel.MANUAL ? "note" : LEVELS[rule.level];
  }

  private static help(rule: RuleInfo): [string, string][] {
    return [
      ["Why", SarifReport.sentence(rule.rationale)],
      ["Clause", `${rule.standard}, ${rule.clause}`],
      ["Fix", SarifReport.sentence(rule.fix)],
      ["Waive", rule.waive],
      ...(rule.limitation === undefined ? [] : [["Limits", SarifReport.sentence(rule.limitation)] as [string, string]]),
    ];
  }

  private static markdown(help: readonly [string, string][]): string {
    return help
      .map(([label, text]) => (label === "Waive" ? `**${label}**\n\n\`\`\`\n${text}\n\`\`\`` : `**${label}**: ${text}`))
      .join("\n\n");
  }

  private static sentence(text: string): string {
    const line = ForeignText.block(text);
    return /[.!?]$/.test(line) ? line : `${line}.`;
  }

  /** Relative paths stay relative, with the characters a URI needs escaped. */
  private static uri(file: string): string {
    if (/^(\/|[A-Za-z]:[\\/])/.test(file)) {
      return pathToFileURL(file).href;
    }
    return ForeignText.line(file)
      .replaceAll("\\", "/")
      .replace(/^\.\//, "")
      .split("/")
      .map((part) => encodeURIComponent(part))
      .join("/");
  }
}
