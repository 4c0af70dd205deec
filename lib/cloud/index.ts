export * from "./cloud";
export * from "./cloud-profile";
export * from "./stack";
export { BaseStack, type OutputOptions } from "./base-stack";
export * from "./state-backend";
export * from "./state-encryption";
export * from "./resource-imports";
export { CloudContext, type CloudContextOptions } from "../scs/context/cloud-context";
export type {
  CloudContextFacts,
  ContextDifference,
  ContextExternalNetwork,
  ContextImage,
  ContextService,
  ContextVolumeType,
} from "../scs/context/cloud-context-facts";
