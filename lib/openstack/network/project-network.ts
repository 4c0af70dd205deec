import { Construct, type IConstruct } from "constructs";
import { Token } from "../../core/engine";
import { BlueprintError, Cidr, Names, refuse } from "../../core/index";
import type { IConnectable } from "../security/peer";
import { Reachability, type ReachabilityRow } from "../security/reachability";
import { AddressPlan, type AddressPlanEntry, type ZonePlanEntry } from "./address-plan";
import { defaultExternalNetwork, type IExternalNetwork } from "./external-network";
import type { Ipv6 } from "./ipv6";
import { type INetworkTier, NetworkTier, type SubnetPlace, type TierOptions } from "./network-tier";
import type { IQosPolicy } from "./qos-policy";
import { defineRoute, defineRouter, type IRouter, Router } from "./router";
import type { ISubnetPool } from "./subnet-pool";

/** A network with tiers, owned or looked up. */
export interface IProjectNetwork extends IConstruct {
  /** Id of the router. @default - none */
  readonly routerId?: string;
  /** The external network. @default - none: there is no way outside */
  readonly externalNetwork?: IExternalNetwork;
  /** A tier by its name. @jsii ignore */
  tier(name: string): INetworkTier;
  /** A tier by its name, of a network that was looked up too. */
  tierNamed(name: string): INetworkTier;
}

/** Properties of a {@link ProjectNetwork}. */
export interface ProjectNetworkProps {
  /**
   * Private block that the tiers are cut from, RFC 1918 or RFC 4193.
   * @default "10.8.0.0/20", the node network of SCS KaaS v2 (cluster-stacks, providers/openstack/scs2)
   */
  readonly cidr?: string;
  /** Pool that Neutron gives each tier a block from, in place of `cidr`. @default - the address plan */
  readonly subnetPool?: ISubnetPool;
  /** Prefix length of tiers with a subnet pool. @default - the pool's default */
  readonly tierPrefixLength?: number;
  /** IPv6 addresses beside the IPv4 ones. @default - none */
  readonly ipv6?: Ipv6;
  /** Names of the tiers; more can be added by {@link ProjectNetwork.addTier}. @default ["default"] */
  readonly tiers?: string[];
  /** Availability zones that have a subnet of their own in each tier. @default - tiers have one subnet */
  readonly zones?: string[];
  /** Where the router has its gateway. @default - the cloud's only external network */
  readonly externalNetwork?: IExternalNetwork;
  /** Whether the network has a router with a gateway to the outside. @default true */
  readonly internetAccess?: boolean;
  /** A router that is there already. @default - a new one */
  readonly router?: IRouter;
  /**
   * Whether private IPv4 addresses are translated on the way out. Neutron's default policy lets only administrators
   * set it; where that is so, leave it out.
   * @default - the cloud's default: they are translated
   */
  readonly snat?: boolean;
  /** Resolvers for the servers. @default - left to the cloud (scs-0127 asks not to bypass its resolvers) */
  readonly dnsNameservers?: string[];
  /** Largest packet in bytes, from 1280 on (the least for IPv6, RFC 8200 section 5). @default - the cloud's */
  readonly mtu?: number;
  /** Whether security groups and anti-spoofing hold. @default - the cloud's: they do */
  readonly portSecurity?: boolean;
  /** Why `portSecurity` is false; needed for public addresses of servers. @default - no reason */
  readonly portSecurityOffReason?: string;
  /** Bandwidth limits of all ports. @default - none */
  readonly qosPolicy?: IQosPolicy;
  /** Name of the router, which the tiers' names begin with. @default - stack and path, `shop-network` */
  readonly name?: string;
  /**
   * Id of the project that owns all of it, for operators who make networks for others: by Neutron's default policy only
   * an administrator may say so.
   * @default - the project of the login
   */
  readonly projectId?: string;
  /** Neutron tags for network, subnet and router. @default - none */
  readonly tags?: string[];
}

