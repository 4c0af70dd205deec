import { LbMemberV2 } from "@scs-blueprints/provider-openstack/lib/lb-member-v2";
import { LbMonitorV2 } from "@scs-blueprints/provider-openstack/lib/lb-monitor-v2";
import { LbPoolV2 } from "@scs-blueprints/provider-openstack/lib/lb-pool-v2";
import { Construct, type IConstruct } from "constructs";
import { BlueprintError, Names, refuse } from "../../core/index";
import type { INetworkTier } from "../network/network-tier";
import { checkConnectable, type IConnectable, Peer } from "../security/peer";
import { checkedPort, Port } from "../security/port";
import type { BalancingAlgorithm, LoadBalancerProvider } from "./load-balancer-provider";

/**
 * What keeps a client with one server.
 */
export class SessionPersistence {
  /** The client's address. */
  public static sourceIp(): SessionPersistence {
    return new SessionPersistence("SOURCE_IP");
  }

  /** A cookie that the balancer sets; HTTP only. */
  public static httpCookie(): SessionPersistence {
    return new SessionPersistence("HTTP_COOKIE");
  }

  /**
   * A cookie that the servers set; HTTP only.
   *
   * @throws BlueprintError SCSBP-2112 for a name that no cookie can have (RFC 6265 section 4.1.1)
   */
  public static appCookie(name: string): SessionPersistence {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      throw refuse("SCSBP-2112", {
        what: "not a name for a cookie",
        got: JSON.stringify(name),
        allowed: "letters, digits and !#$%&'*+-.^_`|~",
        fix: "use the name of the cookie that the servers set",
      });
    }
    return new SessionPersistence("APP_COOKIE", name);
  }

  private constructor(
    /** Type in Octavia. */
    public readonly type: string,
    /** Name of the servers' cookie. @default - none */
    public readonly cookieName?: string,
  ) {}
}

/** How often and how long a balancer asks its servers whether they are well. */
export interface HealthMonitorTiming {
  /** Seconds between two checks. @default 5, as the OpenStack cloud controller manager has it (`monitor-delay`) */
  readonly delaySeconds?: number;
  /** Seconds to wait for an answer, less than the delay. @default 3 (`monitor-timeout` of the same) */
  readonly timeoutSeconds?: number;
  /** Good answers in a row that bring a server back, 1 to 10. @default 1 (`monitor-max-retries` of the same) */
  readonly successes?: number;
  /** Bad answers in a row that take a server out, 1 to 10. @default - Octavia's: 3 (DEFAULT_MAX_RETRIES_DOWN) */
  readonly failures?: number;
}

/** What an HTTP health monitor asks for. */
export interface HttpHealthMonitorOptions extends HealthMonitorTiming {
  /** Path, beginning with a slash. @default - Octavia's: "/" */
  readonly path?: string;
  /** Method. @default - Octavia's: GET */
  readonly method?: string;
  /** Status codes of a good answer: `200`, `200,204`, `200-204`. @default - Octavia's: 200 */
  readonly expectedCodes?: string;
}

/** Bounds of retries: MIN_HM_RETRIES and MAX_HM_RETRIES of octavia/common/constants.py. */
const RETRIES = { min: 1, max: 10 };
/** Octavia's default for `udp_connect_min_interval_health_monitor`. */
const UDP_SHORTEST_DELAY = 3;

/**
 * How a balancer finds out which servers are well.
 */
export class HealthMonitor {
  /** A TCP connection is accepted. */
  public static tcp(timing: HealthMonitorTiming = {}): HealthMonitor {
    return new HealthMonitor("TCP", timing);
  }

  /** No ICMP error comes back for a datagram; every 3 seconds at most. */
  public static udpConnect(timing: HealthMonitorTiming = {}): HealthMonitor {
    return new HealthMonitor("UDP-CONNECT", timing);
  }

  /** An SCTP association is accepted. */
  public static sctp(timing: HealthMonitorTiming = {}): HealthMonitor {
    return new HealthMonitor("SCTP", timing);
  }

