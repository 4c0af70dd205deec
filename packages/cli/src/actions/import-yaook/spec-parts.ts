import {
  amount,
  Code,
  type Field,
  flag,
  listOf,
  map,
  mapOf,
  may,
  must,
  maps,
  object,
  orEmpty,
  type Reading,
  sections,
  selectors,
  text,
  texts,
  unless,
  word,
} from "./spec-reading";

/** Parts that specs of Yaook have in common, each the reverse of what lib/blueprints/yaook/resources makes of props. */
const SCHEDULING = word({
  ScheduleAnyway: "ScheduleRule.SCHEDULE_ANYWAY",
  DoNotSchedule: "ScheduleRule.DO_NOT_SCHEDULE",
});

const RESOURCES = mapOf(
  object(
    may("requests.cpu", "cpuRequest", text),
    may("limits.cpu", "cpuLimit", text),
    may("requests.memory", "memoryRequest", text),
    may("limits.memory", "memoryLimit", text),
  ),
);

const component = (prefix = ""): Field[] => [
  may(`${prefix}replicas`, "replicas", amount),
  may(`${prefix}scheduleRuleWhenUnsatisfiable`, "scheduling", SCHEDULING),
  may(`${prefix}resources`, "resources", RESOURCES),
];
const COMPONENT_FIELDS = component();
export const COMPONENT = object(...COMPONENT_FIELDS);

export const INGRESS = object(
  must("fqdn", "fqdn", text),
  must("port", "port", unless(443, amount)),
  may("ingressClassName", "ingressClass", text),
  may("createIngress", "createIngress", flag),
  may("externalCertificateSecretRef.name", "certificateSecret", text),
);

export const ENDPOINT = object(
  ...COMPONENT_FIELDS,
  must("ingress", "ingress", INGRESS),
  may("publishEndpoint", "publishEndpoint", flag),
);
/** A number that Yaook has as a text. */
const amountAsText: Reading = (value) =>
  typeof value === "string" && /^(0|[1-9]\d*)$/.test(value) ? { value: Number(value) } : undefined;

export const DATABASE = object(
  may("replicas", "replicas", amount),
  must("proxy.replicas", "proxyReplicas", amount),
  must("backup.schedule", "backupSchedule", text),
  may("storageSize", "storageSize", text),
  may("storageClassName", "storageClass", text),
  may("backup.mysqldump", "mysqldump", flag),
  may("backup.warmKeepMax", "warmBackups", amountAsText),
  may(
    "backup.targets.s3",
    "backupTarget",
    object(
      must("endpoint", "endpoint", text),
      must("bucket", "bucket", text),
      must("credentialRef.name", "credentialSecret", text),
      may("filePrefix", "filePrefix", text),
    ),
  ),
  may("timeoutClient", "clientTimeout", amount),
  may("tolerateNodeDown", "tolerateNodeDown", flag),
  may(
    "mysqlConfig",
    "mysqlConfig",
    object(
      may("mysqld", "mysqld", map),
      may("galera", "galera", map),
      may("client-server", "clientServer", map),
      may("sst", "sst", map),
    ),
  ),
  may("scheduleRuleWhenUnsatisfiable", "scheduling", SCHEDULING),
  may("proxy.scheduleRuleWhenUnsatisfiable", "proxyScheduling", SCHEDULING),
  may("resources", "resources", RESOURCES),
  may("proxy.resources", "proxyResources", RESOURCES),
);

export const MESSAGE_QUEUE = object(
  must("replicas", "replicas", amount),
  may("storageSize", "storageSize", text),
  may("storageClassName", "storageClass", text),
  may("tolerateNodeDown", "tolerateNodeDown", flag),
  may("scheduleRuleWhenUnsatisfiable", "scheduling", SCHEDULING),
  may("resources", "resources", RESOURCES),
);

const MEMCACHED = object(
  may("replicas", "replicas", amount),
  may("memory", "memoryMiB", amount),
  may("connections", "connections", amount),
  may("scheduleRuleWhenUnsatisfiable", "scheduling", SCHEDULING),
  may("resources", "resources", RESOURCES),
);

/** Releases that YaookRelease knows by heart. */
export const KNOWN_RELEASES = ["2024.1", "2025.1", "2025.2", "2026.1"];