/**
 * The network of a project: tiers behind one router.
 *
 * Each tier is a network of its own with one subnet, so tiers are apart on layer 2; which part of the block a tier has
 * follows from its name alone ({@link AddressPlan}): adding, removing and reordering tiers never moves a subnet. With
 * `zones` each tier has a subnet for each availability zone and one for what belongs to none.
 *
 * Defines: a router with a gateway on the external network; for each tier a network, a subnet, a router interface; a
 * data source for the external network.
 *
 * @example
 * const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web", "db"] });
 * network.tier("web").cidr; // "10.8.1.0/24"
 */
export class ProjectNetwork extends Construct implements IProjectNetwork {
  /**
   * A network that another stack made with this library: its tiers are found by their names.
   *
   * Defines: data sources for the router and its external network, for each tier's network and subnet.
   *
   * @example
   * const shared = ProjectNetwork.fromLookup(stack, "shared", { name: "platform-network", tiers: ["web"] });
   * new Server(stack, "api", { tier: shared.tier("web"), flavor: Flavor.SCS_1V_2, image: Image.ubuntu("24.04") });
   */
  public static fromLookup(scope: Construct, id: string, lookup: ProjectNetworkLookup): IProjectNetwork {
    return new ImportedNetwork(scope, id, lookup);
  }

  /** The block that tiers are cut from. @default - none: the network has a subnet pool */
  public readonly cidr?: string;
  /** Id of the router. @default - none: `internetAccess` is false */
  public readonly routerId?: string;
  /** The external network. @default - none: `internetAccess` is false */
  public readonly externalNetwork?: IExternalNetwork;

  private readonly places: TierPlaces;
  private readonly tiersByName = new Map<string, NetworkTier>();

  /**
   * @throws BlueprintError SCSBP-1001 and SCSBP-1002 for a block that is no private CIDR, SCSBP-2001 for one too small,
   *   SCSBP-2005 for one not known at synth, SCSBP-2023 for an impossible MTU, SCSBP-2028 for options that exclude each
   *   other; those of {@link ProjectNetwork.addTier}
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ProjectNetworkProps = {},
  ) {
    super(scope, id);
    this.refuseContradictions();
    const block = props.subnetPool === undefined ? this.ownBlock(props.cidr ?? "10.8.0.0/20") : undefined;
    this.cidr = block?.text;
    const plan = block === undefined ? undefined : new AddressPlan(block);
    this.places = new TierPlaces(this, plan, props.subnetPool, props.tierPrefixLength, props.ipv6);
    if (props.router !== undefined) {
      this.externalNetwork = props.router.externalNetwork;
      this.routerId = props.router.routerId;
    } else if (props.internetAccess ?? true) {
      this.externalNetwork = props.externalNetwork ?? defaultExternalNetwork(this);
      const { name, snat, tags, projectId } = props;
      this.routerId = defineRouter(this, { name, snat, tags, projectId }, this.externalNetwork);
    }
    for (const tier of props.tiers ?? ["default"]) {
      this.addTier(tier);
    }
  }

  /**
   * Adds a tier.
   *
   * @param name lower-case letters, digits and hyphens; unique in the network
   * @throws BlueprintError SCSBP-2006 for a name that is taken or unfit, SCSBP-2002 to SCSBP-2004, SCSBP-2008 and
   *   SCSBP-2009 from the address plan, SCSBP-2022 for too many reserved addresses, SCSBP-2023 for an impossible MTU,
   *   SCSBP-2027 for unfit zones, SCSBP-2028 for options that exclude each other
   */
  public addTier(name: string, options: TierOptions = {}): NetworkTier {
    if (!/^[a-z][a-z0-9-]*$/.test(name) || this.tiersByName.has(name)) {
      throw refuse(this, "SCSBP-2006", {
        what: this.tiersByName.has(name) ? "the network has a tier of this name already" : "not a name for a tier",
        got: JSON.stringify(name),
        allowed: "a lower-case letter, then lower-case letters, digits and hyphens; unique within the network",
        fix: "rename the tier",
      });
    }
    const { slot, cidr, zones = this.props.zones, router, isolated, ...own } = options;
    if (isolated === true && router !== undefined) {
      throw this.contradiction(`tier "${name}" is isolated and has a router`, "leave one of them out");
    }
    this.checkMtu(options.mtu);
    const zoned = zones !== undefined;
    const { dnsNameservers, mtu, portSecurity, portSecurityOffReason, qosPolicy, tags, projectId } = this.props;
    const ownRouter = this.routerId === undefined ? undefined : { routerId: this.routerId };
    const shared = { dnsNameservers, mtu, portSecurity, portSecurityOffReason, qosPolicy, tags, projectId };
    const tier = NetworkTier.define(this, name, {
      ...shared,
      ...defined(own),
      ...this.places.addTier({ tier: name, ...defined({ slot, cidr }) }, zoned),
      tierName: name,
      ...(this.props.name === undefined ? {} : { name: Names.join([this.props.name, name]) }),
      zoned,
      isolated,
      router:
        isolated === true
          ? undefined
          : (router ?? (ownRouter && { ...ownRouter, externalNetwork: this.externalNetwork })),
      placeZone: (zone) => this.places.addZone(name, zoned, zone),
    });
    this.tiersByName.set(name, tier);
    for (const zone of zones ?? []) {
      tier.addZone(zone);
    }
    return tier;
  }

