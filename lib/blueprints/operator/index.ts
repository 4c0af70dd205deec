export {
  CatalogFlavor,
  type CatalogFlavorOptions,
  type CustomFlavorOptions,
  type ScsFlavorOptions,
} from "./catalog-flavor";
export * from "./catalog-image";
export * from "./flavor-manager-yaml";
export * from "./host-aggregate";
export * from "./image-manager-yaml";
export * from "./landing-zone/landing-zone-domain";
export * from "./landing-zone/landing-zone-file";
export * from "./landing-zone/landing-zone-project";
export * from "./landing-zone/quota-class";
export { LandingZoneActor, ManagerRole, RoleSource, type TenantRoleOptions } from "./landing-zone/role-book";
export * from "./landing-zone/scs-tenant-landing-zone";
export * from "./out-of-band-step";
export * from "./scs-availability-zones";
export * from "./scs-checks";
export * from "./scs-compatible-iaas";
export * from "./scs-default-security-rules";
export { FlavorRetirement, FlavorSet, ScsFlavorCatalog, type ScsFlavorCatalogProps } from "./scs-flavor-catalog";
export * from "./scs-image-catalog";
export * from "./scs-key-manager-policy";
export * from "./scs-provider-network";
export * from "./scs-subnet-pools";
export * from "./scs-volume-types";