  /** A request by HTTP is answered well. */
  public static http(options: HttpHealthMonitorOptions = {}): HealthMonitor {
    return new HealthMonitor("HTTP", options, options);
  }

  /** A request by HTTPS is answered well; the certificate is not checked. */
  public static https(options: HttpHealthMonitorOptions = {}): HealthMonitor {
    return new HealthMonitor("HTTPS", options, options);
  }

  /** A TLS handshake succeeds. */
  public static tlsHello(timing: HealthMonitorTiming = {}): HealthMonitor {
    return new HealthMonitor("TLS-HELLO", timing);
  }

  /** None: servers count as well whether they answer or not. */
  public static none(): HealthMonitor {
    return new HealthMonitor("NONE", {});
  }

  private constructor(
    /** Type in Octavia, or `NONE`. */
    public readonly type: string,
    private readonly timing: HealthMonitorTiming,
    private readonly http?: HttpHealthMonitorOptions,
  ) {
    const { delaySeconds, timeoutSeconds } = this.delays;
    const whole = (value: number, min: number) => Number.isInteger(value) && value >= min;
    const shortest = type === "UDP-CONNECT" ? UDP_SHORTEST_DELAY : 1;
    if (!whole(delaySeconds, shortest) || !whole(timeoutSeconds, 1) || timeoutSeconds >= delaySeconds) {
      throw HealthMonitor.impossible(
        `a check every ${delaySeconds} s with a timeout of ${timeoutSeconds} s`,
        `whole seconds, at least ${shortest} between two checks, and the timeout less than that`,
      );
    }
    for (const count of [timing.successes, timing.failures]) {
      if (count !== undefined && !(whole(count, RETRIES.min) && count <= RETRIES.max)) {
        throw HealthMonitor.impossible(String(count), `successes and failures from ${RETRIES.min} to ${RETRIES.max}`);
      }
    }
    if (http?.path !== undefined && !http.path.startsWith("/")) {
      throw HealthMonitor.impossible(JSON.stringify(http.path), "a path that begins with a slash");
    }
    if (http?.expectedCodes !== undefined && !/^(\d{3}-\d{3}|\d{3}(,\s*\d{3})*)$/.test(http.expectedCodes)) {
      throw HealthMonitor.impossible(http.expectedCodes, "one code, a list (200,204) or a range (200-204)");
    }
  }

  /** Fields of the resource. @internal @jsii ignore */
  public get config() {
    const { delaySeconds, timeoutSeconds } = this.delays;
    const { path, method, expectedCodes } = this.http ?? {};
    return {
      type: this.type,
      delay: delaySeconds,
      timeout: timeoutSeconds,
      maxRetries: this.timing.successes ?? 1,
      ...(this.timing.failures === undefined ? {} : { maxRetriesDown: this.timing.failures }),
      ...(path === undefined ? {} : { urlPath: path }),
      ...(method === undefined ? {} : { httpMethod: method }),
      ...(expectedCodes === undefined ? {} : { expectedCodes }),
    };
  }

  private get delays() {
    return { delaySeconds: this.timing.delaySeconds ?? 5, timeoutSeconds: this.timing.timeoutSeconds ?? 3 };
  }

  private static impossible(got: string, allowed: string): BlueprintError {
    return refuse("SCSBP-2111", {
      what: "not possible for a health monitor",
      got,
      allowed,
      fix: "correct the monitor",
    });
  }
}

/** Servers that a balancer forwards to: a ServerPool, or one Server. */
export interface IBalancerTarget extends IConstruct, IConnectable {}

/** How the balancer tells servers the client's address. */
export enum ProxyProtocol {
  /** PROXY protocol version 1, text. */
  V1 = "PROXY",
  /** PROXY protocol version 2, binary. */
  V2 = "PROXYV2",
}

