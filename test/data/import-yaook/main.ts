import { App, RemovalPolicy } from "scs-blueprints";
import { KubernetesObject, KubernetesStack, ManifestEmitter } from "scs-blueprints/kubernetes";
import {
  AMQPServer,
  GlanceDeployment,
  HorizonDeployment,
  KeystoneDeployment,
  KeystoneEndpoint,
  KeystoneUser,
  MySQLService,
  NovaDeployment,
  ScheduleRule,
  YaookDisruptionBudget,
  YaookRelease,
} from "scs-blueprints/yaook";

// IMPORT=1 only takes note of what is there: README.md.
const importExisting = process.env["IMPORT"] === "1";
const release = YaookRelease.fromName("2026.1");

/** Secrets come from the environment: README.md. */
function secretOf(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: README.md says where the secret is`);
  }
  return value;
}

const app = new App();
const stack = new KubernetesStack(app, "yaook", {
  emitter: ManifestEmitter.KUBECTL,
  forceConflicts: true, // fields that kubectl and others wrote before are this program's from now on
});
const common = { api: stack.api, namespace: "yaook", importExisting, removalPolicy: RemovalPolicy.RETAIN };

new KeystoneDeployment(stack, "keystone", {
  ...common,
  labels: {
    team: "cloud",
  },
  annotations: {
    "example.org/note": 'it"s said',
  },
  release,
  issuer: "yaook-internal",
  region: "hetzner",
  endpoint: {
    replicas: 2,
    scheduling: ScheduleRule.SCHEDULE_ANYWAY,
    resources: {
      keystone: {
        cpuRequest: "200m",
        memoryRequest: "512Mi",
        memoryLimit: "2Gi",
      },
    },
    ingress: {
      fqdn: "keystone.cloud.example",
      ingressClass: "nginx",
      createIngress: false,
      certificateSecret: "keystone-cert",
    },
  },
  memcached: {
    replicas: 3,
    memoryMiB: 512,
    connections: 1024,
  },
  policy: {
    admin_required: "role:admin or is_admin:1",
  },
  config: {
    DEFAULT: {
      notification_format: "cadf",
    },
    token: {
      expiration: 86400,
    },
    identity: {
      template: "${USER}-%(project)s %{x}",
    },
    ldap: {
      password: secretOf("KEYSTONEDEPLOYMENT_KEYSTONE_KEYSTONECONFIG_LDAP_PASSWORD"),
      url: "ldap://x",
    },
  },
  wsgiProcesses: 10,
  database: {
    replicas: 1,
    storageSize: "8Gi",
    storageClass: "rook-ceph-block",
    clientTimeout: 300,
    tolerateNodeDown: false,
    mysqlConfig: {
      mysqld: {
        max_connections: 2048,
      },
      galera: {
        wsrep_slave_threads: 4,
      },
    },
    proxyReplicas: 1,
    proxyResources: {
      haproxy: {
        cpuRequest: "50m",
        memoryRequest: "192Mi",
      },
    },
    backupSchedule: "0 * * * *",
    mysqldump: false,
    warmBackups: 3,
    resources: {
      "mariadb-galera": {
        cpuRequest: "200m",
      },
    },
  },
  keyRotationSchedule: "0 0 * * *",
  extraProjectedSources: [
    {
      secret: {
        name: "oidc",
      },
    },
  ],
  overrides: {
    api: {
      ownKnob: 7,
    },
  },
});

new GlanceDeployment(stack, "glance", {
  ...common,
  release,
  issuer: "yaook-internal",
  region: "hetzner",
  parentRegion: "europe",
  endpoint: {
    ingress: {
      fqdn: "glance.cloud.example",
    },
  },
  config: {
    glance_store: {
      default_store: "rbd",
    },
  },
  database: {
    proxyReplicas: 1,
    backupSchedule: "0 * * * *",
    backupTarget: {
      endpoint: "https://s3",
      bucket: "b",
      credentialSecret: "c",
    },
  },
  ceph: {
    keyringSecret: "rook-ceph-client-glance",
    user: "glance",
    pool: "rdb-pool",
    cephConfig: {
      global: {
        mon_host: "mon-a:6789",
      },
    },
  },
});

new NovaDeployment(stack, "novadeployment-nova", {
  ...common,
  name: "nova",
  release,
  issuer: "yaook-internal",
  region: "hetzner",
  endpoint: {
    replicas: 1,
    ingress: {
      fqdn: "nova.cloud.example",
    },
    publishEndpoint: true,
  },
  apiDatabase: {
    replicas: 1,
    proxyReplicas: 1,
    backupSchedule: "0 * * * *",
  },
  cell0Database: {
    replicas: 1,
    proxyReplicas: 1,
    backupSchedule: "0 * * * *",
  },
  cell1Database: {
    replicas: 1,
    proxyReplicas: 1,
    backupSchedule: "0 * * * *",
  },
  placementDatabase: {
    replicas: 1,
    proxyReplicas: 1,
    backupSchedule: "0 * * * *",
  },
  messageQueue: {
    replicas: 1,
    storageSize: "8Gi",
  },
  conductor: {
    replicas: 1,
  },
  placement: {
    replicas: 1,
    ingress: {
      fqdn: "placement.cloud.example",
      port: 8443,
    },
  },
  vnc: {
    replicas: 1,
    ingress: {
      fqdn: "vnc.cloud.example",
    },
  },
  computeTemplates: [
    {
      nodeSelectors: [{}],
      config: {
        DEFAULT: {
          cpu_allocation_ratio: 4,
        },
        libvirt: {
          virt_type: "kvm",
          disk_cachemodes: ["network=writeback"],
        },
      },
      ceph: {
        keyringSecret: "rook-ceph-client-cinder",
        user: "cinder",
        secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50",
      },
    },
  ],
  databaseCleanup: {
    schedule: "0 0 * * *",
    deletionTimeRange: 60,
  },
  placementCleanupSchedule: "0 0 1 * *",
  eviction: {
    maxParallelMigrations: 2,
    managerEnabled: false,
    managerInterval: 15,
    managerMaxPerHour: 5,
    managerDeletesNode: true,
  },
  overrides: {
    keystoneRef: {
      kind: "KeystoneDeployment",
    },
    netboxSetFailed: false,
  },
});

new HorizonDeployment(stack, "horizon", {
  ...common,
  release,
  issuer: "yaook-internal",
  pods: {
    replicas: 2,
    resources: {
      horizon: {
        memoryLimit: "1Gi",
      },
    },
  },
  ingress: {
    fqdn: "os.cloud.example",
    createIngress: false,
  },
  extraSettingsSources: [
    {
      configMap: {
        name: "settings",
      },
    },
  ],
});

new KeystoneUser(stack, "keystoneuser-magnum", {
  ...common,
  name: "magnum",
  overrides: {
    keystoneRef: {
      kind: "KeystoneDeployment",
    },
  },
});

new KeystoneEndpoint(stack, "keystoneendpoint-magnum", {
  ...common,
  name: "magnum",
  serviceName: "magnum",
  serviceType: "container-infra",
  region: "hetzner",
  publicUrl: "https://magnum/v1",
  internalUrl: "http://magnum:9511/v1",
});

new YaookDisruptionBudget(stack, "yaookdisruptionbudget-nova", {
  ...common,
  name: "nova",
  nodeSelectors: [{}],
  maxUnavailable: 1,
  disruptiveMaintenance: true,
});

new MySQLService(stack, "mysqlservice-magnum", {
  ...common,
  name: "magnum",
  database: {
    replicas: 1,
    proxyReplicas: 1,
    backupSchedule: "0 * * * *",
  },
  databaseName: "magnum",
  release: "11.4",
  frontendIssuer: "yaook-internal",
  backendCaIssuer: "selfsigned-issuer",
});

new AMQPServer(stack, "magnum-mq", {
  ...common,
  messageQueue: {
    replicas: 1,
  },
  plugins: ["rabbitmq_shovel"],
  frontendIssuer: "yaook-internal",
  backendCaIssuer: "selfsigned-issuer",
});

new KubernetesObject(stack, "mysqluser-magnum", {
  ...common,
  apiVersion: "infra.yaook.cloud/v1",
  kind: "MySQLUser",
  name: "magnum",
  body: {
    spec: {
      serviceRef: {
        name: "magnum",
      },
      user: "magnum",
      passwordSecretKeyRef: {
        name: "x",
        key: "y",
      },
    },
  },
  awaitDeletion: true,
});

app.synth();
