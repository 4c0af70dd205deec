export * from "./address";
export * from "./configuration";
export * from "./plan";
