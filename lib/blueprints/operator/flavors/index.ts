export * from "./catalog-flavor";
export * from "./flavor-set";
export * from "./host-aggregate";
export * from "./scs-flavor-catalog";
