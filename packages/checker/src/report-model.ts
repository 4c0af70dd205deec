import type { FindingSubject } from "./assembly/declared";

/**
 * Result model of the compliance checker: plain data, serialisable as JSON, without behaviour. Renderers read it,
 * nothing writes to it once {@link Report} is made.
 */

/** Name of the format, `format` of every report. */
export const REPORT_FORMAT = "scs-blueprints/compliance-report";

/** Version of the format: the first number changes when a reader of the old form would misread the new one. */
export const REPORT_FORMAT_VERSION = "1.0";

/** How a rule, or one finding of it, ended. Worst first. */
export enum Outcome {
  /** Violated. */
  FAIL = "fail",
  /** Was to be looked at and could not: a source that broke, was not given, or is refused. Never counts as passed. */
  NOT_LOOKED_AT = "not-looked-at",
  /** Known only later: at plan, after apply, or on the live cloud. Never counts as passed. */
  DEFERRED = "deferred",
  /** The official test passes; the text of the standard, or a recommendation, asks for more. Counts as passed. */
  WARN = "warn",
  /** Violated, and a valid waiver says why. */
  WAIVED = "waived",
  /** Met. */
  PASS = "pass",
  /** There is nothing it could apply to. */
  NOT_APPLICABLE = "not-applicable",
}

/** By what a requirement is fulfilled; reports never blur these (design, convention 17). */
export enum Fulfilment {
  /** Shown to be met: by what the stacks define, or by what the live cloud answered; `evidence` of the result says which. */
  SATISFIED = "satisfied",
  /** All that the stacks define or use was checked and the contrary is refused; what else exists on the cloud was not seen. */
  ENFORCED = "enforced",
  /** Only the live cloud (or a person) can tell, and it was not asked: the requirement is assumed. */
  RELIED_ON = "relied-on",
  /** Was to be looked at and could not. */
  NOT_LOOKED_AT = "not-looked-at",
}

/** What a requirement is about. */
export enum RuleTarget {
  /** The cloud: certified scopes. Fully decided only by the live cloud, or where the stacks define what is asked for. */
  CLOUD = "cloud",
  /** The infrastructure code itself: good practice. Fully decided by the code. */
  CODE = "code",
}

/** What a violation means in the profile that was checked. */
export enum RuleLevel {
  /** Fails the report. */
  MANDATORY = "mandatory",
  /** Shown as a warning; never fails the report unless asked for. */
  RECOMMENDED = "recommended",
  /** Shown for information. */
  HINT = "hint",
  /** Checked by a person, never by this tool. */
  MANUAL = "manual",
}

/** Where a finding was seen. */
export enum EvidenceKind {
  /** cdk.tf.json of the stacks. */
  SYNTH = "synth",
  /** `terraform show -json` of a plan. */
  PLAN = "plan",
  /** The live cloud's API. */
  LIVE = "live",
}

/** How far a source of evidence could be read. */
export enum EvidenceState {
  /** Read as a whole. */
  COMPLETE = "complete",
  /** A part could not be read; `problems` says which and why. */
  PARTIAL = "partial",
  /** Nothing could be read; `problems` says why. */
  UNAVAILABLE = "unavailable",
  /** Not asked for. */
  NOT_GIVEN = "not-given",
}

/** What decides the exit code. Never green by omission. */
export enum Verdict {
  /** Every mandatory rule is shown to be met, or waived. */
  PASSED = "passed",
  /** A mandatory rule is violated, a waiver is broken or expired. */
  FAILED = "failed",
  /** Nothing mandatory is violated, and some of it is deferred, relied on or could not be looked at: `openRules`. */
  INCOMPLETE = "incomplete",
}

/** Condition of a waiver at the day of the check. */
export enum WaiverState {
  /** Covers at least one violation. */
  ACTIVE = "active",
  /** Its last day is over; it covers nothing any more, and fails the report while there is something it would cover. */
  EXPIRED = "expired",
  /** Covers nothing; shown as a warning. */
  UNUSED = "unused",
}

/** One source of evidence. */
export interface EvidenceRecord {
  readonly kind: EvidenceKind;
  readonly state: EvidenceState;
  /** Output directory, plan file, or name of the cloud. @default - not given */
  readonly source?: string;
  /** Counts in words, such as "2 stacks, 31 resources". @default - nothing read */
  readonly extent?: string;
  /** What could not be read and why, one sentence each. */
  readonly problems: string[];
}

/** What a rule observed: a finding before the checker knows it again and holds waivers against it. */
export interface Observation {
  readonly outcome: Outcome;
  readonly subject: FindingSubject;
  /** What was found: one sentence without full stop. */
  readonly message: string;
  /** Value received. @default - nothing to show */
  readonly got?: string;
  /** What would be accepted. @default - nothing to show */
  readonly allowed?: string;
  /** What to do about this one. @default - the rule's `fix` */
  readonly fix?: string;
}

/** One observation held against one rule. */
export interface Finding extends Observation {
  /** Rule that found it; equal to the result it stands in. */
  readonly ruleId: string;
  readonly evidence: EvidenceKind;
  /**
   * Stable identity of the finding across runs and line moves (hex), for baselines and SARIF's partialFingerprints:
   * made of rule, evidence kind and subject, not of the message.
   */
  readonly fingerprint: string;
  /** The waiver that covers it (`outcome` is `waived`), or that did until it expired (`outcome` is `fail`). @default - none */
  readonly waiver?: WaiverReference;
}

