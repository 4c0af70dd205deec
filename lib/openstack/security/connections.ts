import { inWords } from "../../core/errors";
import { BlueprintError } from "../../core/index";
import { checkedPeer, Peer } from "./peer";
import { checkedPort, type Port } from "./port";
import type { ISecurityGroup, SecurityGroup } from "./security-group";

/** What has connections: a server, a pool of servers, a security group. */
export interface IConnectable {
  /** Who may connect to it. */
  readonly connections: Connections;
  /** Security groups that it is in beside that of its connections. @default - none */
  readonly additionalSecurityGroups?: ISecurityGroup[];
}

/**
 * Access by intent. Rules are added to the security group of the side that is connected to; and to that of the side
 * that connects where it does not let everything out.
 */
export class Connections {
  /** @param securityGroup the group whose members the rules are for */
  public constructor(public readonly securityGroup: SecurityGroup) {}

  /**
   * Lets a peer connect to this on a port. Saying the same twice changes nothing.
   *
   * @throws BlueprintError SCSBP-2014 for what is no Port, SCSBP-2015 for what is no Peer
   */
  public allowFrom(peer: Peer, port: Port): void {
    const { path } = this.securityGroup.node;
    checkedPort(port, path);
    for (const rule of checkedPeer(peer, path).rules) {
      this.securityGroup.addIngress(rule, port);
    }
  }

  /**
   * Lets this connect to something else on a port.
   *
   * @throws BlueprintError SCSBP-2014 for what is no Port, SCSBP-2016 for what has no connections
   */
  public allowTo(other: IConnectable, port: Port): void {
    checkedPort(port, this.securityGroup.node.path);
    checkConnectable(other, this.securityGroup.node.path);
    other.connections.allowFrom(Peer.securityGroup(this.securityGroup), port);
    this.allowToPeer(Peer.securityGroup(other.connections.securityGroup), port);
  }

  /**
   * Lets this connect to addresses outside of the program: a package mirror, an API. Makes a rule only where the
   * security group does not let everything out (`allowAllOutbound: false`).
   *
   * @throws BlueprintError SCSBP-2014 for what is no Port, SCSBP-2015 for what is no Peer
   */
  public allowToPeer(peer: Peer, port: Port): void {
    const { path } = this.securityGroup.node;
    checkedPort(port, path);
    for (const rule of checkedPeer(peer, path).rules) {
      this.securityGroup.addEgress(rule, port);
    }
  }

  /**
   * Lets members connect to each other on a port.
   *
   * @throws BlueprintError SCSBP-2014 for what is no Port
   */
  public allowInternally(port: Port): void {
    const self = Peer.securityGroup(this.securityGroup);
    this.allowFrom(self, port);
    this.allowToPeer(self, port);
  }
}

/**
 * @throws BlueprintError SCSBP-2016 for what has no connections
 * @internal
 */
export function checkConnectable(value: unknown, path: string): void {
  if (!((value as IConnectable | null | undefined)?.connections instanceof Connections)) {
    throw new BlueprintError({
      code: "SCSBP-2016",
      what: "nothing that has connections",
      got: inWords(value),
      allowed: "a Server, a ServerPool, a SecurityGroup, a Bastion, and what has `connections` of its own",
      fix: "give the construct itself; addresses outside of the program: connections.allowToPeer(Peer.cidr(…), port)",
      path,
    });
  }
}
