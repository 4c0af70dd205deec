import { type ContainerResources, resourcesSpec, type ScheduleRule } from "./container-resources";
import { type IngressOptions, ingressSpec } from "./ingress";

/** A part of a service that runs in pods of its own: a scheduler, a conductor. */
export interface ComponentOptions {
  /** Pods. @default - the operator's */
  readonly replicas?: number;
  /** Spread of the pods. @default - the operator's */
  readonly scheduling?: ScheduleRule;
  /** By container: `nova-conductor` … @default - none */
  readonly resources?: Record<string, ContainerResources>;
}

/** A part of a service that is reached from outside. */
export interface EndpointOptions extends ComponentOptions {
  /** How it is reached. */
  readonly ingress: IngressOptions;
  /** Whether it stands in the catalogue. @default - the operator's: true */
  readonly publishEndpoint?: boolean;
}

/** The spec of a part. */
export function componentSpec(options: ComponentOptions): Record<string, unknown> {
  return {
    replicas: options.replicas,
    scheduleRuleWhenUnsatisfiable: options.scheduling,
    resources: resourcesSpec(options.resources),
  };
}

/** The spec of a part that is reached from outside. */
export function endpointSpec(options: EndpointOptions): Record<string, unknown> {
  return {
    ...componentSpec(options),
    ingress: ingressSpec(options.ingress),
    publishEndpoint: options.publishEndpoint,
  };
}
