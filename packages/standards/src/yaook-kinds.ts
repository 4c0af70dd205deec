/**
 * The fields of Yaook's custom resources, said once. `scs-blueprints/yaook` writes specs and checks them by these tables,
 * `scs-blueprints import yaook` reads specs by them.
 *
 * Sources: docs.yaook.cloud, and the public clouds that the classes of scs-blueprints/yaook name. Nobody outside has the
 * whole of Yaook's schemas: a field that no table has is kept as it is.
 */

/** A schema, as apiextensions.k8s.io/v1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** How a value stands in a spec and how it stands in props. */
export type YaookType =
  /** The same in both. `shape` is what props take, where they take less than the schema allows. */
  | { readonly is: "value"; readonly schema: JsonSchema; readonly shape?: JsonSchema }
  /** A text in the spec, a member of an enum in props. */
  | { readonly is: "member"; readonly schema: JsonSchema; readonly members: Readonly<Record<string, string>> }
  /** A text in the spec, a YaookRelease in props. */
  | { readonly is: "release"; readonly schema: JsonSchema }
  /** A text in the spec, a number in props. */
  | { readonly is: "numberAsText"; readonly schema: JsonSchema }
  /** `{ matchLabels: … }` in the spec, the labels in props. */
  | { readonly is: "selector" }
  | { readonly is: "object"; readonly fields: readonly YaookField[]; readonly isClosed?: boolean }
  | { readonly is: "map"; readonly of: YaookType; readonly minProperties?: number }
  | { readonly is: "list"; readonly of: YaookType; readonly minItems?: number };

/** A field of a spec. `P` is the name of its prop. */
export interface YaookField<P extends string = string> {
  /** Keys from the spec on. None: the fields of `type` are the spec's own. */
  readonly keys: readonly string[];
  /** Of these keys, those that Yaook asks for in the map they are in. */
  readonly asked: readonly boolean[];
  /** @default - none: the field is only known, or has the same value always */
  readonly prop?: P;
  /** Whether the prop may be left out. */
  readonly isOptional: boolean;
  /** What is written where the prop is left out. @default - nothing */
  readonly standard?: unknown;
  readonly type: YaookType;
}

/** The names of props of some fields. */
export type PropOf<F> = F extends readonly YaookField<infer P>[] ? P : never;
type Bare<P extends string> = P extends `${infer Name}?` ? Name : P;

/** What there is to know of a kind. */
export interface YaookKindFacts<P extends string = string> {
  /** API group; the version is `v1`. */
  readonly group: string;
  /** Whether data goes with a resource of the kind. */
  readonly isStateful: boolean;
  /** The fields of its spec. @default - none is known */
  readonly fields: readonly YaookField<P>[];
  /** Whether scs-blueprints/yaook has a class of the kind's name. */
  readonly hasClass: boolean;
  /** Props of which the class takes one and no more. @default - none */
  readonly oneOf?: readonly P[];
}

const value = (schema: JsonSchema, shape?: JsonSchema): YaookType => ({ is: "value", schema, shape });
const OPEN = { "x-kubernetes-preserve-unknown-fields": true };
const STRING = { type: "string" };
const MAP_SCHEMA = { type: "object", ...OPEN };
const TEXT_LIST = { type: "array", items: { type: "string", minLength: 1 } };
const CONFIG_SCHEMA = { type: "object", additionalProperties: MAP_SCHEMA };

