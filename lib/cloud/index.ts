export * from "./cloud";
export * from "./stack";
export * from "./state-backend";
