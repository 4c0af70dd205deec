import { YaookKind } from "../yaook-kind";
import {
  COMPONENT,
  CONFIG,
  DATABASE,
  DATABASE_FIELDS,
  DEPLOYMENT_FIELDS,
  COMPONENT_FIELDS,
  ENDPOINT,
  INGRESS,
  KEYSTONE_REF,
  MEMCACHED_FIELDS,
  MESSAGE_QUEUE,
  MESSAGE_QUEUE_FIELDS,
  REFERENCE,
  RESOURCES,
  SELECTORS,
  service,
} from "./common-schemas";
import {
  AMOUNT,
  CIDR4,
  COUNT,
  CRON,
  FLAG,
  LIST,
  listOf,
  MAP,
  mapOf,
  object,
  oneOf,
  QUANTITY,
  type SchemaPart,
  TEXT,
  UUID,
} from "./schema-parts";

const OVSDB_FIELDS: Record<string, SchemaPart> = {
  replicas: COUNT,
  storageSize: QUANTITY,
  storageClassName: TEXT,
  inactivityProbeMs: AMOUNT,
  raftElectionTimerMs: COUNT,
  resources: RESOURCES,
  backup: object({ schedule: CRON }, "schedule"),
};
const NORTHD = object({ threads: COUNT, remoteInactivityProbeMs: AMOUNT, resources: RESOURCES });
const BRIDGE = object(
  { bridgeName: TEXT, uplinkDevice: TEXT, openstackPhysicalNetwork: TEXT },
  "bridgeName",
  "uplinkDevice",
  "openstackPhysicalNetwork",
);

const GLANCE = service(
  "glance",
  {
    backends: object({
      ceph: object(
        { keyringReference: TEXT, keyringUsername: TEXT, keyringPoolname: TEXT, cephConfig: MAP },
        "keyringReference",
        "keyringUsername",
      ),
      file: object({ storageSize: QUANTITY, storageClassName: TEXT }, "storageSize"),
    }),
  },
  "keystoneRef",
  "backends",
);

const CINDER_BACKEND = object({
  rbd: object(
    {
      keyringReference: TEXT,
      keyringUsername: TEXT,
      cephConfig: MAP,
      backendConfig: object({ rbd_pool: TEXT, rbd_secret_uuid: UUID }, "rbd_pool", "rbd_secret_uuid"),
    },
    "keyringReference",
    "keyringUsername",
  ),
  volume: object({ ...COMPONENT_FIELDS, cluster: FLAG }),
});
const CINDER = service(
  "cinder",
  {
    scheduler: COMPONENT,
    backends: { ...mapOf(CINDER_BACKEND), minProperties: 1 },
    backup: mapOf(object({ ...COMPONENT_FIELDS, cinderConfig: CONFIG })),
  },
  "keystoneRef",
  "messageQueue",
  "backends",
  "backup",
);

const COMPUTE_TEMPLATE = object(
  {
    nodeSelectors: SELECTORS,
    novaComputeConfig: object({ libvirt: object({ disk_cachemodes: listOf(TEXT) }) }),
    volumeBackends: object({
      ceph: object(
        { enabled: FLAG, keyringSecretName: TEXT, user: TEXT, uuid: UUID, cephConfig: MAP },
        "enabled",
        "keyringSecretName",
        "user",
        "uuid",
      ),
    }),
  },
  "nodeSelectors",
);
const NOVA = service(
  "nova",
  {
    database: object(
      { api: DATABASE, cell0: DATABASE, cell1: DATABASE, placement: DATABASE },
      "api",
      "cell0",
      "cell1",
      "placement",
    ),
    messageQueue: object({ cell1: MESSAGE_QUEUE }, "cell1"),
    conductor: COMPONENT,
    scheduler: COMPONENT,
    metadata: COMPONENT,
    placement: ENDPOINT,
    vnc: ENDPOINT,
    compute: object({ configTemplates: listOf(COMPUTE_TEMPLATE) }, "configTemplates"),
    placementCleanup: object({ schedule: CRON }, "schedule"),
    eviction: object({
      manager: object({ enabled: FLAG, interval: COUNT, max_per_hour: COUNT, deleteNode: FLAG }),
      maxParallelMigrations: COUNT,
      volumeLockDurationSeconds: COUNT,
    }),
  },
  "keystoneRef",
  "messageQueue",
  "placement",
  "vnc",
  "compute",
  "eviction",
);

const NEUTRON = service(
  "neutron",
  {
    novaRef: REFERENCE,
    neutronML2Config: CONFIG,
    setup: object({
      ovn: object(
        {
          northboundOVSDB: object(OVSDB_FIELDS, "replicas", "backup"),
          southboundOVSDB: object(
            { ...OVSDB_FIELDS, ovnRelay: object({ replicas: COUNT, resources: RESOURCES }) },
            "replicas",
            "backup",
          ),
          northd: NORTHD,
          controller: object(
            {
              resources: RESOURCES,
              configTemplates: listOf(
                object({ nodeSelectors: SELECTORS, bridgeConfig: listOf(BRIDGE) }, "nodeSelectors"),
              ),
            },
            "configTemplates",
          ),
        },
        "northboundOVSDB",
        "southboundOVSDB",
        "northd",
        "controller",
      ),
      ovs: MAP,
    }),
  },
  "keystoneRef",
  "messageQueue",
  "novaRef",
  "setup",
);

