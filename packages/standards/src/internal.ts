// What the other packages of this workspace use of this one, and programs do not.
export * from "./context/context-comment";
export * from "./image-recency";
export * from "./installed-package";
export * from "./quote";
export * from "./shell-quote";
export * from "./suggestions";
export * from "./utc-time";
export * from "./without-registry";
export * from "./yaook-kinds";
