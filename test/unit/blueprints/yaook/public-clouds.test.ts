import {
  YaookCeph,
  YaookComputePool,
  YaookControlPlane,
  type YaookControlPlaneProps,
  YaookProfile,
  YaookRelease,
  YaookService,
} from "../../../../lib/blueprints/yaook/index";
import { KubernetesApi } from "../../../../lib/kubernetes/index";
import { synth } from "../../../support/synth";

type Json = Record<string, unknown>;

/**
 * Two public Yaook clouds, said in props, and held field by field against what their manifests have. The facts are those of
 * RPCU/argus infrastructure/yaook @bc3f511 (2026-08-21) and lanixx/talos-aws scripts/full.yaml @b86dadc (2026-07-19); names
 * of hosts and the key's UUID are replaced.
 */
function objects(props: Omit<YaookControlPlaneProps, "api">): Record<string, { metadata: Json; spec: Json }> {
  const stack = synth((scope) => {
    new YaookControlPlane(scope, "cloud", { api: new KubernetesApi(scope, "k"), ...props });
  });
  const made = stack
    .all("kubectl_manifest")
    .map((one) => one.config["manifest"] as { kind: string; metadata: Json; spec: Json });
  return Object.fromEntries(made.map((one) => [one.kind, one]));
}

const at = (value: unknown, path: string) => path.split("/").reduce((one, key) => (one as Json)?.[key], value);
const SECRET_UUID = "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50";

