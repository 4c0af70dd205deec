import { LbL7PolicyV2 } from "@scs-blueprints/provider-openstack/lib/lb-l7policy-v2";
import { LbL7RuleV2 } from "@scs-blueprints/provider-openstack/lib/lb-l7rule-v2";
import { LbListenerV2 } from "@scs-blueprints/provider-openstack/lib/lb-listener-v2";
import { inWords } from "@scs-blueprints/standards/errors";
import { Construct } from "constructs";
import { Names, refuse } from "../../core/index";
import { sortedSet } from "../../core/sorted-set";
import type { ITlsCertificate } from "../key-manager/secret-store";
import type { INetworkTier } from "../network/network-tier";
import { checkedPeers, namedBlock, type Peer } from "../security/peer";
import type { Port } from "../security/port";
import {
  BalancerPool,
  type BalancerPoolOptions,
  type BalancerPoolProps,
  type ForwardOptions,
  type IBalancerTarget,
  singlePort,
} from "./load-balancer-pool";
import { ListenerProtocol, type LoadBalancerProvider } from "./load-balancer-provider";

/** Versions of TLS that a balancer may speak. */
export enum TlsVersion {
  /** TLS 1.2, RFC 5246. */
  V1_2 = "TLSv1.2",
  /** TLS 1.3, RFC 8446. */
  V1_3 = "TLSv1.3",
}

/** Options of {@link LoadBalancer.addListener}. */
export interface ListenerOptions {
  /** What listens. @default - TCP, UDP or SCTP as the port has it; TERMINATED_HTTPS with a certificate */
  readonly protocol?: ListenerProtocol;
  /**
   * Who connects, by address. A proxy (amphora) refuses everybody else. With OVN, where servers see clients' own
   * addresses, it is what the servers' security group lets in, and needed.
   * @default - whoever reaches the balancer's address in its tier; with a public address it is needed
   */
  readonly clients?: Peer[];
  /** The same as blocks, under Octavia's name for it; not with OVN. @default - as `clients` says */
  readonly allowedCidrs?: string[];
  /** Certificate with key; TLS ends here. @default - none */
  readonly certificate?: ITlsCertificate;
  /** More certificates, chosen by the name that clients ask for (SNI). @default - none */
  readonly sniCertificates?: ITlsCertificate[];
  /** Versions of TLS. @default - the cloud's (Octavia: 1.2 and 1.3) */
  readonly tlsVersions?: TlsVersion[];
  /** Add X-Forwarded-For, -Port and -Proto to requests; HTTP and TERMINATED_HTTPS. @default false */
  readonly forwardedHeaders?: boolean;
  /** Most connections at a time. @default - no limit */
  readonly connectionLimit?: number;
  /** Seconds of silence after which a client is cut off. @default - the cloud's (Octavia: 50) */
  readonly clientTimeoutSeconds?: number;
  /** Seconds of silence after which a server is cut off. @default - the cloud's (Octavia: 50) */
  readonly memberTimeoutSeconds?: number;
}

/** @internal */
interface ListenerProps extends ListenerOptions {
  readonly port: Port;
  readonly loadBalancerId: string;
  readonly provider: LoadBalancerProvider;
  readonly tier: INetworkTier;
}

/** What servers speak behind a listener; VALID_LISTENER_POOL_PROTOCOL_MAP of octavia/common/constants.py allows it. */
const POOL_PROTOCOL: Record<ListenerProtocol, string> = {
  [ListenerProtocol.TCP]: "TCP",
  [ListenerProtocol.UDP]: "UDP",
  [ListenerProtocol.SCTP]: "SCTP",
  [ListenerProtocol.HTTP]: "HTTP",
  [ListenerProtocol.HTTPS]: "HTTPS",
  [ListenerProtocol.TERMINATED_HTTPS]: "HTTP",
};

/** SUPPORTED_HTTP_HEADERS of octavia_lib/common/constants.py that say who asked, and how. */
const FORWARDED = { "X-Forwarded-For": "true", "X-Forwarded-Port": "true", "X-Forwarded-Proto": "true" };

/**
 * A port that a balancer listens at; made by `addListener`.
 *
 * Defines: a listener.
 */
export class Listener extends Construct {
  /** @internal @jsii ignore */
  public static define(scope: Construct, id: string, props: ListenerProps): Listener {
    return new Listener(scope, id, props);
  }
  /** Id of the listener, known after apply. */
  public readonly listenerId: string;
  /** What listens. */
  public readonly protocol: ListenerProtocol;

  private pool?: BalancerPool;

