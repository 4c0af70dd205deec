import Table from "cli-table3";
import { colours } from "./style";

/** A plain table without vertical lines, which copies well out of a terminal. Columns that are empty are left out. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = head.map((_, column) => rows.some((row) => (row[column] ?? "") !== ""));
  const pick = (row: readonly string[]) => row.filter((_, column) => used[column]);
  const table = new Table({
    head: pick(head).map((title) => colours.bold(title)),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2, compact: true },
    chars: {
      top: "",
      "top-mid": "",
      "top-left": "",
      "top-right": "",
      bottom: "",
      "bottom-mid": "",
      "bottom-left": "",
      "bottom-right": "",
      left: "",
      "left-mid": "",
      mid: "",
      "mid-mid": "",
      right: "",
      "right-mid": "",
      middle: "",
    },
  });
  table.push(...rows.map(pick));
  return table
    .toString()
    .split("\n")
    .map((line) => `  ${line.trimEnd()}`)
    .join("\n");
}
