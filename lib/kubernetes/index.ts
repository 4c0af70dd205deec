export * from "./connection";
export { CrdSchemas } from "./crd-schemas";
export * from "./helm-release";
export * from "./kubernetes-api";
export * from "./kubernetes-secret";
export * from "./kubernetes-stack";
export * from "./manifest";
export * from "./namespace";
export * from "./node-labels";
