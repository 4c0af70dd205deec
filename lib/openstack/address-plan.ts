import { createHash } from "node:crypto";
import { BlueprintError, Cidr } from "../core/index";

/** One tier's place in an {@link AddressPlan}. */
export interface AddressPlanEntry {
  /** The tier's name; its slot follows from it. */
  readonly tier: string;
  /** A slot of one's own choice. @default - from the tier's name */
  readonly slot?: number;
  /** A block of one's own choice within the network. @default - the block of the slot */
  readonly cidr?: string;
}

/**
 * Slots of names that are used again and again. They never collide with each other; other names share the upper half.
 * The list is part of layout V1: entries are never added, removed or moved.
 */
const WELL_KNOWN_SLOTS = ["default", "web", "app", "db", "data", "cache", "mgmt", "lb"];

/** Layout V1: an IPv4 network has 2^4 slots, as long as a slot keeps at least a /28 (11 usable addresses in Neutron). */
const IPV4_SLOT_BITS = 4;
const IPV4_SMALLEST = 28;
/** Layout V1: an IPv6 slot is one /64, the only size SLAAC works with (RFC 4862 with RFC 4291 section 2.5.1). */
const IPV6_SUBNET = 64;
const IPV6_SLOT_BITS = 8;

/**
 * Which tier has which part of a network's addresses: a pure function of the network's block and the tier's own name.
 *
 * No tier's block depends on which other tiers there are or in what order they are declared. So adding, removing and
 * reordering tiers never moves a subnet. The price: two names can fall on the same slot. That is an error at synth,
 * answered by giving the newer tier a `slot` of its own.
 *
 * Layout V1 cuts an IPv4 network in 16 slots (a /20 in /24s), fewer when it is smaller than a /24; an IPv6 network in
 * up to 256 slots of /64. `default web app db data cache mgmt lb` have the slots 0 to 7; any other name has a slot in
 * the upper half by its SHA-256 digest.
 */
export class AddressPlan {
  /** @param network the network's block, private, IPv4 or IPv6 */
  public constructor(private readonly network: Cidr) {
    const smallest = network.ipVersion === 4 ? IPV4_SMALLEST : IPV6_SUBNET;
    if (network.prefix > smallest) {
      throw new BlueprintError({
        code: "SCSBP-2001",
        what: "the network is too small for a subnet",
        got: network.text,
        allowed: `a prefix of /${smallest} or shorter`,
        fix: network.ipVersion === 4 ? "use a /20, the default, unless addresses are scarce" : "use a /48",
      });
    }
  }

  /** Number of slots. */
  public get slots(): number {
    return 2 ** this.slotBits;
  }

  /** The slot that a tier has by its name. */
  public slotOf(tier: string): number {
    const known = WELL_KNOWN_SLOTS.indexOf(tier);
    if (known >= 0) {
      return known % this.slots;
    }
    const half = Math.floor(this.slots / 2);
    return half === 0 ? 0 : half + (spread(tier) % half);
  }

  /**
   * The block of a tier.
   *
   * @throws BlueprintError SCSBP-2002 for a slot that does not exist, SCSBP-2003 for a block outside the network
   */
  public blockOf(entry: AddressPlanEntry): Cidr {
    if (entry.cidr !== undefined) {
      return this.explicitBlock(entry.tier, entry.cidr);
    }
    const slot = entry.slot ?? this.slotOf(entry.tier);
    if (!Number.isInteger(slot) || slot < 0 || slot >= this.slots) {
      throw new BlueprintError({
        code: "SCSBP-2002",
        what: `tier "${entry.tier}" has a slot that the network does not have`,
        got: `slot ${slot} of ${this.network.text}`,
        allowed: `whole numbers from 0 to ${this.slots - 1}`,
        fix: "choose a free slot or a larger network",
      });
    }
    return this.network.subnet(this.slotPrefix, slot);
  }

  /**
   * Checks that tiers do not overlap.
   *
   * @throws BlueprintError SCSBP-2004 when two do; it names a free slot
   */
  public check(entries: readonly AddressPlanEntry[]): void {
    const taken: { tier: string; block: Cidr }[] = [];
    for (const entry of entries) {
      const block = this.blockOf(entry);
      const other = taken.find((one) => one.block.overlaps(block));
      if (other !== undefined) {
        const blocks = entries.map((one) => this.blockOf(one));
        const free = [...Array(this.slots).keys()].find((slot) =>
          blocks.every((one) => !one.overlaps(this.network.subnet(this.slotPrefix, slot))),
        );
        throw new BlueprintError({
          code: "SCSBP-2004",
          what: `tiers "${other.tier}" and "${entry.tier}" have the same addresses`,
          got: `${other.block.text} and ${block.text}`,
          allowed: "blocks that do not overlap",
          fix:
            free === undefined
              ? "the network is full: use a larger one"
              : `give the newer of the two a slot of its own: addTier("${entry.tier}", { slot: ${free} })`,
        });
      }
      taken.push({ tier: entry.tier, block });
    }
  }

  private get slotBits(): number {
    return this.network.ipVersion === 4
      ? Math.min(IPV4_SLOT_BITS, IPV4_SMALLEST - this.network.prefix)
      : Math.min(IPV6_SLOT_BITS, IPV6_SUBNET - this.network.prefix);
  }

  private get slotPrefix(): number {
    return this.network.ipVersion === 4 ? this.network.prefix + this.slotBits : IPV6_SUBNET;
  }

  private explicitBlock(tier: string, text: string): Cidr {
    const block = Cidr.parsePrivate(text);
    if (!this.network.contains(block)) {
      throw new BlueprintError({
        code: "SCSBP-2003",
        what: `the block of tier "${tier}" is not a part of its network`,
        got: block.text,
        allowed: `a part of ${this.network.text}`,
        fix: "choose a block within the network, or enlarge the network",
      });
    }
    return block;
  }
}

/** A number from 0 to 255 that spreads names evenly: the first byte of the SHA-256 digest. */
function spread(name: string): number {
  return createHash("sha256").update(name).digest().readUInt8(0);
}
