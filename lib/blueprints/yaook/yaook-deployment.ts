import type { YaookRelease } from "./yaook-release";
import type { YaookResourceOptions } from "./yaook-custom-resource";

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

/** How a service is reached from outside (RPCU/argus infrastructure/yaook at bc3f511). */
export interface IngressOptions {
  /** Name in DNS; it stands in the catalogue too. */
  readonly fqdn: string;
  /** Port that clients use. @default 443 */
  readonly port?: number;
  /** Class of the ingress. @default - the operator's: nginx */
  readonly ingressClass?: string;
  /** Whether the operator makes an ingress; false where an HTTPRoute of the Gateway API leads there. @default - the operator's: true */
  readonly createIngress?: boolean;
  /** Secret with a certificate of a public authority. @default - one by the issuer */
  readonly certificateSecret?: string;
}

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

/** Where backups of a database are put beside the volume they are written to: a bucket. */
export interface DatabaseBackupTarget {
  /** Endpoint of the object store, `https://…`. */
  readonly endpoint: string;
  /** Bucket. */
  readonly bucket: string;
  /** Secret with the credentials, in the same namespace. */
  readonly credentialSecret: string;
  /** What the names of the backups begin with. @default - nothing */
  readonly filePrefix?: string;
}

/** Settings of MariaDB, by section of its configuration; values are texts or numbers. Yaook knows these four sections. */
export interface MysqlConfig {
  /** `[mysqld]`. @default - the operator's */
  readonly mysqld?: Record<string, unknown>;
  /** `[galera]`. @default - the operator's */
  readonly galera?: Record<string, unknown>;
  /** `[client-server]`. @default - the operator's */
  readonly clientServer?: Record<string, unknown>;
  /** `[sst]`. @default - the operator's */
  readonly sst?: Record<string, unknown>;
}

/**
 * A service's database: a MariaDB Galera cluster behind HAProxy (docs.yaook.cloud handbook/custom-resource-options;
 * fields as in RPCU/argus infrastructure/yaook at bc3f511).
 */
export interface DatabaseOptions {
  /** Members behind HAProxy; Yaook asks for it. */
  readonly proxyReplicas: number;
  /** When backups are made, as cron has it; Yaook asks for it. */
  readonly backupSchedule: string;
  /** Members of the Galera cluster, an odd number. @default - the operator's */
  readonly replicas?: number;
  /** Size of each member's volume, `8Gi`. @default - the operator's */
  readonly storageSize?: string;
  /** Class of the volumes. @default - the cluster's default class */
  readonly storageClass?: string;
  /** A dump by mysqldump beside the binary backup. @default - the operator's: false */
  readonly mysqldump?: boolean;
  /** How many backups stay on the volume. @default - the operator's */
  readonly warmBackups?: number;
  /** Where backups go. @default - they stay on the volume */
  readonly backupTarget?: DatabaseBackupTarget;
  /** Seconds after which HAProxy drops an idle client. @default - the operator's */
  readonly clientTimeout?: number;
  /** Go on without waiting for members on nodes that are down. @default - the operator's: false */
  readonly tolerateNodeDown?: boolean;
  /** Settings of MariaDB. @default - the operator's */
  readonly mysqlConfig?: MysqlConfig;
  /** Spread of the members. @default - the operator's */
  readonly scheduling?: ScheduleRule;
  /** Spread of HAProxy. @default - the operator's */
  readonly proxyScheduling?: ScheduleRule;
  /** By container: `mariadb-galera`, `backup-creator`, `backup-shifter`, `mysqld-exporter` … @default - none */
  readonly resources?: Record<string, ContainerResources>;
  /** By container of the proxy: `haproxy`, `service-reload`, `create-ca-bundle`. @default - none */
  readonly proxyResources?: Record<string, ContainerResources>;
}

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
