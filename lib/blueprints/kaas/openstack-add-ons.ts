import { Fn } from "../../core/engine";
import type { CloudInit } from "../../openstack/compute/cloud-init";

/** A Secret of `kube-system` with one file in it, as YAML that Terraform writes: for a cluster that is not there yet. @internal */
export function secretManifest(name: string, file: string, content: string): string {
  return Fn.yamlencode({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace: "kube-system" },
    type: "Opaque",
    data: { [file]: Fn.base64encode(joined(content)) },
  });
}

/** Text around references as a call of `join`: of `"a ${b}"` inside of other calls the engine warns. */
function joined(text: string): string {
  const parts = text.split(/(\$\{TfToken\[[^\]]+\]\})/).filter((part) => part !== "");
  return parts.length > 1 ? Fn.join("", parts) : text;
}

/** A chart that a cluster gets when it begins. @internal */
export interface AddOnChart {
  readonly name: string;
  readonly repo: string;
  readonly namespace: string;
  readonly values: object;
}

const CLOUD_PROVIDER_CHARTS = "https://kubernetes.github.io/cloud-provider-openstack";

/**
 * Cloud controller manager and Cinder CSI, from the charts of kubernetes/cloud-provider-openstack. The default
 * StorageClass is one with its data deleted, as the SCS cluster stacks have it (csi-cinder-sc-delete; scs-0211 asks for
 * a default).
 *
 * @internal
 */
export function openstackCharts(cluster: string): readonly AddOnChart[] {
  const shared = { repo: CLOUD_PROVIDER_CHARTS, namespace: "kube-system" };
  return [
    {
      ...shared,
      name: "openstack-cloud-controller-manager",
      values: {
        secret: { enabled: true, create: false, name: "cloud-config" },
        cluster: { name: cluster },
        nodeSelector: { "node-role.kubernetes.io/control-plane": "true" },
      },
    },
    {
      ...shared,
      name: "openstack-cinder-csi",
      values: {
        secret: { enabled: true, create: false, name: "cloud-config", filename: "cloud.conf" },
        storageClass: { delete: { isDefault: true } },
        clusterID: cluster,
      },
    },
  ];
}

/** The Secret that both charts read their cloud.conf from. @internal */
export function cloudConfigSecret(cloudConf: string): string {
  return secretManifest("cloud-config", "cloud.conf", cloudConf);
}

/**
 * A file whose content only Terraform knows: in base64, so that no line end of it breaks the YAML around it.
 *
 * @internal
 */
export function secretFile(init: CloudInit, path: string, content: string): void {
  init.addFile({ path, content: Fn.base64encode(content), permissions: "0600", base64: true });
}
