import { ReportFormat, ReportWriter } from "../../../packages/checker/src/report/index";
import { errorOf } from "../../support/errors";
import { sampleReport } from "./support/sample-report";

describe("report writer", () => {
  test.each(Object.values(ReportFormat))("%s: the same report gives the same bytes, ended by a line end", (format) => {
    const text = ReportWriter.render(sampleReport(), format);
    expect(ReportWriter.render(sampleReport(), format)).toBe(text);
    expect(text).toMatch(/[^\n]\n$/);
    expect(Buffer.from(text, "utf8").toString("utf8")).toBe(text);
  });

  test.each([
    ["report.txt", ReportFormat.TEXT],
    ["out/Report.JSON", ReportFormat.JSON],
    ["report.sarif", ReportFormat.SARIF],
    ["report.sarif.json", ReportFormat.SARIF],
    ["junit.xml", ReportFormat.JUNIT],
    ["comment.md", ReportFormat.MARKDOWN],
    ["index.html", ReportFormat.HTML],
  ])("%s is %s", (file, format) => {
    expect(ReportWriter.formatOf(file)).toBe(format);
  });

  test.each(["report", "report.pdf", ".", ""])("fails on %j and lists the known formats", (file) => {
    const error = errorOf(() => ReportWriter.formatOf(file));
    expect(error.code).toBe("SCSBP-4050");
    expect(error.allowed).toContain("sarif (.sarif, .sarif.json)");
    expect(errorOf(() => ReportWriter.render(sampleReport(), "pdf" as ReportFormat)).code).toBe("SCSBP-4050");
  });
});
