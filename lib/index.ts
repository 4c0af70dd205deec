export * from "./core/index";
export * from "./cloud/index";
export * from "./openstack/index";
