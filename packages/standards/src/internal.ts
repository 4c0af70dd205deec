// What the other packages of this workspace use of this one, and programs do not.
export { ContextComment } from "./context/cloud-context";
export { ImageRecency } from "./image-metadata";
export * from "./installed-package";
export * from "./quote";
export * from "./suggestions";
export * from "./utc-time";
export * from "./without-registry";
export * from "./yaook-kinds";
