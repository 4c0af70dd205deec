import { type ContainerResources, resourcesSpec, type ScheduleRule } from "./container-resources";

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

/** `database`. */
export function databaseSpec(options: DatabaseOptions): Record<string, unknown> {
  const { backupTarget: target, mysqlConfig: config } = options;
  return {
    replicas: options.replicas,
    storageSize: options.storageSize,
    storageClassName: options.storageClass,
    scheduleRuleWhenUnsatisfiable: options.scheduling,
    timeoutClient: options.clientTimeout,
    tolerateNodeDown: options.tolerateNodeDown,
    mysqlConfig: config && {
      mysqld: config.mysqld,
      galera: config.galera,
      "client-server": config.clientServer,
      sst: config.sst,
    },
    proxy: {
      replicas: options.proxyReplicas,
      scheduleRuleWhenUnsatisfiable: options.proxyScheduling,
      resources: resourcesSpec(options.proxyResources),
    },
    backup: {
      schedule: options.backupSchedule,
      mysqldump: options.mysqldump,
      warmKeepMax: options.warmBackups?.toString(), // Yaook has it as a text
      targets: target && {
        s3: {
          endpoint: target.endpoint,
          bucket: target.bucket,
          credentialRef: { name: target.credentialSecret },
          filePrefix: target.filePrefix,
        },
      },
    },
    resources: resourcesSpec(options.resources),
  };
}
