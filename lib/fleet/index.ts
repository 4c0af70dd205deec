export * from "./fleet";
export * from "./fleet-facts";
export * from "./fleet-matrix";
export * from "./render/fleet-pipeline";
export * from "./render/fleet-renderer";
export * from "./state-store";
export * from "./waves";
