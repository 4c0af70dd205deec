export * from "@scs-blueprints/standards";
