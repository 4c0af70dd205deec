import { Construct, type IConstruct } from "constructs";
import { Token } from "../../core/engine";
import { inWords } from "@scs-blueprints/standards/errors";
import { BlueprintError, Cidr } from "../../core/index";
import type { INetworkTier } from "../network/network-tier";

/** The kinds of peers. */
export enum PeerKind {
  /** The whole internet. */
  ANYWHERE = "anywhere",
  /** A block of addresses. */
  CIDR = "cidr",
  /** The members of a security group. */
  SECURITY_GROUP = "security-group",
  /** All addresses of a tier. */
  TIER = "tier",
  /** The addresses of an address group. */
  ADDRESS_GROUP = "address-group",
}

/** A security group, owned or looked up. */
export interface ISecurityGroup extends IConstruct {
  /** Id of the group, known after apply. */
  readonly securityGroupId: string;
}

/** A list of addresses that rules refer to, owned or given by its id. */
export interface IAddressGroup extends IConstruct {
  /** Id of the group. */
  readonly addressGroupId: string;
  /** Address families that rules are made for, 4 and 6. */
  readonly ipVersions: number[];
}

/** What a rule of a security group lets in: the fields that differ between kinds of peers. @internal */
export interface PeerRule {
  readonly kind: PeerKind;
  readonly id: string;
  readonly ethertype: string;
  readonly remoteIpPrefix?: string;
  readonly remoteGroup?: ISecurityGroup;
  readonly remoteAddressGroup?: IAddressGroup;
  /** The construct that the peer is, whose path is part of the rule's id. @default - the id says it all */
  readonly construct?: IConstruct;
  readonly description?: string;
}

/** Each Peer with its rules, all made by the factories below: nothing else gets into a rule. */
const PEERS = new WeakMap<object, () => readonly PeerRule[]>();

/** Longest description that Neutron keeps, in characters: DESCRIPTION_FIELD_SIZE of neutron_lib/db/constants.py. */
const LONGEST_REASON = 255;

/**
 * Who may connect, or be connected to.
 */
export class Peer {
  /**
   * Addresses of a block, IPv4 or IPv6.
   *
   * @throws BlueprintError SCSBP-2011 for the whole internet, or a block larger than a registry's (/8, IPv6 /12): that
   *   has to be spelled {@link Peer.anywhere}
   */
  public static cidr(text: string): Peer {
    const cidr = namedBlock(text);
    const ethertype = cidr.ipVersion === 4 ? "IPv4" : "IPv6";
    const id = cidr.text.replace(/[./:]+/g, "-");
    return new Peer(() => [{ kind: PeerKind.CIDR, id, ethertype, remoteIpPrefix: cidr.text }]);
  }

  /**
   * The members of a security group, IPv4 and IPv6.
   *
   * @throws BlueprintError SCSBP-2016 for what is no security group
   */
  public static securityGroup(group: ISecurityGroup): Peer {
    checkedPart(group, "securityGroupId", "a security group", "Peer.securityGroup(server.connections.securityGroup)");
    const rule = { kind: PeerKind.SECURITY_GROUP, remoteGroup: group, construct: group };
    return new Peer(() => [
      { ...rule, id: "v4", ethertype: "IPv4" },
      { ...rule, id: "v6", ethertype: "IPv6" },
    ]);
  }

  /**
   * All addresses of a tier with all of its zones, whoever has them: for what is not in a security group of one's own,
   * such as the balancers of the cloud. A tier that was looked up counts as IPv4.
   *
   * @throws BlueprintError SCSBP-2016 for what is no tier
   */
  public static tier(tier: INetworkTier): Peer {
    checkedPart(tier, "cidr", "a tier", 'Peer.tier(network.tier("web"))');
    return new Peer(() => {
      const blocks = [
        { cidr: tier.cidr, v6: !Token.isUnresolved(tier.cidr) && tier.cidr.includes(":") },
        ...(tier.ipv6Cidr === undefined ? [] : [{ cidr: tier.ipv6Cidr, v6: true }]),
      ];
      // A looked-up tier with zones tells the blocks of its subnets, not the block they were cut from.
      const zones = Token.isUnresolved(tier.cidr) ? (tier.zones ?? []) : [];
      const rule = { kind: PeerKind.TIER, construct: tier };
      return [
        ...blocks.map(({ cidr, v6 }) => ({
          ...rule,
          id: v6 ? "v6" : "v4",
          ethertype: v6 ? "IPv6" : "IPv4",
          remoteIpPrefix: cidr,
        })),
        ...zones.map((zone) => ({ ...rule, id: `${zone.zone}-v4`, ethertype: "IPv4", remoteIpPrefix: zone.cidr })),
      ];
    });
  }

  /**
   * The addresses of an address group, as they are at any time.
   *
   * @throws BlueprintError SCSBP-2016 for what is no address group
   */
  public static addressGroup(group: IAddressGroup): Peer {
    checkedPart(group, "addressGroupId", "an address group", "Peer.addressGroup(offices)");
    return new Peer(() =>
      group.ipVersions.map((version) => ({
        kind: PeerKind.ADDRESS_GROUP,
        id: `v${version}`,
        ethertype: `IPv${version}`,
        remoteAddressGroup: group,
        construct: group,
      })),
    );
  }

