export * from "./high-availability-vip";
export * from "./three-tier-web-service";
export * from "./web-entry";
