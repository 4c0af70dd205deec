import { Address4, Address6 } from "ip-address";
import { BlueprintError, Cidr, refuse } from "../../../core/index";

/** Addresses from the first to the last, both included. */
export interface AddressRange {
  readonly start: string;
  readonly end: string;
}

/** One subnet of a provider network. */
export interface ProviderSubnet {
  /** Key of the subnet, which its name in the cloud ends with. @default - v4 or v6, by the block */
  readonly key?: string;
  /** The block, such as 203.0.113.0/24. */
  readonly cidr: string;
  /** Address of the gateway in the operator's network. @default - the first address of the block */
  readonly gateway?: string;
  /** Addresses that routers and floating IPs get. @default - all but the gateway's */
  readonly allocationPools?: AddressRange[];
}

/**
 * A subnet of a provider network that was looked over: gateway and pools lie in the block, pools do not overlap.
 *
 * @internal
 */
export class CheckedSubnet {
  public readonly key: string;
  public readonly cidr: Cidr;

  /** @throws BlueprintError SCSBP-1001 for what is no block, SCSBP-6263 for addresses outside of it or given twice */
  public constructor(
    public readonly subnet: ProviderSubnet,
    private readonly path: string,
  ) {
    this.cidr = Cidr.parse(subnet.cidr);
    this.key = subnet.key ?? `v${this.cidr.ipVersion}`;
    const gateway = subnet.gateway === undefined ? undefined : this.within("gateway", subnet.gateway);
    const ranges = (subnet.allocationPools ?? []).map((pool): [bigint, bigint, AddressRange] => [
      this.within("start of a pool", pool.start),
      this.within("end of a pool", pool.end),
      pool,
    ]);
    ranges.sort(([a], [b]) => (a < b ? -1 : 1));
    ranges.forEach(([start, end, pool], index) => {
      const next = ranges[index + 1];
      if (start > end || (next !== undefined && next[0] <= end)) {
        throw this.refuse("pools of addresses run upwards and do not overlap", `${pool.start} to ${pool.end}`);
      }
      if (gateway !== undefined && gateway >= start && gateway <= end) {
        throw this.refuse("the gateway's address lies in a pool", `${subnet.gateway} in ${pool.start} to ${pool.end}`);
      }
    });
  }

  private within(what: string, text: string): bigint {
    const address = CheckedSubnet.addressOf(text);
    if (address === undefined || !this.cidr.containsAddress(text)) {
      throw this.refuse(`the ${what} is no address of the subnet`, text);
    }
    return address.bigInt();
  }

  private refuse(what: string, got: string): BlueprintError {
    return refuse(this.path, "SCSBP-6263", {
      what,
      got,
      allowed: `addresses of ${this.cidr.text}, each for one purpose`,
      fix: "correct the addresses of the subnet",
    });
  }

  private static addressOf(text: string): Address4 | Address6 | undefined {
    try {
      return text.includes(":") ? new Address6(text) : new Address4(text);
    } catch {
      return undefined;
    }
  }
}
