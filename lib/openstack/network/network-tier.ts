import { DataOpenstackNetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-network-v2";
import {
  DataOpenstackNetworkingSubnetV2,
  type DataOpenstackNetworkingSubnetV2Config,
} from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-subnet-v2";
import { NetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/networking-network-v2";
import { NetworkingRbacPolicyV2 } from "@scs-blueprints/provider-openstack/lib/networking-rbac-policy-v2";
import { NetworkingRouterInterfaceV2 } from "@scs-blueprints/provider-openstack/lib/networking-router-interface-v2";
import { NetworkingSubnetRouteV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnet-route-v2";
import { NetworkingSubnetV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnet-v2";
import { Construct, type IConstruct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { dependable } from "../../core/engine";
import { Cidr, Names, refuse } from "../../core/index";
import { checkedId } from "../../core/lookups";
import { checkedReason, Connections, type IConnectable, Peer } from "../security/peer";
import type { ZonePlanEntry } from "./address-plan";
import type { IExternalNetwork } from "./external-network";
import type { IQosPolicy } from "./qos-policy";
import type { IRouter } from "./router";
import type { ISubnetPool } from "./subnet-pool";

/** A place for servers: a network with a subnet. */
export interface INetworkTier extends IConstruct, IConnectable {
  /** Name of the tier within its network. */
  readonly tierName: string;
  /** Id of the Neutron network. */
  readonly networkId: string;
  /** Id of the Neutron subnet; in a tier with zones the one for what belongs to no zone. */
  readonly subnetId: string;
  /** The tier's block, with all its zones; for a tier that was looked up or comes from a pool, known after apply. */
  readonly cidr: string;
  /** Where floating IPs of the tier's servers come from. @default - nowhere: the tier has no way outside */
  readonly externalNetwork?: IExternalNetwork;
  /** Terraform addresses of what connects the tier to the outside; a floating IP of the tier waits for it. */
  readonly uplinks: string[];
  /** The tier's zones. @default - the tier has no zones */
  readonly zones?: ITierZone[];
  /** Id of the IPv6 subnet beside the IPv4 one. @default - not dual stack */
  readonly ipv6SubnetId?: string;
  /** Block of the IPv6 subnet beside the IPv4 one. @default - not dual stack */
  readonly ipv6Cidr?: string;
  /** Whether security groups and anti-spoofing hold in the tier. @default true */
  readonly portSecurity?: boolean;
  /** Why they do not hold; without it no port of the tier gets a public address. @default - no reason */
  readonly portSecurityOffReason?: string;
}

/** A zone's part of a tier. */
export interface ITierZone {
  /** Name of the zone. */
  readonly zone: string;
  /** Id of its subnet. */
  readonly subnetId: string;
  /** Block of its subnet. */
  readonly cidr: string;
}

/** A route that servers of a tier learn by DHCP. */
export interface TierRoute {
  /** Destination, a block in CIDR notation. */
  readonly destination: string;
  /** Address in the tier that forwards. */
  readonly nextHop: string;
}

/** Options of {@link ProjectNetwork.addTier}. */
export interface TierOptions {
  /** Slot of the address plan. @default - from the tier's name, see {@link AddressPlan} */
  readonly slot?: number;
  /** Block within the network. @default - the block of the slot */
  readonly cidr?: string;
  /**
   * Availability zones that have a subnet of their own in the tier. An empty list makes room for zones to come; a tier
   * made without zones cannot get any later without being made anew.
   * @default - the network's zones
   */
  readonly zones?: string[];
  /** Whether the tier has no router at all: what is in it talks to nobody else. @default false */
  readonly isolated?: boolean;
  /** Router of the tier. @default - the network's router */
  readonly router?: IRouter;
  /** Largest packet in bytes, from 1280 on (the least for IPv6, RFC 8200 section 5). @default - the network's */
  readonly mtu?: number;
  /** Whether security groups and anti-spoofing hold in the tier. @default - the network's */
  readonly portSecurity?: boolean;
  /** Why `portSecurity` is false; needed for public addresses in the tier. @default - the network's */
  readonly portSecurityOffReason?: string;
  /** Bandwidth limits of the tier's ports. @default - the network's */
  readonly qosPolicy?: IQosPolicy;
  /** Whether Neutron answers DHCP in the tier. @default true */
  readonly dhcp?: boolean;
  /**
   * Number of addresses behind the gateway's that Neutron gives to nobody by itself: for fixed and virtual IPs. In a
   * tier with zones each subnet keeps that many.
   * @default 0
   */
  readonly reservedAddresses?: number;
  /** Routes that servers learn by DHCP, beside the default route. @default - none */
  readonly routes?: TierRoute[];
}

/** What a tier needs of its router. @internal */
type TierRouter = Pick<IRouter, "routerId" | "externalNetwork">;

/** @internal */
interface NetworkTierProps extends SubnetOptions {
  readonly tierName: string;
  /** Name in the cloud. @default - stack and path */
  readonly name?: string;
  /** The tier's block as others see it. */
  readonly block?: Cidr;
  readonly common: SubnetPlace;
  readonly commonV6?: SubnetPlace;
  readonly zoned: boolean;
  readonly router?: TierRouter;
  readonly mtu?: number;
  readonly portSecurity?: boolean;
  readonly portSecurityOffReason?: string;
  readonly qosPolicy?: IQosPolicy;
  /** Where a zone lies; asked for each zone that is added. */
  readonly placeZone: (zone: ZonePlanEntry) => SubnetPlace;
}

/** Options of {@link NetworkTier.addZone}. */
export interface TierZoneOptions {
  /** Zone slot in the tier. @default - from the zone's name, see {@link AddressPlan} */
  readonly slot?: number;
}

/**
 * One tier of a {@link ProjectNetwork}: made by its `addTier`.
 *
 * Defines: a network; for itself and for each zone a subnet and, where there is a router, a router interface; when
 * the network is dual stack one IPv6 subnet and its interface; a sharing policy for each project it is shared with.
 */
export class NetworkTier extends Construct implements INetworkTier {
  /** @internal @jsii ignore */
  public static define(scope: Construct, id: string, props: NetworkTierProps): NetworkTier {
    return new NetworkTier(scope, id, props);
  }

  /**
   * A network that is there already, of another stack, another tool or shared by another project.
   *
   * Defines: data sources for the network and its subnet.
   *
   * @example
   * const office = NetworkTier.fromLookup(stack, "office", { networkName: "office" });
   * new Server(stack, "print", { tier: office, flavor: Flavor.SCS_1V_2, image: Image.debian("12") });
   */
  public static fromLookup(scope: Construct, id: string, lookup: NetworkTierLookup): INetworkTier {
    return new ImportedTier(scope, id, lookup);
  }

  /**
   * A network that is there already, by its id: the tier is its only IPv4 subnet, found when Terraform plans. Servers in
   * it can have no floating IP, because an id does not tell the external network: {@link NetworkTier.fromLookup} takes it.
   *
   * Defines: a data source for the subnet.
   *
   * @throws BlueprintError SCSBP-2019 for an empty id
   */
  public static fromNetworkId(scope: Construct, id: string, networkId: string): INetworkTier {
    checkedId(networkId, "a network", scope.node.path);
    return new SubnetTier(scope, id, { networkId, ipVersion: 4 });
  }

  /**
   * A network that is there already, by the id of its subnet, found when Terraform plans. Servers in it can have no
   * floating IP, as with {@link NetworkTier.fromNetworkId}.
   *
   * Defines: a data source for the subnet.
   *
   * @throws BlueprintError SCSBP-2019 for an empty id
   */
  public static fromSubnetId(scope: Construct, id: string, subnetId: string): INetworkTier {
    return new SubnetTier(scope, id, { subnetId: checkedId(subnetId, "a subnet", scope.node.path) });
  }

  public readonly tierName: string;
  public readonly networkId: string;
  public readonly subnetId: string;
  public readonly cidr: string;
  public readonly externalNetwork?: IExternalNetwork;
  public readonly ipv6SubnetId?: string;
  public readonly ipv6Cidr?: string;
  public readonly portSecurity?: boolean;
  public readonly portSecurityOffReason?: string;
  public readonly connections = Connections.define(() => Peer.tier(this));

  private readonly name: string;
  private readonly subnets: TierSubnet[] = [];
  private readonly zonesByName = new Map<string, ITierZone>();

  /** @internal */
  private constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkTierProps,
  ) {
    super(scope, id);
    this.name = props.name ?? Names.ofConstruct(this);
    const network = new NetworkingNetworkV2(this, "Resource", {
      name: this.name,
      ...(props.mtu === undefined ? {} : { mtu: props.mtu }),
      ...(props.portSecurity === undefined ? {} : { portSecurityEnabled: props.portSecurity }),
      ...(props.qosPolicy === undefined ? {} : { qosPolicyId: props.qosPolicy.qosPolicyId }),
      ...(props.tags === undefined ? {} : { tags: props.tags }),
      ...(props.projectId === undefined ? {} : { tenantId: props.projectId }),
    });
    this.tierName = props.tierName;
    this.networkId = network.id;
    const common = this.addSubnet(this, "", this.name, props.common);
    this.subnetId = common.subnetId;
    this.cidr = props.block?.text ?? common.cidr;
    if (props.commonV6 !== undefined) {
      const v6 = this.addSubnet(this, "-v6", this.name, props.commonV6);
      this.ipv6SubnetId = v6.subnetId;
      this.ipv6Cidr = v6.cidr;
    }
    this.externalNetwork = props.router?.externalNetwork;
    this.portSecurity = props.portSecurity;
    this.portSecurityOffReason =
      props.portSecurityOffReason === undefined
        ? undefined
        : checkedReason(
            props.portSecurityOffReason,
            "the reason for no port security says nothing",
            'portSecurityOffReason: "the firewall appliance filters"',
          );
  }

  public get uplinks(): string[] {
    return this.subnets.flatMap((subnet) => subnet.uplinks);
  }

  public get zones(): ITierZone[] | undefined {
    return this.props.zoned ? [...this.zonesByName.values()] : undefined;
  }

  /**
   * Gives a zone a subnet of its own in the tier. The subnets of other zones stay where they are.
   *
   * @throws BlueprintError SCSBP-2027 for a tier made without zones, a zone's second time or an unfit name;
   *   SCSBP-2002, SCSBP-2008 and SCSBP-2009 from the address plan; SCSBP-1105 for a zone that the cloud does not have
   */
  public addZone(zone: string, options: TierZoneOptions = {}): ITierZone {
    KnownCloud.of(this).computeZone(zone, this.node.path);
    const place = this.props.placeZone({ zone, ...options });
    const scope = new Construct(this.zonesConstruct(), zone);
    const { subnetId, cidr } = this.addSubnet(scope, "", Names.join([this.name, zone]), place);
    const made: ITierZone = { zone, subnetId, cidr };
    this.zonesByName.set(zone, made);
    return made;
  }

  /**
   * Lets another project place servers in the tier. Neutron keeps the network for as long as that project uses it.
   *
   * @param key name of the sharing in this program, part of its resource address
   * @param projectId id of the other project
   */
  public shareWith(key: string, projectId: string): void {
    KnownCloud.of(this).networkExtension("rbac-policies", this.node.path);
    new NetworkingRbacPolicyV2(this, `share-with-${key}`, {
      action: "access_as_shared",
      objectType: "network",
      objectId: this.networkId,
      targetTenant: projectId,
    });
  }

  private zonesConstruct(): Construct {
    return (this.node.tryFindChild("zones") as Construct | undefined) ?? new Construct(this, "zones");
  }

  private addSubnet(scope: Construct, suffix: string, name: string, place: SubnetPlace): TierSubnet {
    const subnet = new TierSubnet(scope, suffix, { ...this.props, name, networkId: this.networkId, place });
    this.subnets.push(subnet);
    return subnet;
  }
}

/** Where a subnet's addresses come from: a block of the address plan, or a pool. @internal */
export interface SubnetPlace {
  readonly block?: Cidr;
  readonly pool?: ISubnetPool;
  /** @default - the pool's default length */
  readonly prefixLength?: number;
}

/** What all subnets of a tier have in common. @internal */
interface SubnetOptions {
  readonly router?: TierRouter;
  readonly isolated?: boolean;
  readonly dhcp?: boolean;
  readonly reservedAddresses?: number;
  readonly routes?: TierRoute[];
  readonly dnsNameservers?: string[];
  readonly tags?: string[];
  readonly projectId?: string;
}

/** @internal */
interface TierSubnetProps extends SubnetOptions {
  readonly name: string;
  readonly networkId: string;
  readonly place: SubnetPlace;
}

/** One subnet of a tier with its router interface, as children of `scope`. @internal */
class TierSubnet {
  public readonly subnetId: string;
  public readonly cidr: string;
  public readonly uplinks: readonly string[];

  public constructor(scope: Construct, suffix: string, props: TierSubnetProps) {
    const { place } = props;
    const ipVersion = place.block?.ipVersion ?? place.pool?.ipVersion ?? 4;
    const subnet = new NetworkingSubnetV2(scope, `subnet${suffix}`, {
      name: props.name,
      networkId: props.networkId,
      ...(place.block === undefined ? {} : { cidr: place.block.text }),
      ...(place.pool === undefined ? {} : { subnetpoolId: place.pool.subnetPoolId }),
      ...(place.prefixLength === undefined ? {} : { prefixLength: place.prefixLength }),
      ipVersion,
      // Without DHCPv6 agents of its own a project gets its IPv6 addresses by router advertisement.
      ...(ipVersion === 6 ? { ipv6AddressMode: "slaac", ipv6RaMode: "slaac" } : {}),
      ...(props.isolated === true ? { noGateway: true } : {}),
      ...(props.dhcp === undefined || ipVersion === 6 ? {} : { enableDhcp: props.dhcp }),
      ...(ipVersion === 6 ? {} : allocationPool(scope, place.block, props.reservedAddresses)),
      ...(props.dnsNameservers === undefined ? {} : { dnsNameservers: props.dnsNameservers }),
      ...(props.tags === undefined ? {} : { tags: props.tags }),
      ...(props.projectId === undefined ? {} : { tenantId: props.projectId }),
    });
    this.subnetId = subnet.id;
    this.cidr = place.block?.text ?? subnet.cidr;
    this.uplinks =
      props.router === undefined
        ? []
        : [
            dependable(
              new NetworkingRouterInterfaceV2(scope, `router-interface${suffix}`, {
                routerId: props.router.routerId,
                subnetId: subnet.id,
              }),
            ),
          ];
    for (const route of props.routes ?? []) {
      const destination = Cidr.parse(route.destination);
      if (destination.ipVersion === ipVersion) {
        new NetworkingSubnetRouteV2(scope, `route${suffix}-${destination.text.replace(/[./:]+/g, "-")}`, {
          subnetId: subnet.id,
          destinationCidr: destination.text,
          nextHop: route.nextHop,
        });
      }
    }
  }
}

/** All but network, gateway, reserved and broadcast addresses. At least one for DHCP and one for a server are left. */
function allocationPool(scope: Construct, block: Cidr | undefined, reserved: number | undefined) {
  if (reserved === undefined || reserved === 0) {
    return {};
  }
  const most = block === undefined ? 0 : 2 ** (block.bits - block.prefix) - 5;
  if (block === undefined || !Number.isInteger(reserved) || reserved < 0 || reserved > most) {
    throw refuse(scope, "SCSBP-2022", {
      got: `${reserved} of ${block?.text ?? "a block that a subnet pool chooses"}`,
      allowed: block === undefined ? "tiers with a block of the address plan" : `whole numbers from 0 to ${most}`,
      fix: "reserve fewer, or use a larger network",
    });
  }
  return { allocationPool: [{ start: block.address(2 + reserved), end: block.address(-2) }] };
}

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
  public readonly connections = Connections.define(() => Peer.tier(this));

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

/** A tier that is known by the id of its network or subnet. */
class SubnetTier extends Construct implements INetworkTier {
  public readonly tierName: string;
  public readonly networkId: string;
  public readonly subnetId: string;
  public readonly cidr: string;
  public readonly uplinks: string[] = [];
  public readonly connections = Connections.define(() => Peer.tier(this));

  public constructor(scope: Construct, id: string, lookup: DataOpenstackNetworkingSubnetV2Config) {
    super(scope, id);
    this.tierName = id;
    const subnet = new DataOpenstackNetworkingSubnetV2(this, "lookup-subnet", lookup);
    this.networkId = subnet.networkId;
    this.subnetId = subnet.id;
    this.cidr = subnet.cidr;
  }
}
