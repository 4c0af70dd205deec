import type { Construct } from "constructs";
import {
  AMQPServer,
  BarbicanDeployment,
  CeilometerDeployment,
  CinderDeployment,
  DesignateDeployment,
  GlanceDeployment,
  GnocchiDeployment,
  HeatDeployment,
  HorizonDeployment,
  InfraIronicDeployment,
  KeystoneDeployment,
  KeystoneEndpoint,
  KeystoneUser,
  MySQLService,
  NeutronDeployment,
  NovaDeployment,
  OctaviaDeployment,
  ScheduleRule,
  YaookCustomResource,
  YaookDefinitions,
  YaookDisruptionBudget,
  YaookKind,
  YaookRelease,
} from "../../../../lib/blueprints/yaook/index";
import { RemovalPolicy } from "../../../../lib/index";
import { CrdSchemas, KubernetesApi, ManifestEmitter } from "../../../../lib/kubernetes/index";
import { errorOf } from "../../../support/errors";
import { synth } from "../../../support/synth";

type Json = Record<string, unknown>;

const deployment = { release: YaookRelease.V2025_1, issuer: "yaook-internal" };
const service = (name: string) => ({
  ...deployment,
  region: "de-1",
  endpoint: { replicas: 3, ingress: { fqdn: `${name}.example.org` } },
});
const database = { replicas: 3, proxyReplicas: 2, backupSchedule: "0 * * * *" };
const queue = { database, messageQueue: { replicas: 3 } };

/** The object that `define` makes. */
function made(define: (scope: Construct, api: KubernetesApi) => unknown): Json {
  const stack = synth((scope) => define(scope, new KubernetesApi(scope, "undercloud")));
  return stack.one("kubectl_manifest").config["manifest"] as Json;
}
const specOf = (define: (scope: Construct, api: KubernetesApi) => unknown) => made(define)["spec"] as Json;

test("a KeystoneDeployment has what was set, and nothing else", () => {
  expect(
    made((scope, api) => new KeystoneDeployment(scope, "keystone", { api, ...service("keystone"), database })),
  ).toEqual({
    apiVersion: "yaook.cloud/v1",
    kind: "KeystoneDeployment",
    metadata: { name: "keystone", namespace: "yaook" },
    spec: {
      targetRelease: "2025.1",
      issuerRef: { name: "yaook-internal" },
      region: { name: "de-1" },
      api: { replicas: 3, ingress: { fqdn: "keystone.example.org", port: 443 } },
      database: { replicas: 3, proxy: { replicas: 2 }, backup: { schedule: "0 * * * *" } },
    },
  });
});

