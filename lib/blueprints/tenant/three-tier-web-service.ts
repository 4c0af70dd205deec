import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Construct } from "constructs";
import { BlueprintError, refuse } from "../../core/index";
import {
  type AntiAffinity,
  Bastion,
  type CloudInit,
  type DataVolumeOptions,
  type DnsRecord,
  Flavor,
  HealthMonitor,
  type IDnsZone,
  type IKeyPair,
  type Image,
  type INetworkTier,
  type IProjectNetwork,
  type ITlsCertificate,
  type Listener,
  ListenerProtocol,
  LoadBalancer,
  LoadBalancerProvider,
  type Peer,
  Port,
  ProjectNetwork,
  ServerPool,
  type SessionPersistence,
  type TlsVersion,
} from "../../openstack/index";
import { checkedPeers } from "../../openstack/security/peer";
import { checkedPort } from "../../openstack/security/port";

/** Options of {@link WebEntry.tls}. */
export interface TlsEntryOptions {
  /** More certificates, chosen by the name that clients ask for (SNI). @default - none */
  readonly sniCertificates?: ITlsCertificate[];
  /** Versions of TLS. @default - the cloud's (Octavia: 1.2 and 1.3) */
  readonly tlsVersions?: TlsVersion[];
  /** Whether port 80 answers too, and sends clients to HTTPS. @default true */
  readonly redirectHttp?: boolean;
}

/**
 * What clients of a web service speak to it.
 *
 * @example
 * WebEntry.plainHttp("behind the company's own TLS proxy");
 * WebEntry.tlsPassThrough();
 */
export class WebEntry {
  /**
   * TLS on port 443, which ends at the balancer; servers are asked by HTTP. Port 80 redirects. Needs a balancer that is
   * a proxy: not OVN.
   *
   * @param certificate of a SecretStore, or one that exists in Barbican
   */
  public static tls(certificate: ITlsCertificate, options: TlsEntryOptions = {}): WebEntry {
    return new WebEntry("https", certificate, options);
  }

  /** TLS on port 443, passed through to the servers, who have the certificate. Every balancer can do it. */
  public static tlsPassThrough(): WebEntry {
    return new WebEntry("https");
  }

  /**
   * HTTP on port 80 without any encryption.
   *
   * @param reason why that is right here; it stands in the balancer's description
   * @throws BlueprintError SCSBP-6100 when no reason is given
   */
  public static plainHttp(reason: string): WebEntry {
    if (reason.trim().length < 4) {
      throw refuse("SCSBP-6100", {
        got: JSON.stringify(reason),
        allowed: "a few words for the next reader",
        fix: 'use WebEntry.tls(certificate), or say why not: WebEntry.plainHttp("behind the company\'s TLS proxy")',
      });
    }
    return new WebEntry("http", undefined, {}, reason);
  }

  private constructor(
    /** Scheme of the service's URL. */
    public readonly scheme: string,
    /** The certificate, where TLS ends at the balancer. @default - none */
    public readonly certificate?: ITlsCertificate,
    /** @internal */
    public readonly options: TlsEntryOptions = {},
    /** Why there is no TLS. @default - there is */
    public readonly reason?: string,
  ) {}
}

/** Servers of one tier of a {@link ThreeTierWebService}. */
export interface ServiceTierOptions {
  /** Port that the servers listen at. */
  readonly port: Port;
  /** Number of servers; their keys are `1`, `2` … @default 2 for web, 1 for data */
  readonly size?: number;
  /** Keys of the servers, in place of `size`: any of them can be removed, and none of the others changes. @default - counted */
  readonly members?: string[];
  /** Size of the servers. @default Flavor.SCS_2V_4 */
  readonly flavor?: Flavor;
  /** What the servers are made from. @default - the service's image */
  readonly image?: Image;
  /** What servers do at their first boot. @default - nothing */
  readonly cloudInit?: CloudInit;
  /** How servers are kept apart on the hosts. @default AntiAffinity.SOFT */
  readonly antiAffinity?: AntiAffinity;
  /** Any change of this text replaces the servers with the image of that day. @default - they are not replaced */
  readonly imageRevision?: string;
  /** Name of the tier in the network. @default "web", "data" */
  readonly tier?: string;
}

