import {
  CEPH_OF_GLANCE,
  CINDER_BACKEND,
  CINDER_BACKUP,
  COMPONENT,
  DATABASE,
  DATABASE_CLEANUP,
  DEPLOYMENT_FIELDS,
  ENDPOINT,
  FILE_OF_GLANCE,
  INGRESS,
  KEYSTONE_REF,
  MESSAGE_QUEUE,
  OVN,
  queueClientFields,
  serviceFields,
} from "./spec-parts";
import {
  always,
  amount,
  type Field,
  fieldsOf,
  flag,
  isMap,
  type Json,
  listOf,
  map,
  mapOf,
  maps,
  may,
  must,
  object,
  orEmpty,
  type Reading,
  sections,
  selectors,
  text,
  textList,
  unless,
} from "./spec-reading";

/** A kind with a class of its own in scs-blueprints/yaook; the class has the kind's name. */
interface TypedKind {
  readonly fields: readonly Field[];
  /** What the class refuses, or would write otherwise, whatever the fields say. @default - nothing */
  readonly fits?: (spec: Json) => boolean;
}

const NOVA_TEMPLATE = object(
  must("nodeSelectors", "nodeSelectors", selectors),
  must("novaComputeConfig", "config", sections),
  may(
    "volumeBackends.ceph",
    "ceph",
    object(
      must("enabled", "enabled", always(true)),
      must("keyringSecretName", "keyringSecret", text),
      must("user", "user", text),
      must("uuid", "secretUuid", text),
      must("cephConfig", "cephConfig", map),
    ),
  ),
);

const EVICTION = object(
  may("maxParallelMigrations", "maxParallelMigrations", amount),
  may("volumeLockDurationSeconds", "volumeLockDurationSeconds", amount),
  may("manager.enabled", "managerEnabled", flag),
  may("manager.interval", "managerInterval", amount),
  may("manager.max_per_hour", "managerMaxPerHour", amount),
  may("manager.deleteNode", "managerDeletesNode", flag),
);

const part = (path: string, prop: string) => may(path, prop, COMPONENT);
const one = (value: unknown, ...keys: string[]) => isMap(value) && keys.filter((key) => key in value).length === 1;
const issuers = [
  must("frontendIssuerRef.name", "frontendIssuer", text),
  must("backendCAIssuerRef.name", "backendCaIssuer", text),
];

