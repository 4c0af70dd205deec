export * from "./core/index";
export * from "./openstack/index";
