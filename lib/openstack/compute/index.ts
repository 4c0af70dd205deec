export * from "./bastion";
export type { BootVolumeOptions } from "./boot-disk";
export { CloudInit, type CloudInitFile, type CloudInitProps, type CloudInitUser } from "./cloud-init";
export * from "./flavor";
export { Image, type ImageProperties } from "./image";
export * from "./key-pair";
export * from "./server";
export * from "./server-group";
export * from "./server-pool";