describe("a production-like cloud with Ceph and routes of its own (RPCU/argus)", () => {
  const scale = { inactivityProbeMs: 60000, raftElectionTimerMs: 60000 };
  const made = objects({
    domain: "cloud.example",
    region: "hetzner",
    release: YaookRelease.fromName("2026.1"),
    installedRelease: YaookRelease.fromName("2025.2"),
    profile: YaookProfile.POC, // one database and one queue each
    sizes: { api: 3, memcached: 3, ovsdb: 3, ovnRelay: 3 },
    controlNodes: ["lucy", "makise", "quinn"],
    computePools: [
      new YaookComputePool({
        name: "nova-compute",
        nodes: ["lucy", "makise", "quinn"],
        nodeSelector: {},
        hyperthreading: false,
        cpuAllocationRatio: 4,
        reservedHostMemoryMiB: 8192,
        bridges: [{ name: "br-ex", uplink: "enp3s0", physicalNetwork: "public" }],
        config: { libvirt: { remote_filesystem_transport: "rsync" } },
      }),
    ],
    ceph: new YaookCeph({
      monitors: ["mon-a:6789", "mon-d:6789", "mon-f:6789"],
      secretUuid: SECRET_UUID,
      imagePool: "rdb-pool",
      volumePool: "rdb-pool",
      backendName: "rook-ceph-rbd",
      availabilityZone: "nova",
      backup: false,
    }),
    services: [YaookService.CINDER, YaookService.OCTAVIA, YaookService.DESIGNATE, YaookService.HORIZON],
    nameServers: [{ hostname: "powerdns.cloud.example.", priority: 1 }],
    podCidr: "10.244.0.0/16",
    names: { neutron: "neutron-ovn" },
    fqdns: { horizon: "os.cloud.example" },
    createIngresses: false,
    ingressClass: "nginx",
    storageSize: "8Gi",
    policies: {
      keystone: { admin_required: "role:admin or is_admin:1" },
      cinder: { context_is_admin: "role:admin" },
    },
    overrides: {
      keystone: {
        api: { replicas: 2, wsgiProcesses: 10 },
        keyRotationSchedule: "0 0 * * *",
        keystoneConfig: { DEFAULT: { notification_format: "cadf" }, token: { expiration: 86400 } },
        database: { timeoutClient: 300, tolerateNodeDown: false, backup: { warmKeepMax: "3", mysqldump: false } },
      },
      cinder: { keystoneRef: { kind: "KeystoneDeployment" }, api: { replicas: 1 } },
      nova: {
        eviction: {
          manager: { enabled: false, interval: 15, max_per_hour: 5, deleteNode: true },
          maxParallelMigrations: 2,
        },
        netboxSetFailed: false,
      },
      neutron: {
        neutronML2Config: { ml2: { path_mtu: 1342 } },
        setup: { ovn: { northboundOVSDB: scale, southboundOVSDB: scale, northd: { remoteInactivityProbeMs: 60000 } } },
      },
    },
  });

  test.each<[string, string, unknown]>([
    ...["Keystone", "Glance", "Cinder", "Nova", "Neutron", "Octavia", "Designate", "Horizon"].map(
      (one): [string, string, unknown] => [`${one}Deployment`, "targetRelease", "2026.1"],
    ),
    ["KeystoneDeployment", "region/name", "hetzner"],
    ["KeystoneDeployment", "issuerRef/name", "yaook-internal"],
    ["KeystoneDeployment", "keyRotationSchedule", "0 0 * * *"],
    ["KeystoneDeployment", "api/replicas", 2],
    ["KeystoneDeployment", "api/wsgiProcesses", 10],
    ["KeystoneDeployment", "api/scheduleRuleWhenUnsatisfiable", "ScheduleAnyway"],
    ["KeystoneDeployment", "api/ingress/createIngress", false],
    ["KeystoneDeployment", "api/ingress/ingressClassName", "nginx"],
    ["KeystoneDeployment", "api/ingress/port", 443],
    ["KeystoneDeployment", "api/resources/keystone/requests", { cpu: "200m", memory: "512Mi" }],
    ["KeystoneDeployment", "api/resources/keystone/limits", { memory: "2Gi" }],
    ["KeystoneDeployment", "database/replicas", 1],
    ["KeystoneDeployment", "database/proxy/replicas", 1],
    ["KeystoneDeployment", "database/storageSize", "8Gi"],
    ["KeystoneDeployment", "database/timeoutClient", 300],
    ["KeystoneDeployment", "database/tolerateNodeDown", false],
    ["KeystoneDeployment", "database/backup", { schedule: "0 * * * *", mysqldump: false, warmKeepMax: "3" }],
    ["KeystoneDeployment", "database/resources/mariadb-galera/limits", { memory: "2Gi" }],
    ["KeystoneDeployment", "database/proxy/resources/haproxy/requests", { cpu: "50m", memory: "192Mi" }],
    ["KeystoneDeployment", "memcached/replicas", 3],
    ["KeystoneDeployment", "policy", { admin_required: "role:admin or is_admin:1" }],
    ["KeystoneDeployment", "keystoneConfig/DEFAULT/notification_format", "cadf"],
    ["KeystoneDeployment", "messageQueue", undefined],
    ["GlanceDeployment", "backends/ceph/keyringReference", "rook-ceph-client-glance"],
    ["GlanceDeployment", "backends/ceph/keyringUsername", "glance"],
    ["GlanceDeployment", "backends/ceph/keyringPoolname", "rdb-pool"],
    ["GlanceDeployment", "backends/ceph/cephConfig/global/mon_host", "mon-a:6789,mon-d:6789,mon-f:6789"],
    ["GlanceDeployment", "glanceConfig/glance_store/default_store", "rbd"],
    ["GlanceDeployment", "messageQueue", undefined],
    ["CinderDeployment", "keystoneRef", { name: "keystone", kind: "KeystoneDeployment" }],
    ["CinderDeployment", "backup", {}],
    ["CinderDeployment", "backends/rook-ceph-rbd/rbd/keyringReference", "rook-ceph-client-cinder"],
    ["CinderDeployment", "backends/rook-ceph-rbd/rbd/backendConfig/rbd_pool", "rdb-pool"],
    ["CinderDeployment", "backends/rook-ceph-rbd/rbd/backendConfig/rbd_secret_uuid", SECRET_UUID],
    ["CinderDeployment", "backends/rook-ceph-rbd/rbd/backendConfig/backend_availability_zone", "nova"],
    ["CinderDeployment", "backends/rook-ceph-rbd/volume/cluster", true],
    ["CinderDeployment", "databaseCleanup", { schedule: "0 0 * * *", deletionTimeRange: 60 }],
    ["CinderDeployment", "api/publishEndpoint", true],
    ["CinderDeployment", "messageQueue/replicas", 1],
    ["NovaDeployment", "database/placement/proxy/replicas", 1],
    ["NovaDeployment", "messageQueue/cell1/replicas", 1],
    ["NovaDeployment", "placement/replicas", 3],
    ["NovaDeployment", "placement/publishEndpoint", true],
    ["NovaDeployment", "vnc/ingress/fqdn", "vnc.cloud.example"],
    ["NovaDeployment", "placementCleanup/schedule", "0 0 1 * *"],
    ["NovaDeployment", "eviction/manager", { enabled: false, interval: 15, max_per_hour: 5, deleteNode: true }],
    ["NovaDeployment", "netboxSetFailed", false],
    ["NovaDeployment", "compute/configTemplates/0/nodeSelectors", [{ matchLabels: {} }]],
    ["NovaDeployment", "compute/configTemplates/0/novaComputeConfig/DEFAULT/cpu_allocation_ratio", 4],
    ["NovaDeployment", "compute/configTemplates/0/novaComputeConfig/DEFAULT/reserved_host_memory_mb", 8192],
    ["NovaDeployment", "compute/configTemplates/0/novaComputeConfig/libvirt/virt_type", "kvm"],
    ["NovaDeployment", "compute/configTemplates/0/novaComputeConfig/libvirt/cpu_mode", "host-passthrough"],
    ["NovaDeployment", "compute/configTemplates/0/novaComputeConfig/libvirt/disk_cachemodes", ["network=writeback"]],
    ["NovaDeployment", "compute/configTemplates/0/novaComputeConfig/keystone_authtoken/os_region_name", "hetzner"],
    [
      "NovaDeployment",
      "compute/configTemplates/0/volumeBackends/ceph",
      {
        enabled: true,
        keyringSecretName: "rook-ceph-client-cinder",
        user: "cinder",
        uuid: SECRET_UUID,
        cephConfig: {},
      },
    ],
    ["NeutronDeployment", "novaRef/name", "nova"],
    [
      "NeutronDeployment",
      "neutronML2Config",
      { ml2: { path_mtu: 1342 }, ml2_type_flat: { flat_networks: ["public"] } },
    ],
    ["NeutronDeployment", "setup/ovn/northboundOVSDB/replicas", 3],
    ["NeutronDeployment", "setup/ovn/northboundOVSDB/raftElectionTimerMs", 60000],
    ["NeutronDeployment", "setup/ovn/southboundOVSDB/backup/schedule", "0 12 * * *"],
    ["NeutronDeployment", "setup/ovn/southboundOVSDB/ovnRelay/replicas", 3],
    ["NeutronDeployment", "setup/ovn/northd/remoteInactivityProbeMs", 60000],
    [
      "NeutronDeployment",
      "setup/ovn/controller/resources/ovs-vswitchd",
      { requests: { cpu: "300m", memory: "512Mi" } },
    ],
    [
      "NeutronDeployment",
      "setup/ovn/controller/configTemplates",
      [
        {
          nodeSelectors: [{ matchLabels: {} }],
          bridgeConfig: [{ bridgeName: "br-ex", uplinkDevice: "enp3s0", openstackPhysicalNetwork: "public" }],
        },
      ],
    ],
    ["OctaviaDeployment", "neutronRef/name", "neutron-ovn"],
    ["OctaviaDeployment", "networking/managementSubnetCIDR", "172.31.0.0/16"],
    ["OctaviaDeployment", "policy/context_is_admin", "role:load-balancer_admin or role:admin"],
    ["OctaviaDeployment", "octaviaConfig/api_settings/enabled_provider_drivers", "ovn:OVN provider"],
    ["OctaviaDeployment", "octaviaConfig/api_settings/default_provider_driver", "ovn"],
    ["DesignateDeployment", "nsRecords", [{ hostname: "powerdns.cloud.example.", priority: 1 }]],
    ["DesignateDeployment", "powerdns/subnetCidr", "10.244.0.0/16"],
    ["HorizonDeployment", "replicas", 3],
    [
      "HorizonDeployment",
      "ingress",
      { fqdn: "os.cloud.example", port: 443, createIngress: false, ingressClassName: "nginx" },
    ],
    [
      "HorizonDeployment",
      "resources/horizon",
      { requests: { cpu: "200m", memory: "256Mi" }, limits: { memory: "1Gi" } },
    ],
    ["HorizonDeployment", "api", undefined],
    ["YaookDisruptionBudget", "nodeSelectors", [{ matchLabels: {} }]],
    ["YaookDisruptionBudget", "maxUnavailable", 1],
  ])("%s %s", (kind, path, value) => {
    expect(at(made[kind]!.spec, path)).toEqual(value);
  });

  test("objects have their names", () => {
    expect(made["NeutronDeployment"]!.metadata["name"]).toBe("neutron-ovn");
    expect(made["YaookDisruptionBudget"]!.metadata["name"]).toBe("nova-compute");
    expect(Object.keys(made)).toHaveLength(9);
  });
});

