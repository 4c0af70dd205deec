import { Fn } from "../../core/engine";

/** A Secret of `kube-system` with one file in it, as YAML that Terraform writes: for a cluster that is not there yet. @internal */
export function secretManifest(name: string, file: string, content: string): string {
  return Fn.yamlencode({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace: "kube-system" },
    type: "Opaque",
    data: { [file]: Fn.base64encode(content) },
  });
}
