import { FlavorDiskType, StandardFlavors } from "@scs-blueprints/standards";
import { CatalogFlavor } from "./catalog-flavor";
import { FlavorSet } from "./flavor-set";
import type { IHostAggregate } from "./host-aggregate";

/** Hosts of a catalogue for flavors that name none. @internal */
export interface DefaultHosts {
  readonly localDiskHosts?: IHostAggregate;
  readonly dedicatedCpuHosts?: IHostAggregate;
}

const LOCAL_DISKS = [FlavorDiskType.HDD, FlavorDiskType.SSD, FlavorDiskType.NVME];

/** The only hosts of a flavor: its own, or the catalogue's by what its name promises. @internal */
export function hostsOf({ scsName, options }: CatalogFlavor, defaults: DefaultHosts): IHostAggregate | undefined {
  if (options.hosts !== undefined || scsName === undefined) {
    return options.hosts;
  }
  const isDedicated = ["dedicated-thread", "dedicated-core"].includes(scsName.cpuType);
  if (isDedicated && defaults.dedicatedCpuHosts !== undefined) {
    return defaults.dedicatedCpuHosts;
  }
  const { diskType } = scsName;
  return diskType !== undefined && LOCAL_DISKS.includes(diskType) ? defaults.localDiskHosts : undefined;
}

/** The flavors of a catalogue: those of the standard, then own ones. @internal */
export function catalogFlavors(
  set: FlavorSet = FlavorSet.MANDATORY,
  own: readonly CatalogFlavor[] = [],
): CatalogFlavor[] {
  const standard = {
    [FlavorSet.MANDATORY]: StandardFlavors.mandatory(),
    [FlavorSet.MANDATORY_AND_RECOMMENDED]: StandardFlavors.all(),
    [FlavorSet.NONE]: [],
  }[set];
  return [...standard.map((flavor) => CatalogFlavor.scs(flavor.name.canonical)), ...own];
}
