import { LbL7PolicyV2 } from "@scs-blueprints/provider-openstack/lib/lb-l7policy-v2";
import { LbL7RuleV2 } from "@scs-blueprints/provider-openstack/lib/lb-l7rule-v2";
import { Construct } from "constructs";
import { Names, refuse } from "../../core/index";
import { BalancerPool, type BalancerPoolProps, type ForwardOptions, type IBalancerTarget } from "./load-balancer-pool";
import type { Port } from "../security/port";

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
export interface ListenerRouteProps extends RouteOptions {
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