/** The web tier. */
export interface WebTierOptions extends ServiceTierOptions {
  /** Path that is asked for to find out whether a server works. @default - a TCP connection is made */
  readonly healthPath?: string;
  /** What keeps a client with one server. @default - nothing */
  readonly persistence?: SessionPersistence;
}

/** The data tier. */
export interface DataTierOptions extends ServiceTierOptions {
  /** Volumes of each server. They survive it, and are kept unless they say otherwise. @default - none */
  readonly volumes?: DataVolumeOptions[];
}

/** Properties of a {@link ThreeTierWebService}. */
export interface ThreeTierWebServiceProps {
  /** What servers are made from. */
  readonly image: Image;
  /** What clients speak: TLS, or plain HTTP with a reason. */
  readonly entry: WebEntry;
  /** Who may use the service: blocks, or `Peer.anywhere("why")`. */
  readonly clients: Peer[];
  /** Servers that answer requests. */
  readonly web: WebTierOptions;
  /** Servers that keep the data; only the web tier reaches them. */
  readonly data: DataTierOptions;
  /** A network that is there, with the tiers of the service. @default - a new one */
  readonly network?: IProjectNetwork;
  /** Block of the network that is made. @default - ProjectNetwork's: 10.8.0.0/20 */
  readonly cidr?: string;
  /** Compute availability zones to spread the servers of each tier over. @default - the cloud chooses */
  readonly zones?: string[];
  /** Who makes the balancer. @default LoadBalancerProvider.CLOUD_DEFAULT */
  readonly provider?: LoadBalancerProvider;
  /** Whether the balancer has a public address. @default true */
  readonly publicAddress?: boolean;
  /** Zone for the service's names. @default - there are none */
  readonly zone?: IDnsZone;
  /** Names of the service in the zone, `@` for the zone itself; the first is that of its URL. @default ["www"] with a zone */
  readonly recordNames?: string[];
  /** Who may log in to a bastion. @default - there is no bastion, and no way in */
  readonly bastionSources?: Peer[];
  /** Name of the bastion's tier in the network; may be that of the web tier. @default "mgmt" */
  readonly bastionTier?: string;
  /** Key pair of those who log in, for the bastion and all servers. @default - none */
  readonly keyPair?: IKeyPair;
}

/**
 * A web service in three tiers: a balancer as its entry, servers that answer, servers that keep the data.
 *
 * Closed by default: the `clients` reach the balancer, the balancer reaches the web port, the web tier reaches the data
 * port; a bastion, where its sources are named, reaches SSH of both. Nothing in the data tier has a public address.
 *
 * Defines: a {@link LoadBalancer} with a listener, for TLS that ends there a second one that redirects; two
 * {@link ServerPool}s, the data tier's with volumes; unless one is given a {@link ProjectNetwork}; with
 * `bastionSources` a {@link Bastion}; with `zone` an A record for each name.
 *
 * @example
 * const certificate = new SecretStore(stack, "secrets").addCertificate("shop", {
 *   certificate: Secret.fromVariable("shop_certificate"),
 *   privateKey: Secret.fromVariable("shop_key"),
 * });
 * const shop = new ThreeTierWebService(stack, "shop", {
 *   image: Image.ubuntu("24.04"),
 *   entry: WebEntry.tls(certificate),
 *   clients: [Peer.anywhere("public shop")],
 *   web: { port: Port.tcp(8080), size: 3, healthPath: "/healthz" },
 *   data: { port: Port.tcp(5432), volumes: [{ name: "pg", sizeGiB: 100 }] },
 *   zone: new DnsZone(stack, "zone", { name: "shop.example.org", email: "hostmaster@example.org" }),
 *   recordNames: ["www", "@"],
 *   bastionSources: [Peer.cidr("192.0.2.0/24")],
 * });
 * shop.url; // "https://www.shop.example.org"
 * shop.data.connections.allowInternally(Port.tcp(5432)); // replication between data servers
 */
