export * from "./connectivity";
export { GRAPH_FORMAT, GRAPH_FORMAT_VERSION } from "./graph-writer";
export * from "./graph-writer";
export * from "./model";
export * from "./overlay/overlay";

export * from "./topology";
