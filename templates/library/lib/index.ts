export * from "./web-farm";
