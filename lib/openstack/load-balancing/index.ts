export { Listener, type ListenerOptions, ListenerRoute, type RouteOptions, TlsVersion } from "./listener";
export * from "./load-balancer";
export {
  type BalancerMemberOptions,
  BalancerPool,
  type BalancerPoolOptions,
  type ForwardOptions,
  HealthMonitor,
  type HealthMonitorTiming,
  type HttpHealthMonitorOptions,
  type IBalancerTarget,
  ProxyProtocol,
  SessionPersistence,
} from "./load-balancer-pool";
export { BalancingAlgorithm, ListenerProtocol, LoadBalancerProvider } from "./load-balancer-provider";