  /**
   * A tier by its name.
   *
   * @throws BlueprintError SCSBP-2007 when there is none of this name
   */
  public tier(name: string): NetworkTier {
    const tier = this.tiersByName.get(name);
    if (tier === undefined) {
      throw refuse(this, "SCSBP-2007", {
        got: JSON.stringify(name),
        allowed: [...this.tiersByName.keys()].join(", "),
        fix: `add it: tiers: [..., "${name}"]`,
      });
    }
    return tier;
  }

  public tierNamed(name: string): INetworkTier {
    return this.tier(name);
  }

  /** Names of the tiers, in the order of their declaration. */
  public get tierNames(): string[] {
    return [...this.tiersByName.keys()];
  }

  /**
   * A static route of the router: what is for `destination` goes to `nextHop`. Declare it after the tiers.
   *
   * @param destination block in CIDR notation
   * @param nextHop address in one of the tiers, of a VPN gateway for instance
   * @throws BlueprintError SCSBP-1001 when the destination is no block, SCSBP-2024 when the next hop is no address
   *   that the router can reach
   */
  public addRoute(destination: string, nextHop: string): void {
    const tiers = [...this.tiersByName.values()].filter(
      (tier) =>
        Token.isUnresolved(nextHop) || Token.isUnresolved(tier.cidr) || Cidr.parse(tier.cidr).containsAddress(nextHop),
    );
    const uplinks = tiers.flatMap((tier) => tier.uplinks);
    if (this.routerId === undefined || uplinks.length === 0) {
      throw refuse(this, "SCSBP-2024", {
        what: "the network's router does not reach the next hop of the route",
        got: `${destination} by ${nextHop}`,
        allowed: `an address in ${[...this.tiersByName.values()].map((tier) => `${tier.tierName} ${tier.cidr}`).join(", ")}`,
        fix: "take an address of the machine in one of the tiers with a router",
      });
    }
    defineRoute(this, this.routerId, destination, nextHop, uplinks);
  }

  /** Who can connect to something in this network, by the rules declared so far in its stack. */
  public whoCanReach(target: IConnectable): ReachabilityRow[] {
    return Reachability.of(this.node.root).whoCanReach(target);
  }

  private ownBlock(cidr: string): Cidr {
    if (Token.isUnresolved(cidr)) {
      throw refuse(this, "SCSBP-2005", {
        got: "a value known only when Terraform runs",
        allowed: "a literal such as 10.8.0.0/20",
        fix: "write the block in the program",
      });
    }
    return Cidr.parsePrivate(cidr);
  }

