import type { Construct } from "constructs";
import { Cidr, refuse } from "../../core/index";
import { AddressPlan } from "./address-plan";
import { type ISubnetPool, SubnetPool } from "./subnet-pool";

/**
 * Where the IPv6 addresses of a network come from, beside its IPv4 addresses.
 */
export class Ipv6 {
  /**
   * Unique local addresses of one's own (RFC 4193): tiers have their /64 by the {@link AddressPlan}. They are not
   * routed on the internet.
   *
   * @param cidr a /48 of one's own, with a random global id as RFC 4193 section 3.2 has it: `fd5c:9a1e:77b2::/48`
   * @throws BlueprintError SCSBP-1001 and SCSBP-1002 for a block that is no private CIDR, SCSBP-2026 when it is IPv4
   */
  public static ula(cidr: string): Ipv6 {
    const block = Cidr.parsePrivate(cidr);
    if (block.ipVersion !== 6) {
      throw refuse("SCSBP-2026", {
        what: "not an IPv6 block",
        got: cidr,
        allowed: "a part of fd00::/8, usually a /48",
        fix: "the IPv4 block of the network is its `cidr`",
      });
    }
    return new Ipv6(new AddressPlan(block), undefined);
  }

  /**
   * The cloud's default IPv6 subnet pool; its addresses are as reachable as the operator makes them.
   */
  public static defaultPool(): Ipv6 {
    const id = "DefaultSubnetPoolV6";
    return new Ipv6(
      undefined,
      (scope) =>
        (scope.node.tryFindChild(id) as (Construct & ISubnetPool) | undefined) ??
        SubnetPool.fromLookup(scope, id, { ipVersion: 6 }),
    );
  }

  /**
   * A certain subnet pool.
   *
   * @throws BlueprintError SCSBP-2026 when it is one of IPv4
   */
  public static subnetPool(pool: ISubnetPool): Ipv6 {
    if (pool.ipVersion !== 6) {
      throw refuse("SCSBP-2026", {
        what: "not a subnet pool of IPv6",
        got: `a pool of IPv${pool.ipVersion}`,
        allowed: "a pool with ipVersion 6",
        fix: "look it up with ipVersion: 6",
      });
    }
    return new Ipv6(undefined, () => pool);
  }

  private constructor(
    /** @internal */
    public readonly plan: AddressPlan | undefined,
    private readonly pool: ((scope: Construct) => ISubnetPool) | undefined,
  ) {}

  /** @internal @jsii ignore */
  public poolIn(scope: Construct): ISubnetPool | undefined {
    return this.pool?.(scope);
  }
}
