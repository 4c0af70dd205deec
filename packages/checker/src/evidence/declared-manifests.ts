import { DeclaredResource, type DeclaredValue } from "../assembly/declared";
import { objectInText } from "../reading/manifest-text";
import { isObject, type JsonObject } from "../reading/read-json";
import type { Declared } from "./declared";

const BODY = "manifest";

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

/** An object of Kubernetes that code asks for. @internal */
export class DeclaredManifest {
  /** All of them: `kubernetes_manifest`, and `kubectl_manifest` as far as its text is known. */
  public static all(declared: Declared): DeclaredManifest[] {
    return declaredObjects(declared).map(({ resource, manifest }) => {
      const { address, type } = resource;
      // Only the first has marks of what a plan does not know.
      return type === "kubernetes_manifest"
        ? new DeclaredManifest(resource, resource)
        : new DeclaredManifest(
            resource,
            new DeclaredResource({ isData: false, type, address, values: { [BODY]: manifest } }),
          );
    });
  }

  private constructor(
    public readonly resource: DeclaredResource,
    private readonly body: DeclaredResource,
  ) {}

  /** Whether it is of a kind and of a group, in any version. */
  public is(group: string, kind: string): boolean {
    return this.at("kind").text === kind && this.at("apiVersion").text?.startsWith(`${group}/`) === true;
  }

  public get name(): string {
    return this.at("metadata", "name").text ?? "";
  }

  /** One field; what is below a field that is not there is absent. */
  public at(...path: readonly (string | number)[]): DeclaredValue {
    return this.body.part(BODY, ...path);
  }

  /** A variable of a topology; undefined where none has the name. */
  public variable(...names: readonly string[]): DeclaredValue | undefined {
    const { raw } = this.at("spec", "topology", "variables");
    const list: unknown[] = Array.isArray(raw) ? raw : [];
    const index = list.findIndex((one) => isObject(one) && names.includes(String(one["name"])));
    return index === -1 ? undefined : this.at("spec", "topology", "variables", index, "value");
  }

  /** Whether it stands in the same stack and namespace. */
  public isBeside(other: DeclaredManifest): boolean {
    const place = (one: DeclaredManifest) =>
      `${one.resource.stack ?? ""}|${one.at("metadata", "namespace").text ?? ""}`;
    return place(this) === place(other);
  }
}
