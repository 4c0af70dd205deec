export * from "./cloud";
export * from "./cloud-profile";
export * from "./stack";
export { BaseStack, type OutputOptions } from "./base-stack";
export * from "./state-backend";
export * from "./state-encryption";
export * from "./resource-imports";
export { CloudContext, type CloudContextOptions } from "@scs-blueprints/standards";
export type {
  CloudContextFacts,
  ContextDifference,
  ContextExternalNetwork,
  ContextImage,
  ContextService,
  ContextVolumeType,
} from "@scs-blueprints/standards";