test("all fields of a database, a cache and an API", () => {
  const resources = { some: { cpuRequest: "200m", cpuLimit: "1", memoryRequest: "512Mi", memoryLimit: "2Gi" } };
  const written = { some: { requests: { cpu: "200m", memory: "512Mi" }, limits: { cpu: "1", memory: "2Gi" } } };
  const scheduling = ScheduleRule.DO_NOT_SCHEDULE;
  const spec = specOf(
    (scope, api) =>
      new KeystoneDeployment(scope, "keystone", {
        api,
        ...deployment,
        region: "de-1",
        parentRegion: "de",
        keyRotationSchedule: "@daily",
        wsgiProcesses: 10,
        extraProjectedSources: [{ secret: { name: "vhost" } }],
        policy: { admin_required: "role:admin" },
        config: { token: { expiration: 3600 } },
        configSecrets: [{ secretName: "oidc", items: [{ key: "secret", path: "/openid/secret" }] }],
        memcached: { replicas: 3, memoryMiB: 512, connections: 1024, scheduling, resources },
        endpoint: {
          replicas: 3,
          scheduling,
          resources,
          publishEndpoint: true,
          ingress: {
            fqdn: "keystone.example.org",
            port: 32443,
            ingressClass: "nginx",
            createIngress: false,
            certificateSecret: "public",
          },
        },
        database: {
          ...database,
          storageSize: "8Gi",
          storageClass: "fast",
          scheduling,
          proxyScheduling: scheduling,
          resources,
          proxyResources: resources,
          clientTimeout: 300,
          tolerateNodeDown: false,
          warmBackups: 3,
          mysqldump: false,
          mysqlConfig: { mysqld: { max_connections: 1000 }, clientServer: { port: 3306 }, galera: {}, sst: {} },
          backupTarget: { endpoint: "https://s3", bucket: "b", credentialSecret: "s3", filePrefix: "keystone" },
        },
      }),
  );
  expect(spec).toEqual({
    targetRelease: "2025.1",
    issuerRef: { name: "yaook-internal" },
    region: { name: "de-1", parent: "de" },
    keyRotationSchedule: "@daily",
    extraProjected: { sources: [{ secret: { name: "vhost" } }] },
    policy: { admin_required: "role:admin" },
    keystoneConfig: { token: { expiration: 3600 } },
    keystoneSecrets: [{ secretName: "oidc", items: [{ key: "secret", path: "/openid/secret" }] }],
    memcached: {
      replicas: 3,
      memory: 512,
      connections: 1024,
      scheduleRuleWhenUnsatisfiable: "DoNotSchedule",
      resources: written,
    },
    api: {
      replicas: 3,
      wsgiProcesses: 10,
      publishEndpoint: true,
      scheduleRuleWhenUnsatisfiable: "DoNotSchedule",
      resources: written,
      ingress: {
        fqdn: "keystone.example.org",
        port: 32443,
        ingressClassName: "nginx",
        createIngress: false,
        externalCertificateSecretRef: { name: "public" },
      },
    },
    database: {
      replicas: 3,
      storageSize: "8Gi",
      storageClassName: "fast",
      scheduleRuleWhenUnsatisfiable: "DoNotSchedule",
      timeoutClient: 300,
      tolerateNodeDown: false,
      mysqlConfig: { mysqld: { max_connections: 1000 }, "client-server": { port: 3306 }, galera: {}, sst: {} },
      proxy: { replicas: 2, scheduleRuleWhenUnsatisfiable: "DoNotSchedule", resources: written },
      backup: {
        schedule: "0 * * * *",
        mysqldump: false,
        warmKeepMax: "3",
        targets: { s3: { endpoint: "https://s3", bucket: "b", credentialRef: { name: "s3" }, filePrefix: "keystone" } },
      },
      resources: written,
    },
  });
});

const CEPH_UUID = "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50";

