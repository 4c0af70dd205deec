import type { StateResource } from "@scs-blueprints/checker/assembly";
import { isDeepStrictEqual } from "node:util";

/**
 * What can't be changed once it is made, by type: another value would replace the resource. Only what programs set and
 * what tells resources of a type apart; of a type that is not here, everything that the plan knows.
 *
 * Source: `ForceNew` of the attributes, openstack/resource_openstack_*.go of terraform-provider-openstack 3.4.0.
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  openstack_blockstorage_volume_v3: ["availability_zone", "image_id", "snapshot_id", "source_vol_id"],
  openstack_compute_instance_v2: ["availability_zone", "image_id", "key_pair"],
  openstack_compute_keypair_v2: ["name", "public_key"],
  openstack_compute_servergroup_v2: ["name", "policies"],
  openstack_compute_volume_attach_v2: ["instance_id", "volume_id"],
  openstack_dns_recordset_v2: ["name", "type", "zone_id"],
  openstack_dns_zone_v2: ["name", "type"],
  openstack_lb_listener_v2: ["loadbalancer_id", "protocol", "protocol_port"],
  openstack_lb_loadbalancer_v2: ["availability_zone", "flavor_id", "loadbalancer_provider", "vip_network_id"],
  openstack_lb_member_v2: ["address", "pool_id", "protocol_port", "subnet_id"],
  openstack_lb_monitor_v2: ["pool_id", "type"],
  openstack_lb_pool_v2: ["listener_id", "loadbalancer_id", "protocol"],
  openstack_networking_floatingip_v2: ["pool"],
  openstack_networking_network_v2: ["external", "transparent_vlan"],
  openstack_networking_port_v2: ["mac_address", "network_id"],
  openstack_networking_router_interface_v2: ["port_id", "router_id", "subnet_id"],
  openstack_networking_router_v2: ["availability_zone_hints"],
  openstack_networking_secgroup_rule_v2: [
    ...["direction", "ethertype", "port_range_max", "port_range_min", "protocol"],
    ...["remote_address_group_id", "remote_group_id", "remote_ip_prefix", "security_group_id"],
  ],
  openstack_networking_secgroup_v2: [],
  openstack_networking_subnet_v2: ["cidr", "ip_version", "network_id", "subnetpool_id"],
  openstack_objectstorage_container_v1: ["name"],
};

/** Attributes of a type that can't be changed; `undefined`: all of them count. */
function fixedAttributes(type: string): readonly string[] | undefined {
  return FIXED[type];
}

/** What of a resource in another program's state is compared. */
export type HeldResource = Pick<StateResource, "address" | "type" | "values">;

/** What of a planned resource is compared. */
export interface WantedResource {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** By attribute: whose id it will be. */
  readonly idSources: ReadonlyMap<string, { readonly address: string }>;
}

interface Pair {
  readonly planned: WantedResource;
  readonly held: HeldResource;
}

/** A resource to be made, and the one that is it already. */
interface StateMatch extends Pair {
  /** Attributes that the next plan would change in place. */
  readonly differences: readonly string[];
}

/** Which planned resources are there already. */
export interface StateMatching {
  readonly matches: readonly StateMatch[];
  /** Planned, and there are several that it could be. */
  readonly ambiguous: readonly { readonly planned: WantedResource; readonly candidates: readonly HeldResource[] }[];
  /** Planned, and nothing is like it: to be made. */
  readonly made: readonly WantedResource[];
  /** Held, and nothing takes it over. */
  readonly left: readonly HeldResource[];
}

/** Equal names say more than any other attribute that can be changed; equal ends of names, `web-a`, half as much. */
const NAME_WEIGHT = 8;

/**
 * Finds what planned resources are already in another program's state: of the same type, equal in all that can't be changed,
 * nearest in the rest. Resources that others refer to are found first, so that rules follow their groups.
 */
export class StateMatcher {
  private readonly found = new Map<string, Pair>();
  private readonly taken = new Set<HeldResource>();

  public static match(planned: readonly WantedResource[], held: readonly HeldResource[]): StateMatching {
    return new StateMatcher(planned, held).run();
  }

  private constructor(
    private readonly planned: readonly WantedResource[],
    private readonly held: readonly HeldResource[],
  ) {}

  private run(): StateMatching {
    const addresses = new Set(this.planned.map((one) => one.address));
    for (let waits = true; ;) {
      if (this.round(waits ? addresses : new Set())) {
        continue;
      }
      if (!waits) {
        break;
      }
      waits = false; // what is referred to is not there: that tells nothing apart
    }
    const open = this.planned.filter((one) => !this.found.has(one.address));
    const ambiguous = open
      .map((planned) => ({ planned, candidates: this.candidates(planned) }))
      .filter(({ candidates }) => candidates.length > 0);
    const undecided = new Set(ambiguous.map(({ planned }) => planned));
    return {
      matches: [...this.found.values()].map((pair) => ({ ...pair, differences: this.differences(pair) })),
      ambiguous,
      made: open.filter((one) => !undecided.has(one)),
      left: this.held.filter((one) => !this.taken.has(one)),
    };
  }

