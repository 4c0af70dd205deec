export * from "@scs-blueprints/checker";