/** The smallest of each kind, with what is particular to it. */
const SMALLEST: [string, (scope: Construct, api: KubernetesApi) => unknown, Json][] = [
  [
    "GlanceDeployment",
    (scope, api) =>
      new GlanceDeployment(scope, "glance", {
        ...{ api, ...service("glance"), database },
        file: { storageSize: "10Gi", storageClass: "shared" },
      }),
    { keystoneRef: { name: "keystone" }, backends: { file: { storageSize: "10Gi", storageClassName: "shared" } } },
  ],
  [
    "CinderDeployment",
    (scope, api) =>
      new CinderDeployment(scope, "cinder", {
        ...{ api, ...service("cinder"), ...queue },
        backends: {
          rbd: { keyringSecret: "k", user: "cinder", pool: "volumes", secretUuid: CEPH_UUID, cluster: true },
        },
      }),
    {
      backup: {},
      messageQueue: { replicas: 3 },
      backends: {
        rbd: {
          rbd: {
            keyringReference: "k",
            keyringUsername: "cinder",
            backendConfig: { rbd_pool: "volumes", rbd_secret_uuid: CEPH_UUID },
          },
          volume: { cluster: true },
        },
      },
    },
  ],
  [
    "NovaDeployment",
    (scope, api) =>
      new NovaDeployment(scope, "nova", {
        ...{ api, ...service("nova") },
        ...{ apiDatabase: database, cell0Database: database, cell1Database: database, placementDatabase: database },
        messageQueue: { replicas: 3 },
        placement: { ingress: { fqdn: "placement.example.org" } },
        vnc: { ingress: { fqdn: "vnc.example.org" } },
        computeTemplates: [
          {
            nodeSelectors: [{}],
            config: { libvirt: { cpu_mode: "host-model" } },
            ceph: { keyringSecret: "k", user: "cinder", secretUuid: CEPH_UUID },
          },
        ],
        eviction: { managerEnabled: false },
      }),
    {
      messageQueue: { cell1: { replicas: 3 } },
      eviction: { manager: { enabled: false } },
      placement: { ingress: { fqdn: "placement.example.org", port: 443 } },
      compute: {
        configTemplates: [
          {
            nodeSelectors: [{ matchLabels: {} }],
            novaComputeConfig: { libvirt: { cpu_mode: "host-model" } },
            volumeBackends: {
              ceph: { enabled: true, keyringSecretName: "k", user: "cinder", uuid: CEPH_UUID, cephConfig: {} },
            },
          },
        ],
      },
    },
  ],
  [
    "NeutronDeployment",
    (scope, api) =>
      new NeutronDeployment(scope, "neutron", {
        ...{ api, ...service("neutron"), ...queue },
        ovn: {
          northbound: { replicas: 3, backupSchedule: "0 12 * * *" },
          southbound: { replicas: 3, backupSchedule: "0 12 * * *" },
          relay: { replicas: 3 },
          templates: [],
        },
      }),
    {
      novaRef: { name: "nova" },
      setup: {
        ovn: {
          northboundOVSDB: { replicas: 3, backup: { schedule: "0 12 * * *" } },
          southboundOVSDB: { replicas: 3, backup: { schedule: "0 12 * * *" }, ovnRelay: { replicas: 3 } },
          northd: {},
          controller: { configTemplates: [] },
        },
      },
    },
  ],
  [
    "OctaviaDeployment",
    (scope, api) =>
      new OctaviaDeployment(scope, "octavia", {
        ...{ api, ...service("octavia"), ...queue },
        managementSubnetCidr: "172.31.0.0/16",
        healthManager: { replicas: 2 },
      }),
    {
      neutronRef: { name: "neutron" },
      networking: { managementSubnetCIDR: "172.31.0.0/16" },
      health_manager: { replicas: 2 },
    },
  ],
  [
    "DesignateDeployment",
    (scope, api) =>
      new DesignateDeployment(scope, "designate", {
        ...{ api, ...service("designate"), ...queue },
        nsRecords: [{ hostname: "ns1.example.org.", priority: 1 }],
        powerDns: { database, loadBalancerIp: "192.0.2.1" },
      }),
    { nsRecords: [{ hostname: "ns1.example.org.", priority: 1 }] },
  ],
  [
    "BarbicanDeployment",
    (scope, api) =>
      new BarbicanDeployment(scope, "barbican", { api, ...service("barbican"), ...queue, config: { DEFAULT: {} } }),
    { barbicanConfig: { DEFAULT: {} } },
  ],
  [
    "HorizonDeployment",
    (scope, api) =>
      new HorizonDeployment(scope, "horizon", {
        ...{ api, ...deployment },
        ingress: { fqdn: "horizon.example.org" },
        pods: { replicas: 2 },
      }),
    { replicas: 2, ingress: { fqdn: "horizon.example.org", port: 443 } },
  ],
  [
    "HeatDeployment",
    (scope, api) => new HeatDeployment(scope, "heat", { api, ...service("heat"), ...queue }),
    { messageQueue: { replicas: 3 } },
  ],
  [
    "GnocchiDeployment",
    (scope, api) => new GnocchiDeployment(scope, "gnocchi", { api, ...service("gnocchi"), ...queue }),
    { keystoneRef: { name: "keystone" } },
  ],
  [
    "InfraIronicDeployment",
    (scope, api) =>
      new InfraIronicDeployment(scope, "ironic", { api, ...service("ironic"), ...queue, config: { DEFAULT: {} } }),
    { ironicConfig: { DEFAULT: {} } },
  ],
  [
    "CeilometerDeployment",
    (scope, api) => new CeilometerDeployment(scope, "ceilometer", { api, ...deployment, keystone: "other" }),
    { keystoneRef: { name: "other" } },
  ],
  [
    "KeystoneEndpoint",
    (scope, api) =>
      new KeystoneEndpoint(scope, "swift", {
        ...{ api, serviceName: "swift", serviceType: "object-store", region: "de-1" },
        publicUrl: "https://s3.example.org",
      }),
    { endpoints: { public: "https://s3.example.org", internal: "https://s3.example.org" } },
  ],
  ["KeystoneUser", (scope, api) => new KeystoneUser(scope, "magnum", { api }), { keystoneRef: { name: "keystone" } }],
  [
    "YaookDisruptionBudget",
    (scope, api) => new YaookDisruptionBudget(scope, "all", { api, nodeSelectors: [{}], maxUnavailable: 1 }),
    { nodeSelectors: [{ matchLabels: {} }], maxUnavailable: 1 },
  ],
  [
    "MySQLService",
    (scope, api) =>
      new MySQLService(scope, "magnum", {
        ...{ api, database, databaseName: "magnum", release: "11.4" },
        ...{ frontendIssuer: "yaook-internal", backendCaIssuer: "selfsigned-issuer" },
      }),
    { database: "magnum", implementation: "MariaDB", frontendIssuerRef: { name: "yaook-internal" } },
  ],
  [
    "AMQPServer",
    (scope, api) =>
      new AMQPServer(scope, "magnum", {
        ...{ api, messageQueue: { replicas: 3 }, plugins: ["rabbitmq_shovel"], exporter: true },
        ...{ frontendIssuer: "yaook-internal", backendCaIssuer: "selfsigned-issuer" },
      }),
    {
      implementation: "RabbitMQ",
      enabledPlugins: ["rabbitmq_shovel"],
      backendCAIssuerRef: { name: "selfsigned-issuer" },
    },
  ],
];

