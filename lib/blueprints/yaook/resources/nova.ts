import type { Construct } from "constructs";
import { YaookKind } from "../yaook-kind";
import type { DatabaseCleanupOptions } from "./cinder";
import { type ComponentOptions, componentSpec, type EndpointOptions, endpointSpec } from "./component";
import { type DatabaseOptions, databaseSpec } from "./database";
import { onlySet } from "./merge";
import { type MessageQueueOptions, messageQueueSpec } from "./message-queue";
import { YaookCustomResource } from "./yaook-custom-resource";
import { type KeystoneClientProps, keystoneRefSpec, serviceSpec } from "./yaook-deployment";

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
    const part = (one: ComponentOptions | undefined) => one && componentSpec(one);
    super(scope, id, {
      ...props,
      kind: YaookKind.NOVA_DEPLOYMENT,
      spec: onlySet({
        ...serviceSpec(props, "nova"),
        ...keystoneRefSpec(props),
        database: {
          api: databaseSpec(props.apiDatabase),
          cell0: databaseSpec(props.cell0Database),
          cell1: databaseSpec(props.cell1Database),
          placement: databaseSpec(props.placementDatabase),
        },
        messageQueue: { cell1: messageQueueSpec(props.messageQueue) },
        conductor: part(props.conductor),
        scheduler: part(props.scheduler),
        metadata: part(props.metadata),
        placement: endpointSpec(props.placement),
        vnc: endpointSpec(props.vnc),
        compute: { configTemplates: props.computeTemplates.map(templateSpec) },
        databaseCleanup: props.databaseCleanup && { ...props.databaseCleanup },
        placementCleanup: { schedule: props.placementCleanupSchedule },
        eviction: evictionSpec(props.eviction ?? {}),
      }),
    });
  }
}

function templateSpec({ nodeSelectors, config, ceph }: NovaComputeTemplate): Record<string, unknown> {
  return onlySet({
    nodeSelectors: nodeSelectors.map((matchLabels) => ({ matchLabels })),
    novaComputeConfig: config,
    volumeBackends: ceph && {
      ceph: {
        enabled: true,
        keyringSecretName: ceph.keyringSecret,
        user: ceph.user,
        uuid: ceph.secretUuid,
        cephConfig: ceph.cephConfig ?? {},
      },
    },
  });
}

/** Yaook asks for the field, empty or not (lanixx/talos-aws scripts/full.yaml has it empty). */
function evictionSpec(options: NovaEvictionOptions): Record<string, unknown> {
  return onlySet({
    maxParallelMigrations: options.maxParallelMigrations,
    volumeLockDurationSeconds: options.volumeLockDurationSeconds,
    manager: {
      enabled: options.managerEnabled,
      interval: options.managerInterval,
      max_per_hour: options.managerMaxPerHour,
      deleteNode: options.managerDeletesNode,
    },
  });
}