/** What servers are to a balancer. */
export interface BalancerMemberOptions {
  /**
   * The tier that the servers are in, for servers in another tier than the balancer: an amphora then has a port in
   * that tier; OVN needs to know it.
   * @default - the balancer's tier; servers elsewhere are reached by the router
   */
  readonly tier?: INetworkTier;
  /** Shares of the load by member key, 0 to 256; 0 takes no new connections. @default - Octavia's: 1 for each */
  readonly weights?: Record<string, number>;
}

/** Options of a pool of servers behind a balancer. */
export interface BalancerPoolOptions {
  /** How a server is chosen. @default ROUND_ROBIN; SOURCE_IP_PORT with OVN */
  readonly algorithm?: BalancingAlgorithm;
  /** How servers are checked. @default - a TCP connection; with UDP HealthMonitor.udpConnect(), with SCTP HealthMonitor.sctp() */
  readonly healthMonitor?: HealthMonitor;
  /** What keeps a client with one server. @default - nothing */
  readonly persistence?: SessionPersistence;
  /** Tell servers the client's address by the PROXY protocol, which they have to expect. @default - no */
  readonly proxyProtocol?: ProxyProtocol;
}

/** Options of `forwardTo`: of the pool, and of the servers that are its first. */
export interface ForwardOptions extends BalancerPoolOptions, BalancerMemberOptions {}

/** What a pool is for. @internal */
export interface BalancerPoolProps extends BalancerPoolOptions {
  readonly provider: LoadBalancerProvider;
  /** Protocol of the servers. */
  readonly protocol: string;
  /** The listener it is the default of. @default - none: `loadBalancerId` */
  readonly listenerId?: string;
  /** The balancer, for pools that routes lead to. @default - none: `listenerId` */
  readonly loadBalancerId?: string;
  /** The balancer's own tier. */
  readonly balancerTier: INetworkTier;
  /** Who connects, where servers see clients' own addresses. */
  readonly clients: readonly Peer[];
}

/** Bounds of a weight: MIN_WEIGHT and MAX_WEIGHT of octavia/common/constants.py. */
const HEAVIEST = 256;

/**
 * Servers behind a balancer; made by `forwardTo`.
 *
 * Members are resources of their own, each named by the key of its server: removing one touches no other.
 *
 * Defines: a pool, a health monitor, a member for each server, rules in the servers' security group.
 */
export class BalancerPool extends Construct {
  /** @internal @jsii ignore */
  public static define(scope: Construct, id: string, props: BalancerPoolProps): BalancerPool {
    return new BalancerPool(scope, id, props);
  }
  /** Id of the pool, known after apply. */
  public readonly poolId: string;

  private readonly members: Construct;
  private readonly monitored: boolean;

  /** @internal */
  private constructor(
    scope: Construct,
    id: string,
    private readonly props: BalancerPoolProps,
  ) {
    super(scope, id);
    const { provider, protocol, persistence, proxyProtocol } = props;
    const path = this.node.path;
    const algorithm = props.algorithm ?? provider.limits.defaultAlgorithm;
    const monitor = props.healthMonitor ?? defaultMonitor(protocol, provider);
    provider.checkOne("algorithm", algorithm, provider.limits.algorithms, path);
    provider.checkProxyOptions({ proxyProtocol }, path);
    this.monitored = monitor.type !== "NONE";
    if (this.monitored) {
      provider.checkOne("health monitor", monitor.type, provider.limits.monitors, path);
      checkMonitor(monitor, protocol, path);
    }
    if (persistence !== undefined) {
      provider.checkOne("session persistence", persistence.type, provider.limits.persistence, path);
      checkPersistence(persistence, protocol, path);
    }
    if (proxyProtocol !== undefined && ["UDP", "SCTP"].includes(protocol)) {
      throw refuse(path, "SCSBP-2105", {
        what: "the PROXY protocol is spoken on connections, not on datagrams",
        got: `proxyProtocol with ${protocol}`,
        allowed: "listeners of TCP, HTTP, HTTPS and TERMINATED_HTTPS",
        fix: "leave proxyProtocol out",
      });
    }
    const name = Names.ofConstruct(this);
    this.poolId = new LbPoolV2(this, "Resource", {
      name,
      protocol: proxyProtocol ?? protocol,
      lbMethod: algorithm,
      ...(props.listenerId === undefined ? { loadbalancerId: props.loadBalancerId } : { listenerId: props.listenerId }),
      ...(persistence === undefined
        ? {}
        : {
            persistence: {
              type: persistence.type,
              ...(persistence.cookieName === undefined ? {} : { cookieName: persistence.cookieName }),
            },
          }),
    }).id;
    this.members = new Construct(this, "members");
    if (this.monitored) {
      new LbMonitorV2(this, "health-monitor", { name, poolId: this.poolId, ...monitor.config });
    }
  }

