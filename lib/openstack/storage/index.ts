export * from "./object-store";
export * from "./volume";
export * from "./volume-type";
