export * from "./fleet-facts";
export * from "./render/fleet-pipeline";
export * from "./render/fleet-renderer";
