import { createHash } from "node:crypto";
import { Cidr, refuse } from "../../core/index";

/** One tier's place in an {@link AddressPlan}. */
export interface AddressPlanEntry {
  /** The tier's name; its slot follows from it. */
  readonly tier: string;
  /** A slot of one's own choice. @default - from the tier's name */
  readonly slot?: number;
  /** A block of one's own choice within the network. @default - the block of the slot */
  readonly cidr?: string;
  /** The tier's zones. @default - none: the tier is one subnet */
  readonly zones?: ZonePlanEntry[];
}

/** One zone's place in the block of a tier. */
export interface ZonePlanEntry {
  /** The zone's name; its slot follows from it. */
  readonly zone: string;
  /** A zone slot of one's own choice, from 1. @default - from the zone's name */
  readonly slot?: number;
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
/** Layout V1: a tier with zones has 2^3 zone slots; 0 is for what belongs to no zone, 1 to 7 are for zones. */
const ZONE_BITS = 3;

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
 *
 * A tier with zones is cut again, by the same principle: zone slot 0 is the tier's own subnet, for addresses that
 * belong to no zone; a zone has slot 1 to 7 by the number or letter that ends its name (`az1`, `eu-b`), else by its
 * digest. The tier's block is cut in eight (a /24 in /27s), fewer where a /28 would be cut. IPv6 is not cut by zones:
 * by router advertisement a server has addresses of all /64s of its network, wherever it is.
 *
 * @example
 * const plan = new AddressPlan(Cidr.parse("10.8.0.0/16"));
 * plan.blockOf({ tier: "db" }).text; // "10.8.48.0/20"
 * plan.zoneBlockOf({ tier: "db" }, { zone: "az2" }).text; // "10.8.52.0/23"
 */
export class AddressPlan {
  /** @param network the network's block, private, IPv4 or IPv6 */
  public constructor(private readonly network: Cidr) {
    const smallest = network.ipVersion === 4 ? IPV4_SMALLEST : IPV6_SUBNET;
    if (network.prefix > smallest) {
      throw refuse("SCSBP-2001", {
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
      throw refuse("SCSBP-2002", {
        what: `tier "${entry.tier}" has a slot that the network does not have`,
        got: `slot ${slot} of ${this.network.text}`,
        allowed: `whole numbers from 0 to ${this.slots - 1}`,
        fix: "choose a free slot or a larger network",
      });
    }
    return this.network.subnet(this.slotPrefix, slot);
  }

  /** Number of slots for zones in a tier; 0 when the tier is too small to be cut. */
  public zoneSlotsOf(entry: AddressPlanEntry): number {
    return 2 ** this.zoneBits(entry) - 1;
  }

  /** The part of a tier with zones that belongs to no zone. */
  public commonBlockOf(entry: AddressPlanEntry): Cidr {
    return this.zoneBlock(entry, 0);
  }

  /**
   * The block of a zone within a tier.
   *
   * @throws BlueprintError SCSBP-2008 when the tier is too small for zones, SCSBP-2002 for a zone slot it does not have
   */
  public zoneBlockOf(entry: AddressPlanEntry, zone: ZonePlanEntry): Cidr {
    const slots = this.zoneSlotsOf(entry);
    if (slots === 0) {
      throw refuse("SCSBP-2008", {
        what: `tier "${entry.tier}" is too small to be cut into zones`,
        got: `${this.blockOf(entry).text} in ${this.network.text}`,
        allowed: `IPv4 tiers of /${IPV4_SMALLEST - 1} or larger`,
        fix:
          this.network.ipVersion === 4
            ? "use a larger network: a /16 has tiers of /20 and zones of /23"
            : "give the network an IPv4 cidr and its IPv6 addresses by `ipv6`; a tier has one /64 for all zones",
      });
    }
    const slot = zone.slot ?? 1 + ((zoneNumber(zone.zone) - 1) % slots);
    if (!Number.isInteger(slot) || slot < 1 || slot > slots) {
      throw refuse("SCSBP-2002", {
        what: `zone "${zone.zone}" of tier "${entry.tier}" has a slot that the tier does not have`,
        got: `slot ${slot}`,
        allowed: `whole numbers from 1 to ${slots}`,
        fix: "choose a free slot or a larger network",
      });
    }
    return this.zoneBlock(entry, slot);
  }

  /**
   * Checks that neither tiers nor zones overlap.
   *
   * @throws BlueprintError SCSBP-2004 when two tiers do, SCSBP-2009 when two zones do; it names a free slot
   */
  public check(entries: AddressPlanEntry[]): void {
    entries.forEach((entry, index) => {
      this.checkZones(entry);
      const block = this.blockOf(entry);
      const other = entries.slice(0, index).find((one) => this.blockOf(one).overlaps(block));
      if (other !== undefined) {
        this.refuse(other.tier, this.blockOf(other), entry.tier, block, entries);
      }
    });
  }

  private refuse(
    tier: string,
    block: Cidr,
    newer: string,
    newerBlock: Cidr,
    entries: readonly AddressPlanEntry[],
  ): never {
    const taken = entries.map((one) => this.blockOf(one));
    const free = [...Array(this.slots).keys()].find((slot) =>
      taken.every((one) => !one.overlaps(this.network.subnet(this.slotPrefix, slot))),
    );
    throw refuse("SCSBP-2004", {
      what: `tiers "${tier}" and "${newer}" have the same addresses`,
      got: `${block.text} and ${newerBlock.text}`,
      allowed: "blocks that do not overlap",
      fix:
        free === undefined
          ? "the network is full: use a larger one"
          : `give the newer of the two a slot of its own: addTier("${newer}", { slot: ${free} })`,
    });
  }

  private checkZones(entry: AddressPlanEntry): void {
    const taken = new Map<string, string>();
    for (const zone of entry.zones ?? []) {
      const block = this.zoneBlockOf(entry, zone).text;
      const other = taken.get(block);
      if (other !== undefined) {
        const slots = Array.from({ length: this.zoneSlotsOf(entry) }, (_, index) => index + 1);
        const used = (entry.zones ?? []).map((one) => this.zoneBlockOf(entry, one).text);
        const free = slots.find((slot) => !used.includes(this.zoneBlock(entry, slot).text));
        throw refuse("SCSBP-2009", {
          what: `zones "${other}" and "${zone.zone}" of tier "${entry.tier}" have the same addresses`,
          got: `${block} for both`,
          allowed: "blocks that do not overlap",
          fix:
            free === undefined
              ? "the tier has no free zone slot: use a larger network or fewer zones"
              : `give the newer of the two a slot of its own: addZone("${zone.zone}", { slot: ${free} })`,
        });
      }
      taken.set(block, zone.zone);
    }
  }

  private zoneBits(entry: AddressPlanEntry): number {
    if (this.network.ipVersion === 6) {
      return 0;
    }
    const room = IPV4_SMALLEST - this.blockOf(entry).prefix;
    return Math.max(0, Math.min(ZONE_BITS, room));
  }

  private zoneBlock(entry: AddressPlanEntry, slot: number): Cidr {
    const block = this.blockOf(entry);
    return block.subnet(block.prefix + this.zoneBits(entry), slot);
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
      throw refuse("SCSBP-2003", {
        what: `the block of tier "${tier}" is not a part of its network`,
        got: block.text,
        allowed: `a part of ${this.network.text}`,
        fix: "choose a block within the network, or enlarge the network",
      });
    }
    return block;
  }
}

/** A zone's number from 1: what its name ends with, a number or a single letter; else by its digest. */
function zoneNumber(zone: string): number {
  const number = Number(/(\d+)$/.exec(zone)?.[1] ?? "0");
  if (number > 0) {
    return number;
  }
  const letter = /(?:^|[^a-z])([a-z])$/.exec(zone)?.[1];
  return letter === undefined ? 1 + spread(zone) : letter.charCodeAt(0) - "a".charCodeAt(0) + 1;
}

/** A number from 0 to 255 that spreads names evenly: the first byte of the SHA-256 digest. */
function spread(name: string): number {
  return createHash("sha256").update(name).digest().readUInt8(0);
}
