export * from "./tarook-infra";
