export * from "./catalog-flavor";
export * from "./flavor-manager-yaml";
export * from "./flavor-set";
export * from "./host-aggregate";
export * from "./scs-flavor-catalog";
