import { createHash } from "node:crypto";
import { BlueprintError, Cidr, refuse } from "../../core/index";

/**
 * Addresses in the block of a tunnel: the gateway has the first one, each peer the one that follows from its own name.
 * No peer's address depends on which others there are. The price: two names can fall on one address, which is an
 * error answered by giving one of them an address of its own.
 *
 * @internal
 */
export class TunnelAddresses {
  private readonly block: Cidr;
  private readonly taken = new Map<string, string>();

  /** @throws BlueprintError SCSBP-1001 and SCSBP-1002 for no private block, SCSBP-6131 for IPv6 or one too small */
  public constructor(
    cidr: string,
    private readonly path: string,
  ) {
    this.block = Cidr.parsePrivate(cidr);
    if (this.block.ipVersion !== 4 || this.block.prefix > 28) {
      throw this.refused(
        "not a block for a tunnel",
        this.block.text,
        "a private IPv4 block of /28 or larger",
        "use the default, unless it is in use elsewhere",
      );
    }
  }

  /** The block in CIDR notation. */
  public get cidr(): string {
    return this.block.text;
  }

  /** Prefix length of the block. */
  public get prefix(): number {
    return this.block.prefix;
  }

  /** The gateway's address. */
  public get gateway(): string {
    return this.block.address(1);
  }

  /** @throws BlueprintError SCSBP-6131 for an address outside, SCSBP-6132 for one that is another peer's */
  public add(peer: string, wanted?: string): string {
    // Without the block's own address, the gateway's, and the last one.
    const count = 2 ** (32 - this.block.prefix) - 3;
    const slot = createHash("sha256").update(peer).digest().readUInt32BE() % count;
    const address = wanted ?? this.block.address(2 + slot);
    const edges = [0, 1, -1].map((index) => this.block.address(index));
    if (!this.block.containsAddress(address) || edges.includes(address)) {
      throw this.refused(
        `not an address for peer "${peer}"`,
        address,
        `${this.block.address(2)} to ${this.block.address(-2)}, without prefix length`,
        "choose an address of the tunnel, or leave it out",
      );
    }
    const other = this.taken.get(address);
    if (other !== undefined) {
      throw refuse(this.path, "SCSBP-6132", {
        what: `the peers "${other}" and "${peer}" have the same address in the tunnel`,
        got: address,
        allowed: "an address for each",
        fix: `give the newer one an address of its own: address: "${this.free()}"`,
      });
    }
    this.taken.set(address, peer);
    return address;
  }

  /** The lowest address that nobody has. */
  private free(): string {
    let index = 2;
    while (this.taken.has(this.block.address(index))) {
      index += 1;
    }
    return this.block.address(index);
  }

  private refused(what: string, got: string, allowed: string, fix: string): BlueprintError {
    return refuse(this.path, "SCSBP-6131", { what, got, allowed, fix });
  }
}
