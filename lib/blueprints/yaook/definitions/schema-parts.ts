/** A part of a definition's schema, as apiextensions.k8s.io/v1 has it. */
export type SchemaPart = Record<string, unknown>;

/** Keeps what it does not know: nobody outside has the whole of Yaook's schemas. */
const OPEN = { "x-kubernetes-preserve-unknown-fields": true };

export const TEXT: SchemaPart = { type: "string", minLength: 1 };
export const FLAG: SchemaPart = { type: "boolean" };
export const MAP: SchemaPart = { type: "object", ...OPEN };
export const LIST: SchemaPart = { type: "array", items: MAP };
export const COUNT: SchemaPart = { type: "integer", minimum: 1 };
export const AMOUNT: SchemaPart = { type: "integer", minimum: 0 };
/** Five fields of cron, or a word for them. */
export const CRON: SchemaPart = { type: "string", pattern: "^(@[a-z]+|\\S+( +\\S+){4})$" };
/** A quantity of Kubernetes, `8Gi`, `200m`. */
export const QUANTITY: SchemaPart = {
  type: "string",
  pattern: "^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$",
};
export const RELEASE: SchemaPart = { type: "string", pattern: "^20[0-9]{2}\\.[12]$" };
export const FQDN: SchemaPart = {
  type: "string",
  maxLength: 253,
  pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$",
};
export const PORT: SchemaPart = { type: "integer", minimum: 1, maximum: 65535 };
export const UUID: SchemaPart = {
  type: "string",
  pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
};
export const CIDR4: SchemaPart = { type: "string", pattern: "^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$" };

/** An object with some known fields. */
export function object(properties: Record<string, SchemaPart>, ...required: string[]): SchemaPart {
  return { type: "object", properties, ...(required.length > 0 && { required }), ...OPEN };
}

/** An object with keys of one's own, whose values are alike. */
export function mapOf(value: SchemaPart): SchemaPart {
  return { type: "object", additionalProperties: value };
}

export function listOf(items: SchemaPart): SchemaPart {
  return { type: "array", items };
}

export function oneOf(...values: string[]): SchemaPart {
  return { type: "string", enum: values };
}