test.each(SMALLEST)("a %s is taken by its definition, and says what is particular to it", (kind, define, expected) => {
  const object = made(define);
  expect(object["kind"]).toBe(kind);
  expect(object["spec"]).toMatchObject(expected);
});

test("a kind without a class goes as it is", () => {
  const object = made(
    (scope, api) =>
      new YaookCustomResource(scope, "ovsdb", {
        api,
        kind: YaookKind.OVSDB_SERVICE,
        spec: { replicas: 3 },
        namespace: "other",
      }),
  );
  expect(object).toMatchObject({ apiVersion: "infra.yaook.cloud/v1", metadata: { namespace: "other" } });
});

test("overrides are merged in last, lists replaced, and are checked as well", () => {
  const keystone = (overrides: Json) => (scope: Construct, api: KubernetesApi) =>
    new KeystoneDeployment(scope, "keystone", { api, ...service("keystone"), database, overrides });
  const spec = specOf(keystone({ api: { replicas: 5, newField: ["a"] }, brandNew: { on: true } }));
  expect(spec["api"]).toMatchObject({ replicas: 5, newField: ["a"], ingress: { port: 443 } });
  expect(spec["brandNew"]).toEqual({ on: true });
  expect(errorOf(() => made(keystone({ database: { proxy: { replicas: "two" } } }))).got).toContain(
    "spec.database.proxy.replicas",
  );
  expect(errorOf(() => made(keystone({ gone: null }))).code).toBe("SCSBP-3005");
});

