import { NetworkingAddressscopeV2 } from "@scs-blueprints/provider-openstack/lib/networking-addressscope-v2";
import { NetworkingSubnetpoolV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnetpool-v2";
import { Construct } from "constructs";
import { BlueprintError, Cidr, refuse } from "../../core/index";
import { ImportedSubnetPool, type ISubnetPool } from "../../openstack/network/subnet-pool";

/** Properties of {@link ScsSubnetPools}; at least one of the two families. */
export interface ScsSubnetPoolsProps {
  /** IPv4 blocks of the default pool. @default - no IPv4 pool */
  readonly ipv4Prefixes?: string[];
  /** IPv6 blocks of the default pool, of which each project gets a /64 at least (draft scs-0126-v1). @default - no IPv6 pool */
  readonly ipv6Prefixes?: string[];
  /** Prefix length of an IPv4 subnet that asks for none. @default 26 (osism/testbed: default-subnet-pool-ipv4) */
  readonly ipv4DefaultPrefixLength?: number;
  /** Largest IPv4 subnet, as prefix length. @default 20 (osism/testbed) */
  readonly ipv4MinPrefixLength?: number;
  /** Smallest IPv4 subnet, as prefix length. @default 29 (osism/testbed) */
  readonly ipv4MaxPrefixLength?: number;
  /** Largest IPv6 subnet, as prefix length; the smallest and the default are /64 (RFC 4291 section 2.5.4). @default 64 */
  readonly ipv6MinPrefixLength?: number;
  /**
   * Make an address scope for each family, in which no two subnets overlap, so that routers pass addresses of the pool on
   * without NAT.
   * @default false
   */
  readonly addressScope?: boolean;
}

interface Lengths {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/**
 * The default subnet pools of a cloud, which all projects share: tenants take blocks without knowing any address. The draft
 * scs-0126-v1 demands the one for IPv6.
 *
 * Defines: a subnet pool for each address family; with `addressScope` an address scope, too.
 *
 * @example
 * new ScsSubnetPools(stack, "pools", { ipv4Prefixes: ["10.42.0.0/16"], ipv6Prefixes: ["2001:db8:42::/48"] });
 */
export class ScsSubnetPools extends Construct {
  /** @default - no IPv4 pool */
  public readonly ipv4?: ISubnetPool;
  /** @default - no IPv6 pool */
  public readonly ipv6?: ISubnetPool;

  /**
   * @throws BlueprintError SCSBP-1001 for what is no block, SCSBP-6265 for none or for one of the other family, SCSBP-6266
   * for prefix lengths that the blocks cannot give
   */
  public constructor(scope: Construct, id: string, props: ScsSubnetPoolsProps) {
    super(scope, id);
    if (props.ipv4Prefixes === undefined && props.ipv6Prefixes === undefined) {
      throw this.noBlocks("neither ipv4Prefixes nor ipv6Prefixes");
    }
    if (props.ipv4Prefixes !== undefined) {
      const {
        ipv4MinPrefixLength: min = 20,
        ipv4MaxPrefixLength: max = 29,
        ipv4DefaultPrefixLength: each = 26,
      } = props;
      this.ipv4 = this.pool(4, props.ipv4Prefixes, { min, max, default: each }, props);
    }
    if (props.ipv6Prefixes !== undefined) {
      const lengths = { min: props.ipv6MinPrefixLength ?? 64, max: 64, default: 64 };
      this.ipv6 = this.pool(6, props.ipv6Prefixes, lengths, props);
    }
  }

  private pool(
    ipVersion: number,
    prefixes: readonly string[],
    lengths: Lengths,
    props: ScsSubnetPoolsProps,
  ): ISubnetPool {
    const blocks = prefixes.map((prefix) => Cidr.parse(prefix));
    if (blocks.length === 0 || blocks.some((block) => block.ipVersion !== ipVersion)) {
      throw this.noBlocks(`IPv${ipVersion}: ${JSON.stringify(prefixes)}`);
    }
    this.checkLengths(blocks, lengths);
    const scope =
      props.addressScope === true
        ? new NetworkingAddressscopeV2(this, `address-scope-v${ipVersion}`, {
            name: `default-address-scope-ipv${ipVersion}`,
            ipVersion,
            shared: true,
          })
        : undefined;
    const pool = new NetworkingSubnetpoolV2(this, `v${ipVersion}`, {
      name: `default-subnet-pool-ipv${ipVersion}`,
      prefixes: blocks.map((block) => block.text),
      minPrefixlen: lengths.min,
      maxPrefixlen: lengths.max,
      defaultPrefixlen: lengths.default,
      isDefault: true,
      shared: true,
      ...(scope === undefined ? {} : { addressScopeId: scope.id }),
    });
    return new ImportedSubnetPool(pool, "SubnetPool", pool.id, ipVersion);
  }

  private checkLengths(blocks: readonly Cidr[], lengths: Lengths): void {
    const { min, max, default: each } = lengths;
    const small = blocks.find((block) => block.prefix > each);
    if (min > each || each > max || ![min, max, each].every(Number.isInteger) || small !== undefined) {
      throw refuse(this, "SCSBP-6266", {
        got:
          small === undefined
            ? `min /${min}, default /${each}, max /${max}`
            : `${small.text}, smaller than a default subnet (/${each})`,
        allowed: "min ≤ default ≤ max as prefix lengths, and blocks at least as large as a default subnet",
        fix: "add a larger block, or correct the lengths",
      });
    }
  }

  private noBlocks(got: string): BlueprintError {
    return refuse(this, "SCSBP-6265", {
      got,
      allowed: "ipv4Prefixes: IPv4 blocks; ipv6Prefixes: IPv6 blocks",
      fix: "give blocks of the operator's, or leave the family out",
    });
  }
}
