import type { ReportFormat } from "@scs-blueprints/checker";

/** What makes `check` end with another code than 0; each includes those before it. */
export enum CheckFailOn {
  /** Nothing: the report is all that is wanted. */
  NEVER = "never",
  /** A violated mandatory rule, an expired waiver. */
  MANDATORY = "mandatory",
  /** Also a mandatory rule that is not shown to be met. */
  OPEN = "open",
  /** Also a violated recommendation. */
  RECOMMENDED = "recommended",
}

/** The command line of `check`. */
export interface CheckOptions {
  readonly scope: readonly string[];
  readonly profile: readonly string[];
  readonly outDir?: string;
  readonly example?: string;
  readonly plan: readonly string[];
  readonly cloud?: string;
  /** A kubeconfig file. */
  readonly kubeconfig?: string;
  /** A context of it. @default - its current-context */
  readonly context?: string;
  readonly probe: boolean;
  readonly waivers: readonly string[];
  readonly date: string;
  readonly failOn: CheckFailOn;
  readonly format?: ReportFormat;
  readonly output: readonly string[];
  readonly verbose: boolean;
  readonly json: boolean;
}
