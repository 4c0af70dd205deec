import { NetworkingRouterInterfaceV2 } from "@scs-blueprints/provider-openstack/lib/networking-router-interface-v2";
import { NetworkingSubnetRouteV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnet-route-v2";
import { NetworkingSubnetV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnet-v2";
import type { Construct } from "constructs";
import { dependable } from "../../core/engine";
import { BlueprintError, Cidr } from "../../core/index";
import type { TierRoute } from "./network-tier";
import type { IRouter } from "./router";
import type { ISubnetPool } from "./subnet-pool";

/** Where a subnet's addresses come from: a block of the address plan, or a pool. @internal */
export interface SubnetPlace {
  readonly block?: Cidr;
  readonly pool?: ISubnetPool;
  /** @default - the pool's default length */
  readonly prefixLength?: number;
}

/** What all subnets of a tier have in common. @internal */
export interface SubnetOptions {
  readonly router?: IRouter;
  readonly isolated?: boolean;
  readonly dhcp?: boolean;
  readonly reservedAddresses?: number;
  readonly routes?: TierRoute[];
  readonly dnsNameservers?: string[];
  readonly tags?: string[];
  readonly projectId?: string;
}

/** @internal */
export interface TierSubnetProps extends SubnetOptions {
  readonly name: string;
  readonly networkId: string;
  readonly place: SubnetPlace;
}

/** One subnet of a tier with its router interface, as children of `scope`. @internal */
export class TierSubnet {
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
    throw new BlueprintError({
      code: "SCSBP-2022",
      what: "not a number of addresses that can be reserved",
      got: `${reserved} of ${block?.text ?? "a block that a subnet pool chooses"}`,
      allowed: block === undefined ? "tiers with a block of the address plan" : `whole numbers from 0 to ${most}`,
      fix: "reserve fewer, or use a larger network",
      path: scope.node.path,
    });
  }
  return { allocationPool: [{ start: block.address(2 + reserved), end: block.address(-2) }] };
}
