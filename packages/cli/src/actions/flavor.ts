import {
  type FlavorCpu,
  FlavorCpuType,
  FlavorCpuVendor,
  type FlavorDisks,
  type FlavorDiskType,
  type FlavorGpu,
  FlavorGpuVendor,
  type FlavorHypervisor,
  FlavorName,
  type FlavorNeed,
  FlavorSyntax,
  type StandardFlavor,
  StandardFlavors,
  StandardFlavorStatus,
} from "@scs-blueprints/standards";
import { refuse } from "@scs-blueprints/standards/errors";
import type { Reporter } from "@scs-blueprints/toolkit";
import { ExitCode } from "../exit-codes";
import { colours } from "../output/style";
import { renderTable } from "../output/table";

/** A flavor as data, for `--json`: the same keys wherever a flavor is shown. */
function flavorJson(name: FlavorName): Record<string, unknown> {
  const standard = StandardFlavors.find(name.canonical);
  return {
    name: name.canonical,
    short: name.short,
    nameV1: name.nameV1,
    shortV1: name.shortV1,
    words: name.explain(),
    vcpus: name.vcpus,
    cpuType: name.cpuType,
    ramGiB: name.ramGiB,
    diskCount: name.disks?.count ?? (name.hasDisk ? 1 : 0),
    diskGB: name.diskGB ?? null,
    diskType: name.diskType ?? null,
    hypervisor: name.hypervisor ?? null,
    hwVirtualization: name.hwVirtualization,
    cpu: name.cpu ?? null,
    gpu: name.gpu ?? null,
    infiniband: name.infiniband,
    insecure: name.insecure,
    ecc: name.ecc,
    ramOversubscribed: name.ramOversubscribed,
    standard: standard?.status ?? null,
    testcase: standard?.testcase ?? null,
    extraSpecs: extraSpecs(name),
  };
}

/** A standard flavor as data, for `find` and `list`. */
function standardJson(flavor: StandardFlavor): Record<string, unknown> {
  return {
    name: flavor.name.canonical,
    status: flavor.status,
    vcpus: flavor.vcpus,
    cpuType: flavor.cpuType,
    ramGiB: flavor.ramGiB,
    diskGB: flavor.diskGB,
    diskType: flavor.diskType ?? null,
    testcase: flavor.testcase,
    words: flavor.name.explain(),
  };
}

/** Columns of {@link standardRow}. */
const STANDARD_HEAD = ["FLAVOR", "vCPU", "CPU", "RAM", "DISK", "STATUS"];

/** A standard flavor as a row of a table. */
function standardRow(flavor: StandardFlavor): string[] {
  const disk = flavor.diskGB === 0 ? "none" : `${flavor.diskGB} GB${flavor.diskType ? ` ${flavor.diskType}` : ""}`;
  return [
    flavor.name.canonical,
    String(flavor.vcpus),
    flavor.cpuType.replace(/-/g, " "),
    `${flavor.ramGiB} GiB`,
    disk,
    flavor.status,
  ];
}

/** The extra specs of scs-0103; a name with more disks than can be listed has none to show. */
function extraSpecs(name: FlavorName): Record<string, string> {
  return (name.disks?.count ?? 1) > 256 ? {} : name.extraSpecs();
}

/**
 * `flavor explain NAME`: a name in words, its spellings, its extra specs, and where it stands in scs-0103.
 *
 * @param syntax @default - v3, and v1 when it has a colon
 */
export function flavorExplain(text: string, syntax: FlavorSyntax | undefined, reporter: Reporter): ExitCode {
  const name = FlavorName.parse(text, syntax ?? (text.includes(":") ? FlavorSyntax.V1 : FlavorSyntax.V3));
  showFlavor(name, reporter);
  return ExitCode.Ok;
}

/** What is known of a name, for people and for programs. */
function showFlavor(name: FlavorName, reporter: Reporter): void {
  const specs = Object.entries(extraSpecs(name));
  reporter.block(
    [
      colours.bold(name.canonical),
      ...name
        .explain()
        .split("; ")
        .map((clause) => `  ${clause}`),
      "",
      ...section("spellings", spellings(name)),
      ...section("standard", [standing(name)]),
      ...section(
        "extra specs",
        specs.map(([key, value]) => `${key}=${value}`),
      ),
    ].join("\n"),
  );
  reporter.result(flavorJson(name));
}

