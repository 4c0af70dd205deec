import { parse } from "yaml";
import type { Declared } from "../../evidence/declared";
import type { DeclaredResource } from "../../evidence/declared-resource";
import { DeclaredValue } from "../../evidence/declared-value";
import { isObject, type JsonObject } from "../../evidence/read-json";

/** A Kubernetes version that code asks for. @internal */
export interface DeclaredKubernetesVersion {
  readonly resource: DeclaredResource;
  readonly version: DeclaredValue;
}

/** Where objects of the Cluster API name the version. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  Cluster: ["spec", "topology", "version"],
  KubeadmControlPlane: ["spec", "version"],
  MachineDeployment: ["spec", "template", "spec", "version"],
};

/** Versions in manifests of the Cluster API (`kubernetes_manifest`, `kubectl_manifest`). @internal */
export function declaredKubernetesVersions(declared: Declared): DeclaredKubernetesVersion[] {
  const typed = declared
    .resources("kubernetes_manifest")
    .map((resource) => ({ resource, manifest: resource.attribute("manifest").raw }));
  const textual = declared
    .resources("kubectl_manifest")
    .map((resource) => ({ resource, manifest: read(resource.attribute("yaml_body").raw) }));
  return [...typed, ...textual].flatMap(({ resource, manifest }) => {
    if (!isObject(manifest) || !String(manifest["apiVersion"]).includes("cluster.x-k8s.io/")) {
      return [];
    }
    const version = at(manifest, PATHS[String(manifest["kind"])] ?? []);
    return version === undefined ? [] : [{ resource, version: DeclaredValue.ofTemplate(version) }];
  });
}

function read(yaml: unknown): unknown {
  try {
    return typeof yaml === "string" ? parse(yaml) : undefined;
  } catch {
    return undefined; // not YAML before its expressions are known; the cluster's API will judge it
  }
}

function at(manifest: JsonObject, path: readonly string[]): unknown {
  return path.length === 0
    ? undefined
    : path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), manifest);
}
