import { type ContainerResources, resourcesSpec, type ScheduleRule } from "./container-resources";

/** A service's message queue, RabbitMQ (docs.yaook.cloud handbook/custom-resource-options; RPCU/argus at bc3f511). */
export interface MessageQueueOptions {
  /** Members, an odd number. */
  readonly replicas: number;
  /** Size of each member's volume, `8Gi`. @default - the operator's */
  readonly storageSize?: string;
  /** Class of the volumes. @default - the cluster's default class */
  readonly storageClass?: string;
  /** Go on without waiting for members on nodes that are down. @default - the operator's: false */
  readonly tolerateNodeDown?: boolean;
  /** Spread of the members. @default - the operator's */
  readonly scheduling?: ScheduleRule;
  /** By container: `rabbitmq`. Its CPU limit is also RabbitMQ's number of schedulers. @default - none */
  readonly resources?: Record<string, ContainerResources>;
}

/** `messageQueue`. */
export function messageQueueSpec(options: MessageQueueOptions): Record<string, unknown> {
  return {
    replicas: options.replicas,
    storageSize: options.storageSize,
    storageClassName: options.storageClass,
    tolerateNodeDown: options.tolerateNodeDown,
    scheduleRuleWhenUnsatisfiable: options.scheduling,
    resources: resourcesSpec(options.resources),
  };
}
