export * from "./high-availability-vip";
export * from "./jump-host-project";
export * from "./object-storage-backup-target";
export * from "./three-tier-web-service";
export * from "./vpn-gateway";
