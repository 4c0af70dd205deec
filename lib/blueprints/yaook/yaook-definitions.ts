import { type JsonSchema, YAOOK_KINDS, type YaookField, type YaookType } from "@scs-blueprints/standards/internal";
import { CrdSchemas } from "../../kubernetes/crd-schemas";
import { YaookKind } from "./yaook-kind";

/**
 * Stand-ins for Yaook's definitions of custom resources. The real ones are in a chart that this library's makers could
 * not get at; these are written from the fields that public Yaook clouds and docs.yaook.cloud show. They refuse unknown
 * kinds, wrong types and words, and what is missing (`database.proxy.replicas`), and keep fields that they do not know.
 *
 * The library checks resources against them at synth, and its tests put them into a real kube-apiserver. Where the real ones
 * are at hand, they are better: `kubectl get crd -o yaml | …` and `schemas: CrdSchemas.fromFiles(…)` of the API.
 *
 * @example
 * YaookDefinitions.schemas.kinds.length; // 29
 */
export class YaookDefinitions {
  private static made?: CrdSchemas;

  /** To check objects against. */
  public static get schemas(): CrdSchemas {
    YaookDefinitions.made ??= CrdSchemas.fromDefinitions(YaookDefinitions.standIns);
    return YaookDefinitions.made;
  }

  /** Objects of kind CustomResourceDefinition, one for each kind: for clusters of tests. */
  public static get standIns(): Record<string, unknown>[] {
    return Object.values(YaookKind).map((kind) => definition(kind));
  }
}

function definition(kind: YaookKind): Record<string, unknown> {
  const { group, fields } = YAOOK_KINDS[kind];
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}`, labels: { "scs-blueprints/stand-in": "true" } },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, singular },
      scope: "Namespaced",
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: "object",
              required: ["spec"],
              properties: {
                spec: objectSchema(fields),
                status: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
              },
            },
          },
        },
      ],
    },
  };
}

/** Keeps what it does not know: nobody outside has the whole of Yaook's schemas. */
const OPEN = { "x-kubernetes-preserve-unknown-fields": true };

/** A schema of an object while it is made. */
interface ObjectSchema {
  readonly type: "object";
  readonly properties: Record<string, ObjectSchema | JsonSchema>;
  required?: string[];
}

function objectSchema(fields: readonly YaookField[], isClosed = false): ObjectSchema {
  const empty = (open: object): ObjectSchema => ({ type: "object", properties: {}, ...open });
  const whole = empty(isClosed ? {} : OPEN);
  for (const { keys, asked, type } of fields) {
    if (keys.length === 0) {
      const { properties, required = [] } = schemaOf(type) as ObjectSchema;
      Object.assign(whole.properties, properties);
      whole.required = [...(whole.required ?? []), ...required];
    }
    let inner = whole;
    for (const [i, key] of keys.entries()) {
      if (asked[i] === true && inner.required?.includes(key) !== true) {
        inner.required = [...(inner.required ?? []), key];
      }
      if (i === keys.length - 1) {
        inner.properties[key] = schemaOf(type);
      } else {
        inner.properties[key] ??= empty(OPEN);
        inner = inner.properties[key] as ObjectSchema;
      }
    }
  }
  return whole;
}

function schemaOf(type: YaookType): ObjectSchema | JsonSchema {
  switch (type.is) {
    case "object":
      return objectSchema(type.fields, type.isClosed);
    case "map": {
      const { minProperties } = type;
      const least = minProperties === undefined ? {} : { minProperties };
      return { type: "object", additionalProperties: schemaOf(type.of), ...least };
    }
    case "list": {
      const { minItems } = type;
      return { type: "array", items: schemaOf(type.of), ...(minItems === undefined ? {} : { minItems }) };
    }
    case "selector": {
      const matchLabels = { type: "object", additionalProperties: { type: "string" } };
      return { type: "object", properties: { matchLabels }, ...OPEN };
    }
    default:
      return type.schema;
  }
}
