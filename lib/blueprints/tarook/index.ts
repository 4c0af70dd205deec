export * from "./tarook-infra";
export * from "./tarook-node";
