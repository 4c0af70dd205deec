import type { Construct } from "constructs";
import { YaookKind } from "./yaook-kind";
import type { DatabaseCleanupOptions } from "./cinder";
import { YaookCustomResource, type YaookResourceOptions, withSpec } from "./yaook-custom-resource";
import type {
  ComponentOptions,
  DatabaseOptions,
  EndpointOptions,
  KeystoneClientProps,
  MessageQueueOptions,
} from "./yaook-deployment";

/** The key by which hypervisors get at volumes in Ceph. */
export interface NovaCephOptions {
  /** Secret with the key, in the namespace. */
  readonly keyringSecret: string;
  /** Ceph's user. */
  readonly user: string;
  /** UUID that libvirt knows the key by: the same as in Cinder's backend. */
  readonly secretUuid: string;
  /** ceph.conf. @default - none beside what Cinder says */
  readonly cephConfig?: Record<string, unknown>;
}

/** How Nova is set up on some of the hypervisors. A node may be chosen by several templates that agree. */
export interface NovaComputeTemplate {
  /** Labels of the nodes, one set of them or another; `[{}]` is all nodes. */
  readonly nodeSelectors: Record<string, string>[];
  /** nova.conf of the hypervisor by section and option. */
  readonly config: Record<string, Record<string, unknown>>;
  /** Volumes in Ceph. @default - none */
  readonly ceph?: NovaCephOptions;
}

/** What happens to servers of a hypervisor that has to be emptied. */
export interface NovaEvictionOptions {
  /** Migrations at a time. @default - the operator's */
  readonly maxParallelMigrations?: number;
  /** Seconds that a volume stays locked. @default - the operator's */
  readonly volumeLockDurationSeconds?: number;
  /** Whether the manager empties hypervisors that are down. @default - the operator's */
  readonly managerEnabled?: boolean;
  /** Seconds between the manager's looks. @default - the operator's */
  readonly managerInterval?: number;
  /** Hypervisors that the manager empties in an hour at most. @default - the operator's */
  readonly managerMaxPerHour?: number;
  /** Whether the manager deletes the node. @default - the operator's */
  readonly managerDeletesNode?: boolean;
}

/** Properties of a {@link NovaDeployment}. */
export interface NovaDeploymentProps extends KeystoneClientProps {
  /** Database of the API. */
  readonly apiDatabase: DatabaseOptions;
  /** Database of cell 0. */
  readonly cell0Database: DatabaseOptions;
  /** Database of cell 1. */
  readonly cell1Database: DatabaseOptions;
  /** Database of Placement. */
  readonly placementDatabase: DatabaseOptions;
  /** Message queue of cell 1. */
  readonly messageQueue: MessageQueueOptions;
  /** Placement; Yaook has no deployment of its own for it. */
  readonly placement: EndpointOptions;
  /** The consoles' proxy. */
  readonly vnc: EndpointOptions;
  /** How the hypervisors are set up; later ones add to earlier ones. */
  readonly computeTemplates: NovaComputeTemplate[];
  /** @default - the operator's */
  readonly conductor?: ComponentOptions;
  /** @default - the operator's */
  readonly scheduler?: ComponentOptions;
  /** The metadata service. @default - the operator's */
  readonly metadata?: ComponentOptions;
  /** @default - the operator's */
  readonly databaseCleanup?: DatabaseCleanupOptions;
  /** When Placement's allocations without a server are looked for, as cron has it. @default - the operator's */
  readonly placementCleanupSchedule?: string;
  /** @default - the operator's */
  readonly eviction?: NovaEvictionOptions;
}

/**
 * Nova with Placement (`yaook.cloud/v1 NovaDeployment`; fields as in RPCU/argus infrastructure/yaook/nova.yaml at bc3f511).
 *
 * Any change of a template recreates the `NovaComputeNode`s it is for, and with them empties the hypervisors, as many
 * at a time as {@link YaookDisruptionBudget} says.
 *
 * Defines: one object.
 */
export class NovaDeployment extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: NovaDeploymentProps) {
    super(scope, id, withSpec(YaookKind.NOVA_DEPLOYMENT, props));
  }
}

/** Properties of a {@link YaookDisruptionBudget}. */
export interface YaookDisruptionBudgetProps extends YaookResourceOptions {
  /** Labels of the nodes, one set of them or another; `[{}]` is all nodes. A node is in one budget at most. */
  readonly nodeSelectors: Record<string, string>[];
  /** Nodes that are emptied at a time. */
  readonly maxUnavailable: number;
  /** Running servers are shut off to be moved, in place of moving while they run. @default - the operator's: false */
  readonly disruptiveMaintenance?: boolean;
  /** Only mark the nodes that a change is for, do not empty them. @default - the operator's: false */
  readonly preventDeletion?: boolean;
}

/**
 * How many hypervisors are emptied at a time, when a change of their set-up recreates them (`yaook.cloud/v1
 * YaookDisruptionBudget`; fields as in RPCU/argus infrastructure/yaook/disruptionbudget.yaml at bc3f511).
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new YaookDisruptionBudget(stack, "hypervisors", { api, nodeSelectors: [{}], maxUnavailable: 1 });
 */
export class YaookDisruptionBudget extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: YaookDisruptionBudgetProps) {
    super(scope, id, withSpec(YaookKind.DISRUPTION_BUDGET, props));
  }
}
