// What other languages see. `App` is the engine's own: there, programs take it from the engine's package.
export * from "@scs-blueprints/checker/cidr";
export * from "./core/names";
export * from "./core/removal-policy";
export * from "./core/secret";
export * from "./cloud/index";
export * from "./openstack/index";
export * as scs from "@scs-blueprints/standards";
export * as kubernetes from "./kubernetes/index";
export * as fleet from "./fleet/index";
export * as tenant from "./blueprints/tenant/index";
export * as kaas from "./blueprints/kaas/index";
export * as tarook from "./blueprints/tarook/index";
export * as operator from "./blueprints/operator/index";
export * as yaook from "./blueprints/yaook/index";
export * as osism from "./blueprints/osism/index";
export * as compliance from "@scs-blueprints/checker";
