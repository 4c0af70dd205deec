export * from "./compute";
export * from "./dns";
export * from "./identity";
export * from "./key-manager";
export * from "./load-balancing";
export * from "./network";
export * from "./security";
export * from "./storage";
