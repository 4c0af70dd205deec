import { StandardFlavors, StandardFlavorStatus, type FlavorCpuType, type FlavorNeed } from "@scs-blueprints/standards";
import { refuse } from "@scs-blueprints/standards/errors";
import { ExitCode } from "../../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { renderTable } from "../../output/table";
import { colours } from "../../output/style";
import { STANDARD_HEAD, standardJson, standardRow } from "./describe";

export interface FlavorFindOptions {
  readonly vcpus?: number;
  readonly ramGib?: number;
  readonly diskGb?: number;
  readonly localSsd: boolean;
  readonly cpuType?: FlavorCpuType;
  readonly mandatory: boolean;
}

/** `flavor find`: the smallest standard flavor for a need, and the others that fit; exit code 1 when none does. */
export function flavorFind(options: FlavorFindOptions, reporter: Reporter): ExitCode {
  const need: FlavorNeed = {
    vcpus: options.vcpus,
    minRamGiB: options.ramGib,
    minDiskGB: options.diskGb,
    localSsd: options.localSsd,
    minCpuType: options.cpuType,
    mandatoryOnly: options.mandatory,
  };
  const [best, ...others] = StandardFlavors.fitting(need);
  if (best === undefined) {
    const all = StandardFlavors.all();
    const largest = (field: "vcpus" | "ramGiB"): number => Math.max(...all.map((flavor) => flavor[field]));
    const relaxed = options.localSsd || options.mandatory;
    throw refuse("SCSBP-8061", {
      got: words(options),
      allowed: `one of the ${all.length} flavors of scs-0103-v1, up to ${largest("vcpus")} vCPUs, ${largest("ramGiB")} GiB RAM`,
      fix: relaxed
        ? "ask for less, leave --local-ssd or --mandatory out, or see what your cloud has beyond the standard"
        : "ask for less, or see what your cloud has beyond the standard: openstack flavor list",
    });
  }
  const more =
    others.length === 0 ? "" : `\n\n${renderTable(["ALSO FITS", ...STANDARD_HEAD.slice(1)], others.map(standardRow))}`;
  const everywhere =
    best.status === StandardFlavorStatus.MANDATORY
      ? "every SCS-compatible cloud has it"
      : "recommended: not every SCS-compatible cloud has it";
  reporter.block(`${colours.bold(best.name.canonical)}: ${best.name.explain()}\n${colours.dim(everywhere)}${more}`);
  reporter.result({ best: standardJson(best), others: others.map(standardJson) });
  return ExitCode.Ok;
}

function words(options: FlavorFindOptions): string {
  return [
    ...(options.vcpus === undefined ? [] : [`${options.vcpus} vCPUs`]),
    ...(options.ramGib === undefined ? [] : [`${options.ramGib} GiB RAM`]),
    ...(options.diskGb === undefined ? [] : [`${options.diskGb} GB disk`]),
    ...(options.localSsd ? ["local SSD"] : []),
    ...(options.cpuType === undefined ? [] : [options.cpuType]),
    ...(options.mandatory ? ["mandatory flavors only"] : []),
  ].join(", ");
}