/** Why a violation is accepted. */
export interface WaiverReference {
  /** `id` of the {@link WaiverRecord}. */
  readonly id: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, YYYY-MM-DD. */
  readonly expires: string;
  readonly expired: boolean;
}

/** What a rule says of itself. */
export interface RuleInfo {
  /** Id of the official testcase, such as `scs-0103-flavor-1v-4`; own rules: `good-practice-…`. */
  readonly id: string;
  /** What is demanded, one sentence without full stop. */
  readonly title: string;
  /** Why it matters, in plain words. */
  readonly rationale: string;
  /** Document, such as `scs-0103-v1-standard-flavors`; "good-practice" for own rules. */
  readonly standard: string;
  /** Where in the document. */
  readonly clause: string;
  /** The document, or the page of the testcase. */
  readonly url: string;
  readonly target: RuleTarget;
  /** Level in the profile that was checked. */
  readonly level: RuleLevel;
  /** What to do about a violation. */
  readonly fix: string;
  /** How to waive it: lines of code that can be pasted. */
  readonly waive: string;
  /** Kinds of evidence it can decide on, in the order synth, plan, live; empty when it cannot be decided by this tool. */
  readonly evidence: EvidenceKind[];
  /** Why this tool cannot decide it, or cannot decide it by reading alone. @default - it can */
  readonly limitation?: string;
}

/** One rule of the profile with all its findings. */
export interface RuleResult {
  readonly rule: RuleInfo;
  /** Worst of the findings (scs-0003: FAIL > MISS > DNF > PASS). */
  readonly outcome: Outcome;
  /** @default - violated, waived, or nothing it applies to */
  readonly fulfilment?: Fulfilment;
  /** Kinds of evidence the outcome rests on. */
  readonly evidence: EvidenceKind[];
  /** The outcome in one sentence without full stop, such as "3 of 12 images lack os_version". */
  readonly summary: string;
  /** Whether the rule keeps the verdict from being "passed" without being violated. */
  readonly open: boolean;
  /** Violations first; passing ones are contained too. */
  readonly findings: Finding[];
}

/** A waiver, used or not: all of them are listed in every report. */
export interface WaiverRecord {
  /** Stable id: `construct:<path>:<rule>` or `file:<file>:<number>`. */
  readonly id: string;
  /** Rule it waives. */
  readonly rule: string;
  /** Construct path, or the pattern of the waiver file. */
  readonly where: string;
  /** Construct path or file in which it was written down. */
  readonly source: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, YYYY-MM-DD. */
  readonly expires: string;
  readonly state: WaiverState;
  /** Number of violations it covers, or would if it had not expired. */
  readonly covered: number;
}

/** The scope of a certificate that was checked. */
export interface ScopeRecord {
  /** Such as `iaas-v5.1`. */
  readonly id: string;
  /** Such as "SCS-compatible IaaS v5.1". */
  readonly title: string;
  readonly version: string;
  /** State on the day of the check: draft, effective, warn, deprecated or not-yet. */
  readonly validity: string;
}

/** Profile that was checked: the scope's own, or one derived from it. */
export interface ProfileRecord {
  readonly name: string;
  readonly title: string;
  /** How it differs from what it was derived from, one sentence each. */
  readonly changes: string[];
}

/** What was checked, against what, with which tool. */
export interface ReportHeader {
  /** "scs-blueprints". */
  readonly tool: string;
  readonly toolVersion: string;
  /** Day of the check, YYYY-MM-DD: passed in. */
  readonly date: string;
  /** Certified scopes among the profiles. Empty for good practice alone. */
  readonly scopes: ScopeRecord[];
  readonly profiles: ProfileRecord[];
  /** Commit of the standards repository whose text and testcases are the basis. */
  readonly standardsCommit: string;
  /** Day of that commit, YYYY-MM-DD. */
  readonly standardsDate: string;
  /** All three kinds, in the order synth, plan, live; several plans have a record each. */
  readonly evidence: EvidenceRecord[];
}

/** How many rules ended how. */
export interface OutcomeCounts {
  readonly fail: number;
  readonly notLookedAt: number;
  readonly deferred: number;
  readonly warn: number;
  readonly waived: number;
  readonly pass: number;
  readonly notApplicable: number;
  readonly total: number;
}

/** How many rules are fulfilled by what. */
export interface FulfilmentCounts {
  readonly satisfied: number;
  readonly enforced: number;
  readonly reliedOn: number;
  readonly notLookedAt: number;
}

/** Counts over the report. */
export interface ReportSummary {
  readonly all: OutcomeCounts;
  readonly mandatory: OutcomeCounts;
  readonly recommended: OutcomeCounts;
  /** Over the mandatory rules. */
  readonly fulfilment: FulfilmentCounts;
  /** Over all rules. */
  readonly findings: OutcomeCounts;
}

/** A whole check. */
export interface Report {
  /** {@link REPORT_FORMAT}. */
  readonly format: string;
  /** {@link REPORT_FORMAT_VERSION}. */
  readonly formatVersion: string;
  readonly header: ReportHeader;
  /** In the order of the profile: by standard, then as the standard lists them. */
  readonly results: RuleResult[];
  readonly waivers: WaiverRecord[];
  readonly summary: ReportSummary;
  readonly verdict: Verdict;
  /** The verdict in one sentence without full stop. */
  readonly verdictReason: string;
  /** Mandatory rules that are violated. */
  readonly failedRules: string[];
  /** Mandatory rules that are neither violated nor shown to be met. */
  readonly openRules: string[];
}