export class ThreeTierWebService extends Construct {
  /** The network, given or made. */
  public readonly network: IProjectNetwork;
  /** The entry. */
  public readonly loadBalancer: LoadBalancer;
  /** The listener that forwards to the web tier, for routes of one's own. */
  public readonly listener: Listener;
  /** Servers that answer requests. */
  public readonly web: ServerPool;
  /** Servers that keep the data. */
  public readonly data: ServerPool;
  /** The way in. @default - none: `bastionSources` is not set */
  public readonly bastion?: Bastion;
  /** Names of the service. */
  public readonly records: DnsRecord[];
  /** Where clients find the service. */
  public readonly url: string;

  /**
   * @throws BlueprintError SCSBP-6101 when nobody may use the service, SCSBP-6102 for what an OVN balancer cannot do,
   *   SCSBP-6103 for names without a zone, SCSBP-6104 for options of a network that is not made here, SCSBP-6105 for
   *   a data tier that others are in too; those of the constructs it is made of
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ThreeTierWebServiceProps,
  ) {
    super(scope, id);
    const { web, data, clients, entry } = props;
    this.check();
    const tiers = this.tierNames;
    this.network =
      props.network ??
      new ProjectNetwork(this, "network", { tiers, ...(props.cidr === undefined ? {} : { cidr: props.cidr }) });
    const webTier = this.network.tier(web.tier ?? "web");
    this.web = this.definePool("web", 2, webTier, web);
    this.data = this.definePool("data", 1, this.network.tier(data.tier ?? "data"), data, data.volumes);
    this.web.connections.allowTo(this.data, data.port);

    this.loadBalancer = new LoadBalancer(this, "entry", {
      tier: webTier,
      floatingIp: props.publicAddress ?? true,
      ...(props.provider === undefined ? {} : { provider: props.provider }),
      ...(entry.reason === undefined ? {} : { description: `without TLS: ${entry.reason}` }),
    });
    this.records = [...this.defineRecords()];
    const [first] = this.records;
    this.url = `${entry.scheme}://${first?.domainName ?? this.loadBalancer.address}`;
    this.listener = this.defineListener(entry, clients);
    this.bastion = this.defineBastion();
  }

  private defineListener(entry: WebEntry, clients: Peer[]): Listener {
    const { web } = this.props;
    const { certificate } = entry;
    const { sniCertificates, tlsVersions, redirectHttp } = entry.options;
    const terminates = certificate !== undefined;
    const listener = this.loadBalancer.addListener(Port.tcp(entry.scheme === "https" ? 443 : 80), {
      clients,
      ...(terminates ? { certificate, forwardedHeaders: true } : {}),
      ...(sniCertificates === undefined ? {} : { sniCertificates }),
      ...(tlsVersions === undefined ? {} : { tlsVersions }),
      ...(terminates || this.forwardsPackets
        ? {}
        : { protocol: entry.scheme === "https" ? ListenerProtocol.HTTPS : ListenerProtocol.HTTP }),
    });
    const path = web.healthPath;
    listener.forwardTo(this.web, web.port, {
      ...(path === undefined
        ? {}
        : {
            healthMonitor:
              terminates || entry.scheme === "http" ? HealthMonitor.http({ path }) : HealthMonitor.https({ path }),
          }),
      ...(web.persistence === undefined ? {} : { persistence: web.persistence }),
    });
    if (terminates && redirectHttp !== false) {
      this.loadBalancer
        .addListener(Port.tcp(80), { protocol: ListenerProtocol.HTTP, clients })
        .addRoute("https", { pathPrefix: "/" })
        .redirectTo(this.url);
    }
    return listener;
  }

  private definePool(
    id: string,
    defaultSize: number,
    tier: INetworkTier,
    options: ServiceTierOptions,
    dataVolumes?: DataVolumeOptions[],
  ): ServerPool {
    const { zones, keyPair, image } = this.props;
    const { size, members, flavor, cloudInit, antiAffinity, imageRevision } = options;
    return new ServerPool(this, id, {
      tier,
      image: options.image ?? image,
      flavor: flavor ?? Flavor.SCS_2V_4,
      ...(members === undefined ? { size: size ?? defaultSize } : { members, ...(size === undefined ? {} : { size }) }),
      ...(zones === undefined ? {} : { zones }),
      ...(keyPair === undefined ? {} : { keyPair }),
      ...(cloudInit === undefined ? {} : { cloudInit }),
      ...(antiAffinity === undefined ? {} : { antiAffinity }),
      ...(imageRevision === undefined ? {} : { imageRevision }),
      ...(dataVolumes === undefined ? {} : { dataVolumes }),
    });
  }

  private defineRecords(): readonly DnsRecord[] {
    const { zone, recordNames = ["www"] } = this.props;
    return zone === undefined ? [] : recordNames.map((name) => zone.addLoadBalancer(name, this.loadBalancer));
  }

  private defineBastion(): Bastion | undefined {
    const { bastionSources, bastionTier = "mgmt", keyPair, image } = this.props;
    if (bastionSources === undefined) {
      return undefined;
    }
    const bastion = new Bastion(this, "bastion", {
      tier: this.network.tier(bastionTier),
      image,
      allowedSources: bastionSources,
      ...(keyPair === undefined ? {} : { keyPair }),
    });
    bastion.allowSshTo(this.web);
    bastion.allowSshTo(this.data);
    return bastion;
  }

  /** Tiers of the network that is made. */
  private get tierNames(): string[] {
    const { web, data, bastionSources, bastionTier } = this.props;
    return [web.tier ?? "web", data.tier ?? "data", ...(bastionSources === undefined ? [] : [bastionTier ?? "mgmt"])];
  }

