// What the other packages of this workspace use of this one, and programs do not.
export * from "./evidence/kubernetes-client";
export * from "./evidence/openstack-client";
export * from "./evidence/openstack-flavors";
export * from "./fleet/fleet-file";
export * from "./fleet/render/rendered-files";
export * from "./kept-synthesis";
export * from "./synth-failure";
