export * from "./finding";
export * from "./flavor-types";
export * from "./flavor-name";
export * from "./flavors";
export * from "./scopes";
export {
  type ImageFacts,
  ImageMetadata,
  type ImageMetadataOptions,
  ImageMetadataVersion,
  type ImageProperty,
  ImageSelection,
} from "./image-metadata";
export * from "./standard-images";
export * from "./volume-aspects";
export * from "./default-security-rules";
export * from "./default-security-corrections";
export * from "./key-manager";
export * from "./services";
export * from "./availability-zones";
export * from "./kubernetes-versions";
export * from "./node-distribution";
export * from "./cluster-networking";
export * from "./clouds";
export {
  CloudContext,
  type CloudContextFacts,
  type CloudContextOptions,
  type ContextDifference,
  type ContextExternalNetwork,
  type ContextImage,
  type ContextService,
  type ContextVolumeType,
} from "./context/cloud-context";
export * from "./cloud-step";
export * from "./standards";
export * from "./standards-check";
export * from "./adoption/catalog-adoption";
