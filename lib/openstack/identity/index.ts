export * from "./application-credential";
