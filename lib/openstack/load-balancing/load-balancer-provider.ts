import { refuse } from "../../core/index";

/** What listens at a balancer's port. */
export enum ListenerProtocol {
  /** Connections are passed on as they are. */
  TCP = "TCP",
  /** Datagrams. */
  UDP = "UDP",
  /** SCTP associations. */
  SCTP = "SCTP",
  /** Requests are read, so that headers, cookies and routes work. */
  HTTP = "HTTP",
  /** TLS is passed through; the servers have the certificate. */
  HTTPS = "HTTPS",
  /** TLS ends at the balancer, which has the certificate; servers are asked by HTTP. */
  TERMINATED_HTTPS = "TERMINATED_HTTPS",
}

/** How a balancer chooses a server for a new connection. */
export enum BalancingAlgorithm {
  /** One after the other. */
  ROUND_ROBIN = "ROUND_ROBIN",
  /** The one with the fewest connections. */
  LEAST_CONNECTIONS = "LEAST_CONNECTIONS",
  /** By the client's address. */
  SOURCE_IP = "SOURCE_IP",
  /** By the client's address and port: the algorithm of OVN. */
  SOURCE_IP_PORT = "SOURCE_IP_PORT",
}

/** What a provider can do; undefined means: not known, the cloud decides when Terraform applies. @internal */
export interface ProviderLimits {
  readonly protocols?: readonly string[];
  readonly algorithms?: readonly BalancingAlgorithm[];
  readonly monitors?: readonly string[];
  readonly persistence?: readonly string[];
  /** Whether all that needs a proxy is there: PROXY protocol, TLS, headers, routes, timeouts, allowed CIDRs, weights. */
  readonly proxy: boolean;
  /** Whether servers see the client's address, so that their security groups have to let clients in. */
  readonly keepsClientAddress: boolean;
  readonly defaultAlgorithm: BalancingAlgorithm;
}

const ANY: ProviderLimits = {
  proxy: true,
  keepsClientAddress: false,
  defaultAlgorithm: BalancingAlgorithm.ROUND_ROBIN,
};

/**
 * The Octavia driver that makes a balancer.
 *
 * | | amphora | ovn |
 * |---|---|---|
 * | is | a pair of servers with HAProxy | flows in the cloud's switches |
 * | protocols | TCP, UDP, SCTP, HTTP, HTTPS, TERMINATED_HTTPS | TCP, UDP, SCTP |
 * | algorithms | ROUND_ROBIN, LEAST_CONNECTIONS, SOURCE_IP | SOURCE_IP_PORT |
 * | monitors | all | TCP, UDP-CONNECT |
 * | servers see | the balancer's address | the client's address |
 *
 * Sources: Octavia's feature matrix (doc/source/user/feature-classification) and driver (api/drivers/amphora_driver/v2,
 * AMPHORA_SUPPORTED_LB_ALGORITHMS); ovn-octavia-provider (common/constants.py OVN_NATIVE_LB_PROTOCOLS,
 * OVN_NATIVE_LB_ALGORITHMS, SUPPORTED_HEALTH_MONITOR_TYPES, driver.py `_check_for_*`). Its newest releases know the
 * algorithm SOURCE_IP too; clouds in use do not, so it counts as unsupported.
 */
export class LoadBalancerProvider {
  /**
   * Whatever the cloud's operator chose; nothing is emitted and no limit checked. The library assumes a proxy such as
   * amphora, Octavia's own default: algorithm ROUND_ROBIN, servers opened for the balancer's tier. Where the cloud's default is ovn, say {@link LoadBalancerProvider.OVN}.
   */
  public static readonly CLOUD_DEFAULT = new LoadBalancerProvider(undefined, ANY);
  /** Servers with HAProxy, managed by Octavia. */
  public static readonly AMPHORA = new LoadBalancerProvider("amphora", {
    ...ANY,
    algorithms: [BalancingAlgorithm.ROUND_ROBIN, BalancingAlgorithm.LEAST_CONNECTIONS, BalancingAlgorithm.SOURCE_IP],
  });
  /** Open Virtual Network: no servers, no proxy. */
  public static readonly OVN = new LoadBalancerProvider("ovn", {
    protocols: ["TCP", "UDP", "SCTP"],
    algorithms: [BalancingAlgorithm.SOURCE_IP_PORT],
    monitors: ["TCP", "UDP-CONNECT"],
    persistence: ["SOURCE_IP"],
    proxy: false,
    keepsClientAddress: true,
    defaultAlgorithm: BalancingAlgorithm.SOURCE_IP_PORT,
  });

  /**
   * Another driver by its name in the cloud (`openstack loadbalancer provider list`); its limits are not checked.
   *
   * @throws BlueprintError SCSBP-2100 for an empty name and for those that have a constant
   */
  public static fromName(name: string): LoadBalancerProvider {
    if (["", "amphora", "ovn", "octavia"].includes(name.trim())) {
      throw refuse("SCSBP-2100", {
        what: name.trim() === "" ? "the provider has no name" : "this provider is known, with its limits",
        got: JSON.stringify(name),
        allowed: "a name of `openstack loadbalancer provider list` other than amphora and ovn",
        fix: "use LoadBalancerProvider.AMPHORA, LoadBalancerProvider.OVN or LoadBalancerProvider.CLOUD_DEFAULT",
      });
    }
    return new LoadBalancerProvider(name, ANY);
  }

  /** The provider of a name, with its limits where they are known. @internal @jsii ignore */
  public static ofProfile(name: string | undefined): LoadBalancerProvider {
    const known = [LoadBalancerProvider.AMPHORA, LoadBalancerProvider.OVN].find((one) => one.name === name);
    return known ?? (name === undefined ? LoadBalancerProvider.CLOUD_DEFAULT : LoadBalancerProvider.fromName(name));
  }

  private constructor(
    /** Name in the cloud. @default - left to the cloud */
    public readonly name: string | undefined,
    /** @internal */
    public readonly limits: ProviderLimits,
  ) {}

  /** Refuses a value that is not among those the provider knows. @internal @jsii ignore */
  public checkOne(what: string, got: string, known: readonly string[] | undefined, path: string): void {
    if (known !== undefined && !known.includes(got)) {
      throw refuse(path, "SCSBP-2101", {
        what: `load balancers of the provider ${this.name} do not know this ${what}`,
        got,
        allowed: known.join(", "),
        fix: `choose one of these, leave it out, or take another provider`,
      });
    }
  }

  /** Refuses options that need a proxy where the provider is none. @internal @jsii ignore */
  public checkProxyOptions(options: Record<string, unknown>, path: string): void {
    const [given] = Object.entries(options).filter(([, value]) => value !== undefined && value !== false);
    if (!this.limits.proxy && given !== undefined) {
      throw refuse(path, "SCSBP-2101", {
        what: `load balancers of the provider ${this.name} cannot do this: they forward packets and read nothing`,
        got: given[0],
        allowed: "TCP, UDP and SCTP as they come, algorithm SOURCE_IP_PORT, TCP and UDP-CONNECT monitors",
        fix:
          given[0] === "allowedCidrs"
            ? "say who connects by `clients`: it becomes rules of the servers' security group"
            : `leave ${given[0]} out, or use LoadBalancerProvider.AMPHORA`,
      });
    }
  }
}