const release: Reading = (value) => {
  if (typeof value !== "string" || !/^20\d{2}\.[12]$/.test(value)) {
    return undefined;
  }
  const name = JSON.stringify(value);
  return {
    value: new Code(
      KNOWN_RELEASES.includes(value)
        ? `YaookRelease.fromName(${name})`
        : `YaookRelease.unlisted(${name}, "the imported cloud runs it")`,
    ),
  };
};

export const DEPLOYMENT_FIELDS: Field[] = [
  must("targetRelease", "release", release),
  must("issuerRef.name", "issuer", text),
];
export const KEYSTONE_REF = must("keystoneRef.name", "keystone", unless("keystone", text));

/** Fields of a service with an API, whose configuration is called after it. */
export function serviceFields(service: string): Field[] {
  return [
    ...DEPLOYMENT_FIELDS,
    must("region.name", "region", text),
    may("region.parent", "parentRegion", text),
    must("api", "endpoint", ENDPOINT),
    may("memcached", "memcached", MEMCACHED),
    may("policy", "policy", texts),
    may(`${service}Config`, "config", sections),
    may(`${service}Secrets`, "configSecrets", maps),
  ];
}

/** Fields of a service with one database and one message queue. */
export function queueClientFields(service: string): Field[] {
  return [
    ...serviceFields(service),
    KEYSTONE_REF,
    must("database", "database", DATABASE),
    must("messageQueue", "messageQueue", MESSAGE_QUEUE),
  ];
}

export const DATABASE_CLEANUP = object(
  must("schedule", "schedule", text),
  may("deletionTimeRange", "deletionTimeRange", amount),
);

const ovsdb = (...more: Field[]) =>
  object(
    must("replicas", "replicas", amount),
    must("backup.schedule", "backupSchedule", text),
    may("storageSize", "storageSize", text),
    may("storageClassName", "storageClass", text),
    may("inactivityProbeMs", "inactivityProbeMs", amount),
    may("raftElectionTimerMs", "raftElectionTimerMs", amount),
    may("resources", "resources", RESOURCES),
    ...more,
  );

/** `setup.ovn`; the relay is a prop beside the southbound database, in the spec it is in it. */
export const OVN = object(
  must("northboundOVSDB", "northbound", ovsdb()),
  may(
    "southboundOVSDB.ovnRelay",
    "relay",
    object(
      must("replicas", "replicas", amount),
      may("inactivityProbeMs", "inactivityProbeMs", amount),
      may("remoteInactivityProbeMs", "remoteInactivityProbeMs", amount),
      may("resources", "resources", RESOURCES),
    ),
  ),
  must("southboundOVSDB", "southbound", ovsdb()),
  must(
    "northd",
    "northd",
    orEmpty(
      object(
        may("threads", "threads", amount),
        may("remoteInactivityProbeMs", "remoteInactivityProbeMs", amount),
        may("resources", "resources", RESOURCES),
      ),
    ),
  ),
  may("controller.remoteInactivityProbeMs", "controllerRemoteInactivityProbeMs", amount),
  may("controller.resources", "controllerResources", RESOURCES),
  must(
    "controller.configTemplates",
    "templates",
    listOf(
      object(
        must("nodeSelectors", "nodeSelectors", selectors),
        may(
          "bridgeConfig",
          "bridges",
          listOf(
            object(
              must("bridgeName", "name", text),
              must("uplinkDevice", "uplink", text),
              must("openstackPhysicalNetwork", "physicalNetwork", text),
            ),
          ),
        ),
      ),
    ),
  ),
);

export const CEPH_OF_GLANCE = object(
  must("keyringReference", "keyringSecret", text),
  must("keyringUsername", "user", text),
  must("keyringPoolname", "pool", text),
  may("cephConfig", "cephConfig", map),
);
export const FILE_OF_GLANCE = object(
  must("storageSize", "storageSize", text),
  must("storageClassName", "storageClass", text),
);

export const CINDER_BACKEND = object(
  must("rbd.keyringReference", "keyringSecret", text),
  must("rbd.keyringUsername", "user", text),
  must("rbd.backendConfig.rbd_pool", "pool", text),
  must("rbd.backendConfig.rbd_secret_uuid", "secretUuid", text),
  may("rbd.cephConfig", "cephConfig", map),
  may("rbd.backendConfig.backend_availability_zone", "availabilityZone", text),
  may("rbd.backendConfig.volume_backend_name", "backendName", text),
  may("volume.cluster", "cluster", flag),
  ...component("volume."),
);
export const CINDER_BACKUP = object(...COMPONENT_FIELDS, may("cinderConfig", "config", sections));