  private refuseContradictions(): void {
    const { cidr, subnetPool, ipv6, router, externalNetwork, snat, internetAccess, tierPrefixLength } = this.props;
    if (subnetPool !== undefined && cidr !== undefined) {
      throw this.contradiction("cidr and subnetPool both say where addresses come from", "leave one of them out");
    }
    if (subnetPool === undefined && tierPrefixLength !== undefined) {
      throw this.contradiction(
        "tierPrefixLength without a subnet pool",
        "the address plan has its own sizes: leave it out",
      );
    }
    if (ipv6 !== undefined && (subnetPool?.ipVersion === 6 || cidr?.includes(":") === true)) {
      throw this.contradiction("ipv6 beside a network that is IPv6 already", "leave ipv6 out, or give an IPv4 cidr");
    }
    if (router !== undefined && (externalNetwork ?? snat ?? internetAccess) !== undefined) {
      throw this.contradiction(
        "externalNetwork, snat and internetAccess are properties of the router, which is there already",
        "leave them out",
      );
    }
    if (internetAccess === false && (externalNetwork ?? snat) !== undefined) {
      throw this.contradiction("externalNetwork and snat without internetAccess", "leave them out");
    }
    this.checkMtu(this.props.mtu);
  }

  private contradiction(what: string, fix: string): BlueprintError {
    return refuse(this, "SCSBP-2028", { what, fix });
  }

  private checkMtu(mtu: number | undefined): void {
    if (mtu !== undefined && !(Number.isInteger(mtu) && mtu >= 1280 && mtu <= 65535)) {
      throw refuse(this, "SCSBP-2023", {
        got: String(mtu),
        allowed: "a whole number of bytes from 1280 to 65535",
        fix: "leave mtu out unless a tunnel needs smaller packets: the cloud knows its own",
      });
    }
  }
}

/** An object without the fields that are undefined, so that they do not hide those of another. */
function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** How to find a network that another stack made. */
export interface ProjectNetworkLookup {
  /** Name of the network, which is its router's and begins its tiers': `shop-network`. */
  readonly name: string;
  /** Names of the tiers to find. */
  readonly tiers: string[];
  /** Zones that the tiers have. @default - none */
  readonly zones?: string[];
  /** Whether the tiers have an IPv6 subnet beside the IPv4 one. @default false */
  readonly dualStack?: boolean;
  /** Whether the network has a router with a gateway. @default true */
  readonly internetAccess?: boolean;
}

/** A network that is there already. @internal */
class ImportedNetwork extends Construct implements IProjectNetwork {
  public readonly routerId?: string;
  public readonly externalNetwork?: IExternalNetwork;
  private readonly tiers = new Map<string, INetworkTier>();

  public constructor(scope: Construct, id: string, lookup: ProjectNetworkLookup) {
    super(scope, id);
    if (lookup.internetAccess !== false) {
      const router = Router.fromLookup(this, "Router", { name: lookup.name });
      this.routerId = router.routerId;
      this.externalNetwork = router.externalNetwork;
    }
    for (const tierName of lookup.tiers) {
      const { zones, dualStack } = lookup;
      const { externalNetwork } = this;
      this.tiers.set(
        tierName,
        NetworkTier.fromLookup(this, tierName, {
          networkName: `${lookup.name}-${tierName}`,
          tierName,
          ...(zones === undefined ? {} : { zones }),
          ...(dualStack === undefined ? {} : { dualStack }),
          ...(externalNetwork === undefined ? {} : { externalNetwork }),
        }),
      );
    }
  }

  public tierNamed(name: string): INetworkTier {
    return this.tier(name);
  }

  public tier(name: string): INetworkTier {
    const tier = this.tiers.get(name);
    if (tier === undefined) {
      throw refuse(this, "SCSBP-2007", {
        got: JSON.stringify(name),
        allowed: [...this.tiers.keys()].join(", "),
        fix: `look it up too: tiers: [..., "${name}"]`,
      });
    }
    return tier;
  }
}

