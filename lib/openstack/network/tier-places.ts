import type { Construct } from "constructs";
import { type Cidr, refuse } from "../../core/index";
import type { AddressPlan, AddressPlanEntry, ZonePlanEntry } from "./address-plan";
import type { Ipv6 } from "./ipv6";
import type { ISubnetPool } from "./subnet-pool";
import type { SubnetPlace } from "./network-tier";

/** Where the subnets of a network lie: by the address plan or from a pool, and the same again for IPv6. @internal */
export class TierPlaces {
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