const KINDS: Readonly<Record<string, TypedKind>> = {
  KeystoneDeployment: {
    fields: [
      may("api.wsgiProcesses", "wsgiProcesses", amount),
      ...serviceFields("keystone"),
      must("database", "database", DATABASE),
      may("keyRotationSchedule", "keyRotationSchedule", text),
      may("extraProjected.sources", "extraProjectedSources", maps),
    ],
  },
  GlanceDeployment: {
    fields: [
      ...serviceFields("glance"),
      KEYSTONE_REF,
      must("database", "database", DATABASE),
      may("backends.ceph", "ceph", CEPH_OF_GLANCE),
      may("backends.file", "file", FILE_OF_GLANCE),
    ],
    fits: ({ backends }) =>
      one(backends, "ceph", "file") &&
      isMap(backends) &&
      (CEPH_OF_GLANCE(backends["ceph"]) ?? FILE_OF_GLANCE(backends["file"])) !== undefined,
  },
  CinderDeployment: {
    fields: [
      ...queueClientFields("cinder"),
      must("backends", "backends", mapOf(CINDER_BACKEND)),
      must("backup", "backup", orEmpty(mapOf(CINDER_BACKUP))),
      part("scheduler", "scheduler"),
      may("databaseCleanup", "databaseCleanup", DATABASE_CLEANUP),
    ],
  },
  NovaDeployment: {
    fields: [
      ...serviceFields("nova"),
      KEYSTONE_REF,
      must("database.api", "apiDatabase", DATABASE),
      must("database.cell0", "cell0Database", DATABASE),
      must("database.cell1", "cell1Database", DATABASE),
      must("database.placement", "placementDatabase", DATABASE),
      must("messageQueue.cell1", "messageQueue", MESSAGE_QUEUE),
      must("placement", "placement", ENDPOINT),
      must("vnc", "vnc", ENDPOINT),
      part("conductor", "conductor"),
      part("scheduler", "scheduler"),
      part("metadata", "metadata"),
      may("databaseCleanup", "databaseCleanup", DATABASE_CLEANUP),
      may("placementCleanup.schedule", "placementCleanupSchedule", text),
      must("eviction", "eviction", orEmpty(EVICTION)),
      must("compute.configTemplates", "computeTemplates", listOf(NOVA_TEMPLATE)),
    ],
  },
  NeutronDeployment: {
    fields: [
      ...queueClientFields("neutron"),
      must("novaRef.name", "nova", unless("nova", text)),
      may("neutronML2Config", "ml2Config", sections),
      may("setup.ovn", "ovn", OVN),
      may("setup.ovs", "ovs", map),
    ],
    fits: ({ setup }) =>
      one(setup, "ovn", "ovs") && isMap(setup) && (OVN(setup["ovn"]) ?? map(setup["ovs"])) !== undefined,
  },
  OctaviaDeployment: {
    fields: [
      ...queueClientFields("octavia"),
      must("neutronRef.name", "neutron", unless("neutron", text)),
      must("networking.managementSubnetCIDR", "managementSubnetCidr", text),
      part("worker", "worker"),
      part("health_manager", "healthManager"),
      part("housekeeping", "housekeeping"),
    ],
  },
  DesignateDeployment: {
    fields: [
      ...queueClientFields("designate"),
      must(
        "nsRecords",
        "nsRecords",
        listOf(object(must("hostname", "hostname", text), must("priority", "priority", amount))),
      ),
      must(
        "powerdns",
        "powerDns",
        object(
          must("database", "database", DATABASE),
          may("replicas", "replicas", amount),
          may("subnetCidr", "subnetCidr", text),
          may("loadBalancerIP", "loadBalancerIp", text),
        ),
      ),
    ],
  },
  BarbicanDeployment: {
    fields: [...queueClientFields("barbican"), part("keystoneListener", "keystoneListener"), part("worker", "worker")],
  },
  HeatDeployment: { fields: queueClientFields("heat") },
  GnocchiDeployment: { fields: queueClientFields("gnocchi") },
  InfraIronicDeployment: { fields: queueClientFields("ironic") },
  CeilometerDeployment: {
    fields: [...DEPLOYMENT_FIELDS, KEYSTONE_REF, may("ceilometerConfig", "config", sections)],
  },
  HorizonDeployment: {
    fields: [
      ...DEPLOYMENT_FIELDS,
      KEYSTONE_REF,
      must("ingress", "ingress", INGRESS),
      may("extraSettings.sources", "extraSettingsSources", maps),
    ],
  },
  KeystoneUser: { fields: [KEYSTONE_REF] },
  KeystoneEndpoint: {
    fields: [
      KEYSTONE_REF,
      must("servicename", "serviceName", text),
      must("servicetype", "serviceType", text),
      must("region.name", "region", text),
      must("endpoints.public", "publicUrl", text),
      must("endpoints.internal", "internalUrl", text),
      may("endpoints.admin", "adminUrl", text),
      may("description", "description", text),
    ],
  },
  YaookDisruptionBudget: {
    fields: [
      must("nodeSelectors", "nodeSelectors", selectors),
      must("maxUnavailable", "maxUnavailable", amount),
      may("disruptiveMaintenance", "disruptiveMaintenance", flag),
      may("preventDeletion", "preventDeletion", flag),
    ],
  },
  MySQLService: {
    fields: [
      must("database", "databaseName", text),
      must("implementation", "implementation", always("MariaDB")),
      must("targetRelease", "release", text),
      ...issuers,
    ],
  },
  AMQPServer: {
    fields: [
      must("implementation", "implementation", always("RabbitMQ")),
      may("enableExporter", "exporter", flag),
      may("enabledPlugins", "plugins", textList),
      ...issuers,
    ],
  },
};

/** Kinds with a class, in the order in which they need each other. */
export const TYPED_KINDS: readonly string[] = Object.keys(KINDS);

/** Kinds of which a part of the spec's own fields is one prop. */
const FLAT: Readonly<Record<string, { readonly prop: string; readonly as: Reading; readonly required: boolean }>> = {
  HorizonDeployment: { prop: "pods", as: COMPONENT, required: false },
  MySQLService: { prop: "database", as: DATABASE, required: true },
  AMQPServer: { prop: "messageQueue", as: MESSAGE_QUEUE, required: true },
};

/** A spec in props of its kind's class. */
export interface TypedSpec {
  readonly props: Json;
  /** @default - the props say it all */
  readonly overrides?: Json;
}

/** Says a spec in props; undefined for kinds without a class, and for specs that the class cannot say. */
export function typedSpec(apiVersion: string, kind: string, spec: Json): TypedSpec | undefined {
  const group = ["MySQLService", "AMQPServer"].includes(kind) ? "infra.yaook.cloud" : "yaook.cloud";
  const typed = apiVersion === `${group}/v1` && TYPED_KINDS.includes(kind) ? KINDS[kind] : undefined;
  if (typed === undefined || typed.fits?.(spec) === false) {
    return undefined;
  }
  const flat = FLAT[kind];
  const own = fieldsOf(spec, typed.fields);
  if (own === undefined) {
    return undefined;
  }
  let { rest } = own;
  const props = { ...own.value };
  if (flat !== undefined) {
    const said = rest === undefined ? undefined : flat.as(rest);
    if (said !== undefined) {
      props[flat.prop] = said.value;
      rest = said.rest;
    } else if (flat.required) {
      return undefined;
    }
  }
  return isMap(rest) ? { props, overrides: rest } : { props };
}