  private get forwardsPackets(): boolean {
    return this.props.provider?.name === LoadBalancerProvider.OVN.name;
  }

  private check(): void {
    const { entry, zone, recordNames, network, cidr, web, data } = this.props;
    const clients = checkedPeers(this.props.clients, "clients", this.node.path);
    for (const [name, tier] of Object.entries({ web, data })) {
      checkedPort((tier as ServiceTierOptions | undefined)?.port, `${this.node.path}, ${name}`);
    }
    if (clients.length === 0) {
      throw this.refused(
        "SCSBP-6101",
        "nobody may use the service",
        "no clients",
        "blocks, or the internet with a reason",
        'name them: clients: [Peer.cidr("192.0.2.0/24")], or [Peer.anywhere("public shop")]',
      );
    }
    if (this.forwardsPackets && entry.certificate !== undefined) {
      throw this.refused(
        "SCSBP-6102",
        "balancers of the provider ovn forward packets: TLS cannot end there",
        "WebEntry.tls with LoadBalancerProvider.OVN",
        "WebEntry.tlsPassThrough(), whose servers have the certificate",
        "pass TLS through, or use LoadBalancerProvider.AMPHORA",
      );
    }
    if (this.forwardsPackets && web.healthPath !== undefined) {
      throw this.refused(
        "SCSBP-6102",
        "balancers of the provider ovn check servers by a TCP connection only",
        `healthPath ${web.healthPath}`,
        "no healthPath",
        "leave healthPath out, or use LoadBalancerProvider.AMPHORA",
      );
    }
    if (zone === undefined ? recordNames !== undefined : recordNames?.length === 0) {
      throw this.refused(
        "SCSBP-6103",
        zone === undefined ? "names of the service without a zone to have them in" : "a zone, and no name in it",
        `recordNames ${JSON.stringify(recordNames)}`,
        "zone with one name or more, or neither",
        zone === undefined ? "give the zone, or leave recordNames out" : 'name one: recordNames: ["www"]',
      );
    }
    if (network !== undefined && cidr !== undefined) {
      throw this.refused(
        "SCSBP-6104",
        "the network is there already, with blocks of its own",
        `cidr ${cidr} beside network`,
        "one of them",
        "leave cidr out",
      );
    }
    const [webTier, dataTier, bastionTier] = this.tierNames;
    if (dataTier === webTier || dataTier === bastionTier) {
      throw this.refused(
        "SCSBP-6105",
        "data servers share their tier: it would not be private",
        `"${dataTier}" for both`,
        "a tier for each",
        "give one of them another tier",
      );
    }
  }

  private refused(code: ErrorCode, what: string, got: string, allowed: string, fix: string): BlueprintError {
    return refuse(this, code, { what, got, allowed, fix });
  }
}
