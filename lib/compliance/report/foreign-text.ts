/** @internal */
export * from "../../core/foreign-text";
