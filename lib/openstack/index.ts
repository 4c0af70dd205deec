export * from "./address-group";
export { AddressPlan, type AddressPlanEntry, type ZonePlanEntry } from "./address-plan";
export * from "./bastion";
export type { BootVolumeOptions } from "./boot-disk";
export { CloudInit, type CloudInitFile, type CloudInitProps, type CloudInitUser } from "./cloud-init";
export * from "./connections";
export * from "./external-network";
export * from "./flavor";
export * from "./floating-ip";
export { Image, type ImageProperties } from "./image";
export * from "./ipv6";
export * from "./key-pair";
export {
  type INetworkTier,
  type ITierZone,
  NetworkTier,
  type TierOptions,
  type TierRoute,
  type TierZoneOptions,
} from "./network-tier";
export type { NetworkTierLookup } from "./network-tier-lookup";
export { Peer, PeerKind } from "./peer";
export * from "./port";
export * from "./project-network";
export type { ProjectNetworkLookup } from "./project-network-lookup";
export * from "./qos-policy";
export * from "./reachability";
export { type IRouter, Router, type RouterLookup, type RouterProps } from "./router";
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
export * from "./subnet-pool";
export * from "./virtual-ip";
export * from "./volume";
export * from "./volume-type";
