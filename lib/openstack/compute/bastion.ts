import { Construct } from "constructs";
import { Names, refuse } from "../../core/index";
import type { CloudInit } from "./cloud-init";
import { Flavor } from "./flavor";
import type { Image } from "./image";
import type { IKeyPair } from "./key-pair";
import type { INetworkTier } from "../network/network-tier";
import { checkedPeers, type Connections, type IConnectable, type Peer } from "../security/peer";
import { Port } from "../security/port";
import { type IServer, Server } from "./server";

/** Properties of a {@link Bastion}. */
export interface BastionProps {
  /** Where it is placed. */
  readonly tier: INetworkTier;
  /** What it is made from. */
  readonly image: Image;
  /** Who may log in: at least one, and not the whole internet. */
  readonly allowedSources: Peer[];
  /** Its size. @default Flavor.SCS_1V_2 */
  readonly flavor?: Flavor;
  /** Key pair of those who log in. @default - none: keys come by cloudInit or the image */
  readonly keyPair?: IKeyPair;
  /** What it does at its first boot. @default - nothing */
  readonly cloudInit?: CloudInit;
  /** Whether it has a public address. @default true */
  readonly floatingIp?: boolean;
  /** Port that its SSH server listens on. @default 22 */
  readonly sshPort?: number;
  /** Any change of this text replaces it with the image of that day. @default - it is not replaced */
  readonly imageRevision?: string;
}

/**
 * The one way in for people: a small server with a public address, whose SSH is open to named sources only.
 *
 * Defines: a {@link Server} with a floating IP; an ingress rule for each source.
 *
 * @example
 * const bastion = new Bastion(stack, "bastion", {
 *   tier: network.tier("web"),
 *   image: Image.ubuntu("24.04"),
 *   allowedSources: [Peer.cidr("192.0.2.0/24")],
 * });
 * bastion.allowSshTo(server);
 */
export class Bastion extends Construct implements IConnectable {
  /** The server. */
  public readonly server: IServer;
  /** The public address. @default - none: `floatingIp` is false */
  public readonly publicIp?: string;
  public readonly connections: Connections;

  /** @throws BlueprintError SCSBP-2070 for no sources, or the whole internet as one */
  public constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    const sources = checkedPeers(props.allowedSources, "allowedSources", this.node.path);
    const open = sources.some((peer) => peer.isAnywhere);
    if (open || sources.length === 0) {
      throw refuse(this, "SCSBP-2070", {
        what: open ? "a bastion is not open to the whole internet" : "nobody may log in to the bastion",
        got: open ? "Peer.anywhere as an allowed source" : "no allowed sources",
        allowed: "the addresses of those who log in: Peer.cidr, Peer.addressGroup, Peer.tier, Peer.securityGroup",
        fix: 'name them: allowedSources: [Peer.cidr("192.0.2.0/24")]',
      });
    }
    const { keyPair, cloudInit, imageRevision } = props;
    const server = new Server(this, "server", {
      name: Names.ofConstruct(this),
      tier: props.tier,
      image: props.image,
      flavor: props.flavor ?? Flavor.SCS_1V_2,
      floatingIp: props.floatingIp ?? true,
      ...(keyPair === undefined ? {} : { keyPair }),
      ...(cloudInit === undefined ? {} : { cloudInit }),
      ...(imageRevision === undefined ? {} : { imageRevision }),
    });
    this.server = server;
    this.publicIp = server.floatingIp;
    this.connections = server.connections;
    for (const source of sources) {
      this.connections.allowFrom(source, Port.tcp(props.sshPort ?? 22));
    }
  }

  /** Lets those who are logged in go on to something by SSH. */
  public allowSshTo(target: IConnectable): void {
    this.connections.allowTo(target, Port.tcp(22));
  }
}
