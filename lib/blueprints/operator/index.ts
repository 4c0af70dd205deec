export * from "./flavors/index";
export * from "./images/index";
export * from "./landing-zone/index";
