import {
  FlavorCpuVendor,
  FlavorGpuVendor,
  FlavorName,
  type FlavorCpu,
  type FlavorCpuType,
  type FlavorDisks,
  type FlavorDiskType,
  type FlavorGpu,
  type FlavorHypervisor,
} from "@scs-blueprints/standards";
import { ExitCode } from "../../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { showFlavor } from "./explain";

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
export const CPU_VENDORS: Readonly<Record<string, FlavorCpuVendor>> = {
  intel: FlavorCpuVendor.INTEL,
  amd: FlavorCpuVendor.AMD,
  arm: FlavorCpuVendor.ARM,
  "risc-v": FlavorCpuVendor.RISC_V,
};

/** Words for the letters in a name. */
export const GPU_VENDORS: Readonly<Record<string, FlavorGpuVendor>> = {
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
