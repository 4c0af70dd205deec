import { FlavorCpuType, StandardFlavors, type FlavorName, type StandardFlavor } from "@scs-blueprints/standards";

/** A flavor as data, for `--json`: the same keys wherever a flavor is shown. */
export function flavorJson(name: FlavorName): Record<string, unknown> {
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
export function standardJson(flavor: StandardFlavor): Record<string, unknown> {
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
export const STANDARD_HEAD = ["FLAVOR", "vCPU", "CPU", "RAM", "DISK", "STATUS"];

/** A standard flavor as a row of a table. */
export function standardRow(flavor: StandardFlavor): string[] {
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
export function extraSpecs(name: FlavorName): Record<string, string> {
  return (name.disks?.count ?? 1) > 256 ? {} : name.extraSpecs();
}

/** Kinds of vCPU, least first, as `--cpu-type` takes them. */
export const CPU_TYPES: readonly string[] = Object.values(FlavorCpuType);
