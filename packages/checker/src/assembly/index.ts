// What was synthesized, planned and stored, for the packages of this workspace; programs do not use it.
export * from "./address";
export * from "./assembly";
export * from "./declared";
export * from "./plan";
export * from "./state";
