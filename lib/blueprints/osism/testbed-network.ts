import { NetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/networking-network-v2";
import { NetworkingRouterInterfaceV2 } from "@scs-blueprints/provider-openstack/lib/networking-router-interface-v2";
import { NetworkingRouterV2 } from "@scs-blueprints/provider-openstack/lib/networking-router-v2";
import { NetworkingSubnetV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnet-v2";
import { Construct } from "constructs";
import { dependable } from "../../core/engine";
import { type IExternalNetwork, type INetworkTier, Peer } from "../../openstack/index";
import { Connections } from "../../openstack/security/peer";
import type { TestbedAddresses } from "./testbed-addresses";

/** @internal */
export interface TestbedNetworkProps {
  readonly prefix: string;
  readonly addresses: TestbedAddresses;
  readonly externalNetwork: IExternalNetwork;
  readonly dnsNameservers: string[];
  readonly zone?: string;
  readonly snat?: boolean;
}

/**
 * The management network with its router, under the names that the testbed's own tools look for. A ProjectNetwork names
 * and numbers by rules of its own, so this is made of its own resources.
 * @internal
 */
export class TestbedNetwork extends Construct implements INetworkTier {
  public readonly tierName = "management";
  public readonly networkId: string;
  public readonly subnetId: string;
  public readonly routerId: string;
  public readonly cidr: string;
  public readonly externalNetwork: IExternalNetwork;
  public readonly uplinks: string[];
  public readonly connections = Connections.define(() => Peer.tier(this));

  public constructor(scope: Construct, id: string, props: TestbedNetworkProps) {
    super(scope, id);
    const { prefix, addresses, externalNetwork, zone, snat } = props;
    const hints = zone === undefined ? {} : { availabilityZoneHints: [zone] };
    this.networkId = new NetworkingNetworkV2(this, "Resource", { name: `net-${prefix}-management`, ...hints }).id;
    this.subnetId = new NetworkingSubnetV2(this, "subnet", {
      name: `subnet-${prefix}-management`,
      networkId: this.networkId,
      cidr: addresses.cidr,
      ipVersion: 4,
      dnsNameservers: props.dnsNameservers,
      allocationPool: [{ start: addresses.poolStart, end: addresses.poolEnd }],
    }).id;
    this.routerId = new NetworkingRouterV2(this, "router", {
      name: prefix,
      externalNetworkId: externalNetwork.networkId,
      ...(snat === undefined ? {} : { enableSnat: snat }),
      ...hints,
    }).id;
    const uplink = new NetworkingRouterInterfaceV2(this, "router-interface", {
      routerId: this.routerId,
      subnetId: this.subnetId,
    });
    this.uplinks = [dependable(uplink)];
    this.cidr = addresses.cidr;
    this.externalNetwork = externalNetwork;
  }
}
