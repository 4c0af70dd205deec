import type { Construct } from "constructs";
import { refuse } from "@scs-blueprints/standards/errors";
import { YaookKind } from "../yaook-kind";
import { onlySet } from "./merge";
import { type NeutronOvnOptions, ovnSpec } from "./neutron-ovn";
import { YaookCustomResource } from "./yaook-custom-resource";
import { queueClientSpec, type QueueClientProps } from "./yaook-deployment";

/** Properties of a {@link NeutronDeployment}. */
export interface NeutronDeploymentProps extends QueueClientProps {
  /** Name of the NovaDeployment. @default "nova" */
  readonly nova?: string;
  /** ml2_conf.ini by section and option. @default - the operator's */
  readonly ml2Config?: Record<string, Record<string, unknown>>;
  /** Networks by OVN. @default - none: then by Open vSwitch */
  readonly ovn?: NeutronOvnOptions;
  /** The legacy set-up with Open vSwitch and agents, `setup.ovs` as it is: no public cloud shows its fields. @default - none: OVN */
  readonly ovs?: Record<string, unknown>;
}

/**
 * Neutron (`yaook.cloud/v1 NeutronDeployment`; fields as in RPCU/argus infrastructure/yaook/neutron.yaml at bc3f511).
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new NeutronDeployment(stack, "neutron", {
 *   api,
 *   release: YaookRelease.fromName("2025.1"),
 *   issuer: "yaook-internal",
 *   region: "de-1",
 *   endpoint: { replicas: 3, ingress: { fqdn: "neutron.cloud.example.org" } },
 *   database: { replicas: 3, proxyReplicas: 2, backupSchedule: "0 * * * *" },
 *   messageQueue: { replicas: 3 },
 *   ml2Config: { ml2_type_flat: { flat_networks: ["public"] } },
 *   ovn: {
 *     northbound: { replicas: 3, backupSchedule: "0 12 * * *" },
 *     southbound: { replicas: 3, backupSchedule: "0 12 * * *" },
 *     templates: [
 *       { nodeSelectors: [{}], bridges: [{ name: "br-ex", uplink: "enp3s0", physicalNetwork: "public" }] },
 *     ],
 *   },
 * });
 */
export class NeutronDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-6503 for both set-ups or none, SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: NeutronDeploymentProps) {
    const { ovn, ovs } = props;
    if ((ovn === undefined) === (ovs === undefined)) {
      throw refuse(`${scope.node.path}/${id}`, "SCSBP-6503", {
        what: "Neutron has one set-up (spec.setup)",
        got: ovn === undefined ? "neither ovn nor ovs" : "both ovn and ovs",
        allowed: "one of ovn and ovs",
        fix: "choose ovn; ovs is for clouds that have it",
      });
    }
    super(scope, id, {
      ...props,
      kind: YaookKind.NEUTRON_DEPLOYMENT,
      spec: onlySet({
        ...queueClientSpec(props, "neutron"),
        novaRef: { name: props.nova ?? "nova" },
        neutronML2Config: props.ml2Config,
        setup: { ovn: ovn && ovnSpec(ovn), ovs },
      }),
    });
  }
}
