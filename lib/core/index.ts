export { App } from "./engine";
export * from "@scs-blueprints/checker/cidr";
export * from "@scs-blueprints/standards/errors";
export * from "./names";
export * from "./removal-policy";
export * from "./secret";
