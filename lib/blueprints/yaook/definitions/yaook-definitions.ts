import { CrdSchemas } from "../../../kubernetes/crd-schemas";
import { groupOf, YaookKind } from "../yaook-kind";
import { SPECS } from "./kind-schemas";

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
  const group = groupOf(kind);
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
                spec: SPECS[kind],
                status: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
              },
            },
          },
        },
      ],
    },
  };
}
