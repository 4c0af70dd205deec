export * from "./finding";
export * from "./flavor-name";
export { type FlavorNameProblem } from "./flavor-name-problem";
export { type FlavorFacts } from "./flavor-promise";
export * from "./flavor-types";
