import type { GraphFormat, Preset } from "@scs-blueprints/toolkit/graph";

/** The command line of `graph`. */
export interface GraphCommandOptions {
  readonly outDir?: string;
  readonly example?: string;
  readonly stack: readonly string[];
  readonly preset: Preset;
  readonly format?: GraphFormat;
  readonly output: readonly string[];
  readonly plan: readonly string[];
  readonly report: readonly string[];
  readonly title?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json: boolean;
}
