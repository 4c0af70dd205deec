export * from "./dns-zone";
