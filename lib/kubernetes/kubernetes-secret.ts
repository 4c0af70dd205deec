import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Construct } from "constructs";
import { makeAfter } from "../core/dependencies";
import { Fn, type TerraformResource } from "../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import { Secret } from "../core/secret";
import { KubectlManifest } from "./kubectl-provider";
import { type IKubernetesApi, ManifestEmitter } from "./kubernetes-api";
import type { ObjectOptions } from "./manifest";
import { ObjectName } from "./object-name";

/** Properties of a {@link KubernetesSecret}. */
export interface KubernetesSecretProps extends ObjectOptions {
  /** Name. @default - the construct's id */
  readonly name?: string;
  /** Namespace. One that the same API makes by a construct is there first, and goes last. */
  readonly namespace: string;
  /** Values by key. */
  readonly values: Record<string, Secret>;
  /** Further values by key that are no secrets, such as the name of a user; they stand in the synthesized files. @default - none */
  readonly plainValues?: Record<string, string>;
  /** Type. @default "Opaque" */
  readonly type?: string;
}

/**
 * A Secret. Its values come by {@link Secret}, so that they stand in no synthesized file; they do stand in the state.
 *
 * Defines: a `kubernetes_secret_v1`; with ManifestEmitter.KUBECTL a `kubectl_manifest` whose data plans hide.
 *
 * @example
 * const api = new KubernetesApi(stack, "management");
 * new KubernetesSecret(stack, "registry", {
 *   api,
 *   namespace: "team-a",
 *   values: { password: Secret.fromVariable("registry_password") },
 * });
 */
export class KubernetesSecret extends Construct {
  /** Name of the Secret. */
  public readonly secretName: string;

  /**
   * @throws BlueprintError SCSBP-3003 for an unfit name or key, SCSBP-3004 for a second construct for one Secret,
   * SCSBP-3008 for one without values, SCSBP-1011 for a value in clear
   */
  public constructor(scope: Construct, id: string, props: KubernetesSecretProps) {
    super(scope, id);
    const path = this.node.path;
    this.secretName = props.name ?? id;
    ObjectName.requireSubdomain(this.secretName, "the Secret's name", path);
    ObjectName.requireLabel(props.namespace, "the namespace", path);
    ObjectName.requireLabels(props.labels ?? {}, path);
    if (Object.keys(props.values).length === 0) {
      throw refuse(path, "SCSBP-3008", {
        got: this.secretName,
        allowed: "one value at least",
        fix: "give values, or leave the Secret out",
      });
    }
    for (const key of Object.keys({ ...props.plainValues, ...props.values })) {
      ObjectName.requireKey(key, "a key of the Secret", path);
    }
    props.api.claim("v1 Secret", `${props.namespace}/${this.secretName}`, path);
    const resource = this.send(props.api, props);
    makeAfter(resource, props.dependsOn ?? []);
    props.api.placeIn(props.namespace, resource);
    this.node.defaultChild = resource;
  }

  private send(api: IKubernetesApi, props: KubernetesSecretProps): TerraformResource {
    const { namespace, labels, annotations, type } = props;
    const hidden = Object.entries(props.values).map(([key, value]) => [key, Secret.resolve(value, this)]);
    const data: Record<string, string> = { ...props.plainValues, ...Object.fromEntries(hidden) };
    const metadata = { name: this.secretName, namespace, labels, annotations };
    if (api.emitter !== ManifestEmitter.KUBECTL) {
      return new SecretV1(this, "Resource", { provider: api.typedProvider(), metadata, type, data });
    }
    const encoded = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Fn.base64encode(value)]));
    return new KubectlManifest(this, "Resource", {
      provider: api.kubectlProvider(),
      // As base64 in `data`: the API turns `stringData` into that, which every plan would want to turn back.
      yamlBody: Fn.jsonencode({ apiVersion: "v1", kind: "Secret", metadata, type: type ?? "Opaque", data: encoded }),
      sensitiveFields: ["data"],
      forceConflicts: api.forceConflicts || undefined,
    });
  }
}
