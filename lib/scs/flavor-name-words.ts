import { FlavorCpuType, FlavorDiskType, FlavorHypervisor } from "./flavor-types";
import type { FlavorName } from "./flavor-name";
import { ScsData } from "./data";

const CPU_TYPES: Readonly<Record<FlavorCpuType, string>> = {
  [FlavorCpuType.CROWDED_CORE]: "heavily oversubscribed cores",
  [FlavorCpuType.SHARED_CORE]: "shared cores",
  [FlavorCpuType.DEDICATED_THREAD]: "dedicated hardware threads",
  [FlavorCpuType.DEDICATED_CORE]: "dedicated cores",
};

const DISK_TYPES: Readonly<Record<FlavorDiskType, string>> = {
  [FlavorDiskType.NETWORK]: "network",
  [FlavorDiskType.HDD]: "local HDD",
  [FlavorDiskType.SSD]: "local SSD",
  [FlavorDiskType.NVME]: "local NVMe",
};

const HYPERVISORS: Readonly<Record<FlavorHypervisor, string>> = {
  [FlavorHypervisor.KVM]: "KVM",
  [FlavorHypervisor.CLOUD_HYPERVISOR]: "Cloud Hypervisor",
  [FlavorHypervisor.XEN]: "Xen",
  [FlavorHypervisor.VMWARE]: "VMware",
  [FlavorHypervisor.HYPER_V]: "Hyper-V",
  [FlavorHypervisor.BARE_METAL]: "bare metal, no hypervisor",
};

/** All-core frequency above this many GHz, by number of h marks (scs-0100-v3). */
const FREQUENCIES = ["", "2.75", "3.25", "3.75"];

/** A flavor name in words. @internal */
export class FlavorNameWords {
  public static clauses(name: FlavorName): string[] {
    const clauses = [
      `${name.vcpus} vCPU${name.vcpus === 1 ? "" : "s"} on ${CPU_TYPES[name.cpuType]}` +
        (name.insecure ? ", not fully protected against CPU vulnerabilities" : ""),
      `${name.ramGiB} GiB RAM${FlavorNameWords.ramNotes(name)}`,
      FlavorNameWords.disks(name),
    ];
    if (name.hypervisor !== undefined) {
      clauses.push(HYPERVISORS[name.hypervisor]);
    }
    if (name.hwVirtualization) {
      clauses.push("hardware virtualisation usable inside");
    }
    clauses.push(...FlavorNameWords.cpu(name), ...FlavorNameWords.gpu(name));
    if (name.infiniband) {
      clauses.push("InfiniBand");
    }
    return clauses;
  }

  private static ramNotes(name: FlavorName): string {
    return `${name.noEcc ? " without ECC" : ""}${name.ramOversubscribed ? ", oversubscribed" : ""}`;
  }

  private static disks(name: FlavorName): string {
    const { disks } = name;
    if (disks === undefined) {
      return "no disk: bring a boot volume";
    }
    const count = disks.count ?? 1;
    const type = disks.type === undefined ? "" : `${DISK_TYPES[disks.type]} `;
    const size = disks.sizeGB === undefined ? "of a size the cloud chooses" : `of ${disks.sizeGB} GB`;
    return count === 1
      ? `one ${type}disk ${size}`
      : `${count} ${type}disks ${size}${disks.sizeGB === undefined ? "" : " each"}`;
  }

  private static cpu(name: FlavorName): string[] {
    const { cpu } = name;
    if (cpu === undefined) {
      return [];
    }
    const row = ScsData.flavorGrammar().cpuVendors.find((each) => each.letter === cpu.vendor);
    const generation = cpu.generation ?? 0;
    const meaning = row?.generations.find((each) => each.value === generation)?.meaning;
    const detail = generation === 0 || meaning === undefined ? "" : ` (${meaning} or newer)`;
    const marks = cpu.frequencyMarks ?? 0;
    return [
      `${row?.vendor ?? cpu.vendor} CPU${detail}${marks === 0 ? "" : `, all cores above ${FREQUENCIES[marks]} GHz`}`,
    ];
  }

  private static gpu(name: FlavorName): string[] {
    const { gpu } = name;
    if (gpu === undefined) {
      return [];
    }
    const data = ScsData.flavorGrammar();
    const row = data.gpuVendors.find((each) => each.letter === gpu.vendor);
    const meaning = row?.generations.find((each) => each.value === gpu.generation)?.meaning;
    const parts = [
      `${row?.vendor ?? gpu.vendor} ${gpu.isVirtual === true ? "virtual GPU" : "GPU (pass-through)"}` +
        (meaning === undefined ? "" : `, ${meaning}`),
    ];
    if (gpu.units !== undefined) {
      parts.push(
        `${gpu.units} ${row?.processingUnit ?? "units"}${(gpu.frequencyMarks ?? 0) > 0 ? " with a fast clock" : ""}`,
      );
    }
    if (gpu.vramGiB !== undefined) {
      parts.push(`${gpu.vramGiB} GiB ${(gpu.bandwidthMarks ?? 0) > 0 ? "high-bandwidth " : ""}video memory`);
    }
    return [parts.join(", ")];
  }
}
