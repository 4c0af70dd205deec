import { BlueprintError, Cidr } from "../core/index";
import type { ISecurityGroup } from "./security-group";

/** What a rule of a security group lets in: the fields that differ between kinds of peers. @internal */
export interface PeerRule {
  readonly id: string;
  readonly ethertype: string;
  readonly remoteIpPrefix?: string;
  readonly remoteGroup?: ISecurityGroup;
  readonly description?: string;
}

/**
 * Who may connect.
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
    return new Peer(() => [{ id, ethertype, remoteIpPrefix: cidr.text }]);
  }

  /** The members of a security group, IPv4 and IPv6. */
  public static securityGroup(group: ISecurityGroup): Peer {
    return new Peer(() => [
      { id: "v4", ethertype: "IPv4", remoteGroup: group },
      { id: "v6", ethertype: "IPv6", remoteGroup: group },
    ]);
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
    return new Peer(() => [
      { id: "anywhere-v4", ethertype: "IPv4", remoteIpPrefix: "0.0.0.0/0", description: reason },
      { id: "anywhere-v6", ethertype: "IPv6", remoteIpPrefix: "::/0", description: reason },
    ]);
  }

  private constructor(private readonly toRules: () => readonly PeerRule[]) {}

  /** @internal */
  public get rules(): readonly PeerRule[] {
    return this.toRules();
  }
}
