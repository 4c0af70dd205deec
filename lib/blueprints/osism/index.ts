export * from "./osism-testbed-infra";
