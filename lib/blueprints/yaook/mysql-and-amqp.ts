import type { Construct } from "constructs";
import { YaookKind } from "./yaook-kind";
import type { DatabaseOptions, MessageQueueOptions } from "./yaook-deployment";
import { YaookCustomResource, type YaookResourceOptions, withSpec } from "./yaook-custom-resource";

/** The issuers of a service's certificates. */
export interface InfrastructureOptions extends YaookResourceOptions {
  /** Issuer of the certificate that clients see. */
  readonly frontendIssuer: string;
  /** Issuer of the authority between the members. */
  readonly backendCaIssuer: string;
}

/** Properties of a {@link MySQLService}. */
export interface MySQLServiceProps extends InfrastructureOptions {
  /** Name of the database in it. */
  readonly databaseName: string;
  /** Release of MariaDB that the operator knows. */
  readonly release: string;
  /** Members, proxy, backup, storage. */
  readonly database: DatabaseOptions;
}

/**
 * A database of its own (`infra.yaook.cloud/v1 MySQLService`), such as services that Yaook does not run need; those of the
 * deployments are made by their operators. Reached at the Service `<name>-frontend`, by a `MySQLUser`.
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new MySQLService(stack, "magnum", {
 *   api,
 *   databaseName: "magnum",
 *   release: "11.4",
 *   frontendIssuer: "yaook-internal",
 *   backendCaIssuer: "selfsigned-issuer",
 *   database: { replicas: 3, proxyReplicas: 2, backupSchedule: "0 * * * *" },
 * });
 */
export class MySQLService extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: MySQLServiceProps) {
    super(scope, id, withSpec(YaookKind.MYSQL_SERVICE, props));
  }
}

/** Properties of an {@link AMQPServer}. */
export interface AMQPServerProps extends InfrastructureOptions {
  /** Members and storage. */
  readonly messageQueue: MessageQueueOptions;
  /** Metrics for Prometheus. @default - the operator's */
  readonly exporter?: boolean;
  /** Plugins of RabbitMQ. @default - the operator's */
  readonly plugins?: string[];
}

/**
 * A message queue of its own (`infra.yaook.cloud/v1 AMQPServer`); those of the deployments are made by their operators.
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new AMQPServer(stack, "magnum-queue", {
 *   api,
 *   frontendIssuer: "yaook-internal",
 *   backendCaIssuer: "selfsigned-issuer",
 *   messageQueue: { replicas: 3, storageSize: "8Gi" },
 * });
 */
export class AMQPServer extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: AMQPServerProps) {
    super(scope, id, withSpec(YaookKind.AMQP_SERVER, props));
  }
}
