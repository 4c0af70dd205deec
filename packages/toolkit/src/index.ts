// What commands and the sandbox stand on; programs do not use it.
export * from "./environment/engine";
export * from "./environment/paths";
export * from "./environment/whole-folder";
export * from "./example/synthesize";
export * from "./example/catalogue";
export * from "./example/file-server";
export * from "./example/run-lock";
export * from "./openstack/auth-request";
export * from "./openstack/cloud-identity";
export * from "./openstack/cloud-of-environment";
export * from "./openstack/clouds-yaml";
export * from "./openstack/environment";
export * from "./openstack/preflight";
export * from "./process/interrupts";
export * from "./process/process-identity";
export * from "./process/run";
export * from "./reporter";
