import type { YaookRelease } from "../yaook-release";
import { type EndpointOptions, endpointSpec } from "./component";
import { type DatabaseOptions, databaseSpec } from "./database";
import { type MemcachedOptions, memcachedSpec } from "./memcached";
import { type MessageQueueOptions, messageQueueSpec } from "./message-queue";
import type { YaookResourceOptions } from "./yaook-custom-resource";

/** What the deployments of all services take (docs.yaook.cloud handbook; RPCU/argus infrastructure/yaook at bc3f511). */
export interface YaookDeploymentProps extends YaookResourceOptions {
  /** Release of OpenStack (`targetRelease`). */
  readonly release: YaookRelease;
  /** Issuer of cert-manager in the namespace, for the certificates between services (`issuerRef`). */
  readonly issuer: string;
}

/** What deployments with an API and databases take. */
export interface YaookServiceProps extends YaookDeploymentProps {
  /** Name of the region. */
  readonly region: string;
  /** Name of the region above it. @default - none */
  readonly parentRegion?: string;
  /** The API. */
  readonly endpoint: EndpointOptions;
  /** The cache. @default - the operator's */
  readonly memcached?: MemcachedOptions;
  /** Rules of the service's policy, `{ context_is_admin: "role:admin" }`. @default - the service's own */
  readonly policy?: Record<string, string>;
  /** The service's configuration by section and option. What Yaook sets itself it refuses. @default - the operator's */
  readonly config?: Record<string, Record<string, unknown>>;
  /**
   * Options whose values come from Secrets of the namespace, as Yaook writes them:
   * `[{ secretName, items: [{ key, path: "/DEFAULT/option" }] }]`. @default - none
   */
  readonly configSecrets?: Record<string, unknown>[];
}

/** What services with Keystone in front take. */
export interface KeystoneClientProps extends YaookServiceProps {
  /** Name of the KeystoneDeployment. @default "keystone" */
  readonly keystone?: string;
}

/** What services with one database take. */
export interface DatabaseClientProps extends KeystoneClientProps {
  /** The database. */
  readonly database: DatabaseOptions;
}

/** What services with one database and one message queue take. */
export interface QueueClientProps extends DatabaseClientProps {
  /** The message queue. */
  readonly messageQueue: MessageQueueOptions;
}

/** Fields of every deployment. */
export function deploymentSpec({ release, issuer }: YaookDeploymentProps): Record<string, unknown> {
  return { targetRelease: release.name, issuerRef: { name: issuer } };
}

/** Fields of a service; its configuration is called after it: `novaConfig`. */
export function serviceSpec(props: YaookServiceProps, service: string): Record<string, unknown> {
  return {
    ...deploymentSpec(props),
    region: { name: props.region, parent: props.parentRegion },
    api: endpointSpec(props.endpoint),
    memcached: props.memcached && memcachedSpec(props.memcached),
    policy: props.policy,
    [`${service}Config`]: props.config,
    [`${service}Secrets`]: props.configSecrets,
  };
}

/** The reference to Keystone. */
export function keystoneRefSpec({ keystone }: { readonly keystone?: string }): Record<string, unknown> {
  return { keystoneRef: { name: keystone ?? "keystone" } };
}

/** Fields of a service with a database. */
export function databaseClientSpec(props: DatabaseClientProps, service: string): Record<string, unknown> {
  return { ...serviceSpec(props, service), ...keystoneRefSpec(props), database: databaseSpec(props.database) };
}

/** Fields of a service with a database and a message queue. */
export function queueClientSpec(props: QueueClientProps, service: string): Record<string, unknown> {
  return {
    ...databaseClientSpec(props, service),
    messageQueue: messageQueueSpec(props.messageQueue),
  };
}
