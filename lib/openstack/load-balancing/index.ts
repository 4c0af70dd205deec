export * from "./health-monitor";
export { Listener, type ListenerOptions, TlsVersion } from "./listener";
export { ListenerRoute, type RouteOptions } from "./listener-route";
export * from "./load-balancer";
export {
  type BalancerMemberOptions,
  BalancerPool,
  type BalancerPoolOptions,
  type ForwardOptions,
  type IBalancerTarget,
  ProxyProtocol,
} from "./load-balancer-pool";
export { BalancingAlgorithm, ListenerProtocol, LoadBalancerProvider } from "./load-balancer-provider";
export * from "./session-persistence";
