import {
  AMOUNT,
  COUNT,
  CRON,
  FLAG,
  FQDN,
  listOf,
  MAP,
  mapOf,
  object,
  oneOf,
  PORT,
  QUANTITY,
  RELEASE,
  type SchemaPart,
  TEXT,
} from "./schema-parts";

export const SCHEDULE_RULE = oneOf("ScheduleAnyway", "DoNotSchedule");
export const REFERENCE = object({ name: TEXT }, "name");
export const RESOURCES = mapOf(
  object({
    requests: object({ cpu: QUANTITY, memory: QUANTITY }),
    limits: object({ cpu: QUANTITY, memory: QUANTITY }),
  }),
);
/** nova.conf and its like: sections with options. */
export const CONFIG = mapOf(MAP);
export const POLICY = mapOf({ type: "string" });

export const COMPONENT_FIELDS: Record<string, SchemaPart> = {
  replicas: AMOUNT,
  scheduleRuleWhenUnsatisfiable: SCHEDULE_RULE,
  resources: RESOURCES,
};
export const COMPONENT = object(COMPONENT_FIELDS);

export const INGRESS = object(
  {
    fqdn: FQDN,
    port: PORT,
    ingressClassName: TEXT,
    createIngress: FLAG,
    externalCertificateSecretRef: REFERENCE,
  },
  "fqdn",
  "port",
);
export const ENDPOINT = object(
  { ...COMPONENT_FIELDS, ingress: INGRESS, publishEndpoint: FLAG, wsgiProcesses: COUNT },
  "ingress",
);

const STORAGE = { storageSize: QUANTITY, storageClassName: TEXT };

/** The fields of a database: in a deployment, and of a MySQLService. */
export const DATABASE_FIELDS: Record<string, SchemaPart> = {
  ...COMPONENT_FIELDS,
  ...STORAGE,
  replicas: COUNT,
  timeoutClient: COUNT,
  tolerateNodeDown: FLAG,
  // The four that Yaook knows: docs.yaook.cloud handbook/custom-resource-options
  mysqlConfig: { type: "object", properties: { mysqld: MAP, galera: MAP, "client-server": MAP, sst: MAP } },
  proxy: object({ ...COMPONENT_FIELDS, replicas: COUNT }, "replicas"),
  backup: object(
    {
      schedule: CRON,
      mysqldump: FLAG,
      warmKeepMax: { type: "string", pattern: "^[0-9]+$" },
      targets: object({
        s3: object(
          { endpoint: TEXT, bucket: TEXT, credentialRef: REFERENCE, filePrefix: TEXT },
          "endpoint",
          "bucket",
          "credentialRef",
        ),
      }),
    },
    "schedule",
  ),
};
export const DATABASE = object(DATABASE_FIELDS, "proxy", "backup");

export const MESSAGE_QUEUE_FIELDS: Record<string, SchemaPart> = {
  ...COMPONENT_FIELDS,
  ...STORAGE,
  replicas: COUNT,
  tolerateNodeDown: FLAG,
};
export const MESSAGE_QUEUE = object(MESSAGE_QUEUE_FIELDS);
export const MEMCACHED_FIELDS: Record<string, SchemaPart> = {
  ...COMPONENT_FIELDS,
  replicas: COUNT,
  memory: COUNT,
  connections: COUNT,
};

export const SELECTORS = listOf(object({ matchLabels: mapOf({ type: "string" }) }));

export const DEPLOYMENT_FIELDS: Record<string, SchemaPart> = { targetRelease: RELEASE, issuerRef: REFERENCE };
export const KEYSTONE_REF = object(
  { name: TEXT, kind: oneOf("KeystoneDeployment", "ExternalKeystoneDeployment") },
  "name",
);

/** The fields of a service with an API, and which of them it has to have. */
export function service(name: string, fields: Record<string, SchemaPart>, ...required: string[]): SchemaPart {
  return object(
    {
      ...DEPLOYMENT_FIELDS,
      keystoneRef: KEYSTONE_REF,
      region: object({ name: TEXT, parent: TEXT }, "name"),
      api: ENDPOINT,
      database: DATABASE,
      messageQueue: MESSAGE_QUEUE,
      memcached: object(MEMCACHED_FIELDS),
      policy: POLICY,
      [`${name}Config`]: CONFIG,
      [`${name}Secrets`]: listOf(MAP),
      databaseCleanup: object({ schedule: CRON, deletionTimeRange: COUNT }, "schedule"),
      ...fields,
    },
    ...new Set(["targetRelease", "issuerRef", "region", "api", "database", ...required]),
  );
}
