import { type ContainerResources, resourcesSpec } from "./container-resources";

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

/** `setup.ovn`. */
export function ovnSpec(options: NeutronOvnOptions): Record<string, unknown> {
  const { relay, northd = {} } = options;
  const northdFields = { ...northd, resources: resourcesSpec(northd.resources) };
  return {
    northboundOVSDB: ovsdbSpec(options.northbound),
    southboundOVSDB: { ...ovsdbSpec(options.southbound), ovnRelay: relay && relaySpec(relay) },
    // Yaook asks for the field, empty or not.
    northd: Object.values(northd).some((value) => value !== undefined) ? northdFields : {},
    controller: {
      remoteInactivityProbeMs: options.controllerRemoteInactivityProbeMs,
      resources: resourcesSpec(options.controllerResources),
      configTemplates: options.templates.map(({ nodeSelectors, bridges }) => ({
        nodeSelectors: nodeSelectors.map((matchLabels) => ({ matchLabels })),
        ...(bridges !== undefined && { bridgeConfig: bridges.map(bridgeSpec) }),
      })),
    },
  };
}

function ovsdbSpec(options: OvsdbOptions): Record<string, unknown> {
  return {
    replicas: options.replicas,
    storageSize: options.storageSize,
    storageClassName: options.storageClass,
    inactivityProbeMs: options.inactivityProbeMs,
    raftElectionTimerMs: options.raftElectionTimerMs,
    resources: resourcesSpec(options.resources),
    backup: { schedule: options.backupSchedule },
  };
}

function relaySpec({ resources, ...relay }: OvnRelayOptions): Record<string, unknown> {
  return { ...relay, resources: resourcesSpec(resources) };
}

function bridgeSpec({ name, uplink, physicalNetwork }: OvnBridge): Record<string, string> {
  return { bridgeName: name, uplinkDevice: uplink, openstackPhysicalNetwork: physicalNetwork };
}
