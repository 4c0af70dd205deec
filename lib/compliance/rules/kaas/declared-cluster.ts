import type { Declared } from "../../evidence/declared";
import { declaredObjects, fieldOf } from "../../evidence/declared-objects";
import type { DeclaredResource } from "../../evidence/declared-resource";
import { DeclaredValue } from "../../evidence/declared-value";

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

/** Versions in manifests of the Cluster API. @internal */
export function declaredKubernetesVersions(declared: Declared): DeclaredKubernetesVersion[] {
  return declaredObjects(declared).flatMap((object) => {
    const path = object.apiVersion.includes("cluster.x-k8s.io/") ? PATHS[object.kind] : undefined;
    const version = path === undefined ? undefined : fieldOf(object, ...path);
    return version === undefined ? [] : [{ resource: object.resource, version: DeclaredValue.ofTemplate(version) }];
  });
}
