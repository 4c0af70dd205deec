export { App } from "./engine";
export * from "./cidr";
export * from "./cloud";
export * from "./errors";
export * from "./names";
export * from "./removal-policy";
export * from "./secret";
export * from "./stack";
export * from "./state-backend";
