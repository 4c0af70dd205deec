/**
 * What a container asks for and what it may use at most, as Kubernetes writes quantities (`200m`, `512Mi`).
 * Containers without any are the first to starve and to be killed (QoS class BestEffort).
 */
export interface ContainerResources {
  /** CPU that is kept for it. @default - none */
  readonly cpuRequest?: string;
  /** CPU that it may use; databases and OVN are better off without. @default - no limit */
  readonly cpuLimit?: string;
  /** Memory that is kept for it. @default - none */
  readonly memoryRequest?: string;
  /** Memory beyond which it is killed. @default - no limit */
  readonly memoryLimit?: string;
}

/** Whether pods that cannot be spread over nodes are started all the same. */
export enum ScheduleRule {
  /** They are: for clusters with few nodes. */
  SCHEDULE_ANYWAY = "ScheduleAnyway",
  /** They wait. */
  DO_NOT_SCHEDULE = "DoNotSchedule",
}

/** `resources`, by the container's name. */
export function resourcesSpec(resources: Record<string, ContainerResources> | undefined): unknown {
  return (
    resources &&
    Object.fromEntries(
      Object.entries(resources).map(([container, { cpuRequest, cpuLimit, memoryRequest, memoryLimit }]) => [
        container,
        { requests: { cpu: cpuRequest, memory: memoryRequest }, limits: { cpu: cpuLimit, memory: memoryLimit } },
      ]),
    )
  );
}
