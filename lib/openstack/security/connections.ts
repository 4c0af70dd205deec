import { Peer } from "./peer";
import type { Port } from "./port";
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

  /** Lets a peer connect to this on a port. Saying the same twice changes nothing. */
  public allowFrom(peer: Peer, port: Port): void {
    for (const rule of peer.rules) {
      this.securityGroup.addIngress(rule, port);
    }
  }

  /** Lets this connect to something else on a port. */
  public allowTo(other: IConnectable, port: Port): void {
    other.connections.allowFrom(Peer.securityGroup(this.securityGroup), port);
    this.allowToPeer(Peer.securityGroup(other.connections.securityGroup), port);
  }

  /**
   * Lets this connect to addresses outside of the program: a package mirror, an API. Makes a rule only where the
   * security group does not let everything out (`allowAllOutbound: false`).
   */
  public allowToPeer(peer: Peer, port: Port): void {
    for (const rule of peer.rules) {
      this.securityGroup.addEgress(rule, port);
    }
  }

  /** Lets members connect to each other on a port. */
  public allowInternally(port: Port): void {
    const self = Peer.securityGroup(this.securityGroup);
    this.allowFrom(self, port);
    this.allowToPeer(self, port);
  }
}
