import { NetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/networking-network-v2";
import { NetworkingRouterInterfaceV2 } from "@scs-blueprints/provider-openstack/lib/networking-router-interface-v2";
import { NetworkingSubnetV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnet-v2";
import { Construct, type IConstruct } from "constructs";
import { dependable } from "../core/engine";
import { type Cidr, Names } from "../core/index";
import type { IExternalNetwork } from "./external-network";

/** A place for servers: a network with a subnet. */
export interface INetworkTier extends IConstruct {
  /** Name of the tier within its network. */
  readonly tierName: string;
  /** Id of the Neutron network. */
  readonly networkId: string;
  /** Id of the Neutron subnet. */
  readonly subnetId: string;
  /** The subnet's block. */
  readonly cidr: string;
  /** Where floating IPs of the tier's servers come from. @default - nowhere: the tier has no way outside */
  readonly externalNetwork?: IExternalNetwork;
  /** Terraform addresses of what connects the tier to the outside; a floating IP of the tier waits for it. */
  readonly uplinks: readonly string[];
}

/** Options of {@link ProjectNetwork.addTier}. */
export interface TierOptions {
  /** Slot of the address plan. @default - from the tier's name, see {@link AddressPlan} */
  readonly slot?: number;
  /** Block within the network. @default - the block of the slot */
  readonly cidr?: string;
}

/** @internal */
export interface NetworkTierProps {
  readonly tierName: string;
  readonly block: Cidr;
  readonly routerId?: string;
  readonly externalNetwork?: IExternalNetwork;
  readonly dnsNameservers?: string[];
  readonly tags?: string[];
}

/**
 * One tier of a {@link ProjectNetwork}: made by its `addTier`.
 */
export class NetworkTier extends Construct implements INetworkTier {
  public readonly tierName: string;
  public readonly networkId: string;
  public readonly subnetId: string;
  public readonly cidr: string;
  public readonly externalNetwork?: IExternalNetwork;
  public readonly uplinks: readonly string[];

  /** @internal */
  public constructor(scope: Construct, id: string, props: NetworkTierProps) {
    super(scope, id);
    const name = Names.ofConstruct(this);
    const tags = props.tags === undefined ? {} : { tags: props.tags };
    const network = new NetworkingNetworkV2(this, "Resource", { name, ...tags });
    const subnet = new NetworkingSubnetV2(this, "subnet", {
      name,
      networkId: network.id,
      cidr: props.block.text,
      ipVersion: props.block.ipVersion,
      // Without DHCPv6 agents of its own a project gets its IPv6 addresses by router advertisement.
      ...(props.block.ipVersion === 6 ? { ipv6AddressMode: "slaac", ipv6RaMode: "slaac" } : {}),
      ...(props.dnsNameservers === undefined ? {} : { dnsNameservers: props.dnsNameservers }),
      ...tags,
    });
    this.tierName = props.tierName;
    this.networkId = network.id;
    this.subnetId = subnet.id;
    this.cidr = props.block.text;
    this.externalNetwork = props.externalNetwork;
    this.uplinks = props.routerId === undefined ? [] : [dependable(this.connect(props.routerId))];
  }

  private connect(routerId: string): NetworkingRouterInterfaceV2 {
    return new NetworkingRouterInterfaceV2(this, "router-interface", { routerId, subnetId: this.subnetId });
  }
}
