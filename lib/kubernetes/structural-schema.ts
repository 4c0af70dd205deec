/** Parts of a schema that hold one schema, a list of them, or a map of them. */
const ONE = ["items", "not", "additionalProperties"];
const LIST = ["allOf", "anyOf", "oneOf"];

/**
 * The schema of a CRD as a JSON schema that is as strict as the API server with `fieldValidation=Strict`: unknown
 * fields are wrong except where the definition keeps them, `nullable` and `x-kubernetes-int-or-string` are spelled out,
 * and the parts that the server owns (`apiVersion`, `kind`, `metadata`) are left to it.
 *
 * kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions, "Specifying a structural schema"
 */
export function structuralSchema(openApi: Record<string, unknown>): Record<string, unknown> {
  const root = strict(openApi, true);
  const properties = (root["properties"] as Record<string, unknown> | undefined) ?? {};
  const owned = { apiVersion: { type: "string" }, kind: { type: "string" }, metadata: { type: "object" } };
  return { ...root, properties: { ...properties, ...owned } };
}

/** @param whole whether this is where fields are declared; below `allOf` and its like they are only spoken of */
function strict(schema: Record<string, unknown>, whole: boolean): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") {
      made[key] = Object.fromEntries(
        Object.entries(value as Record<string, Record<string, unknown>>).map(([name, one]) => [
          name,
          strict(one, whole),
        ]),
      );
    } else if (ONE.includes(key) && typeof value === "object" && value !== null) {
      made[key] = strict(value as Record<string, unknown>, whole && key !== "not");
    } else if (LIST.includes(key)) {
      made[key] = (value as Record<string, unknown>[]).map((one) => strict(one, false));
    } else if (
      !["default", "description", "example", "externalDocs", "format"].includes(key) &&
      !key.startsWith("x-")
    ) {
      made[key] = value;
    }
  }
  if (schema["x-kubernetes-int-or-string"] === true) {
    made["type"] = ["integer", "string"];
  } else if (schema["nullable"] === true && typeof made["type"] === "string") {
    made["type"] = [made["type"], "null"];
  }
  delete made["nullable"];
  const keeps = schema["x-kubernetes-preserve-unknown-fields"] === true;
  const declares = schema["properties"] !== undefined || schema["type"] === "object";
  if (
    whole &&
    declares &&
    !keeps &&
    made["additionalProperties"] === undefined &&
    schema["x-kubernetes-embedded-resource"] !== true
  ) {
    made["additionalProperties"] = false;
  }
  return made;
}
