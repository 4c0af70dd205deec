/** @internal */
export * from "../../core/read-json";