  /** @internal */
  private constructor(
    scope: Construct,
    id: string,
    private readonly props: ListenerProps,
  ) {
    super(scope, id);
    const { provider, port, clientTimeoutSeconds, memberTimeoutSeconds, connectionLimit } = props;
    const path = this.node.path;
    const protocolPort = singlePort(port, path);
    this.protocol = protocolOf(props, path);
    const { allowedCidrs, certificate, sniCertificates, tlsVersions, forwardedHeaders } = props;
    provider.checkProxyOptions(
      { allowedCidrs, certificate, sniCertificates, tlsVersions, forwardedHeaders, clientTimeoutSeconds },
      path,
    );
    provider.checkProxyOptions({ memberTimeoutSeconds, connectionLimit }, path);
    provider.checkOne("protocol", this.protocol, provider.limits.protocols, path);
    checkTls(props, this.protocol, path);
    checkNumbers({ connectionLimit, clientTimeoutSeconds, memberTimeoutSeconds }, path);
    const cidrs = cidrsOf(props, path);
    this.listenerId = new LbListenerV2(this, "Resource", {
      name: Names.ofConstruct(this),
      loadbalancerId: props.loadBalancerId,
      protocol: this.protocol,
      protocolPort,
      ...(cidrs === undefined || provider.limits.keepsClientAddress ? {} : { allowedCidrs: sortedSet(cidrs) }),
      ...(certificate === undefined ? {} : { defaultTlsContainerRef: certificate.certificateRef }),
      ...(sniCertificates === undefined
        ? {}
        : { sniContainerRefs: sortedSet(sniCertificates.map((one) => one.certificateRef)) }),
      ...(tlsVersions === undefined ? {} : { tlsVersions }),
      ...(forwardedHeaders === true ? { insertHeaders: FORWARDED } : {}),
      ...(connectionLimit === undefined ? {} : { connectionLimit }),
      ...(clientTimeoutSeconds === undefined ? {} : { timeoutClientData: clientTimeoutSeconds * 1000 }),
      ...(memberTimeoutSeconds === undefined ? {} : { timeoutMemberData: memberTimeoutSeconds * 1000 }),
    }).id;
  }

  /**
   * Forwards what no route takes to servers, and opens their security group for it.
   *
   * @param target a ServerPool or a Server
   * @param port the port that the servers listen at
   * @returns the pool, for more servers of the same kind
   * @throws BlueprintError SCSBP-2104 when the listener forwards already, and what {@link BalancerPool.addServers} throws
   */
  public forwardTo(target: IBalancerTarget, port: Port, options: ForwardOptions = {}): BalancerPool {
    const pool = this.addPool(options);
    pool.addServers(target, port, options);
    return pool;
  }

  /**
   * The pool that takes what no route takes, without servers yet.
   *
   * @throws BlueprintError SCSBP-2104 when the listener has one already
   */
  public addPool(options: BalancerPoolOptions = {}): BalancerPool {
    if (this.pool !== undefined) {
      throw refuse(this, "SCSBP-2104", {
        what: "the listener forwards to a pool already",
        got: "a second pool",
        allowed: "one pool of servers for what no route takes",
        fix: "add servers to the pool that forwardTo returned, or add a route",
      });
    }
    this.pool = BalancerPool.define(this, "pool", { ...options, ...this.poolProps, listenerId: this.listenerId });
    return this.pool;
  }

  /**
   * A route for requests of a certain host or path; HTTP and TERMINATED_HTTPS, not with OVN.
   *
   * @param key names the route, whose resource addresses it is a part of
   * @throws BlueprintError SCSBP-2101 with OVN, SCSBP-2105 where requests are not read, SCSBP-2114 for a second route of
   * this key or one without a condition
   */
  public addRoute(key: string, options: RouteOptions): ListenerRoute {
    const path = this.node.path;
    this.props.provider.checkProxyOptions({ addRoute: true }, path);
    if (POOL_PROTOCOL[this.protocol] !== "HTTP") {
      throw refuse(path, "SCSBP-2105", {
        what: "routes need a listener that reads requests",
        got: this.protocol,
        allowed: "HTTP, TERMINATED_HTTPS",
        fix: "set protocol: ListenerProtocol.HTTP, or give the listener a certificate",
      });
    }
    if (this.node.tryFindChild(`route-${key}`) !== undefined) {
      throw refuse(path, "SCSBP-2114", {
        what: "the listener has a route of this key already",
        got: JSON.stringify(key),
        fix: "choose another key",
      });
    }
    return ListenerRoute.define(this, `route-${key}`, {
      ...options,
      listenerId: this.listenerId,
      pool: { ...this.poolProps, loadBalancerId: this.props.loadBalancerId },
    });
  }