  /**
   * Adds servers and opens their security group: for the tier that the balancer reaches them from; with OVN, which
   * keeps clients' addresses, for the clients of the listener, and for the tier that health checks come from.
   *
   * @param target a ServerPool or a Server
   * @throws BlueprintError SCSBP-2106 when it is in the pool already, SCSBP-2107 when it is neither, SCSBP-2109 when
   * OVN servers need to know their clients, SCSBP-2113 for an impossible weight
   */
  public addServers(target: IBalancerTarget, port: Port, options: BalancerMemberOptions = {}): void {
    const path = this.node.path;
    const { tier, weights = {} } = options;
    checkConnectable(target, path);
    singlePort(port, path);
    this.openFor(target, port, tier);
    this.checkNew(target.node.id, target.node.path);
    if (isPool(target)) {
      checkWeights(weights, target.keys, path);
      const group = new Construct(this.members, target.node.id);
      for (const key of target.keys) {
        this.addMember(group, key, `${target.node.id}-${key}`, target.server(key).privateIp, port, tier, weights[key]);
      }
    } else if (isServer(target)) {
      const key = target.node.id;
      checkWeights(weights, [key], path);
      this.addMember(this.members, key, key, target.privateIp, port, tier, weights[key]);
    } else {
      throw refuse(path, "SCSBP-2107", {
        got: (target as IConstruct).node.path,
        allowed: "a ServerPool, a Server",
        fix: "forward to the servers themselves, or give an address by addAddress",
      });
    }
  }

  /**
   * Adds an address that is no server of this program. Nothing is opened for it.
   *
   * @param key names the member, whose resource address it is a part of
   */
  public addAddress(key: string, address: string, port: Port, options: BalancerMemberOptions = {}): void {
    const { tier, weights = {} } = options;
    checkWeights(weights, [key], this.node.path);
    this.checkNew(key, key);
    this.addMember(this.members, key, key, address, port, tier, weights[key]);
  }

  private addMember(
    scope: Construct,
    key: string,
    name: string,
    address: string,
    port: Port,
    tier: INetworkTier | undefined,
    weight: number | undefined,
  ): void {
    this.props.provider.checkProxyOptions({ weights: weight }, this.node.path);
    new LbMemberV2(scope, key, {
      name: Names.join([name]),
      poolId: this.poolId,
      address,
      protocolPort: singlePort(port, this.node.path),
      // OVN keeps the subnet of each member; an amphora without one reaches members from its own, by the router.
      ...(tier === undefined ? this.ownSubnet() : { subnetId: tier.subnetId }),
      ...(weight === undefined ? {} : { weight }),
    });
  }

  private ownSubnet() {
    return this.props.provider.limits.keepsClientAddress ? { subnetId: this.props.balancerTier.subnetId } : {};
  }

