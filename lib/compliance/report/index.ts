export { JsonReport } from "./json";
export { JunitReport, type JunitReportOptions } from "./junit";
export { HtmlReport } from "./html";
export { MarkdownReport, type MarkdownReportOptions } from "./markdown";
export { ReportFormat } from "./report-format";
export { ReportWriter, type ReportOptions } from "./report-writer";
export { SarifReport, type SarifReportOptions } from "./sarif";
export { TextReport, type TextReportOptions } from "./text";
