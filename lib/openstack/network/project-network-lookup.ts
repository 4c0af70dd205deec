import { Construct } from "constructs";
import { BlueprintError } from "../../core/index";
import type { IExternalNetwork } from "./external-network";
import { type INetworkTier, NetworkTier } from "./network-tier";
import type { IProjectNetwork } from "./project-network";
import { Router } from "./router";

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
export class ImportedNetwork extends Construct implements IProjectNetwork {
  public readonly routerId?: string;
  public readonly externalNetwork?: IExternalNetwork;
  private readonly tiers = new Map<string, INetworkTier>();

  public constructor(scope: Construct, id: string, lookup: ProjectNetworkLookup) {
    super(scope, id);
    if (lookup.internetAccess !== false) {
      const router = Router.fromLookup(this, { name: lookup.name });
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
      throw new BlueprintError({
        code: "SCSBP-2007",
        what: "the network has no such tier",
        got: JSON.stringify(name),
        allowed: [...this.tiers.keys()].join(", "),
        fix: `look it up too: tiers: [..., "${name}"]`,
        path: this.node.path,
      });
    }
    return tier;
  }
}
