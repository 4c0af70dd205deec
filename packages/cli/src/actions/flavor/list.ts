import { StandardFlavors } from "@scs-blueprints/standards";
import { ExitCode } from "../../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { renderTable } from "../../output/table";
import { STANDARD_HEAD, standardJson, standardRow } from "./describe";

/** `flavor list`: the standard flavors of scs-0103. */
export function flavorList(options: { mandatory: boolean; recommended: boolean }, reporter: Reporter): ExitCode {
  const all = options.mandatory === options.recommended;
  const flavors = all
    ? StandardFlavors.all()
    : options.mandatory
      ? StandardFlavors.mandatory()
      : StandardFlavors.recommended();
  reporter.block(renderTable(STANDARD_HEAD, flavors.map(standardRow)));
  reporter.result({ flavors: flavors.map(standardJson) });
  return ExitCode.Ok;
}
