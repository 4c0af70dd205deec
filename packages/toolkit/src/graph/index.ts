export * from "./connectivity";
export { GRAPH_FORMAT, GRAPH_FORMAT_VERSION } from "./render/json";
export * from "./graph-writer";
export * from "./model";
export * from "./overlay/overlay";
export { Preset } from "./preset";

export * from "./topology";
