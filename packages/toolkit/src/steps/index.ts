export * from "./backup-service";
export * from "./carry-out";
export * from "./default-external-network";
export * from "./default-security-rules";
export * from "./image-properties";
export * from "./implied-role";
export * from "./step-api";
export * from "./volume-type-encryption";
