import { DataOpenstackNetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-network-v2";
import { DataOpenstackNetworkingRouterV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-router-v2";
import { NetworkingRouterRouteV2 } from "@scs-blueprints/provider-openstack/lib/networking-router-route-v2";
import {
  NetworkingRouterV2,
  type NetworkingRouterV2Config,
} from "@scs-blueprints/provider-openstack/lib/networking-router-v2";
import { Construct, type IConstruct } from "constructs";
import { Token } from "../../core/engine";
import { Cidr, Names, refuse } from "../../core/index";
import { checkedId, lookupId, lookupOnce } from "../../core/lookups";
import {
  defaultExternalNetwork,
  type ExternalNetworkFacts,
  factsOf,
  type IExternalNetwork,
  ImportedExternalNetwork,
  networkOfId,
} from "./external-network";

/** A router, owned or looked up. */
export interface IRouter extends IConstruct {
  /** Id of the router. */
  readonly routerId: string;
  /** Where its gateway is. @default - it has none */
  readonly externalNetwork?: IExternalNetwork;
}

/** How to find a router. */
export interface RouterLookup {
  /** Its name. */
  readonly name: string;
  /** Whether the router has a gateway to the outside. @default true */
  readonly internetAccess?: boolean;
}

/** Properties of a {@link Router}. */
export interface RouterProps {
  /** Where the router has its gateway. @default - the cloud's only external network */
  readonly externalNetwork?: IExternalNetwork;
  /** Whether the router has a gateway to the outside. @default true */
  readonly internetAccess?: boolean;
  /**
   * Whether private IPv4 addresses are translated on the way out. Neutron's default policy lets only administrators
   * set it; where that is so, leave it out.
   * @default - the cloud's default: they are translated
   */
  readonly snat?: boolean;
  /** Name in the cloud. @default - stack and path, `shop-transit` */
  readonly name?: string;
  /** Neutron tags. @default - none */
  readonly tags?: string[];
  /** Id of the project that owns it; only an administrator may say so. @default - the project of the login */
  readonly projectId?: string;
}

/**
 * A router beside the one that a ProjectNetwork makes: for tiers that leave by another external network, or that
 * have a router of their own.
 *
 * Defines: a router; with {@link Router.addRoute} a route each.
 *
 * @example
 * const transit = new Router(stack, "transit", { externalNetwork: ExternalNetwork.fromLookup(stack, "mpls", { name: "mpls" }) });
 * network.addTier("partner", { router: transit });
 */
export class Router extends Construct implements IRouter {
  /**
   * Finds a router when Terraform plans. The same one asked for twice in a stack is looked up once.
   *
   * Defines: a data source for the router, one for its external network.
   */
  public static fromLookup(scope: Construct, id: string, lookup: RouterLookup): IRouter {
    const key = lookupId("router", lookup.name);
    const router = lookupOnce(
      scope,
      key,
      (stack) => new DataOpenstackNetworkingRouterV2(stack, key, { name: lookup.name }),
    );
    if (lookup.internetAccess === false) {
      return new ImportedRouter(scope, id, router.id);
    }
    const outside = lookupOnce(
      scope,
      `${key}-gateway`,
      (stack, outsideId) =>
        new DataOpenstackNetworkingNetworkV2(stack, outsideId, { networkId: router.externalNetworkId }),
    );
    return new ImportedRouter(scope, id, router.id, () => factsOf(outside));
  }

  /**
   * A router by its id. Its external network is looked up when Terraform plans, where something asks for it: a floating
   * IP of a tier behind it.
   *
   * Defines: where asked, a data source for the router, one for its external network.
   *
   * @throws BlueprintError SCSBP-2019 for an empty id
   */
  public static fromRouterId(scope: Construct, id: string, routerId: string): IRouter {
    return new ImportedRouter(scope, id, checkedId(routerId, "a router", scope.node.path), (self) =>
      networkOfId(self, new DataOpenstackNetworkingRouterV2(self, "lookup-router", { routerId }).externalNetworkId),
    );
  }

  public readonly routerId: string;
  public readonly externalNetwork?: IExternalNetwork;

  public constructor(scope: Construct, id: string, props: RouterProps = {}) {
    super(scope, id);
    this.externalNetwork =
      props.internetAccess === false ? undefined : (props.externalNetwork ?? defaultExternalNetwork(this));
    this.routerId = defineRouter(this, props, this.externalNetwork);
  }

  /**
   * A static route: what is for `destination` goes to `nextHop`.
   *
   * @param destination block in CIDR notation
   * @param nextHop address of a machine in a subnet that the router is connected to
   * @throws BlueprintError SCSBP-1001 when the destination is no block, SCSBP-2024 when the next hop is no address
   */
  public addRoute(destination: string, nextHop: string): void {
    defineRoute(this, this.routerId, destination, nextHop, []);
  }
}

/** A router that is there already. */
class ImportedRouter extends Construct implements IRouter {
  public readonly externalNetwork?: IExternalNetwork;

  public constructor(
    scope: Construct,
    id: string,
    public readonly routerId: string,
    gateway?: (self: Construct) => ExternalNetworkFacts,
  ) {
    super(scope, id);
    this.externalNetwork =
      gateway === undefined ? undefined : new ImportedExternalNetwork(this, "ExternalNetwork", gateway);
  }
}

/** The router as `Resource` of a construct. @internal */
export function defineRouter(scope: Construct, props: RouterProps, externalNetwork?: IExternalNetwork): string {
  const config: NetworkingRouterV2Config = {
    name: props.name ?? Names.ofConstruct(scope),
    ...(externalNetwork === undefined ? {} : { externalNetworkId: externalNetwork.networkId }),
    ...(props.snat === undefined ? {} : { enableSnat: props.snat }),
    ...(props.tags === undefined ? {} : { tags: props.tags }),
    ...(props.projectId === undefined ? {} : { tenantId: props.projectId }),
  };
  return new NetworkingRouterV2(scope, "Resource", config).id;
}

/** A route of a router, which waits for the interfaces that its next hop is behind. @internal */
export function defineRoute(
  scope: Construct,
  routerId: string,
  destination: string,
  nextHop: string,
  dependsOn: readonly string[],
): void {
  const block = Cidr.parse(destination);
  const literal = !Token.isUnresolved(nextHop);
  if (literal && !Cidr.parse(block.ipVersion === 4 ? "0.0.0.0/0" : "::/0").containsAddress(nextHop)) {
    throw refuse(scope, "SCSBP-2024", {
      what: "the next hop of a route is an address of the same family as its destination",
      got: `${destination} by ${JSON.stringify(nextHop)}`,
      allowed: `an IPv${block.ipVersion} address without prefix length`,
      fix: "write the address of the machine that forwards",
    });
  }
  const route = new NetworkingRouterRouteV2(scope, `route-${block.text.replace(/[./:]+/g, "-")}`, {
    routerId,
    destinationCidr: block.text,
    nextHop,
  });
  if (dependsOn.length > 0) {
    route.dependsOn = [...dependsOn];
  }
}
