import { type ContainerResources, resourcesSpec, type ScheduleRule } from "./container-resources";

/** A service's cache (RPCU/argus infrastructure/yaook at bc3f511). */
export interface MemcachedOptions {
  /** Members. @default - the operator's */
  readonly replicas?: number;
  /** Memory for what is cached, in MiB. @default - the operator's */
  readonly memoryMiB?: number;
  /** Connections at a time. @default - the operator's */
  readonly connections?: number;
  /** Spread of the members. @default - the operator's */
  readonly scheduling?: ScheduleRule;
  /** By container. @default - none */
  readonly resources?: Record<string, ContainerResources>;
}

/** `memcached`. */
export function memcachedSpec(options: MemcachedOptions): Record<string, unknown> {
  return {
    replicas: options.replicas,
    memory: options.memoryMiB,
    connections: options.connections,
    scheduleRuleWhenUnsatisfiable: options.scheduling,
    resources: resourcesSpec(options.resources),
  };
}
