export { App } from "./engine";
export * from "./cidr";
export * from "./errors";
export * from "./names";
export * from "./removal-policy";
export * from "./secret";