const QUEUED = ["keystoneRef", "messageQueue"];

/** The spec of each kind: fields that public Yaook clouds and documents show, as strict as they show it. */
export const SPECS: Record<YaookKind, SchemaPart> = {
  [YaookKind.KEYSTONE_DEPLOYMENT]: service("keystone", {
    keyRotationSchedule: CRON,
    extraProjected: object({ sources: LIST }, "sources"),
  }),
  [YaookKind.GLANCE_DEPLOYMENT]: GLANCE,
  [YaookKind.CINDER_DEPLOYMENT]: CINDER,
  [YaookKind.NOVA_DEPLOYMENT]: NOVA,
  [YaookKind.NEUTRON_DEPLOYMENT]: NEUTRON,
  [YaookKind.OCTAVIA_DEPLOYMENT]: service(
    "octavia",
    {
      neutronRef: REFERENCE,
      networking: object({ managementSubnetCIDR: CIDR4 }, "managementSubnetCIDR"),
      worker: COMPONENT,
      health_manager: COMPONENT,
      housekeeping: COMPONENT,
    },
    ...QUEUED,
    "neutronRef",
    "networking",
  ),
  [YaookKind.DESIGNATE_DEPLOYMENT]: service(
    "designate",
    {
      nsRecords: {
        ...listOf(object({ hostname: { type: "string", pattern: "\\.$" }, priority: AMOUNT }, "hostname", "priority")),
        minItems: 1,
      },
      powerdns: object(
        { ...COMPONENT_FIELDS, database: DATABASE, subnetCidr: CIDR4, loadBalancerIP: TEXT },
        "database",
      ),
    },
    ...QUEUED,
    "nsRecords",
    "powerdns",
  ),
  [YaookKind.BARBICAN_DEPLOYMENT]: service("barbican", { keystoneListener: COMPONENT, worker: COMPONENT }, ...QUEUED),
  [YaookKind.HEAT_DEPLOYMENT]: service("heat", {}, ...QUEUED),
  [YaookKind.GNOCCHI_DEPLOYMENT]: service("gnocchi", {}, "keystoneRef"),
  [YaookKind.INFRA_IRONIC_DEPLOYMENT]: service("ironic", {}),
  [YaookKind.CEILOMETER_DEPLOYMENT]: object(
    { ...DEPLOYMENT_FIELDS, keystoneRef: KEYSTONE_REF, ceilometerConfig: CONFIG },
    ...["targetRelease", "issuerRef", "keystoneRef"],
  ),
  [YaookKind.HORIZON_DEPLOYMENT]: object(
    {
      ...DEPLOYMENT_FIELDS,
      ...COMPONENT_FIELDS,
      keystoneRef: KEYSTONE_REF,
      ingress: INGRESS,
      extraSettings: object({ sources: LIST }, "sources"),
    },
    ...["targetRelease", "issuerRef", "keystoneRef", "ingress"],
  ),
  [YaookKind.KEYSTONE_USER]: object({ keystoneRef: KEYSTONE_REF }, "keystoneRef"),
  [YaookKind.KEYSTONE_ENDPOINT]: object(
    {
      keystoneRef: KEYSTONE_REF,
      servicename: TEXT,
      servicetype: TEXT,
      description: TEXT,
      region: object({ name: TEXT }, "name"),
      endpoints: object({ admin: TEXT, internal: TEXT, public: TEXT }),
    },
    ...["keystoneRef", "servicename", "servicetype", "endpoints"],
  ),
  [YaookKind.DISRUPTION_BUDGET]: object(
    { nodeSelectors: SELECTORS, maxUnavailable: COUNT, disruptiveMaintenance: FLAG, preventDeletion: FLAG },
    ...["nodeSelectors", "maxUnavailable"],
  ),
  [YaookKind.NOVA_COMPUTE_NODE]: MAP,
  [YaookKind.NEUTRON_OVN_AGENT]: MAP,
  [YaookKind.NEUTRON_OVN_BGP_AGENT]: MAP,
  [YaookKind.NEUTRON_L2_AGENT]: MAP,
  [YaookKind.NEUTRON_L3_AGENT]: MAP,
  [YaookKind.NEUTRON_DHCP_AGENT]: MAP,
  [YaookKind.NEUTRON_BGP_DR_AGENT]: MAP,
  [YaookKind.MYSQL_SERVICE]: object(
    {
      ...DATABASE_FIELDS,
      database: TEXT,
      implementation: oneOf("MariaDB"),
      targetRelease: TEXT,
      frontendIssuerRef: REFERENCE,
      backendCAIssuerRef: REFERENCE,
    },
    ...["database", "implementation", "proxy", "backup"],
  ),
  [YaookKind.MYSQL_USER]: MAP,
  [YaookKind.AMQP_SERVER]: object(
    {
      ...MESSAGE_QUEUE_FIELDS,
      implementation: oneOf("RabbitMQ"),
      frontendIssuerRef: REFERENCE,
      backendCAIssuerRef: REFERENCE,
      enableExporter: FLAG,
      enabledPlugins: listOf(TEXT),
    },
    "implementation",
  ),
  [YaookKind.AMQP_USER]: MAP,
  [YaookKind.MEMCACHED_SERVICE]: object(MEMCACHED_FIELDS),
  [YaookKind.OVSDB_SERVICE]: object(OVSDB_FIELDS),
};
