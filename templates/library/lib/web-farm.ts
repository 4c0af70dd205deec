import { Construct } from "constructs";
import { Flavor, Image, type INetworkTier, LoadBalancer, Peer, Port, ServerPool } from "scs-blueprints";

/** Properties of a {@link WebFarm}. */
export interface WebFarmProps {
  /** Where balancer and servers are. */
  readonly tier: INetworkTier;
  /** Who connects: blocks, or `Peer.anywhere("why")`. */
  readonly clients: Peer[];
  /** Servers by name: removing one never touches another. */
  readonly members: string[];
  /** @default Flavor.SCS_2V_4 */
  readonly flavor?: Flavor;
  /** Port that the servers listen on. @default 8080 */
  readonly port?: number;
}

/**
 * A blueprint of one's own: web servers on different hosts behind a balancer with a public address.
 *
 * Its parts are fields, so that its user can go on from there: `farm.servers.connections.allowTo(db, Port.tcp(5432))`.
 */
export class WebFarm extends Construct {
  public readonly servers: ServerPool;
  public readonly balancer: LoadBalancer;

  public constructor(scope: Construct, id: string, props: WebFarmProps) {
    super(scope, id);
    if (new Set(props.members).size < 2) {
      throw new Error(`${this.node.path}: a farm has two servers or more, got ${JSON.stringify(props.members)}`);
    }
    this.servers = new ServerPool(this, "servers", {
      tier: props.tier,
      flavor: props.flavor ?? Flavor.SCS_2V_4,
      image: Image.ubuntu("24.04"),
      members: props.members,
    });
    this.balancer = new LoadBalancer(this, "balancer", { tier: props.tier, floatingIp: true });
    this.balancer
      .addListener(Port.tcp(443), { clients: props.clients })
      .forwardTo(this.servers, Port.tcp(props.port ?? 8080));
  }
}