test("definitions that the API was given are used in place of the stand-ins", () => {
  const strict = {
    ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
    spec: {
      group: "yaook.cloud",
      names: { kind: "KeystoneUser" },
      versions: [
        {
          ...{ name: "v1", served: true },
          schema: {
            openAPIV3Schema: { type: "object", properties: { spec: { type: "object", required: ["newer"] } } },
          },
        },
      ],
    },
  };
  const define = (scope: Construct) =>
    new KeystoneUser(scope, "magnum", {
      api: new KubernetesApi(scope, "undercloud", { schemas: CrdSchemas.fromDefinitions([strict]) }),
    });
  expect(errorOf(() => synth(define)).got).toContain("'newer'");
});

test("definitions from objects: something else than definitions is refused", () => {
  expect(errorOf(() => CrdSchemas.fromDefinitions([{ kind: "Namespace" }])).code).toBe("SCSBP-3010");
});

test("a wait is for the phase that the operator reports, and is refused where the provider has none", () => {
  const user = (emitter: ManifestEmitter) =>
    synth((scope) => {
      const api = new KubernetesApi(scope, "undercloud", { emitter });
      new KeystoneUser(scope, "magnum", { api, waitUntilUpdated: true });
    });
  expect(user(ManifestEmitter.KUBERNETES).one("kubernetes_manifest").config["wait"]).toEqual({
    fields: { "status.phase": "Updated" },
  });
  expect(errorOf(() => user(ManifestEmitter.KUBECTL)).code).toBe("SCSBP-3009");
});

test.each([
  [
    "Glance with both backends",
    { ceph: { keyringSecret: "k", user: "u", pool: "p" }, file: { storageSize: "1Gi", storageClass: "c" } },
  ],
  ["Glance without a backend", {}],
])("%s is refused", (_, backends) => {
  const error = errorOf(() =>
    made((scope, api) => new GlanceDeployment(scope, "glance", { api, ...service("glance"), database, ...backends })),
  );
  expect(error.code).toBe("SCSBP-6502");
  expect(error.path).toBe("test/glance");
});

test("Neutron has one set-up", () => {
  const neutron = (setUp: { ovs?: Json }) =>
    specOf((scope, api) => new NeutronDeployment(scope, "neutron", { api, ...service("neutron"), ...queue, ...setUp }));
  expect(neutron({ ovs: { l2: {} } })["setup"]).toEqual({ ovs: { l2: {} } });
  expect(errorOf(() => neutron({})).code).toBe("SCSBP-6503");
});

test.each([
  [YaookKind.MYSQL_SERVICE, undefined, true],
  [YaookKind.OVSDB_SERVICE, undefined, true],
  [YaookKind.KEYSTONE_DEPLOYMENT, undefined, true],
  [YaookKind.KEYSTONE_DEPLOYMENT, RemovalPolicy.DESTROY, undefined],
  [YaookKind.MEMCACHED_SERVICE, undefined, undefined],
  [YaookKind.HORIZON_DEPLOYMENT, undefined, undefined],
  [YaookKind.DISRUPTION_BUDGET, RemovalPolicy.RETAIN, true],
])("%s with removalPolicy %s: prevent_destroy %s", (kind, removalPolicy, kept) => {
  const definition = YaookDefinitions.standIns.find((one) => JSON.stringify(one).includes(`"kind":"${kind}"`));
  const open = JSON.parse(JSON.stringify(definition), (key, value: unknown) =>
    key === "openAPIV3Schema" ? { type: "object", "x-kubernetes-preserve-unknown-fields": true } : value,
  ) as Record<string, unknown>;
  const stack = synth((scope) => {
    const api = new KubernetesApi(scope, "k", { schemas: CrdSchemas.fromDefinitions([open]) });
    new YaookCustomResource(scope, "one", { api, kind, spec: { a: 1 }, removalPolicy });
  });
  const { lifecycle } = stack.one("kubectl_manifest").config as { lifecycle?: { prevent_destroy?: boolean } };
  expect(lifecycle?.prevent_destroy).toBe(kept);
});
