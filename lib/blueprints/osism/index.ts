export * from "./osism-bootstrap-cloud";
export * from "./osism-testbed-infra";