  private get poolProps() {
    const { provider, tier, clients } = this.props;
    return { provider, balancerTier: tier, clients: clients ?? [], protocol: POOL_PROTOCOL[this.protocol] };
  }
}

function protocolOf(props: ListenerProps, path: string): ListenerProtocol {
  const transport = props.port.protocol.toUpperCase() as ListenerProtocol;
  const wanted = props.protocol ?? (props.certificate === undefined ? transport : ListenerProtocol.TERMINATED_HTTPS);
  const needs = wanted === ListenerProtocol.UDP || wanted === ListenerProtocol.SCTP ? wanted : ListenerProtocol.TCP;
  if (needs !== transport) {
    throw refuse(path, "SCSBP-2105", {
      what: `${wanted} does not listen at such a port`,
      got: props.port.id,
      allowed: `a port of ${needs}`,
      fix: `use Port.${needs.toLowerCase()}(${props.port.first}), or another protocol`,
    });
  }
  return wanted;
}

function checkTls(props: ListenerProps, protocol: ListenerProtocol, path: string): void {
  const terminated = protocol === ListenerProtocol.TERMINATED_HTTPS;
  const certificate = props.certificate !== undefined;
  const more = props.sniCertificates !== undefined || props.tlsVersions !== undefined;
  if (terminated !== certificate || (more && !terminated)) {
    throw refuse(path, "SCSBP-2108", {
      what: terminated ? "TLS cannot end here without a certificate" : "TLS does not end at this listener",
      got: terminated ? "TERMINATED_HTTPS without certificate" : `certificates or versions of TLS with ${protocol}`,
      allowed: "certificate together with TERMINATED_HTTPS",
      fix: terminated
        ? "give a certificate, or pass TLS through by HTTPS"
        : "leave protocol out, and give a certificate",
    });
  }
  if (props.forwardedHeaders === true && POOL_PROTOCOL[protocol] !== "HTTP") {
    throw refuse(path, "SCSBP-2105", {
      what: "headers are added where requests are read",
      got: `forwardedHeaders with ${protocol}`,
      allowed: "HTTP, TERMINATED_HTTPS",
      fix: "tell servers the client's address by proxyProtocol instead",
    });
  }
}

/** Upper bound: MAX_TIMEOUT of octavia/common/constants.py, 24 days. */
const LONGEST_TIMEOUT_SECONDS = 24 * 24 * 60 * 60;

function checkNumbers(numbers: Record<string, number | undefined>, path: string): void {
  for (const [name, value] of Object.entries(numbers)) {
    const most = name === "connectionLimit" ? Infinity : LONGEST_TIMEOUT_SECONDS;
    if (value !== undefined && !(Number.isInteger(value) && value >= 1 && value <= most)) {
      throw refuse(path, "SCSBP-2103", {
        what: `not possible for ${name}`,
        got: String(value),
        allowed: most === Infinity ? "whole numbers from 1" : `whole seconds from 1 to ${most}`,
        fix: `correct ${name}, or leave it out`,
      });
    }
  }
}

/** What the balancer itself lets in. */
function cidrsOf(props: ListenerProps, path: string): string[] | undefined {
  const { allowedCidrs, provider } = props;
  const clients = props.clients === undefined ? undefined : checkedPeers(props.clients, "clients", path);
  const refusal = (what: string, got: string, fix: string) =>
    refuse(path, "SCSBP-2110", { what, got, allowed: "either clients or allowedCidrs", fix });
  if (allowedCidrs !== undefined) {
    if (clients !== undefined) {
      throw refusal("clients and allowedCidrs both say who connects", "both", "leave allowedCidrs out");
    }
    if (!Array.isArray(allowedCidrs as unknown) || allowedCidrs.length === 0) {
      throw refusal(
        "allowedCidrs is a list of blocks; an empty one lets everybody in",
        Array.isArray(allowedCidrs as unknown) ? "allowedCidrs: []" : inWords(allowedCidrs),
        "leave it out, or name blocks",
      );
    }
    return allowedCidrs.map((text) => namedBlock(text).text);
  }
  if (clients?.length === 0) {
    throw refusal("an empty list lets everybody in", "clients: []", "leave it out, or name peers");
  }
  if (clients === undefined || provider.limits.keepsClientAddress) {
    return undefined;
  }
  // Octavia takes only blocks of the address's own IP version.
  const ethertype = props.tier.cidr.includes(":") ? "IPv6" : "IPv4";
  return clients.flatMap((peer) => {
    const blocks = peer.rules.filter((rule) => rule.ethertype === ethertype).map((rule) => rule.remoteIpPrefix);
    const known = blocks.filter((block) => block !== undefined);
    if (known.length === 0 || known.length < blocks.length) {
      throw refusal(
        `a proxy knows its clients by their ${ethertype} addresses`,
        blocks.length === 0 ? "a block of the other IP version" : "a group",
        'name a block: Peer.cidr("192.0.2.0/24"), Peer.tier(network.tier("web"))',
      );
    }
    return known;
  });
}

