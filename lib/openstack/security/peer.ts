import { Construct, type IConstruct } from "constructs";
import { Token } from "../../core/engine";
import { inWords } from "@scs-blueprints/standards/errors";
import { Cidr, refuse } from "../../core/index";
import type { INetworkTier } from "../network/network-tier";
import { checkedPort, type Port } from "./port";
import type { SecurityGroup } from "./security-group";

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

/**
 * One end of a connection: a server, a pool of servers, a load balancer, a security group, an address group, a tier, or
 * a {@link Peer}.
 */
export interface IConnectable {
  /** Who may connect to it. */
  readonly connections: Connections;
  /** Security groups that it is in beside that of its connections. @default - none */
  readonly additionalSecurityGroups?: ISecurityGroup[];
}

/** A security group, owned or looked up. */
export interface ISecurityGroup extends IConstruct, IConnectable {
  /** Id of the group, known after apply. */
  readonly securityGroupId: string;
}

/** A list of addresses that rules refer to, owned or given by its id. */
export interface IAddressGroup extends IConstruct, IConnectable {
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
  /** Whether the program does not know the addresses: those of a group by its id can be anybody's. @default false */
  readonly unknownAddresses?: boolean;
  /** The construct that the peer is, whose path is part of the rule's id. @default - the id says it all */
  readonly construct?: IConstruct;
  readonly description?: string;
}

/** Each Peer with its rules, all made by the factories below: nothing else gets into a rule. */
const PEERS = new WeakMap<object, () => readonly PeerRule[]>();

/** Address groups whose addresses the program does not know. */
const UNKNOWN = new WeakSet<IAddressGroup>();

/** Notes that the program does not know the addresses of a group. @internal */
export function addressesUnknown(group: IAddressGroup): void {
  UNKNOWN.add(group);
}

/** Longest description that Neutron keeps, in characters: DESCRIPTION_FIELD_SIZE of neutron_lib/db/constants.py. */
const LONGEST_REASON = 255;

/**
 * Addresses or members of a group, as one end of a connection.
 *
 * @example
 * server.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(443));
 * server.connections.allowTo(Peer.cidr("198.51.100.53/32"), Port.udp(53));
 */
