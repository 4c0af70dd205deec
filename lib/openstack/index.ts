export * from "./address-group";
export { AddressPlan, type AddressPlanEntry, type ZonePlanEntry } from "./address-plan";
export * from "./application-credential";
export * from "./bastion";
export type { BootVolumeOptions } from "./boot-disk";
export { CloudInit, type CloudInitFile, type CloudInitProps, type CloudInitUser } from "./cloud-init";
export * from "./connections";
export type { CaaRecord, MxRecord, SrvRecord } from "./dns-record";
export * from "./dns-zone";
export * from "./external-network";
export * from "./flavor";
export * from "./floating-ip";
export * from "./health-monitor";
export { Image, type ImageProperties } from "./image";
export * from "./ipv6";
export * from "./key-pair";
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
export {
  type INetworkTier,
  type ITierZone,
  NetworkTier,
  type TierOptions,
  type TierRoute,
  type TierZoneOptions,
} from "./network-tier";
export type { NetworkTierLookup } from "./network-tier-lookup";
export * from "./object-store";
export { Peer, PeerKind } from "./peer";
export * from "./port";
export * from "./project-network";
export type { ProjectNetworkLookup } from "./project-network-lookup";
export * from "./qos-policy";
export * from "./reachability";
export { type IRouter, Router, type RouterLookup, type RouterProps } from "./router";
export * from "./secret-store";
export {
  type ISecurityGroup,
  SecurityGroup,
  type SecurityGroupLookup,
  type SecurityGroupProps,
} from "./security-group";
export * from "./server";
export * from "./server-group";
export * from "./server-options";
export * from "./server-pool";
export * from "./session-persistence";
export * from "./subnet-pool";
export * from "./virtual-ip";
export * from "./volume";
export * from "./volume-type";