describe("a trial without Ceph (lanixx/talos-aws)", () => {
  const made = objects({
    domain: "yaook.cloud",
    region: "YaookRegion",
    release: YaookRelease.fromName("2025.1"),
    profile: YaookProfile.POC,
    namespace: "default",
    controlNodes: ["talos-1"],
    port: 32443,
    storageClass: "local-path",
    imageVolume: { storageSize: "10Gi", storageClass: "glance-static" },
    flatNetworks: ["physnet1"],
    computePools: [new YaookComputePool({ name: "all", nodes: ["talos-1"], nodeSelector: {} })],
    overrides: {
      neutron: { setup: { ovn: { northboundOVSDB: { storageSize: "2Gi" }, southboundOVSDB: { storageSize: "2Gi" } } } },
    },
  });

  test.each<[string, string, unknown]>([
    ...["Keystone", "Glance", "Nova", "Neutron", "Horizon"].map((one): [string, string, unknown] => [
      `${one}Deployment`,
      "targetRelease",
      "2025.1",
    ]),
    ["KeystoneDeployment", "api/ingress", { fqdn: "keystone.yaook.cloud", port: 32443 }],
    ["KeystoneDeployment", "api/replicas", 1],
    ["KeystoneDeployment", "database/replicas", 1],
    ["KeystoneDeployment", "database/proxy/replicas", 1],
    ["KeystoneDeployment", "database/backup", { schedule: "0 * * * *" }],
    ["KeystoneDeployment", "database/storageClassName", "local-path"],
    ["KeystoneDeployment", "database/storageSize", "2Gi"],
    ["KeystoneDeployment", "memcached/replicas", 1],
    ["GlanceDeployment", "backends", { file: { storageSize: "10Gi", storageClassName: "glance-static" } }],
    ["NovaDeployment", "database/cell1/storageSize", "2Gi"],
    ["NovaDeployment", "messageQueue/cell1", expect.objectContaining({ replicas: 1, storageClassName: "local-path" })],
    ["NovaDeployment", "eviction", {}],
    ["NovaDeployment", "compute/configTemplates/0/novaComputeConfig/libvirt/virt_type", "kvm"],
    ["NovaDeployment", "compute/configTemplates/0/volumeBackends", undefined],
    ["NeutronDeployment", "neutronML2Config", { ml2_type_flat: { flat_networks: ["physnet1"] } }],
    ["NeutronDeployment", "setup/ovn/northboundOVSDB/replicas", 1],
    ["NeutronDeployment", "setup/ovn/northboundOVSDB/storageClassName", "local-path"],
    ["NeutronDeployment", "setup/ovn/southboundOVSDB/ovnRelay/replicas", 1],
    ["NeutronDeployment", "setup/ovn/controller/configTemplates", []],
    ["HorizonDeployment", "ingress", { fqdn: "horizon.yaook.cloud", port: 32443 }],
    ["HorizonDeployment", "replicas", 1],
  ])("%s %s", (kind, path, value) => {
    expect(at(made[kind]!.spec, path)).toEqual(value);
  });

  test("has no Cinder, and lies in the namespace default", () => {
    expect(Object.keys(made).sort()).toEqual([
      "GlanceDeployment",
      "HorizonDeployment",
      "KeystoneDeployment",
      "NeutronDeployment",
      "NovaDeployment",
      "YaookDisruptionBudget",
    ]);
    expect(made["NovaDeployment"]!.metadata["namespace"]).toBe("default");
  });
});
