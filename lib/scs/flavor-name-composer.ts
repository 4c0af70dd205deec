import { BlueprintError } from "../core/errors";
import { FlavorGrammar } from "./flavor-grammar";
import type { FlavorPieces } from "./flavor-pieces";
import {
  FlavorCpuType,
  FlavorCpuVendor,
  FlavorGpuVendor,
  FlavorHypervisor,
  type FlavorCpu,
  type FlavorDisks,
  type FlavorGpu,
  type FlavorNameParts,
} from "./flavor-types";

/**
 * Turns parts into pieces; refuses (SCSBP-5003) whatever the parser would refuse.
 *
 * @internal
 */
export class FlavorNameComposer {
  public static pieces(parts: FlavorNameParts): FlavorPieces {
    const compose = new FlavorNameComposer();
    return {
      cpus: compose.whole("vcpus", parts.vcpus),
      cpuLetter: compose.letter("cpuType", FlavorGrammar.CPU_TYPES, parts.cpuType ?? FlavorCpuType.SHARED_CORE),
      insecure: parts.insecure ?? false,
      ram: compose.ram(parts.ramGiB),
      noEcc: parts.noEcc ?? false,
      ramOversubscribed: parts.ramOversubscribed ?? false,
      disk: parts.disks === undefined ? undefined : compose.disk(parts.disks),
      hypervisor: compose.oneOf("hypervisor", Object.values(FlavorHypervisor), parts.hypervisor),
      hwv: parts.hwVirtualization ?? false,
      cpu: parts.cpu === undefined ? undefined : compose.cpu(parts.cpu),
      gpu: parts.gpu === undefined ? undefined : compose.gpu(parts.gpu),
      infiniband: parts.infiniband ?? false,
    };
  }

  private disk(disks: FlavorDisks): FlavorPieces["disk"] {
    const count = disks.count === undefined ? "1" : this.whole("disks.count", disks.count);
    return {
      count: count === "1" ? "" : count,
      size: disks.sizeGB === undefined ? "" : this.whole("disks.sizeGB", disks.sizeGB),
      letter: disks.type === undefined ? "" : this.letter("disks.type", FlavorGrammar.DISK_TYPES, disks.type),
    };
  }

  private cpu(cpu: FlavorCpu): FlavorPieces["cpu"] {
    const letter = this.oneOf("cpu.vendor", Object.values(FlavorCpuVendor), cpu.vendor);
    const known = FlavorGrammar.cpuGenerations(letter);
    const generation = cpu.generation ?? 0;
    if (!known.includes(generation)) {
      throw this.refuse("cpu.generation", String(generation), known.join(", "));
    }
    return {
      letter,
      generation: generation === 0 ? "" : String(generation),
      marks: this.marks("cpu.frequencyMarks", cpu.frequencyMarks, FlavorGrammar.MAX_CPU_MARKS),
    };
  }

  private gpu(gpu: FlavorGpu): FlavorPieces["gpu"] {
    const letter = this.oneOf("gpu.vendor", Object.values(FlavorGpuVendor), gpu.vendor);
    const generation = gpu.generation ?? "";
    const known = FlavorGrammar.gpuGenerations(letter);
    if (generation !== "" && !known.includes(generation)) {
      throw this.refuse("gpu.generation", generation, known.join(", "));
    }
    const pieces = {
      mode: gpu.isVirtual === true ? "g" : "G",
      letter,
      generation,
      units: gpu.units === undefined ? "" : this.whole("gpu.units", gpu.units),
      frequencyMarks: this.marks("gpu.frequencyMarks", gpu.frequencyMarks, FlavorGrammar.MAX_GPU_MARKS),
      vram: gpu.vramGiB === undefined ? "" : this.whole("gpu.vramGiB", gpu.vramGiB),
      bandwidthMarks: this.marks("gpu.bandwidthMarks", gpu.bandwidthMarks, FlavorGrammar.MAX_GPU_MARKS),
    };
    if (pieces.vram !== "" && pieces.units === "" && pieces.frequencyMarks === 0) {
      throw this.refuse("gpu.vramGiB", pieces.vram, "gpu.units as well: a single number is read as the units");
    }
    if (pieces.vram === "" && pieces.bandwidthMarks > 0 && pieces.frequencyMarks < FlavorGrammar.MAX_GPU_MARKS) {
      throw this.refuse(
        "gpu.bandwidthMarks",
        String(pieces.bandwidthMarks),
        "gpu.vramGiB as well: without it the marks are read as the clock's",
      );
    }
    return pieces;
  }

  private ram(ramGiB: number): string {
    if (!Number.isFinite(ramGiB * 2) || ramGiB <= 0 || !Number.isInteger(ramGiB * 2)) {
      throw this.refuse("ramGiB", String(ramGiB), "a positive multiple of 0.5, in GiB");
    }
    return Number.isInteger(ramGiB) ? BigInt(ramGiB).toString() : ramGiB.toFixed(1);
  }

  private whole(field: string, value: number): string {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw this.refuse(field, String(value), "a whole number from 1 up");
    }
    return String(value);
  }

  private marks(field: string, value: number | undefined, most: number): number {
    const marks = value ?? 0;
    if (!Number.isInteger(marks) || marks < 0 || marks > most) {
      throw this.refuse(field, String(marks), `0 to ${most}`);
    }
    return marks;
  }

  private letter(field: string, map: ReadonlyMap<string, string>, value: string): string {
    const letter = FlavorGrammar.letterOf(map, value);
    if (letter === undefined) {
      throw this.refuse(field, String(value), [...map.values()].join(", "));
    }
    return letter;
  }

  private oneOf(field: string, known: readonly string[], value: string | undefined): string {
    if (value !== undefined && !known.includes(value)) {
      throw this.refuse(field, String(value), known.join(", "));
    }
    return value ?? "";
  }

  private refuse(field: string, got: string, allowed: string): BlueprintError {
    return new BlueprintError({
      code: "SCSBP-5003",
      what: "these parts make no flavor name",
      got: `${field}: ${got}`,
      allowed,
      fix: `change ${field}`,
    });
  }
}
