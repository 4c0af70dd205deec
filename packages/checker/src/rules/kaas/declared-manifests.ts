import type { Declared } from "../../evidence/declared";
import { declaredObjects } from "../../evidence/declared-objects";
import { DeclaredResource } from "../../assembly/declared";
import type { DeclaredValue } from "../../assembly/declared";
import { isObject } from "../../reading/read-json";

const BODY = "manifest";

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
