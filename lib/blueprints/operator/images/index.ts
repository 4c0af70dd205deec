export * from "./catalog-image";
export * from "./image-checksum";
export * from "./image-manager-yaml";
export * from "./image-promises";
export * from "./image-types";
export * from "./scs-image-catalog";
