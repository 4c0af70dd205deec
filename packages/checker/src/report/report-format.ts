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
