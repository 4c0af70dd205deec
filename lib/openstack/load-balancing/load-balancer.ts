import { DataOpenstackLbLoadbalancerV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-lb-loadbalancer-v2";
import { LbLoadbalancerV2 } from "@scs-blueprints/provider-openstack/lib/lb-loadbalancer-v2";
import { Construct, type IConstruct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { TerraformStack } from "../../core/engine";
import { Names, refuse } from "../../core/index";
import { checkedId } from "../../core/lookups";
import { FloatingIp } from "../network/floating-ip";
import { Listener, type ListenerOptions } from "./listener";
import { singlePort } from "./load-balancer-pool";
import { LoadBalancerProvider } from "./load-balancer-provider";
import { type INetworkTier, NetworkTier } from "../network/network-tier";
import { Connections, type IConnectable, Peer } from "../security/peer";
import type { Port } from "../security/port";

/** A load balancer, owned or looked up. */
export interface ILoadBalancer extends IConstruct, IConnectable {
  /** Id of the balancer, known after apply. */
  readonly loadBalancerId: string;
  /** Its address in the tier, known after apply. */
  readonly vipAddress: string;
  /** Id of the Neutron port with that address. */
  readonly vipPortId: string;
  /** The public address. @default - none */
  readonly floatingIp?: string;
  /** Where clients find it: the public address, else the one in the tier. */
  readonly address: string;
  /**
   * Listens at a port.
   *
   * @throws BlueprintError SCSBP-2101 for what the provider cannot do, SCSBP-2102 and SCSBP-2103 for an unfit port,
   * SCSBP-2105 to SCSBP-2110 for options that contradict each other, SCSBP-2116 for a public address without `clients`
   */
  addListener(port: Port, options?: ListenerOptions): Listener;
}

/** How to find a balancer that exists; either its name or its id. */
export interface LoadBalancerLookup {
  /** Its name. @default - found by id */
  readonly name?: string;
  /** Its id. @default - found by name */
  readonly loadBalancerId?: string;
  /** The tier it is in, which servers are opened for. */
  readonly tier: INetworkTier;
  /** Its provider, whose limits are checked. @default LoadBalancerProvider.CLOUD_DEFAULT: no limits */
  readonly provider?: LoadBalancerProvider;
}

/** Properties of a {@link LoadBalancer}. */
export interface LoadBalancerProps {
  /** Where its address is. */
  readonly tier: INetworkTier;
  /** Who makes it. @default - that of the cloud's profile, else LoadBalancerProvider.CLOUD_DEFAULT */
  readonly provider?: LoadBalancerProvider;
  /** A public address. @default false */
  readonly floatingIp?: boolean;
  /** An address of one's choice within the tier. @default - the cloud chooses */
  readonly vipAddress?: string;
  /** Octavia flavor, which decides on size and redundancy; not with OVN. @default - the cloud's */
  readonly flavorId?: string;
  /** Octavia availability zone; not with OVN. @default - the cloud's */
  readonly zone?: string;
  /** Name in the cloud. @default - stack and path, `shop-entry` */
  readonly name?: string;
  /** What the balancer is for. @default - none */
  readonly description?: string;
  /** Octavia tags. @default - none */
  readonly tags?: string[];
}

abstract class LoadBalancerBase extends Construct implements ILoadBalancer {
  public abstract readonly loadBalancerId: string;
  public abstract readonly vipAddress: string;
  public abstract readonly vipPortId: string;
  public abstract readonly floatingIp?: string;
  /** Where servers are reached from: the tier of the balancer. */
  public readonly connections = Connections.define(() => Peer.tier(this.tier()));

  /** Ports of listeners without `clients`. */
  private readonly withoutClients: Port[] = [];

  public constructor(
    scope: Construct,
    id: string,
    /** The tier it is in; asked for where a listener or a rule needs it. */
    private readonly tier: () => INetworkTier,
    private readonly provider: LoadBalancerProvider,
  ) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.refuseOpenListeners() });
  }

  public get address(): string {
    return this.floatingIp ?? this.vipAddress;
  }

  public addListener(port: Port, options: ListenerOptions = {}): Listener {
    const path = this.node.path;
    singlePort(port, path);
    if (this.node.tryFindChild(port.id) !== undefined) {
      throw refuse(path, "SCSBP-2103", {
        what: "the balancer listens at this port already",
        got: port.id,
        allowed: "each port once",
        fix: "add routes to that listener, or choose another port",
      });
    }
    if (options.clients === undefined && options.allowedCidrs === undefined) {
      if (this.floatingIp !== undefined) {
        throw openListener(port, this);
      }
      this.withoutClients.push(port);
    }
    const { loadBalancerId, provider } = this;
    return Listener.define(this, port.id, { ...options, port, loadBalancerId, tier: this.tier(), provider });
  }

  /** Checked at synth: a FloatingIp can be made for the balancer's port before its listeners or after them. */
  private refuseOpenListeners(): string[] {
    const [open] = this.withoutClients;
    const isPublic = () =>
      TerraformStack.of(this)
        .node.findAll()
        .some((one) => one instanceof FloatingIp && one.portId === this.vipPortId);
    if (open !== undefined && isPublic()) {
      throw openListener(open, this);
    }
    return [];
  }
}

/** A listener that Octavia would open to the whole internet. */
function openListener(port: Port, balancer: Construct): Error {
  return refuse(balancer, "SCSBP-2116", {
    what: "a listener of a load balancer with a public address has to say who connects",
    got: `${port.id} without clients`,
    allowed: "a list of peers",
    fix: 'name them: addListener(port, { clients: [Peer.cidr("192.0.2.0/24")] }), or [Peer.anywhere("public website")]',
  });
}