function spellings(name: FlavorName): string[] {
  const all: [string, string][] = [
    [name.canonical, "canonical"],
    [name.short, "short"],
    [name.nameV1, "v1"],
    [name.shortV1, "short, v1"],
  ];
  const first = all.filter(([text], index) => all.findIndex(([other]) => other === text) === index);
  const width = Math.max(...first.map(([text]) => text.length));
  return first.map(([text, what]) => `${text.padEnd(width)}  ${colours.dim(what)}`);
}

function standing(name: FlavorName): string {
  const standard = StandardFlavors.find(name.canonical);
  if (standard !== undefined) {
    return `${standard.status} in scs-0103-v1, testcase ${standard.testcase}`;
  }
  return `not in scs-0103-v1; nearest are ${StandardFlavors.closest(name.canonical).join(", ")}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${colours.dim((index === 0 ? title : "").padEnd(13))}${line}`);
}

/** What can be said on the command line about a flavor. */
export interface FlavorComposeOptions {
  readonly vcpus: number;
  readonly ramGib: number;
  readonly cpuType?: FlavorCpuType;
  readonly insecure: boolean;
  readonly ecc: boolean;
  readonly ramOversubscribed: boolean;
  readonly disk: boolean;
  readonly diskGb?: number;
  readonly diskType?: FlavorDiskType;
  readonly diskCount?: number;
  readonly hypervisor?: FlavorHypervisor;
  readonly hwVirtualization: boolean;
  readonly cpuVendor?: string;
  readonly cpuGeneration?: number;
  readonly cpuFrequencyMarks?: number;
  readonly gpuVendor?: string;
  readonly gpuVirtual: boolean;
  readonly gpuGeneration?: string;
  readonly gpuUnits?: number;
  readonly gpuFrequencyMarks?: number;
  readonly gpuVramGib?: number;
  readonly gpuBandwidthMarks?: number;
  readonly infiniband: boolean;
}

/** Words for the letters in a name. */
const CPU_VENDORS: Readonly<Record<string, FlavorCpuVendor>> = {
  intel: FlavorCpuVendor.INTEL,
  amd: FlavorCpuVendor.AMD,
  arm: FlavorCpuVendor.ARM,
  "risc-v": FlavorCpuVendor.RISC_V,
};

/** Words for the letters in a name. */
const GPU_VENDORS: Readonly<Record<string, FlavorGpuVendor>> = {
  nvidia: FlavorGpuVendor.NVIDIA,
  amd: FlavorGpuVendor.AMD,
  intel: FlavorGpuVendor.INTEL,
};

/** `flavor compose`: the name that promises what the options say. */
export function flavorCompose(options: FlavorComposeOptions, reporter: Reporter): ExitCode {
  const name = FlavorName.compose({
    vcpus: options.vcpus,
    cpuType: options.cpuType,
    insecure: options.insecure,
    ramGiB: options.ramGib,
    noEcc: !options.ecc,
    ramOversubscribed: options.ramOversubscribed,
    disks: disks(options),
    hypervisor: options.hypervisor,
    hwVirtualization: options.hwVirtualization,
    cpu: cpu(options),
    gpu: gpu(options),
    infiniband: options.infiniband,
  });
  showFlavor(name, reporter);
  return ExitCode.Ok;
}

function disks({ disk, diskCount, diskGb, diskType }: FlavorComposeOptions): FlavorDisks | undefined {
  const wanted = disk || diskCount !== undefined || diskGb !== undefined || diskType !== undefined;
  return wanted ? { count: diskCount, sizeGB: diskGb, type: diskType } : undefined;
}

function cpu(options: FlavorComposeOptions): FlavorCpu | undefined {
  const vendor = CPU_VENDORS[options.cpuVendor ?? ""];
  return vendor === undefined
    ? undefined
    : { vendor, generation: options.cpuGeneration, frequencyMarks: options.cpuFrequencyMarks };
}

function gpu(options: FlavorComposeOptions): FlavorGpu | undefined {
  const vendor = GPU_VENDORS[options.gpuVendor ?? ""];
  return vendor === undefined
    ? undefined
    : {
        vendor,
        isVirtual: options.gpuVirtual,
        generation: options.gpuGeneration,
        units: options.gpuUnits,
        frequencyMarks: options.gpuFrequencyMarks,
        vramGiB: options.gpuVramGib,
        bandwidthMarks: options.gpuBandwidthMarks,
      };
}

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
