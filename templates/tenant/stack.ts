import {
  Cloud,
  Flavor,
  Image,
  Peer,
  Port,
  ProjectNetwork,
  ScsStack,
  Server,
  ServerPool,
  type App,
} from "scs-blueprints";

/** What differs between the places where the project runs. */
export interface TenantProps {
  readonly cloud: Cloud;
  /** From where people log in: an address block. */
  readonly operators: string;
  /** @default 2 */
  readonly webServers?: number;
}

/** A project: a network of two tiers, web servers, a database, and one way in. */
export class TenantStack extends ScsStack {
  public constructor(app: App, id: string, props: TenantProps) {
    super(app, id, { cloud: props.cloud });
    const image = Image.ubuntu("24.04");
    const network = new ProjectNetwork(this, "network", { cidr: "10.8.0.0/20", tiers: ["web", "db"] });

    const web = new ServerPool(this, "web", {
      tier: network.tier("web"),
      flavor: Flavor.SCS_2V_4,
      image,
      size: props.webServers ?? 2,
    });
    const db = new Server(this, "db", { tier: network.tier("db"), flavor: Flavor.SCS_2V_4_20S, image });
    const bastion = new Server(this, "bastion", {
      tier: network.tier("web"),
      flavor: Flavor.SCS_1V_2,
      image,
      floatingIp: true,
    });

    // Closed by default: what is open is said here.
    bastion.connections.allowFrom(Peer.cidr(props.operators), Port.tcp(22));
    bastion.connections.allowTo(web, Port.tcp(22));
    web.connections.allowTo(db, Port.tcp(5432));

    this.addOutput("bastion", bastion.floatingIp, { description: "Public address of the way in" });
    this.addOutput("web", web.privateIps, { description: "Addresses of the web servers" });
  }
}