/** Where the subnets of a network lie: by the address plan or from a pool, and the same again for IPv6. @internal */
class TierPlaces {
  private readonly entries = new Map<string, AddressPlanEntry>();

  public constructor(
    private readonly scope: Construct,
    private readonly plan: AddressPlan | undefined,
    private readonly pool: ISubnetPool | undefined,
    private readonly poolPrefixLength: number | undefined,
    private readonly ipv6: Ipv6 | undefined,
  ) {}

  /** Takes a tier's place; `zoned` keeps room for zones. */
  public addTier(
    entry: AddressPlanEntry,
    zoned: boolean,
  ): { block?: Cidr; common: SubnetPlace; commonV6?: SubnetPlace } {
    if (this.pool !== undefined && (entry.cidr !== undefined || entry.slot !== undefined)) {
      throw refuse(this.scope, "SCSBP-2028", {
        what: `tier "${entry.tier}" asks for certain addresses, and its network takes what a subnet pool gives`,
        got: entry.cidr ?? `slot ${entry.slot}`,
        allowed: "slot and cidr in networks with an address plan",
        fix: "leave them out, or give the network a cidr in place of the subnet pool",
      });
    }
    this.update(entry);
    return {
      ...(this.plan === undefined ? {} : { block: this.plan.blockOf(entry) }),
      common: this.place(this.plan, this.pool, (plan) => (zoned ? plan.commonBlockOf(entry) : plan.blockOf(entry))),
      ...(this.ipv6 === undefined
        ? {}
        : { commonV6: this.place(this.ipv6.plan, this.ipv6.poolIn(this.scope), (plan) => plan.blockOf(v6(entry))) }),
    };
  }

  /** Takes a zone's place in a tier. */
  public addZone(tier: string, zoned: boolean, zone: ZonePlanEntry): SubnetPlace {
    const entry = this.entries.get(tier) ?? { tier };
    const twice = (entry.zones ?? []).some((one) => one.zone === zone.zone);
    if (!zoned || twice || !/^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$/.test(zone.zone)) {
      throw refuse(`${this.scope.node.path}/${tier}`, "SCSBP-2027", {
        what: twice
          ? "the tier has this zone already"
          : zoned
            ? "not a name for a zone of a tier"
            : `tier "${tier}" was made without zones, its subnet takes all of its addresses`,
        got: JSON.stringify(zone.zone),
        allowed: zoned ? "letters, digits, hyphens and underscores; each zone once" : "tiers with zones: [...]",
        fix: zoned ? "name the availability zone as the cloud does" : "add another tier with zones and move over to it",
      });
    }
    const grown = { ...entry, zones: [...(entry.zones ?? []), zone] };
    this.update(grown);
    return this.place(this.plan, this.pool, (plan) => plan.zoneBlockOf(grown, zone));
  }

  private update(entry: AddressPlanEntry): void {
    const all = [...this.entries.values()].filter((one) => one.tier !== entry.tier);
    this.plan?.check([...all, entry]);
    this.ipv6?.plan?.check([...all, entry].map(v6));
    this.entries.set(entry.tier, entry);
  }

  private place(
    plan: AddressPlan | undefined,
    pool: ISubnetPool | undefined,
    blockIn: (plan: AddressPlan) => Cidr,
  ): SubnetPlace {
    if (plan !== undefined) {
      return { block: blockIn(plan) };
    }
    const length = pool?.ipVersion === 6 ? undefined : this.poolPrefixLength;
    return { pool, ...(length === undefined ? {} : { prefixLength: length }) };
  }
}

/** A tier in the IPv6 plan: an explicit block is one of IPv4 and says nothing there; zones share the tier's /64. */
function v6({ tier, slot }: AddressPlanEntry): AddressPlanEntry {
  return { tier, ...(slot === undefined ? {} : { slot }) };
}
