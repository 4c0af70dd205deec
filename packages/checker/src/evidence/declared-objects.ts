import type { Declared } from "./declared";
import type { DeclaredResource } from "../assembly/declared";
import { objectInText } from "../reading/manifest-text";
import { isObject, type JsonObject } from "../reading/read-json";

/** An object of Kubernetes that stacks declare. @internal */
export interface DeclaredObject {
  readonly resource: DeclaredResource;
  readonly apiVersion: string;
  readonly kind: string;
  readonly manifest: JsonObject;
}

/** Each rule asks for them, and reading YAML takes longer than all rules do. */
const READ = new WeakMap<Declared, readonly DeclaredObject[]>();

/**
 * Objects that stacks send as they are: `kubernetes_manifest`, and `kubectl_manifest` as far as its text is known.
 * @internal
 */
export function declaredObjects(declared: Declared): readonly DeclaredObject[] {
  const known = READ.get(declared) ?? readObjects(declared);
  READ.set(declared, known);
  return known;
}

function readObjects(declared: Declared): DeclaredObject[] {
  const typed = declared
    .resources("kubernetes_manifest")
    .map((resource) => ({ resource, manifest: resource.attribute("manifest").raw }));
  const textual = declared
    .resources("kubectl_manifest")
    .map((resource) => ({ resource, manifest: objectInText(resource.attribute("yaml_body").raw) }));
  return [...typed, ...textual].flatMap(({ resource, manifest }) =>
    isObject(manifest)
      ? [{ resource, apiVersion: String(manifest["apiVersion"]), kind: String(manifest["kind"]), manifest }]
      : [],
  );
}

/** What stands at a path of an object; undefined where there is nothing. @internal */
export function fieldOf({ manifest }: DeclaredObject, ...path: string[]): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), manifest);
}
