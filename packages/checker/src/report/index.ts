export * from "./json";
export * from "./junit";
export * from "./html";
export * from "./markdown";
export * from "./report-writer";
export * from "./sarif";
export * from "./text";
