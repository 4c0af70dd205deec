export * from "./landing-zone/index";