class FoundLoadBalancer extends LoadBalancerBase {
  public readonly loadBalancerId: string;
  public readonly vipAddress: string;
  public readonly vipPortId: string;
  public readonly floatingIp = undefined;

  public constructor(scope: Construct, id: string, lookup: LoadBalancerLookup) {
    super(scope, id, () => lookup.tier, lookup.provider ?? LoadBalancerProvider.CLOUD_DEFAULT);
    const { name, loadBalancerId } = lookup;
    if ((name === undefined) === (loadBalancerId === undefined)) {
      throw refuse(this, "SCSBP-2115", {
        got: name === undefined ? "neither" : "both",
        allowed: "one of them",
        fix: name === undefined ? "give the name" : "leave one out",
      });
    }
    const found = new DataOpenstackLbLoadbalancerV2(this, "Resource", {
      ...(name === undefined ? {} : { name }),
      ...(loadBalancerId === undefined ? {} : { loadbalancerId: loadBalancerId }),
    });
    this.loadBalancerId = found.id;
    this.vipAddress = found.vipAddress;
    this.vipPortId = found.vipPortId;
  }
}

/** A balancer that is known by its id; its tier is that of its address. */
class LoadBalancerOfId extends LoadBalancerBase {
  public readonly loadBalancerId: string;
  public readonly vipAddress: string;
  public readonly vipPortId: string;
  public readonly floatingIp = undefined;

  public constructor(scope: Construct, id: string, loadBalancerId: string) {
    const tier = () =>
      (this.node.tryFindChild("tier") as INetworkTier | undefined) ??
      NetworkTier.fromSubnetId(this, "tier", found.vipSubnetId);
    super(scope, id, tier, LoadBalancerProvider.CLOUD_DEFAULT);
    const found = new DataOpenstackLbLoadbalancerV2(this, "Resource", { loadbalancerId: loadBalancerId });
    this.loadBalancerId = found.id;
    this.vipAddress = found.vipAddress;
    this.vipPortId = found.vipPortId;
  }
}

/**
 * A balancer of Octavia: one address, behind which servers stand in for each other.
 *
 * A listener is known by its port, a member by the key of its server: adding and removing touches nothing else.
 *
 * Defines: a load balancer; with `floatingIp` a floating IP and its association; for each listener a listener, and what
 * it forwards to: a pool, a health monitor, members, and rules in the servers' security group.
 *
 * @example
 * const web = new ServerPool(stack, "web", {
 *   tier: network.tier("web"),
 *   flavor: Flavor.SCS_2V_4,
 *   image: Image.ubuntu("24.04"),
 *   size: 3,
 * });
 * const lb = new LoadBalancer(stack, "entry", { tier: network.tier("web"), floatingIp: true });
 * lb.addListener(Port.tcp(443), { clients: [Peer.cidr("203.0.113.0/24")] }).forwardTo(web, Port.tcp(8443));
 */
export class LoadBalancer extends LoadBalancerBase {
  /**
   * A balancer that exists; listeners can be added to it.
   *
   * Defines: a data source.
   *
   * @throws BlueprintError SCSBP-2115 unless either name or id is given
   */
  public static fromLookup(scope: Construct, id: string, lookup: LoadBalancerLookup): ILoadBalancer {
    return new FoundLoadBalancer(scope, id, lookup);
  }

  /**
   * A balancer that exists, by its id; listeners can be added to it. Its tier and addresses are looked up when Terraform
   * plans. Its provider counts as {@link LoadBalancerProvider.CLOUD_DEFAULT}: for one of OVN use
   * {@link LoadBalancer.fromLookup}, which takes the provider.
   *
   * Defines: a data source; with a listener one for its subnet.
   *
   * @throws BlueprintError SCSBP-2019 for an empty id
   */
  public static fromLoadBalancerId(scope: Construct, id: string, loadBalancerId: string): ILoadBalancer {
    return new LoadBalancerOfId(scope, id, checkedId(loadBalancerId, "a load balancer", scope.node.path));
  }

  public readonly loadBalancerId: string;
  public readonly vipAddress: string;
  public readonly vipPortId: string;
  public readonly floatingIp?: string;

  /**
   * @throws BlueprintError SCSBP-2101 for flavor or zone with OVN, SCSBP-2050 for a floating IP without a way outside,
   *   SCSBP-1109 and SCSBP-1111 for what the cloud does not have, where the stack has a context
   */
  public constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    const cloud = KnownCloud.of(scope);
    const provider = props.provider ?? LoadBalancerProvider.ofProfile(cloud.profile.loadBalancerProvider);
    super(scope, id, () => props.tier, provider);
    cloud.service("load balancers", ["load-balancer"], this.node.path);
    cloud.loadBalancerProvider(provider.name, this.node.path);
    const { flavorId, zone, vipAddress, description, tags } = props;
    provider.checkProxyOptions({ flavorId, zone }, this.node.path);
    const balancer = new LbLoadbalancerV2(this, "Resource", {
      name: props.name ?? Names.ofConstruct(this),
      vipSubnetId: props.tier.subnetId,
      ...(provider.name === undefined ? {} : { loadbalancerProvider: provider.name }),
      ...(vipAddress === undefined ? {} : { vipAddress }),
      ...(flavorId === undefined ? {} : { flavorId }),
      ...(zone === undefined ? {} : { availabilityZone: zone }),
      ...(description === undefined ? {} : { description }),
      ...(tags === undefined ? {} : { tags }),
    });
    this.loadBalancerId = balancer.id;
    this.vipAddress = balancer.vipAddress;
    this.vipPortId = balancer.vipPortId;
    if (props.floatingIp === true) {
      this.floatingIp = new FloatingIp(this, "floating-ip", { tier: props.tier, portId: this.vipPortId }).address;
    }
  }
}
