export * from "./fleet";
export * from "@scs-blueprints/checker/fleet";
export * from "./fleet-matrix";
export * from "./state-store";
export * from "./waves";