/** Which requests a route takes: those that meet all of its conditions. */
export interface RouteOptions {
  /** Name of the host that is asked for. @default - any */
  readonly hostName?: string;
  /** What the path begins with. @default - anything */
  readonly pathPrefix?: string;
  /**
   * Place among the listener's routes, from 1; the first that fits takes the request.
   * @default - behind those that are there when it is made: let routes not overlap
   */
  readonly position?: number;
}

/** @internal */
interface ListenerRouteProps extends RouteOptions {
  readonly listenerId: string;
  readonly pool: BalancerPoolProps;
}

/**
 * Requests of a certain host or path; made by `listener.addRoute`.
 *
 * Defines: a layer 7 policy with a rule for each condition; with `forwardTo` a pool with its members.
 */
export class ListenerRoute extends Construct {
  /** @internal @jsii ignore */
  public static define(scope: Construct, id: string, props: ListenerRouteProps): ListenerRoute {
    return new ListenerRoute(scope, id, props);
  }
  private done = false;

  /** @internal */
  private constructor(
    scope: Construct,
    id: string,
    private readonly props: ListenerRouteProps,
  ) {
    super(scope, id);
    const { hostName, pathPrefix, position } = props;
    const fits =
      (hostName !== undefined || pathPrefix !== undefined) &&
      (pathPrefix === undefined || pathPrefix.startsWith("/")) &&
      (position === undefined || (Number.isInteger(position) && position >= 1));
    if (!fits) {
      throw refuse(this, "SCSBP-2114", {
        what: "not conditions for a route",
        got: JSON.stringify({ hostName, pathPrefix, position }),
        allowed: "hostName, pathPrefix with a leading slash, or both; position from 1",
        fix: "correct the route",
      });
    }
  }

  /** Forwards these requests to servers, and opens their security group for it. */
  public forwardTo(target: IBalancerTarget, port: Port, options: ForwardOptions = {}): BalancerPool {
    const pool = BalancerPool.define(this, "pool", { ...options, ...this.props.pool });
    pool.addServers(target, port, options);
    this.addPolicy({ action: "REDIRECT_TO_POOL", redirectPoolId: pool.poolId });
    return pool;
  }

  /**
   * Sends clients of these requests elsewhere; the path of the request is kept.
   *
   * @param origin scheme and host, `https://www.example.org`
   */
  public redirectTo(origin: string): void {
    if (!/^https?:\/\/[^/\s]+$/.test(origin)) {
      throw refuse(this, "SCSBP-2114", {
        what: "not a place to redirect to",
        got: JSON.stringify(origin),
        allowed: "scheme and host, such as https://www.example.org",
        fix: "leave the path out: the path of the request is kept",
      });
    }
    this.addPolicy({ action: "REDIRECT_PREFIX", redirectPrefix: origin });
  }

  private addPolicy(what: { action: string; redirectPoolId?: string; redirectPrefix?: string }): void {
    if (this.done) {
      throw refuse(this, "SCSBP-2104", {
        what: "the route leads somewhere already",
        got: "a second destination",
        allowed: "one forwardTo or redirectTo",
        fix: "add another route",
      });
    }
    this.done = true;
    const { listenerId, hostName, pathPrefix, position } = this.props;
    const policy = new LbL7PolicyV2(this, "Resource", {
      name: Names.ofConstruct(this),
      listenerId,
      ...what,
      ...(position === undefined ? {} : { position }),
    });
    if (hostName !== undefined) {
      new LbL7RuleV2(this, "host", {
        l7PolicyId: policy.id,
        type: "HOST_NAME",
        compareType: "EQUAL_TO",
        value: hostName,
      });
    }
    if (pathPrefix !== undefined) {
      new LbL7RuleV2(this, "path", {
        l7PolicyId: policy.id,
        type: "PATH",
        compareType: "STARTS_WITH",
        value: pathPrefix,
      });
    }
  }
}
