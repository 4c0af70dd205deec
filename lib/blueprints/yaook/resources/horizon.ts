import type { Construct } from "constructs";
import { YaookKind } from "../yaook-kind";
import { type ComponentOptions, componentSpec } from "./component";
import { type IngressOptions, ingressSpec } from "./ingress";
import { onlySet } from "./merge";
import { YaookCustomResource } from "./yaook-custom-resource";
import { deploymentSpec, keystoneRefSpec, type YaookDeploymentProps } from "./yaook-deployment";

/** Properties of a {@link HorizonDeployment}. */
export interface HorizonDeploymentProps extends YaookDeploymentProps {
  /** How it is reached: `ingress` at the top of the spec, not under `api` as elsewhere. */
  readonly ingress: IngressOptions;
  /** Name of the KeystoneDeployment. @default "keystone" */
  readonly keystone?: string;
  /** Pods, their spread and resources (container `horizon`). @default - the operator's */
  readonly pods?: ComponentOptions;
  /** Settings beside Yaook's: sources of a projected volume with Python files. @default - none */
  readonly extraSettingsSources?: Record<string, unknown>[];
}

/**
 * Horizon (`yaook.cloud/v1 HorizonDeployment`; fields as in RPCU/argus infrastructure/yaook/horizon.yaml at bc3f511). Its
 * image cannot be chosen.
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new HorizonDeployment(stack, "horizon", {
 *   api,
 *   release: YaookRelease.fromName("2025.1"),
 *   issuer: "yaook-internal",
 *   ingress: { fqdn: "horizon.cloud.example.org" },
 *   pods: { replicas: 2 },
 * });
 */
export class HorizonDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: HorizonDeploymentProps) {
    const sources = props.extraSettingsSources;
    super(scope, id, {
      ...props,
      kind: YaookKind.HORIZON_DEPLOYMENT,
      spec: onlySet({
        ...deploymentSpec(props),
        ...keystoneRefSpec(props),
        ...componentSpec(props.pods ?? {}),
        ingress: ingressSpec(props.ingress),
        extraSettings: sources && { sources },
      }),
    });
  }
}
