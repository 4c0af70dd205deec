export * from "./finding";
export * from "./flavor-name";
export { type FlavorNameProblem } from "./flavor-name-problem";
export { type FlavorFacts } from "./flavor-promise";
export * from "./flavor-types";
export * from "./flavors";
export { type ObservedFlavor } from "./flavor-comparison";
export * from "./flavor-batch";
export * from "./scopes";
