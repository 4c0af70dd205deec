import { Address4, Address6 } from "ip-address";
import { refuse } from "@scs-blueprints/standards/errors";

/** Private ranges: RFC 1918 section 3 and RFC 4193 section 3.1 (with the L bit set, as 3.2 assigns it). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8"];

/**
 * An address block in CIDR notation, IPv4 or IPv6.
 */
export class Cidr {
  /**
   * Reads `10.8.0.0/20` or `fd12:3456:789a::/48`.
   *
   * @throws BlueprintError SCSBP-1001 when it is no CIDR, or when address bits are set behind the prefix
   */
  public static parse(text: string): Cidr {
    const address = Cidr.addressOf(text);
    if (address === undefined || !/\/\d{1,3}$/.test(text)) {
      throw refuse("SCSBP-1001", {
        what: "not an address block in CIDR notation",
        got: JSON.stringify(text),
        allowed: "network address/prefix length, such as 10.8.0.0/20 or fd12:3456:789a::/48",
        fix: address === undefined ? "correct the address" : "append the prefix length",
      });
    }
    const cidr = new Cidr(address instanceof Address4 ? 4 : 6, address.startAddress().bigInt(), address.subnetMask);
    if (address.bigInt() !== cidr.first) {
      throw refuse("SCSBP-1001", {
        what: "the address has bits set behind its prefix",
        got: text,
        allowed: "the first address of the block",
        fix: `write ${cidr.text}`,
      });
    }
    return cidr;
  }

  /**
   * Like {@link Cidr.parse}, and private: RFC 1918 or RFC 4193.
   *
   * @throws BlueprintError SCSBP-1002 when the block is not within a private range
   */
  public static parsePrivate(text: string): Cidr {
    const cidr = Cidr.parse(text);
    if (!PRIVATE.some((range) => Cidr.parse(range).contains(cidr))) {
      throw refuse("SCSBP-1002", {
        got: text,
        allowed: "a part of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 (RFC 1918) or fd00::/8 (RFC 4193)",
        fix: "choose a block in one of these; public addresses come from the external network as floating IPs",
      });
    }
    return cidr;
  }

  /**
   * The same addresses in the fewest blocks, in the order of their addresses: as Neutron keeps lists of prefixes.
   *
   * @internal
   * @jsii ignore
   */
  public static merged(blocks: readonly Cidr[]): Cidr[] {
    const merged: Cidr[] = [];
    const inOrder = [...blocks].sort((a, b) =>
      a.ipVersion !== b.ipVersion
        ? a.ipVersion - b.ipVersion
        : a.first < b.first
          ? -1
          : a.first > b.first
            ? 1
            : a.prefix - b.prefix,
    );
    for (const block of inOrder) {
      let last: Cidr = block;
      for (let before = merged.at(-1); before !== undefined; before = merged.at(-1)) {
        if (before.contains(last)) {
          last = before;
        } else if (before.prefix === last.prefix && before.wider.contains(last)) {
          last = before.wider;
        } else {
          break;
        }
        merged.pop();
      }
      merged.push(last);
    }
    return merged;
  }

  private static addressOf(text: string): Address4 | Address6 | undefined {
    try {
      return text.includes(":") ? new Address6(text) : new Address4(text);
    } catch {
      return undefined;
    }
  }

  private constructor(
    /** 4 or 6. */
    public readonly ipVersion: number,
    private readonly first: bigint,
    /** Prefix length in bits. */
    public readonly prefix: number,
  ) {}

  /** Bits of an address: 32 or 128. */
  public get bits(): number {
    return this.ipVersion === 4 ? 32 : 128;
  }

  /** The block in CIDR notation, IPv6 in the form of RFC 5952. */
  public get text(): string {
    const address = this.ipVersion === 4 ? Address4.fromBigInt(this.first) : Address6.fromBigInt(this.first);
    return `${address.correctForm()}/${this.prefix}`;
  }

  /**
   * Whether it is the internet or so large a part of it that it names nobody: larger than what the IANA gives to one
   * registry, a /8 of IPv4 (IANA IPv4 Address Space Registry) or a /12 of IPv6 (IANA IPv6 Global Unicast Address
   * Assignments). Private blocks never are.
   *
   * @internal
   * @jsii ignore
   */
  public get isInternetWide(): boolean {
    return this.ipVersion === 4 ? this.prefix < 8 : this.prefix < 12 && this.overlaps(Cidr.parse("2000::/3"));
  }

  /** Whether `other` lies wholly within this block. */
  public contains(other: Cidr): boolean {
    return (
      this.ipVersion === other.ipVersion &&
      other.prefix >= this.prefix &&
      other.first >> this.shift === this.first >> this.shift
    );
  }

  /** Whether the blocks share an address. */
  public overlaps(other: Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }

  /**
   * The `index`-th block of `prefix` bits within this one, counted from 0.
   *
   * @throws BlueprintError SCSBP-1003 when there is no such block
   */
  public subnet(prefix: number, index: number): Cidr {
    const count = prefix < this.prefix || prefix > this.bits ? 0 : 2 ** (prefix - this.prefix);
    if (index < 0 || index >= count) {
      throw refuse("SCSBP-1003", {
        got: `/${prefix} number ${index} of ${this.text}`,
        allowed: count === 0 ? `a prefix from /${this.prefix} to /${this.bits}` : `numbers 0 to ${count - 1}`,
        fix: "use a larger network or smaller blocks",
      });
    }
    return new Cidr(this.ipVersion, this.first + (BigInt(index) << BigInt(this.bits - prefix)), prefix);
  }

  /**
   * An address of the block: 0 is the first one, -1 the last one.
   *
   * @throws BlueprintError SCSBP-1004 when the block is too small
   */
  public address(index: number): string {
    const size = 1n << BigInt(this.bits - this.prefix);
    const offset = index < 0 ? size + BigInt(index) : BigInt(index);
    if (offset < 0n || offset >= size) {
      throw refuse("SCSBP-1004", {
        got: `address ${index} of ${this.text}`,
        allowed: `0 to ${size - 1n}, or from the end -1 to -${size}`,
        fix: "use a larger block",
      });
    }
    const value = this.first + offset;
    return (this.ipVersion === 4 ? Address4.fromBigInt(value) : Address6.fromBigInt(value)).correctForm();
  }

  /** Whether an address, written without a prefix length, lies within this block. */
  public containsAddress(text: string): boolean {
    const address = text.includes("/") ? undefined : Cidr.addressOf(text);
    return (
      address !== undefined &&
      (address instanceof Address4 ? 4 : 6) === this.ipVersion &&
      address.bigInt() >> this.shift === this.first >> this.shift
    );
  }

  /** The block of one bit less that it is a half of. */
  private get wider(): Cidr {
    const shift = this.shift + 1n;
    return new Cidr(this.ipVersion, (this.first >> shift) << shift, this.prefix - 1);
  }

  private get shift(): bigint {
    return BigInt(this.bits - this.prefix);
  }
}
