export * from "./object-store";
export * from "./snapshot-policy";
export * from "./volume";
export * from "./volume-type";
