import { isAbsolute, join, relative } from "node:path";
import { EvidenceKind, type Finding, type Report } from "@scs-blueprints/checker";

/**
 * The report with source files relative to the working directory. A program that was synthesized in its own folder has
 * them relative to that.
 *
 * @param base folder of the program; @default - the working directory
 */
export function sourceFilesFrom(report: Report, base: string | undefined, cwd: string = process.cwd()): Report {
  const prefix = base === undefined ? "" : relative(cwd, base);
  if (prefix === "") {
    return report;
  }
  const moved = (finding: Finding): Finding => {
    const { file } = finding.subject;
    return file === undefined || isAbsolute(file) || finding.evidence === EvidenceKind.LIVE
      ? finding
      : { ...finding, subject: { ...finding.subject, file: join(prefix, file) } };
  };
  return { ...report, results: report.results.map((each) => ({ ...each, findings: each.findings.map(moved) })) };
}