const TEXT = value({ type: "string", minLength: 1 });
const FLAG = value({ type: "boolean" });
const MAP = value(MAP_SCHEMA);
const MAPS = value({ type: "array", items: MAP_SCHEMA });
const TEXTS = value(TEXT_LIST);
const POSITIVE = value({ type: "integer", minimum: 1 });
const AMOUNT = value({ type: "integer", minimum: 0 });
/** Five fields of cron, or a word for them. */
const CRON = value({ type: "string", pattern: "^(@[a-z]+|\\S+( +\\S+){4})$" });
/** A quantity of Kubernetes, `8Gi`, `200m`. */
const QUANTITY = value({
  type: "string",
  pattern: "^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$",
});
const FQDN = value({
  type: "string",
  maxLength: 253,
  pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$",
});
const PORT = value({ type: "integer", minimum: 1, maximum: 65535 });
const UUID = value({ type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" });
const CIDR4 = value({ type: "string", pattern: "^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$" });
/** nova.conf and its like: sections with options. */
const CONFIG = value(CONFIG_SCHEMA);
const POLICY = value({ type: "object", additionalProperties: STRING });
const RELEASE: YaookType = { is: "release", schema: { type: "string", pattern: "^20[0-9]{2}\\.[12]$" } };
const NUMBER_AS_TEXT: YaookType = { is: "numberAsText", schema: { type: "string", pattern: "^[0-9]+$" } };
const SCHEDULE_RULE: YaookType = {
  is: "member",
  schema: { type: "string", enum: ["ScheduleAnyway", "DoNotSchedule"] },
  members: { ScheduleAnyway: "ScheduleRule.SCHEDULE_ANYWAY", DoNotSchedule: "ScheduleRule.DO_NOT_SCHEDULE" },
};

const oneOf = (...words: string[]): YaookType => value({ type: "string", enum: words });
const object = (...fields: YaookField[]): YaookType => ({ is: "object", fields });
const mapOf = (of: YaookType, minProperties?: number): YaookType => ({ is: "map", of, minProperties });
const listOf = (of: YaookType, minItems?: number): YaookType => ({ is: "list", of, minItems });
const SELECTORS = listOf({ is: "selector" });

function at(path: string): { keys: string[]; asked: boolean[] } {
  const steps = path === "" ? [] : path.split(".");
  return { keys: steps.map((step) => step.replace("!", "")), asked: steps.map((step) => step.endsWith("!")) };
}

/**
 * A field that a prop says.
 *
 * @param path from the spec on, `proxy!.replicas!`: `!` follows a key that Yaook asks for in the map it is in
 * @param prop name of the prop; `?` follows one that may be left out
 * @param standard what is written where the prop is left out
 */
function field<P extends string>(path: string, prop: P, type: YaookType, standard?: unknown): YaookField<Bare<P>> {
  const isOptional = prop.endsWith("?");
  return { ...at(path), prop: prop.replace("?", "") as Bare<P>, isOptional, type, standard };
}

/** A field whose value is the same always. */
function fixed(path: string, standard: unknown, type: YaookType): YaookField<never> {
  return { ...at(path), isOptional: true, type, standard };
}

/** A field that no prop says, and whose type is known. */
function known(path: string, type: YaookType): YaookField<never> {
  return { ...at(path), isOptional: true, type };
}

const RESOURCES = mapOf(
  object(
    field("requests.cpu", "cpuRequest?", QUANTITY),
    field("requests.memory", "memoryRequest?", QUANTITY),
    field("limits.cpu", "cpuLimit?", QUANTITY),
    field("limits.memory", "memoryLimit?", QUANTITY),
  ),
);

const component = (prefix = "") => [
  field(`${prefix}replicas`, "replicas?", AMOUNT),
  field(`${prefix}scheduleRuleWhenUnsatisfiable`, "scheduling?", SCHEDULE_RULE),
  field(`${prefix}resources`, "resources?", RESOURCES),
];
const COMPONENT_FIELDS = component();
const COMPONENT = object(...COMPONENT_FIELDS);

const INGRESS = object(
  field("fqdn!", "fqdn", FQDN),
  field("port!", "port?", PORT, 443),
  field("ingressClassName", "ingressClass?", TEXT),
  field("createIngress", "createIngress?", FLAG),
  field("externalCertificateSecretRef.name!", "certificateSecret?", TEXT),
);
const ENDPOINT = object(
  ...COMPONENT_FIELDS,
  field("ingress!", "ingress", INGRESS),
  field("publishEndpoint", "publishEndpoint?", FLAG),
  known("wsgiProcesses", POSITIVE),
);

const DATABASE = object(
  field("replicas", "replicas?", POSITIVE),
  field("storageSize", "storageSize?", QUANTITY),
  field("storageClassName", "storageClass?", TEXT),
  field("scheduleRuleWhenUnsatisfiable", "scheduling?", SCHEDULE_RULE),
  field("timeoutClient", "clientTimeout?", POSITIVE),
  field("tolerateNodeDown", "tolerateNodeDown?", FLAG),
  field("mysqlConfig", "mysqlConfig?", {
    is: "object",
    isClosed: true, // the four that Yaook knows: docs.yaook.cloud handbook/custom-resource-options
    fields: [
      field("mysqld", "mysqld?", MAP),
      field("galera", "galera?", MAP),
      field("client-server", "clientServer?", MAP),
      field("sst", "sst?", MAP),
    ],
  }),
  field("proxy!.replicas!", "proxyReplicas", POSITIVE),
  field("proxy.scheduleRuleWhenUnsatisfiable", "proxyScheduling?", SCHEDULE_RULE),
  field("proxy.resources", "proxyResources?", RESOURCES),
  field("backup!.schedule!", "backupSchedule", CRON),
  field("backup.mysqldump", "mysqldump?", FLAG),
  field("backup.warmKeepMax", "warmBackups?", NUMBER_AS_TEXT),
  field(
    "backup.targets.s3",
    "backupTarget?",
    object(
      field("endpoint!", "endpoint", TEXT),
      field("bucket!", "bucket", TEXT),
      field("credentialRef!.name!", "credentialSecret", TEXT),
      field("filePrefix", "filePrefix?", TEXT),
    ),
  ),
  field("resources", "resources?", RESOURCES),
);

const MESSAGE_QUEUE = object(
  field("replicas", "replicas", POSITIVE),
  field("storageSize", "storageSize?", QUANTITY),
  field("storageClassName", "storageClass?", TEXT),
  field("tolerateNodeDown", "tolerateNodeDown?", FLAG),
  field("scheduleRuleWhenUnsatisfiable", "scheduling?", SCHEDULE_RULE),
  field("resources", "resources?", RESOURCES),
);

const MEMCACHED_FIELDS = [
  field("replicas", "replicas?", POSITIVE),
  field("memory", "memoryMiB?", POSITIVE),
  field("connections", "connections?", POSITIVE),
  field("scheduleRuleWhenUnsatisfiable", "scheduling?", SCHEDULE_RULE),
  field("resources", "resources?", RESOURCES),
];

const DATABASE_CLEANUP = object(
  field("schedule!", "schedule", CRON),
  field("deletionTimeRange", "deletionTimeRange?", POSITIVE),
);

const DEPLOYMENT_FIELDS = [
  field("targetRelease!", "release", RELEASE),
  field("issuerRef!.name!", "issuer", TEXT),
] as const;

/** Fields of a service with an API; its configuration is called after it: `novaConfig`. */
const serviceFields = (service: string) =>
  [
    ...DEPLOYMENT_FIELDS,
    field("region!.name!", "region", TEXT),
    field("region.parent", "parentRegion?", TEXT),
    field("api!", "endpoint", ENDPOINT),
    field("memcached", "memcached?", object(...MEMCACHED_FIELDS)),
    field("policy", "policy?", POLICY),
    field(`${service}Config`, "config?", CONFIG),
    field(`${service}Secrets`, "configSecrets?", MAPS),
    known("databaseCleanup", DATABASE_CLEANUP),
  ] as const;

const keystoneRef = (path = "keystoneRef!") =>
  [
    field(`${path}.name!`, "keystone?", TEXT, "keystone"),
    known("keystoneRef.kind", oneOf("KeystoneDeployment", "ExternalKeystoneDeployment")),
  ] as const;

/** Fields of a service with one database. */
const databaseClientFields = (service: string, keystone?: string) =>
  [...serviceFields(service), ...keystoneRef(keystone), field("database!", "database", DATABASE)] as const;

/** Fields of a service with one database and one message queue. */
const queueClientFields = (service: string, queue = "messageQueue!", keystone?: string) =>
  [...databaseClientFields(service, keystone), field(queue, "messageQueue", MESSAGE_QUEUE)] as const;

const OVSDB_FIELDS = [
  field("replicas!", "replicas", POSITIVE),
  field("storageSize", "storageSize?", QUANTITY),
  field("storageClassName", "storageClass?", TEXT),
  field("inactivityProbeMs", "inactivityProbeMs?", AMOUNT),
  field("raftElectionTimerMs", "raftElectionTimerMs?", POSITIVE),
  field("resources", "resources?", RESOURCES),
  field("backup!.schedule!", "backupSchedule", CRON),
] as const;

/** `setup.ovn`. */
const OVN = object(
  field("northboundOVSDB!", "northbound", object(...OVSDB_FIELDS)),
  field("southboundOVSDB!", "southbound", object(...OVSDB_FIELDS)),
  field(
    "southboundOVSDB.ovnRelay",
    "relay?",
    object(
      field("replicas", "replicas", POSITIVE),
      field("inactivityProbeMs", "inactivityProbeMs?", AMOUNT),
      field("remoteInactivityProbeMs", "remoteInactivityProbeMs?", AMOUNT),
      field("resources", "resources?", RESOURCES),
    ),
  ),
  field(
    "northd!",
    "northd?",
    object(
      field("threads", "threads?", POSITIVE),
      field("remoteInactivityProbeMs", "remoteInactivityProbeMs?", AMOUNT),
      field("resources", "resources?", RESOURCES),
    ),
    {},
  ),
  field("controller.remoteInactivityProbeMs", "controllerRemoteInactivityProbeMs?", AMOUNT),
  field("controller.resources", "controllerResources?", RESOURCES),
  field(
    "controller!.configTemplates!",
    "templates",
    listOf(
      object(
        field("nodeSelectors!", "nodeSelectors", SELECTORS),
        field(
          "bridgeConfig",
          "bridges?",
          listOf(
            object(
              field("bridgeName!", "name", TEXT),
              field("uplinkDevice!", "uplink", TEXT),
              field("openstackPhysicalNetwork!", "physicalNetwork", TEXT),
            ),
          ),
        ),
      ),
    ),
  ),
);

const NOVA_COMPUTE_TEMPLATE = object(
  field("nodeSelectors!", "nodeSelectors", SELECTORS),
  field(
    "novaComputeConfig",
    "config",
    value(
      {
        type: "object",
        properties: { libvirt: { type: "object", properties: { disk_cachemodes: TEXT_LIST }, ...OPEN } },
        ...OPEN,
      },
      CONFIG_SCHEMA,
    ),
  ),
  field(
    "volumeBackends.ceph",
    "ceph?",
    object(
      fixed("enabled!", true, FLAG),
      field("keyringSecretName!", "keyringSecret", TEXT),
      field("user!", "user", TEXT),
      field("uuid!", "secretUuid", UUID),
      field("cephConfig", "cephConfig?", MAP, {}),
    ),
  ),
);

const CINDER_BACKEND = object(
  field("rbd.keyringReference!", "keyringSecret", TEXT),
  field("rbd.keyringUsername!", "user", TEXT),
  field("rbd.cephConfig", "cephConfig?", MAP),
  field("rbd.backendConfig.rbd_pool!", "pool", TEXT),
  field("rbd.backendConfig.rbd_secret_uuid!", "secretUuid", UUID),
  field("rbd.backendConfig.backend_availability_zone", "availabilityZone?", TEXT),
  field("rbd.backendConfig.volume_backend_name", "backendName?", TEXT),
  ...component("volume."),
  field("volume.cluster", "cluster?", FLAG),
);

const ISSUERS = [
  field("frontendIssuerRef.name!", "frontendIssuer", TEXT),
  field("backendCAIssuerRef.name!", "backendCaIssuer", TEXT),
] as const;

/** A service of OpenStack. */
const deployment = <P extends string>(
  fields: readonly YaookField<P>[],
  oneOf?: readonly NoInfer<P>[],
): YaookKindFacts<P> => ({ group: "yaook.cloud", isStateful: true, fields, hasClass: true, oneOf });
/** A resource that keeps nothing. */
const stateless = <P extends string>(fields: readonly YaookField<P>[]): YaookKindFacts<P> => ({
  ...deployment(fields),
  isStateful: false,
});
/** A kind without a class; the operators make most of these. */
const classless = (group: string, fields: readonly YaookField[] = [], isStateful = false): YaookKindFacts => ({
  ...{ group, isStateful, fields },
  hasClass: false,
});

/** Yaook's kinds by their names; those with a class first, in the order in which they need each other. */
export const YAOOK_KINDS = {
  KeystoneDeployment: deployment([
    ...serviceFields("keystone"),
    field("api.wsgiProcesses", "wsgiProcesses?", POSITIVE),
    field("database!", "database", DATABASE),
    field("keyRotationSchedule", "keyRotationSchedule?", CRON),
    field("extraProjected.sources!", "extraProjectedSources?", MAPS),
  ]),
  GlanceDeployment: deployment(
    [
      ...databaseClientFields("glance"),
      field(
        "backends!.ceph",
        "ceph?",
        object(
          field("keyringReference!", "keyringSecret", TEXT),
          field("keyringUsername!", "user", TEXT),
          field("keyringPoolname", "pool", TEXT),
          field("cephConfig", "cephConfig?", MAP),
        ),
      ),
      field(
        "backends.file",
        "file?",
        object(field("storageSize!", "storageSize", QUANTITY), field("storageClassName", "storageClass", TEXT)),
      ),
    ],
    ["ceph", "file"],
  ),
  CinderDeployment: deployment([
    ...queueClientFields("cinder"),
    field("scheduler", "scheduler?", COMPONENT),
    field("backends!", "backends", mapOf(CINDER_BACKEND, 1)),
    // Yaook asks for it, empty or not
    field("backup!", "backup?", mapOf(object(...COMPONENT_FIELDS, field("cinderConfig", "config?", CONFIG))), {}),
    field("databaseCleanup", "databaseCleanup?", DATABASE_CLEANUP),
  ]),
  NovaDeployment: deployment([
    ...serviceFields("nova"),
    ...keystoneRef(),
    field("database!.api!", "apiDatabase", DATABASE),
    field("database.cell0!", "cell0Database", DATABASE),
    field("database.cell1!", "cell1Database", DATABASE),
    field("database.placement!", "placementDatabase", DATABASE),
    field("messageQueue!.cell1!", "messageQueue", MESSAGE_QUEUE),
    field("conductor", "conductor?", COMPONENT),
    field("scheduler", "scheduler?", COMPONENT),
    field("metadata", "metadata?", COMPONENT),
    field("placement!", "placement", ENDPOINT),
    field("vnc!", "vnc", ENDPOINT),
    field("compute!.configTemplates!", "computeTemplates", listOf(NOVA_COMPUTE_TEMPLATE)),
    field("databaseCleanup", "databaseCleanup?", DATABASE_CLEANUP),
    field("placementCleanup.schedule!", "placementCleanupSchedule?", CRON),
    field(
      "eviction!", // Yaook asks for it, empty or not (lanixx/talos-aws scripts/full.yaml has it empty)
      "eviction?",
      object(
        field("maxParallelMigrations", "maxParallelMigrations?", POSITIVE),
        field("volumeLockDurationSeconds", "volumeLockDurationSeconds?", POSITIVE),
        field("manager.enabled", "managerEnabled?", FLAG),
        field("manager.interval", "managerInterval?", POSITIVE),
        field("manager.max_per_hour", "managerMaxPerHour?", POSITIVE),
        field("manager.deleteNode", "managerDeletesNode?", FLAG),
      ),
      {},
    ),
  ]),
  NeutronDeployment: deployment(
    [
      ...queueClientFields("neutron"),
      field("novaRef!.name!", "nova?", TEXT, "nova"),
      field("neutronML2Config", "ml2Config?", CONFIG),
      field("setup!.ovn", "ovn?", OVN),
      field("setup.ovs", "ovs?", MAP),
    ],
    ["ovn", "ovs"],
  ),
  OctaviaDeployment: deployment([
    ...queueClientFields("octavia"),
    field("neutronRef!.name!", "neutron?", TEXT, "neutron"),
    field("networking!.managementSubnetCIDR!", "managementSubnetCidr", CIDR4),
    field("worker", "worker?", COMPONENT),
    field("health_manager", "healthManager?", COMPONENT),
    field("housekeeping", "housekeeping?", COMPONENT),
  ]),
  DesignateDeployment: deployment([
    ...queueClientFields("designate"),
    field(
      "nsRecords!",
      "nsRecords",
      listOf(
        object(
          field("hostname!", "hostname", value({ type: "string", pattern: "\\.$" })),
          field("priority!", "priority", AMOUNT),
        ),
        1,
      ),
    ),
    field(
      "powerdns!",
      "powerDns",
      object(
        field("database!", "database", DATABASE),
        field("replicas", "replicas?", AMOUNT),
        field("subnetCidr", "subnetCidr?", CIDR4),
        field("loadBalancerIP", "loadBalancerIp?", TEXT),
        known("scheduleRuleWhenUnsatisfiable", SCHEDULE_RULE),
        known("resources", RESOURCES),
      ),
    ),
  ]),
  BarbicanDeployment: deployment([
    ...queueClientFields("barbican"),
    field("keystoneListener", "keystoneListener?", COMPONENT),
    field("worker", "worker?", COMPONENT),
  ]),
  HeatDeployment: deployment(queueClientFields("heat")),
  GnocchiDeployment: deployment(queueClientFields("gnocchi", "messageQueue")),
  InfraIronicDeployment: deployment(queueClientFields("ironic", "messageQueue", "keystoneRef")),
  CeilometerDeployment: stateless([
    ...DEPLOYMENT_FIELDS,
    ...keystoneRef(),
    field("ceilometerConfig", "config?", CONFIG),
  ]),
  HorizonDeployment: stateless([
    ...DEPLOYMENT_FIELDS,
    ...keystoneRef(),
    field("", "pods?", COMPONENT),
    field("ingress!", "ingress", INGRESS),
    field("extraSettings.sources!", "extraSettingsSources?", MAPS),
  ]),
  KeystoneUser: stateless(keystoneRef()),
  KeystoneEndpoint: stateless([
    ...keystoneRef(),
    field("servicename!", "serviceName", TEXT),
    field("servicetype!", "serviceType", TEXT),
    field("description", "description?", TEXT),
    field("region.name!", "region", TEXT),
    field("endpoints!.public", "publicUrl", TEXT),
    field("endpoints.internal", "internalUrl", TEXT),
    field("endpoints.admin", "adminUrl?", TEXT),
  ]),
  YaookDisruptionBudget: stateless([
    field("nodeSelectors!", "nodeSelectors", SELECTORS),
    field("maxUnavailable!", "maxUnavailable", POSITIVE),
    field("disruptiveMaintenance", "disruptiveMaintenance?", FLAG),
    field("preventDeletion", "preventDeletion?", FLAG),
  ]),
  MySQLService: {
    ...deployment([
      field("", "database", DATABASE),
      field("database!", "databaseName", TEXT),
      fixed("implementation!", "MariaDB", oneOf("MariaDB")),
      field("targetRelease", "release", TEXT),
      ...ISSUERS,
    ]),
    group: "infra.yaook.cloud",
  },
  AMQPServer: {
    ...stateless([
      field("", "messageQueue", MESSAGE_QUEUE),
      fixed("implementation!", "RabbitMQ", oneOf("RabbitMQ")),
      field("enableExporter", "exporter?", FLAG),
      field("enabledPlugins", "plugins?", TEXTS),
      ...ISSUERS,
    ]),
    group: "infra.yaook.cloud",
  },
  NovaComputeNode: classless("compute.yaook.cloud"),
  NeutronOVNAgent: classless("network.yaook.cloud"),
  NeutronOVNBGPAgent: classless("network.yaook.cloud"),
  NeutronL2Agent: classless("network.yaook.cloud"),
  NeutronL3Agent: classless("network.yaook.cloud"),
  NeutronDHCPAgent: classless("network.yaook.cloud"),
  NeutronBGPDRAgent: classless("network.yaook.cloud"),
  MySQLUser: classless("infra.yaook.cloud"),
  AMQPUser: classless("infra.yaook.cloud"),
  MemcachedService: classless("infra.yaook.cloud", MEMCACHED_FIELDS),
  OVSDBService: classless(
    "infra.yaook.cloud",
    OVSDB_FIELDS.map((one) => ({ ...one, asked: [false, ...one.asked.slice(1)] })),
    true,
  ),
};
