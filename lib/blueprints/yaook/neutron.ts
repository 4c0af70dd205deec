import { refuse } from "@scs-blueprints/standards/errors";
import type { Construct } from "constructs";
import { YaookKind } from "./yaook-kind";
import { YaookCustomResource, withSpec } from "./yaook-custom-resource";
import type { ContainerResources, QueueClientProps } from "./yaook-deployment";

/** One of OVN's databases: a raft cluster. */
export interface OvsdbOptions {
  /** Members, an odd number. */
  readonly replicas: number;
  /** When backups are made, as cron has it. */
  readonly backupSchedule: string;
  /** Size of each member's volume. @default - the operator's */
  readonly storageSize?: string;
  /** Class of the volumes. @default - the cluster's default class */
  readonly storageClass?: string;
  /** Milliseconds after which a silent client is asked whether it is there. @default - OVN's: 5000 */
  readonly inactivityProbeMs?: number;
  /** Milliseconds without a leader before members elect one; more on busy nodes. @default - OVN's: 1000 */
  readonly raftElectionTimerMs?: number;
  /** By container: `ovsdb`, `ssl-terminator`. @default - none */
  readonly resources?: Record<string, ContainerResources>;
}

/** Relays between the hypervisors and the southbound database. */
export interface OvnRelayOptions {
  /** Pods. */
  readonly replicas: number;
  /** Milliseconds, towards the hypervisors. @default - the operator's */
  readonly inactivityProbeMs?: number;
  /** Milliseconds, towards the database. @default - the operator's */
  readonly remoteInactivityProbeMs?: number;
  /** By container: `ovn-relay`, `ssl-terminator`. @default - none */
  readonly resources?: Record<string, ContainerResources>;
}

/** What makes logical flows of networks. */
export interface OvnNorthdOptions {
  /** Threads. @default - the operator's */
  readonly threads?: number;
  /** Milliseconds, towards the databases. @default - the operator's */
  readonly remoteInactivityProbeMs?: number;
  /** By container: `northd`. @default - none */
  readonly resources?: Record<string, ContainerResources>;
}

/** A bridge of Open vSwitch that a network outside is reached by. */
export interface OvnBridge {
  /** Name, `br-ex`. */
  readonly name: string;
  /** Interface of the node, `enp3s0`: without an address of its own. */
  readonly uplink: string;
  /** Physical network that Neutron knows it by, `public`. */
  readonly physicalNetwork: string;
}

/** How OVN is set up on some of the nodes. */
export interface OvnControllerTemplate {
  /** Labels of the nodes, one set of them or another; `[{}]` is all nodes. */
  readonly nodeSelectors: Record<string, string>[];
  /** Bridges to the outside. @default - none */
  readonly bridges?: OvnBridge[];
}

/** OVN (`setup.ovn`). */
export interface NeutronOvnOptions {
  /** Northbound database. */
  readonly northbound: OvsdbOptions;
  /** Southbound database. */
  readonly southbound: OvsdbOptions;
  /** Relays of the southbound database. @default - none */
  readonly relay?: OvnRelayOptions;
  /** @default - the operator's */
  readonly northd?: OvnNorthdOptions;
  /** How OVN is set up on the nodes. */
  readonly templates: OvnControllerTemplate[];
  /** Milliseconds, from the nodes towards the southbound database. @default - the operator's */
  readonly controllerRemoteInactivityProbeMs?: number;
  /** By container: `ovn-controller`, `ovs-vswitchd`, `ovsdb-server`, `neutron-ovn-metadata-agent` … @default - none */
  readonly controllerResources?: Record<string, ContainerResources>;
}

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
    super(scope, id, withSpec(YaookKind.NEUTRON_DEPLOYMENT, props));
  }
}
