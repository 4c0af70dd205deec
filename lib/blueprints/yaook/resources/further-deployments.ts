import type { Construct } from "constructs";
import { YaookKind } from "../yaook-kind";
import { onlySet } from "./merge";
import { YaookCustomResource } from "./yaook-custom-resource";
import {
  deploymentSpec,
  keystoneRefSpec,
  queueClientSpec,
  type QueueClientProps,
  type YaookDeploymentProps,
} from "./yaook-deployment";

/** Properties of a {@link CeilometerDeployment}. */
export interface CeilometerDeploymentProps extends YaookDeploymentProps {
  /** Name of the KeystoneDeployment. @default "keystone" */
  readonly keystone?: string;
  /** ceilometer.conf by section and option. @default - the operator's */
  readonly config?: Record<string, Record<string, unknown>>;
}

/**
 * Heat (`yaook.cloud/v1 HeatDeployment`). No public cloud shows one: the fields are those that all deployments have,
 * others go into `overrides`.
 *
 * Defines: one object.
 */
export class HeatDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: QueueClientProps) {
    super(scope, id, { ...props, kind: YaookKind.HEAT_DEPLOYMENT, spec: onlySet(queueClientSpec(props, "heat")) });
  }
}

/** Gnocchi (`yaook.cloud/v1 GnocchiDeployment`): as {@link HeatDeployment}. Defines: one object. */
export class GnocchiDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: QueueClientProps) {
    super(scope, id, {
      ...props,
      kind: YaookKind.GNOCCHI_DEPLOYMENT,
      spec: onlySet(queueClientSpec(props, "gnocchi")),
    });
  }
}

/** Ironic for the cloud's own nodes (`yaook.cloud/v1 InfraIronicDeployment`): as {@link HeatDeployment}. Defines: one object. */
export class InfraIronicDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: QueueClientProps) {
    const spec = onlySet(queueClientSpec(props, "ironic"));
    super(scope, id, { ...props, kind: YaookKind.INFRA_IRONIC_DEPLOYMENT, spec });
  }
}

/** Ceilometer (`yaook.cloud/v1 CeilometerDeployment`), which has no API of its own: as {@link HeatDeployment}. Defines: one object. */
export class CeilometerDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: CeilometerDeploymentProps) {
    const spec = { ...deploymentSpec(props), ...keystoneRefSpec(props), ceilometerConfig: props.config };
    super(scope, id, { ...props, kind: YaookKind.CEILOMETER_DEPLOYMENT, spec: onlySet(spec) });
  }
}
