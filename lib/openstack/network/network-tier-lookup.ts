import { DataOpenstackNetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-network-v2";
import { DataOpenstackNetworkingSubnetV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-subnet-v2";
import { Construct } from "constructs";
import type { IExternalNetwork } from "./external-network";
import type { INetworkTier, ITierZone } from "./network-tier";

/** How to find a tier that is there already. */
export interface NetworkTierLookup {
  /** Name of the Neutron network. */
  readonly networkName: string;
  /** Name of its subnet. @default - the only subnet of the address family */
  readonly subnetName?: string;
  /** 4 or 6. @default 4 */
  readonly ipVersion?: number;
  /** Whether the network has an IPv6 subnet beside the IPv4 one that servers shall have addresses of. @default false */
  readonly dualStack?: boolean;
  /** Zones with a subnet of their own, named `<network>-<zone>`. @default - none */
  readonly zones?: string[];
  /** Where floating IPs of servers in it come from. @default - nowhere: they can have none */
  readonly externalNetwork?: IExternalNetwork;
  /** Name of the tier in this program. @default - the construct's id */
  readonly tierName?: string;
}

/** A tier that is there already. */
class ImportedTier extends Construct implements INetworkTier {
  public readonly tierName: string;
  public readonly networkId: string;
  public readonly subnetId: string;
  public readonly cidr: string;
  public readonly externalNetwork?: IExternalNetwork;
  public readonly uplinks: string[] = [];
  public readonly zones?: ITierZone[];
  public readonly ipv6SubnetId?: string;
  public readonly ipv6Cidr?: string;

  public constructor(scope: Construct, id: string, lookup: NetworkTierLookup) {
    super(scope, id);
    this.tierName = lookup.tierName ?? id;
    const network = new DataOpenstackNetworkingNetworkV2(this, "lookup-network", { name: lookup.networkName });
    this.networkId = network.id;
    const subnet = (subnetId: string, ipVersion: number, name?: string) =>
      new DataOpenstackNetworkingSubnetV2(this, subnetId, {
        networkId: network.id,
        ipVersion,
        ...(name === undefined ? {} : { name }),
      });
    const zoned = lookup.zones !== undefined;
    const common = subnet(
      "lookup-subnet",
      lookup.ipVersion ?? 4,
      lookup.subnetName ?? (zoned ? lookup.networkName : undefined),
    );
    this.subnetId = common.id;
    this.cidr = common.cidr;
    if (lookup.dualStack === true) {
      const v6 = subnet("lookup-subnet-v6", 6, lookup.subnetName ?? (zoned ? lookup.networkName : undefined));
      this.ipv6SubnetId = v6.id;
      this.ipv6Cidr = v6.cidr;
    }
    this.zones = lookup.zones?.map((zone) => {
      const found = subnet(`lookup-subnet-${zone}`, lookup.ipVersion ?? 4, `${lookup.networkName}-${zone}`);
      return { zone, subnetId: found.id, cidr: found.cidr };
    });
    this.externalNetwork = lookup.externalNetwork;
  }
}

/** @internal */
export function lookUpTier(scope: Construct, id: string, lookup: NetworkTierLookup): INetworkTier {
  return new ImportedTier(scope, id, lookup);
}
