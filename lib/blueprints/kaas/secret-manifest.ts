import { Fn } from "../../core/engine";

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