  /**
   * The whole internet, IPv4 and IPv6.
   *
   * @param reason why; it becomes the rule's description, where the next reader of the rule finds it. Other words later
   *   change nothing in the cloud: a rule is never made anew for them
   * @throws BlueprintError SCSBP-2012 when no reason is given, or one longer than 255 characters
   */
  public static anywhere(reason: string): Peer {
    const short = typeof (reason as unknown) !== "string" || reason.trim().length < 4;
    if (short || reason.length > LONGEST_REASON) {
      throw new BlueprintError({
        code: "SCSBP-2012",
        what: short ? "opening a port to the whole internet needs a reason" : "the reason is too long",
        got: short ? inWords(reason) : `${reason.length} characters`,
        allowed: `a few words for the next reader of the rule, at most ${LONGEST_REASON} characters`,
        fix: 'Peer.anywhere("public website")',
      });
    }
    const rule = { kind: PeerKind.ANYWHERE, description: reason };
    return new Peer(() => [
      { ...rule, id: "anywhere-v4", ethertype: "IPv4", remoteIpPrefix: "0.0.0.0/0" },
      { ...rule, id: "anywhere-v6", ethertype: "IPv6", remoteIpPrefix: "::/0" },
    ]);
  }

  private constructor(toRules: () => readonly PeerRule[]) {
    PEERS.set(this, toRules);
  }

  /** Whether it is the whole internet. @internal @jsii ignore */
  public get isAnywhere(): boolean {
    return this.rules.some((rule) => rule.kind === PeerKind.ANYWHERE);
  }

  /** @internal @jsii ignore */
  public get rules(): readonly PeerRule[] {
    return PEERS.get(this)?.() ?? [];
  }
}

/**
 * A block that names somebody.
 *
 * @throws BlueprintError SCSBP-1001 for what is no block, SCSBP-2011 for the internet or most of it
 * @internal
 */
export function namedBlock(text: string): Cidr {
  const block = Cidr.parse(text);
  if (block.isInternetWide) {
    throw new BlueprintError({
      code: "SCSBP-2011",
      what: block.prefix === 0 ? "this source is the whole internet" : "this source is a large part of the internet",
      got: text,
      allowed: "the addresses of those who need it; blocks of at most a /8, for IPv6 a /12",
      fix: 'narrow the block, or say why it has to be open: Peer.anywhere("public website")',
    });
  }
  return block;
}

/**
 * The peer, if it is one: programs in JavaScript can pass anything.
 *
 * @throws BlueprintError SCSBP-2015 for anything else
 * @internal
 */
export function checkedPeer(value: unknown, path?: string): Peer {
  if (typeof value === "object" && value !== null && PEERS.has(value)) {
    return value as Peer;
  }
  const ofAnotherCopy = !Array.isArray(value) && inWords(value).endsWith(" Peer");
  const block = typeof value === "string" && /^[\da-f.:]+\/\d+$/i.test(value);
  throw new BlueprintError({
    code: "SCSBP-2015",
    what: ofAnotherCopy ? "the Peer is not of this copy of scs-blueprints" : "not a Peer",
    got: inWords(value),
    allowed: "Peer.cidr, Peer.securityGroup, Peer.tier, Peer.addressGroup, Peer.anywhere(reason)",
    fix: ofAnotherCopy
      ? "install the package once (`npm ls scs-blueprints` lists its copies), and import Peer from it"
      : `write Peer.cidr(${JSON.stringify(block ? value : "192.0.2.0/24")})`,
    ...(path === undefined ? {} : { path }),
  });
}

/**
 * A list of peers.
 *
 * @param name of the property that has them
 * @throws BlueprintError SCSBP-2015 when it is no list, or something in it no peer
 * @internal
 */
export function checkedPeers(value: unknown, name: string, path: string): Peer[] {
  if (!Array.isArray(value)) {
    throw new BlueprintError({
      code: "SCSBP-2015",
      what: `${name} is a list of peers`,
      got: inWords(value),
      allowed: "a list of Peer.cidr, Peer.securityGroup, Peer.tier, Peer.addressGroup, Peer.anywhere(reason)",
      fix: `write ${name}: [Peer.cidr("192.0.2.0/24")]`,
      path,
    });
  }
  return value.map((one) => checkedPeer(one, path));
}

/**
 * @param what it is the id of: `a security group`
 * @throws BlueprintError SCSBP-2016 for an empty id: Neutron would take a rule with it as one from anywhere
 * @internal
 */
export function checkId(id: unknown, what: string, path: string): void {
  if (typeof id !== "string" || id.trim() === "") {
    throw new BlueprintError({
      code: "SCSBP-2016",
      what: `not the id of ${what}`,
      got: inWords(id),
      allowed: "the id that the cloud gave it",
      fix: "give the id",
      path,
    });
  }
}

/** Refuses what a rule would leave out: without its source, it lets everybody in. */
function checkedPart(value: unknown, key: string, what: string, example: string): void {
  const text = Construct.isConstruct(value) ? (value as unknown as Record<string, unknown>)[key] : undefined;
  if (typeof text !== "string" || text === "") {
    throw new BlueprintError({
      code: "SCSBP-2016",
      what: `the peer is not ${what}`,
      got: text === "" ? `${what} with an empty ${key}` : inWords(value),
      allowed: `${what} of this program, or one that was looked up`,
      fix: `write ${example}`,
    });
  }
}
