export * from "./conformance";
export * from "./match";
export { type IPatternResolver, Matcher, type Mismatch, type Place } from "./matcher";
export * from "./sandbox-deployment";
export * from "./sandbox-fixture";
export * from "./template";
