import { Scope, StandardsChangeKind, StandardsSnapshot, type StandardsChange } from "@scs-blueprints/standards";
import { ExitCode } from "../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { colours } from "../output/style";

const MARKS: Readonly<Record<StandardsChangeKind, string>> = {
  [StandardsChangeKind.ADDED]: colours.green("+"),
  [StandardsChangeKind.REMOVED]: colours.red("-"),
  [StandardsChangeKind.CHANGED]: colours.yellow("~"),
};

/**
 * `standards-check DIR`: what other data files of the standards would change, by area. Exit code 0 when nothing would,
 * 1 when something would, so that CI can tell.
 */
export function standardsCheck(directory: string, reporter: Reporter): ExitCode {
  const changes = StandardsSnapshot.bundled().diff(StandardsSnapshot.fromDirectory(directory));
  const from = `the standards of ${Scope.sourceDate} (commit ${Scope.sourceCommit.slice(0, 8)})`;
  if (changes.length === 0) {
    reporter.block(`${directory} says the same as ${from}.`);
  } else {
    const areas = [...new Set(changes.map((change) => change.area))];
    const blocks = areas.map((area) => section(area, changes));
    reporter.block(`${blocks.join("\n\n")}\n\n${changes.length} differences to ${from}.`);
  }
  reporter.result({ standardsCommit: Scope.sourceCommit, standardsDate: Scope.sourceDate, changes });
  return changes.length === 0 ? ExitCode.Ok : ExitCode.Failed;
}

function section(area: string, changes: readonly StandardsChange[]): string {
  const own = changes.filter((change) => change.area === area);
  return [colours.bold(area), ...own.map((change) => `  ${MARKS[change.kind]} ${change.name}${detail(change)}`)].join(
    "\n",
  );
}

function detail({ kind, before, after }: StandardsChange): string {
  if (kind === StandardsChangeKind.CHANGED) {
    return `: ${before ?? ""}\n      now ${after ?? ""}`;
  }
  return `: ${before ?? after ?? ""}`;
}
