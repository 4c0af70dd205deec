import type { IConstruct } from "constructs";
import { Token } from "../../core/engine";
import { BlueprintError, Cidr } from "../../core/index";
import type { IAddressGroup } from "./address-group";
import type { INetworkTier } from "../network/network-tier";
import type { ISecurityGroup } from "./security-group";

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

/**
 * Who may connect, or be connected to.
 */
export class Peer {
  /**
   * Addresses of a block, IPv4 or IPv6.
   *
   * @throws BlueprintError SCSBP-2011 for the whole internet, which has to be spelled {@link Peer.anywhere}
   */
  public static cidr(text: string): Peer {
    const cidr = Cidr.parse(text);
    if (cidr.prefix === 0) {
      throw new BlueprintError({
        code: "SCSBP-2011",
        what: "this source is the whole internet",
        got: text,
        allowed: "the addresses of those who need it",
        fix: 'narrow the block, or say why it has to be open: Peer.anywhere("public website")',
      });
    }
    const ethertype = cidr.ipVersion === 4 ? "IPv4" : "IPv6";
    const id = cidr.text.replace(/[./:]+/g, "-");
    return new Peer(() => [{ kind: PeerKind.CIDR, id, ethertype, remoteIpPrefix: cidr.text }]);
  }

  /** The members of a security group, IPv4 and IPv6. */
  public static securityGroup(group: ISecurityGroup): Peer {
    const rule = { kind: PeerKind.SECURITY_GROUP, remoteGroup: group, construct: group };
    return new Peer(() => [
      { ...rule, id: "v4", ethertype: "IPv4" },
      { ...rule, id: "v6", ethertype: "IPv6" },
    ]);
  }

  /**
   * All addresses of a tier with all of its zones, whoever has them: for what is not in a security group of one's own,
   * such as the balancers of the cloud. A tier that was looked up counts as IPv4.
   */
  public static tier(tier: INetworkTier): Peer {
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

  /** The addresses of an address group, as they are at any time. */
  public static addressGroup(group: IAddressGroup): Peer {
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
   * @param reason why; it becomes the rule's description, where the next reader of the rule finds it
   * @throws BlueprintError SCSBP-2012 when no reason is given
   */
  public static anywhere(reason: string): Peer {
    if (reason.trim().length < 4) {
      throw new BlueprintError({
        code: "SCSBP-2012",
        what: "opening a port to the whole internet needs a reason",
        got: JSON.stringify(reason),
        allowed: "a few words for the next reader of the rule",
        fix: 'Peer.anywhere("public website")',
      });
    }
    const rule = { kind: PeerKind.ANYWHERE, description: reason };
    return new Peer(() => [
      { ...rule, id: "anywhere-v4", ethertype: "IPv4", remoteIpPrefix: "0.0.0.0/0" },
      { ...rule, id: "anywhere-v6", ethertype: "IPv6", remoteIpPrefix: "::/0" },
    ]);
  }

  private constructor(private readonly toRules: () => readonly PeerRule[]) {}

  /** Whether it is the whole internet. @internal @jsii ignore */
  public get isAnywhere(): boolean {
    return this.rules.some((rule) => rule.kind === PeerKind.ANYWHERE);
  }

  /** @internal @jsii ignore */
  public get rules(): readonly PeerRule[] {
    return this.toRules();
  }
}
