import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import type { Report } from "../report-model";
import { HtmlReport } from "./html";
import { JsonReport } from "./json";
import { JunitReport } from "./junit";
import { MarkdownReport } from "./markdown";
import { SarifReport } from "./sarif";
import { TextReport } from "./text";

/** In which form a report is written. */
export enum ReportFormat {
  /** For reading in a terminal. */
  TEXT = "text",
  /** For programs, by report.schema.json. */
  JSON = "json",
  /** SARIF 2.1.0, for code-scanning services and editors. */
  SARIF = "sarif",
  /** For CI servers. */
  JUNIT = "junit",
  /** For a comment on a pull request. */
  MARKDOWN = "markdown",
  /** One file for a browser, also offline. */
  HTML = "html",
}

/** Endings of file names by format; the first is the usual one. */
const ENDINGS: Readonly<Record<ReportFormat, readonly string[]>> = {
  [ReportFormat.TEXT]: [".txt", ".text"],
  [ReportFormat.JSON]: [".json"],
  [ReportFormat.SARIF]: [".sarif", ".sarif.json"],
  [ReportFormat.JUNIT]: [".xml"],
  [ReportFormat.MARKDOWN]: [".md", ".markdown"],
  [ReportFormat.HTML]: [".html", ".htm"],
};

/** Options that do not fit every format; each takes what concerns it. */
export interface ReportOptions {
  /** Text: columns of the terminal. @default 100 */
  readonly width?: number;
  /** Text: whether colours may be used. @default false */
  readonly color?: boolean;
  /** Text: all findings, and each rule that is met. @default false */
  readonly verbose?: boolean;
  /** JUnit: whether open rules leave a job green. @default false */
  readonly openAsSkipped?: boolean;
  /** JUnit: whether violated recommendations are failures. @default false */
  readonly recommendedAsFailures?: boolean;
}

/**
 * A report in any format. The same report gives the same bytes: no clock, no environment.
 *
 * @example
 * const report = Compliance.of(app).check([Profile.goodPractice()]);
 * const page = ReportWriter.render(report, ReportFormat.HTML);
 */
export class ReportWriter {
  public static render(report: Report, format: ReportFormat, options: ReportOptions = {}): string {
    switch (format) {
      case ReportFormat.TEXT:
        return TextReport.render(report, options);
      case ReportFormat.JSON:
        return JsonReport.render(report);
      case ReportFormat.SARIF:
        return SarifReport.render(report);
      case ReportFormat.JUNIT:
        return JunitReport.render(report, options);
      case ReportFormat.MARKDOWN:
        return MarkdownReport.render(report);
      case ReportFormat.HTML:
        return HtmlReport.render(report);
      default:
        throw ReportWriter.unknown(format);
    }
  }

  /**
   * The format that a file's name asks for: report.html, report.sarif, …
   *
   * @throws BlueprintError SCSBP-4050 when the ending is none of the known ones
   */
  public static formatOf(file: string): ReportFormat {
    const name = file.toLowerCase();
    const formats = Object.values(ReportFormat).filter((format) =>
      ENDINGS[format].some((ending) => name.endsWith(ending)),
    );
    const found = formats.includes(ReportFormat.SARIF) ? ReportFormat.SARIF : formats[0];
    if (found === undefined) {
      throw ReportWriter.unknown(file);
    }
    return found;
  }

  private static unknown(got: string): BlueprintError {
    const known = Object.values(ReportFormat).map((format) => `${format} (${ENDINGS[format].join(", ")})`);
    return refuse("SCSBP-4050", {
      got,
      allowed: known.join(", "),
      fix: "name the format, or end the file's name like one of these",
    });
  }
}
