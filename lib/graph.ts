export * from "@scs-blueprints/toolkit/graph";
