export { HighAvailabilityVip, type HighAvailabilityVipProps } from "./high-availability-vip";
export * from "./jump-host-project";
export * from "./object-storage-backup-target";
export * from "./three-tier-web-service";
export { VpnGateway, type VpnGatewayProps, type VpnPeer } from "./vpn-gateway";
