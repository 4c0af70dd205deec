import type { Declared } from "../../evidence/declared";
import type { DeclaredResource } from "../../assembly/declared";
import { DeclaredValue } from "../../assembly/declared";
import { RELEASE, releasedServers } from "./declared-clusters";
import { DeclaredManifest } from "./declared-manifests";

/** A Kubernetes version that code asks for. @internal */
export interface DeclaredKubernetesVersion {
  readonly resource: DeclaredResource;
  readonly version: DeclaredValue;
}

/** Where objects name the version, by group and kind. */
const PLACES: readonly (readonly [string, string, readonly string[]])[] = [
  ["cluster.x-k8s.io", "Cluster", ["spec", "topology", "version"]],
  ["controlplane.cluster.x-k8s.io", "KubeadmControlPlane", ["spec", "version"]],
  ["cluster.x-k8s.io", "MachineDeployment", ["spec", "template", "spec", "version"]],
  ["core.gardener.cloud", "Shoot", ["spec", "kubernetes", "version"]],
];

/**
 * Versions that code asks for: in manifests of Cluster API and Gardener, in templates of Magnum, in the metadata of
 * servers that install it themselves. @internal
 */
export function declaredKubernetesVersions(declared: Declared): DeclaredKubernetesVersion[] {
  const objects = DeclaredManifest.all(declared).flatMap((manifest) => {
    const place = PLACES.find(([group, kind]) => manifest.is(group, kind));
    const version = place === undefined ? DeclaredValue.ABSENT : manifest.at(...place[2]);
    return version.isAbsent ? [] : [{ resource: manifest.resource, version }];
  });
  const templates = declared.resources("openstack_containerinfra_clustertemplate_v1").flatMap((resource) => {
    const version = resource.entry("labels", "kube_tag");
    return version.isAbsent ? [] : [{ resource, version }];
  });
  const servers = releasedServers(declared).map((resource) => {
    const [, release] = Object.entries(resource.map("metadata")).find(([key]) => RELEASE.test(key)) ?? [];
    return { resource, version: DeclaredValue.ofTemplate(release) };
  });
  return [...objects, ...templates, ...servers];
}
