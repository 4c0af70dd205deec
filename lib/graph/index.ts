export * from "./error-codes";
export { GRAPH_FORMAT, GRAPH_FORMAT_VERSION } from "./render/json";
export * from "./graph-writer";
export * from "./model";
export * from "./overlay/overlay";
export { Preset } from "./preset";
export * from "./reachability";
export * from "./topology";