  /** Pairs that want each other most. @param pending addresses whose match may be found yet */
  private round(pending: ReadonlySet<string>): boolean {
    const before = this.found.size;
    for (const planned of this.planned) {
      if (this.found.has(planned.address) || this.waits(planned, pending)) {
        continue;
      }
      const held = best(this.candidates(planned), (one) => this.likeness(planned, one));
      const rivals = this.planned.filter(
        (one) => !this.found.has(one.address) && held !== undefined && this.fits(one, held),
      );
      if (held !== undefined && best(rivals, (one) => this.likeness(one, held)) === planned) {
        this.take(planned, held);
      }
    }
    return this.found.size > before;
  }

  /** Whom a pair refers to is a pair as well: the network of a subnet that was found by its CIDR. */
  private take(planned: WantedResource, held: HeldResource): void {
    this.found.set(planned.address, { planned, held });
    this.taken.add(held);
    for (const [attribute, { address }] of planned.idSources) {
      const target = this.planned.find((one) => one.address === address && !this.found.has(address));
      const id = held.values[attribute];
      const other = this.held.find(
        (one) => one.type === target?.type && one.values["id"] === id && !this.taken.has(one),
      );
      if (target !== undefined && other !== undefined && this.fits(target, other)) {
        this.take(target, other);
      }
    }
  }

  private waits(planned: WantedResource, pending: ReadonlySet<string>): boolean {
    return this.compared(planned).some((attribute) => {
      const target = planned.idSources.get(attribute)?.address;
      return target !== undefined && pending.has(target) && !this.found.has(target);
    });
  }

  private candidates(planned: WantedResource): HeldResource[] {
    return this.held.filter((one) => !this.taken.has(one) && this.fits(planned, one));
  }

  private fits(planned: WantedResource, held: HeldResource): boolean {
    return (
      planned.type === held.type &&
      planned.type !== "terraform_data" && // nothing of it is read back: an import would change it at once
      this.compared(planned).every((attribute) => {
        const wanted = this.wanted(planned, attribute);
        return wanted === undefined || isDeepStrictEqual(wanted, held.values[attribute]);
      })
    );
  }

  /** Attributes in which a resource has to be equal. */
  private compared(planned: WantedResource): readonly string[] {
    return fixedAttributes(planned.type) ?? [...Object.keys(planned.values), ...planned.idSources.keys()];
  }

  private differences({ planned, held }: Pair): string[] {
    return Object.keys(planned.values).filter((attribute) => {
      const wanted = this.wanted(planned, attribute);
      return wanted !== undefined && !isDeepStrictEqual(wanted, held.values[attribute]);
    });
  }

  private likeness(planned: WantedResource, held: HeldResource): number {
    const equal = Object.keys(planned.values).filter((attribute) =>
      isDeepStrictEqual(this.wanted(planned, attribute), held.values[attribute]),
    );
    const name = String(planned.values["name"] ?? "");
    const words = Math.min(sharedEnd(name, String(held.values["name"] ?? "")), NAME_WEIGHT / 2);
    return equal.length + (name !== "" && equal.includes("name") ? NAME_WEIGHT : words);
  }

  /** What an attribute has to be; undefined when the plan leaves it open or does not know it. */
  private wanted(planned: WantedResource, attribute: string): unknown {
    const match = this.found.get(planned.idSources.get(attribute)?.address ?? "");
    const value = match === undefined ? planned.values[attribute] : match.held.values["id"];
    const open = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    return open ? undefined : value;
  }
}

/** How many words two names have in common at their ends: 2 of `shop-web-a` and `old-web-a`. */
function sharedEnd(one: string, other: string): number {
  const words = (name: string) =>
    name
      .split(/[-_. ]+/)
      .filter((word) => word !== "")
      .reverse();
  const theirs = words(other);
  const differs = words(one).findIndex((word, index) => word !== theirs[index]);
  return differs === -1 ? words(one).length : differs;
}

/** The one with the highest value; undefined when there is none, or several. */
function best<T>(all: readonly T[], value: (one: T) => number): T | undefined {
  const ranked = all.map((one) => ({ one, value: value(one) })).sort((a, b) => b.value - a.value);
  return ranked.length === 1 || (ranked[0]?.value ?? 0) > (ranked[1]?.value ?? 0) ? ranked[0]?.one : undefined;
}
