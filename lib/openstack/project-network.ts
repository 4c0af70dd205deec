import { NetworkingRouterV2 } from "@scs-blueprints/provider-openstack/lib/networking-router-v2";
import { Construct } from "constructs";
import { Token } from "../core/engine";
import { BlueprintError, Cidr, Names } from "../core/index";
import { AddressPlan, type AddressPlanEntry } from "./address-plan";
import { ExternalNetwork, type IExternalNetwork } from "./external-network";
import { type INetworkTier, NetworkTier, type TierOptions } from "./network-tier";

/** Properties of a {@link ProjectNetwork}. */
export interface ProjectNetworkProps {
  /**
   * Private block that the tiers are cut from, RFC 1918 or RFC 4193.
   * @default "10.8.0.0/20", the node network of SCS KaaS v2 (cluster-stacks, providers/openstack/scs2)
   */
  readonly cidr?: string;
  /** Names of the tiers; more can be added by {@link ProjectNetwork.addTier}. @default ["default"] */
  readonly tiers?: string[];
  /** Where the router has its gateway. @default - the cloud's only external network */
  readonly externalNetwork?: IExternalNetwork;
  /** Whether the network has a router with a gateway to the outside. @default true */
  readonly internetAccess?: boolean;
  /** Resolvers for the servers. @default - left to the cloud (scs-0127 asks not to bypass its resolvers) */
  readonly dnsNameservers?: string[];
  /** Name of the router. @default - stack and path, `shop-network` */
  readonly name?: string;
  /** Neutron tags for network, subnet and router. @default - none */
  readonly tags?: string[];
}

/**
 * The network of a project: tiers behind one router.
 *
 * Each tier is a network of its own with one subnet, so tiers are apart on layer 2; which part of the block a tier has
 * follows from its name alone ({@link AddressPlan}): adding, removing and reordering tiers never moves a subnet.
 *
 * Defines: a router with a gateway on the external network; for each tier a network, a subnet, a router interface; a
 * data source for the external network.
 *
 * @example
 * const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web", "db"] });
 * network.tier("web").cidr; // "10.8.1.0/24"
 */
export class ProjectNetwork extends Construct {
  /** The block that tiers are cut from. */
  public readonly cidr: string;
  /** Id of the router. @default - none: `internetAccess` is false */
  public readonly routerId?: string;
  /** The external network. @default - none: `internetAccess` is false */
  public readonly externalNetwork?: IExternalNetwork;

  private readonly plan: AddressPlan;
  private readonly entries: AddressPlanEntry[] = [];
  private readonly tiersByName = new Map<string, NetworkTier>();

  /**
   * @throws BlueprintError SCSBP-1001 and SCSBP-1002 for a block that is no private CIDR, SCSBP-2001 for one too small
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ProjectNetworkProps = {},
  ) {
    super(scope, id);
    const cidr = props.cidr ?? "10.8.0.0/20";
    if (Token.isUnresolved(cidr)) {
      throw new BlueprintError({
        code: "SCSBP-2005",
        what: "the block of a network has to be known at synth, because subnets are cut from it",
        got: "a value known only when Terraform runs",
        allowed: "a literal such as 10.8.0.0/20",
        fix: "write the block in the program",
        path: this.node.path,
      });
    }
    const block = Cidr.parsePrivate(cidr);
    this.cidr = block.text;
    this.plan = new AddressPlan(block);
    if (props.internetAccess ?? true) {
      this.externalNetwork = props.externalNetwork ?? ExternalNetwork.fromLookup(this);
      const router = new NetworkingRouterV2(this, "Resource", {
        name: props.name ?? Names.ofConstruct(this),
        externalNetworkId: this.externalNetwork.networkId,
        ...(props.tags === undefined ? {} : { tags: props.tags }),
      });
      this.routerId = router.id;
    }
    for (const tier of props.tiers ?? ["default"]) {
      this.addTier(tier);
    }
  }

  /**
   * Adds a tier.
   *
   * @param name lower-case letters, digits and hyphens; unique in the network
   * @throws BlueprintError SCSBP-2006 for a name that is taken or unfit, SCSBP-2002 to SCSBP-2004 from the address plan
   */
  public addTier(name: string, options: TierOptions = {}): INetworkTier {
    if (!/^[a-z][a-z0-9-]*$/.test(name) || this.tiersByName.has(name)) {
      throw new BlueprintError({
        code: "SCSBP-2006",
        what: this.tiersByName.has(name) ? "the network has a tier of this name already" : "not a name for a tier",
        got: JSON.stringify(name),
        allowed: "a lower-case letter, then lower-case letters, digits and hyphens; unique within the network",
        fix: "rename the tier",
        path: this.node.path,
      });
    }
    const entry = { tier: name, ...options };
    this.plan.check([...this.entries, entry]);
    this.entries.push(entry);
    const tier = new NetworkTier(this, name, {
      tierName: name,
      block: this.plan.blockOf(entry),
      routerId: this.routerId,
      externalNetwork: this.externalNetwork,
      dnsNameservers: this.props.dnsNameservers,
      tags: this.props.tags,
    });
    this.tiersByName.set(name, tier);
    return tier;
  }

  /**
   * A tier by its name.
   *
   * @throws BlueprintError SCSBP-2007 when there is none of this name
   */
  public tier(name: string): INetworkTier {
    const tier = this.tiersByName.get(name);
    if (tier === undefined) {
      throw new BlueprintError({
        code: "SCSBP-2007",
        what: "the network has no such tier",
        got: JSON.stringify(name),
        allowed: [...this.tiersByName.keys()].join(", "),
        fix: `add it: tiers: [..., "${name}"]`,
        path: this.node.path,
      });
    }
    return tier;
  }
}