  private openFor(target: IBalancerTarget, port: Port, tier: INetworkTier | undefined): void {
    const { provider, balancerTier, clients } = this.props;
    const neighbours = Peer.tier(tier ?? balancerTier);
    if (!provider.limits.keepsClientAddress) {
      target.connections.allowFrom(neighbours, port);
      return;
    }
    if (clients.length === 0) {
      throw refuse(this, "SCSBP-2109", {
        what: "with OVN servers see clients' own addresses, so their security group has to know who connects",
        got: "a listener without clients",
        allowed: "a list of peers",
        fix: 'name them at the listener: addListener(port, { clients: [Peer.cidr("192.0.2.0/24")] }), or [Peer.anywhere("public website")]',
      });
    }
    for (const client of clients) {
      target.connections.allowFrom(client, port);
    }
    if (this.monitored) {
      target.connections.allowFrom(neighbours, port);
    }
  }

  private checkNew(id: string, got: string): void {
    if (this.members.node.tryFindChild(id) !== undefined) {
      throw refuse(this, "SCSBP-2106", {
        got,
        allowed: "each server once, under an id of its own",
        fix: "leave the second out, or give one of the two another id",
      });
    }
  }
}

interface ServerLike {
  readonly privateIp: string;
}

/** A ServerPool, of whichever copy of this library. */
function isPool(
  target: IBalancerTarget,
): target is IBalancerTarget & { keys: readonly string[]; server(key: string): ServerLike } {
  return "keys" in target && "server" in target && typeof target.server === "function";
}

function isServer(target: IBalancerTarget): target is IBalancerTarget & ServerLike {
  return "privateIp" in target;
}

/** The number of a port that is one port. @internal */
export function singlePort(value: Port, path: string): number {
  const port = checkedPort(value, path);
  if (port.first === undefined || port.first !== port.last) {
    throw refuse(path, "SCSBP-2102", {
      got: port.id,
      allowed: "one port: Port.tcp(443), Port.udp(53)",
      fix: "add a listener for each port",
    });
  }
  return port.first;
}

function defaultMonitor(protocol: string, provider: LoadBalancerProvider): HealthMonitor {
  if (protocol === "SCTP") {
    return provider.limits.monitors === undefined ? HealthMonitor.sctp() : HealthMonitor.none();
  }
  return protocol === "UDP" ? HealthMonitor.udpConnect() : HealthMonitor.tcp();
}

/** As octavia/api/v2/controllers/health_monitor.py has it. */
function checkMonitor(monitor: HealthMonitor, protocol: string, path: string): void {
  const datagrams = protocol === "UDP" || protocol === "SCTP";
  const allowed = datagrams ? ["UDP-CONNECT", "SCTP", "TCP", "HTTP"] : ["TCP", "HTTP", "HTTPS", "TLS-HELLO"];
  if (!allowed.includes(monitor.type)) {
    throw refuse(path, "SCSBP-2111", {
      what: `servers of ${protocol} are not checked that way`,
      got: monitor.type,
      allowed: allowed.join(", "),
      fix: "choose one of these monitors",
    });
  }
}

/** Cookies are in requests of HTTP (octavia/api/v2/controllers/pool.py refuses them for UDP and SCTP, HAProxy for TCP). */
function checkPersistence(persistence: SessionPersistence, protocol: string, path: string): void {
  if (persistence.type !== "SOURCE_IP" && protocol !== "HTTP") {
    throw refuse(path, "SCSBP-2112", {
      what: "a balancer sees cookies only where it reads requests",
      got: `${persistence.type} with ${protocol}`,
      allowed: "cookies behind listeners of HTTP and TERMINATED_HTTPS; SessionPersistence.sourceIp() elsewhere",
      fix: "use SessionPersistence.sourceIp(), or end TLS at the balancer",
    });
  }
}

function checkWeights(weights: Record<string, number>, keys: readonly string[], path: string): void {
  for (const [key, weight] of Object.entries(weights)) {
    if (!keys.includes(key) || !Number.isInteger(weight) || weight < 0 || weight > HEAVIEST) {
      throw refuse(path, "SCSBP-2113", {
        what: keys.includes(key) ? "not a weight" : "a weight for a member that there is not",
        got: `${key}: ${weight}`,
        allowed: `whole numbers from 0 to ${HEAVIEST} for ${keys.join(", ")}`,
        fix: "correct weights",
      });
    }
  }
}
