import { writeFileSync } from "node:fs";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { ReportFormat, ReportWriter, type ReportOptions, type Report } from "@scs-blueprints/checker";
import { columnsOf } from "../../output/terminal";
import { CheckFailOn, type CheckOptions } from "./options";

/** A file to write, and in which format. */
export interface ReportFile {
  readonly file: string;
  readonly format: ReportFormat;
}

/**
 * The files of --output: --format is for a single one; otherwise each name's ending says its format.
 *
 * @throws BlueprintError SCSBP-4050 for an ending that says nothing
 */
export function reportFiles({ format, output }: Pick<CheckOptions, "format" | "output">): ReportFile[] {
  return output.map((file) => ({
    file,
    format: format !== undefined && output.length === 1 ? format : ReportWriter.formatOf(file),
  }));
}

/** Options of the renderers, the same for a file and for the terminal but for width and colour. */
export function renderOptions({ failOn, verbose }: Pick<CheckOptions, "failOn" | "verbose">): ReportOptions {
  return {
    verbose,
    openAsSkipped: failOn === CheckFailOn.NEVER || failOn === CheckFailOn.MANDATORY,
    recommendedAsFailures: failOn === CheckFailOn.RECOMMENDED,
  };
}

/** Options for standard output: colours and width of a terminal. */
export function terminalOptions(options: CheckOptions, stdout: NodeJS.WriteStream, colour: boolean): ReportOptions {
  return {
    ...renderOptions(options),
    color: colour && stdout.isTTY === true,
    width: columnsOf(stdout) ?? columns(process.env.COLUMNS),
  };
}

function columns(value: string | undefined): number | undefined {
  return value !== undefined && /^[1-9]\d{1,3}$/.test(value) ? Number(value) : undefined;
}

/** Writes a report to a file. */
export function writeReport(report: Report, { file, format }: ReportFile, options: ReportOptions): void {
  try {
    writeFileSync(file, ReportWriter.render(report, format, options));
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    throw refuse("SCSBP-8064", {
      got: error instanceof Error ? error.message : String(error),
      allowed: "a file in a folder that exists and can be written to",
      fix: "create the folder, or name another file with --output",
    });
  }
}
