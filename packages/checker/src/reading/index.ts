// How the packages of this workspace read files and what others wrote; programs do not use it.
export * from "./foreign-text";
export * from "./manifest-text";
export * from "./takeover-file";
export * from "./read-json";
export * from "./self-contained-html";
