export { AddressPlan, type AddressPlanEntry, type ZonePlanEntry } from "./address-plan";
export { ExternalNetwork, type ExternalNetworkLookup, type IExternalNetwork } from "./external-network";
export * from "./floating-ip";
export * from "./ipv6";
export {
  type INetworkTier,
  type ITierZone,
  NetworkTier,
  type TierOptions,
  type TierRoute,
  type TierZoneOptions,
} from "./network-tier";
export type { NetworkTierLookup } from "./network-tier";
export * from "./project-network";
export type { ProjectNetworkLookup } from "./project-network";
export * from "./qos-policy";
export { type IRouter, Router, type RouterLookup, type RouterProps } from "./router";
export { type ISubnetPool, SubnetPool, type SubnetPoolLookup, type SubnetPoolProps } from "./subnet-pool";
export * from "./virtual-ip";
