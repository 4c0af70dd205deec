import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../report-model";
// type only: nothing is read at import time, yet the compiler copies the file beside the compiled code
import type schema from "./report.schema.json";

/** A report as JSON, by report.schema.json. */
export class JsonReport {
  /** @returns indented JSON, ended by a line end */
  public static render(report: Report): string {
    return `${JSON.stringify(report, undefined, 2)}\n`;
  }

  /** The JSON Schema (draft-07) of what {@link render} writes, as text. */
  public static schemaText(): string {
    return readFileSync(join(__dirname, "report.schema.json"), "utf8");
  }

  /** The JSON Schema of what {@link render} writes. */
  public static schema(): Record<string, unknown> {
    return JSON.parse(JsonReport.schemaText()) as typeof schema;
  }
}