export class Peer implements IConnectable {
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
   * Makes rules at the other end only: a group that lets nothing out by itself has to be given as
   * what it belongs to, the server or the group itself.
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
        unknownAddresses: UNKNOWN.has(group),
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
    const why = checkedReason(
      reason,
      "opening a port to the whole internet needs a reason",
      'Peer.anywhere("public website")',
    );
    const rule = { kind: PeerKind.ANYWHERE, description: why };
    return new Peer(() => [
      { ...rule, id: "anywhere-v4", ethertype: "IPv4", remoteIpPrefix: "0.0.0.0/0" },
      { ...rule, id: "anywhere-v6", ethertype: "IPv6", remoteIpPrefix: "::/0" },
    ]);
  }

  public readonly connections: Connections;

  private constructor(toRules: () => readonly PeerRule[]) {
    PEERS.set(this, toRules);
    this.connections = Connections.define(() => this);
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
 * Access by intent. A rule is made in the security group of the end that is connected to, and in that of the end that
 * connects where it does not let everything out (`allowAllOutbound: false`). Ends without a security group of this
 * program (addresses, groups that were looked up) get none.
 */
export class Connections {
  /**
   * @param peer what the other end of a connection has in its rules
   * @param group the security group that the rules of this end are in
   * @internal
   * @jsii ignore
   */
  public static define(peer: () => Peer, group?: SecurityGroup): Connections {
    return new Connections(peer, group);
  }

  /** @internal */
  private constructor(
    private readonly peer: () => Peer,
    private readonly group: SecurityGroup | undefined,
  ) {}

  /**
   * The security group that rules of this end are in.
   *
   * @throws BlueprintError SCSBP-2016 for an end without one, such as addresses
   */
  public get securityGroup(): SecurityGroup {
    if (this.group === undefined) {
      throw refuse("SCSBP-2016", {
        what: "this end of a connection has no security group of this program",
        got: "addresses, a tier, a load balancer, or a group that was looked up",
        allowed: "the connections of a Server, a ServerPool, a Bastion, a SecurityGroup",
        fix: "ask the server or the group at the other end",
      });
    }
    return this.group;
  }

  /**
   * Lets another end connect to this one on a port. Saying the same twice changes nothing.
   *
   * @param description why; it becomes the description of the rules. Other words later change nothing in the cloud: a
   *   rule is never replaced for them
   * @throws BlueprintError SCSBP-2012 for an unfit description, SCSBP-2014 for what is no Port, SCSBP-2015 for what has
   *   no connections, SCSBP-2016 when neither end has a security group of this program
   */
  public allowFrom(other: IConnectable, port: Port, description?: string): void {
    if (!isConnectable(other)) {
      checkedPeer(other, this.path);
    }
    this.connect(other.connections, this, port, description);
  }

  /**
   * Lets this end connect to another one on a port.
   *
   * @param description why; see {@link Connections.allowFrom}
   * @throws BlueprintError SCSBP-2012 for an unfit description, SCSBP-2014 for what is no Port, SCSBP-2016 for what has
   *   no connections, and when neither end has a security group of this program
   */
  public allowTo(other: IConnectable, port: Port, description?: string): void {
    checkConnectable(other, this.path);
    this.connect(this, other.connections, port, description);
  }

  /**
   * Lets members connect to each other on a port.
   *
   * @param description why; see {@link Connections.allowFrom}
   * @throws BlueprintError SCSBP-2012 for an unfit description, SCSBP-2014 for what is no Port, SCSBP-2016 for an end
   *   without a security group
   */
  public allowInternally(port: Port, description?: string): void {
    this.connect(this, this, port, description);
  }

  /** Path for errors. @default - not known: an end without a security group */
  private get path(): string | undefined {
    return this.group?.node.path;
  }

  private connect(from: Connections, to: Connections, port: Port, description: string | undefined): void {
    checkedPort(port, this.path);
    if (from.group === undefined && to.group === undefined) {
      throw refuse("SCSBP-2016", {
        what: "neither end of the connection has a security group of this program",
        got: "two ends that are addresses, tiers, load balancers, or groups that were looked up",
        allowed: "a Server, a ServerPool, a Bastion or a SecurityGroup as one of the two",
        fix: "call it on the server; who may use a load balancer is said by its listener: addListener(port, { clients: […] })",
        ...(this.path === undefined ? {} : { path: this.path }),
      });
    }
    const why =
      description === undefined
        ? {}
        : { description: checkedReason(description, "the description says nothing", '"monitoring", or leave it out') };
    for (const rule of to.group === undefined ? [] : from.peer().rules) {
      to.group?.addIngress({ ...rule, ...why }, port);
    }
    for (const rule of from.group === undefined ? [] : to.peer().rules) {
      from.group?.addEgress({ ...rule, ...why }, port);
    }
  }
}

function isConnectable(value: unknown): value is IConnectable {
  return (value as IConnectable | null | undefined)?.connections instanceof Connections;
}

/**
 * @throws BlueprintError SCSBP-2016 for what has no connections
 * @internal
 */
export function checkConnectable(value: unknown, path?: string): void {
  if (!isConnectable(value)) {
    throw refuse("SCSBP-2016", {
      what: "nothing that has connections",
      got: inWords(value),
      allowed: "a Server, a ServerPool, a SecurityGroup, a Bastion, a Peer, and what has `connections` of its own",
      fix: 'give the construct itself; for addresses write Peer.cidr("192.0.2.0/24")',
      ...(path === undefined ? {} : { path }),
    });
  }
}

/** A few words that fit into the description of a rule. @internal */
export function checkedReason(reason: unknown, what: string, example: string): string {
  const short = typeof reason !== "string" || reason.trim().length < 4;
  if (short || reason.length > LONGEST_REASON) {
    throw refuse("SCSBP-2012", {
      what: short ? what : "the reason is too long",
      got: short ? inWords(reason) : `${reason.length} characters`,
      allowed: `a few words for the next reader of the program, at most ${LONGEST_REASON} characters`,
      fix: example,
    });
  }
  return reason;
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
    throw refuse("SCSBP-2011", {
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
  throw refuse("SCSBP-2015", {
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
    throw refuse(path, "SCSBP-2015", {
      what: `${name} is a list of peers`,
      got: inWords(value),
      allowed: "a list of Peer.cidr, Peer.securityGroup, Peer.tier, Peer.addressGroup, Peer.anywhere(reason)",
      fix: `write ${name}: [Peer.cidr("192.0.2.0/24")]`,
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
    throw refuse(path, "SCSBP-2016", {
      what: `not the id of ${what}`,
      got: inWords(id),
      allowed: "the id that the cloud gave it",
      fix: "give the id",
    });
  }
}

/** Refuses what a rule would leave out: without its source, it lets everybody in. */
function checkedPart(value: unknown, key: string, what: string, example: string): void {
  const text = Construct.isConstruct(value) ? (value as unknown as Record<string, unknown>)[key] : undefined;
  if (typeof text !== "string" || text === "") {
    throw refuse("SCSBP-2016", {
      what: `the peer is not ${what}`,
      got: text === "" ? `${what} with an empty ${key}` : inWords(value),
      allowed: `${what} of this program, or one that was looked up`,
      fix: `write ${example}`,
    });
  }
}
