import {
  ScheduleRule,
  YaookCeph,
  YaookComputePool,
  YaookControlPlane,
  type YaookControlPlaneProps,
  YaookProfile,
  YaookRelease,
  YaookService,
} from "../../../../lib/blueprints/yaook/index";
import { RemovalPolicy } from "../../../../lib/index";
import {
  KubectlSource,
  KubernetesApi,
  type KubernetesApiProps,
  ManifestEmitter,
} from "../../../../lib/kubernetes/index";
import { errorOf } from "../../../support/errors";
import { synth, type SynthesizedStack } from "../../../support/synth";

type Json = Record<string, unknown>;

const ceph = new YaookCeph({
  monitors: ["mon-a:6789", "mon-b:6789"],
  secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50",
});
const general = new YaookComputePool({
  name: "general",
  nodes: ["compute-1", "compute-2"],
  bridges: [{ name: "br-ex", uplink: "enp3s0", physicalNetwork: "public" }],
});
const imageVolume = { storageSize: "10Gi", storageClass: "shared" };

const PROPS = {
  domain: "cloud.example.org",
  region: "de-1",
  release: YaookRelease.V2025_1,
  controlNodes: ["control-1", "control-2", "control-3"],
  computePools: [general],
  ceph,
};
const GATEWAY = { name: "edge", namespace: "gateways", caConfigMap: "services-ca" };
const plane = (change: Partial<YaookControlPlaneProps> = {}, api: KubernetesApiProps = {}) =>
  synth((stack) => {
    new YaookControlPlane(stack, "cloud", { api: new KubernetesApi(stack, "undercloud", api), ...PROPS, ...change });
  });
const poc = (change: Partial<YaookControlPlaneProps> = {}) =>
  plane({ profile: YaookProfile.POC, controlNodes: ["one"], ceph: undefined, imageVolume, ...change });

const manifests = (stack: SynthesizedStack) =>
  stack.all("kubectl_manifest").map((one) => one.config["manifest"] as { kind: string; metadata: Json; spec: Json });
const kinds = (stack: SynthesizedStack) => manifests(stack).map((one) => one.kind);
const spec = (stack: SynthesizedStack, kind: string) => manifests(stack).find((one) => one.kind === kind)!.spec;
const at = (value: unknown, path: string) => path.split(".").reduce((one, key) => (one as Json)?.[key], value);

test("a Gateway in place of ingresses: a route and a policy for each name, no ingress", () => {
  const backends = { barbican: { service: "barbican-api", port: 9312 } };
  const stack = plane({ gateway: { ...GATEWAY, listener: "https", backends }, fqdns: { keystone: "id.example.org" } });
  const routes = manifests(stack).filter((one) => one.kind === "HTTPRoute");
  const names = [
    "barbican",
    "cinder",
    "glance",
    "horizon",
    "keystone",
    "neutron",
    "nova",
    "octavia",
    "placement",
    "vnc",
  ];
  expect(routes.map((one) => one.metadata["name"]).sort()).toEqual(names);
  expect(routes.find((one) => one.metadata["name"] === "keystone")).toMatchObject({
    metadata: { namespace: "yaook" },
    spec: {
      parentRefs: [{ name: "edge", namespace: "gateways", sectionName: "https" }],
      hostnames: ["id.example.org"],
      rules: [{ backendRefs: [{ name: "keystone", port: 5001 }] }],
    },
  });
  const policies = manifests(stack).filter((one) => one.kind === "BackendTLSPolicy");
  expect(policies.map((one) => at(one.spec, "targetRefs.0.name")).sort()).toEqual(
    routes.map((one) => at(one.spec, "rules.0.backendRefs.0.name")).sort(),
  );
  expect(at(policies[0]!.spec, "validation.caCertificateRefs.0.name")).toBe("services-ca");
  expect(at(spec(stack, "KeystoneDeployment"), "api.ingress.createIngress")).toBe(false);
  expect(at(spec(stack, "HorizonDeployment"), "ingress.createIngress")).toBe(false);
});

describe("profile ha", () => {
  const stack = plane();

  test("has all services but Designate, and a budget for the pool", () => {
    expect(kinds(stack).sort()).toEqual([
      "BarbicanDeployment",
      "CinderDeployment",
      "GlanceDeployment",
      "HorizonDeployment",
      "KeystoneDeployment",
      "NeutronDeployment",
      "NovaDeployment",
      "OctaviaDeployment",
      "YaookDisruptionBudget",
    ]);
    expect(spec(stack, "YaookDisruptionBudget")).toEqual({
      nodeSelectors: [{ matchLabels: { "scs-blueprints/compute-pool": "general" } }],
      maxUnavailable: 1,
    });
  });

  test("has three members of what elects a leader, on different nodes", () => {
    const databases = manifests(stack).flatMap(({ kind, spec }) =>
      kind === "NovaDeployment" ? Object.values(spec["database"] as Json) : [spec["database"]].filter(Boolean),
    );
    expect(databases).toHaveLength(10);
    for (const one of databases) {
      expect(one).toMatchObject({
        replicas: 3,
        scheduleRuleWhenUnsatisfiable: ScheduleRule.DO_NOT_SCHEDULE,
        proxy: { replicas: 2 },
        backup: { schedule: "0 * * * *" },
        storageSize: "8Gi",
      });
    }
    expect(at(spec(stack, "NeutronDeployment"), "setup.ovn.northboundOVSDB.replicas")).toBe(3);
    expect(at(spec(stack, "NeutronDeployment"), "setup.ovn.southboundOVSDB.ovnRelay.replicas")).toBe(3);
    expect(at(spec(stack, "NovaDeployment"), "messageQueue.cell1.replicas")).toBe(3);
  });

  test("has one UUID for the key of volumes, and one name for each Secret", () => {
    const rbd = at(spec(stack, "CinderDeployment"), "backends.rbd.rbd") as Json;
    const nova = at(spec(stack, "NovaDeployment"), "compute.configTemplates.0.volumeBackends.ceph") as Json;
    expect(at(rbd, "backendConfig.rbd_secret_uuid")).toBe(ceph.secretUuid);
    expect(nova).toMatchObject({ uuid: ceph.secretUuid, user: "cinder", keyringSecretName: rbd["keyringReference"] });
    expect(at(spec(stack, "GlanceDeployment"), "backends.ceph")).toMatchObject({
      keyringReference: "rook-ceph-client-glance",
      cephConfig: { global: { mon_host: "mon-a:6789,mon-b:6789" } },
    });
  });

  test("backs volumes up into Ceph, and balances by OVN", () => {
    expect(at(spec(stack, "CinderDeployment"), "backup.ceph.cinderConfig.DEFAULT.backup_ceph_pool")).toBe("backups");
    expect(at(spec(stack, "OctaviaDeployment"), "octaviaConfig.api_settings")).toEqual({
      enabled_provider_drivers: "ovn:OVN provider",
      default_provider_driver: "ovn",
    });
  });

  test("sets resources for every container that it names", () => {
    const text = JSON.stringify(manifests(stack));
    for (const container of ["keystone", "mariadb-galera", "haproxy", "rabbitmq", "ovsdb", "ovs-vswitchd", "horizon"]) {
      expect(text).toContain(`"${container}":{"`);
    }
    expect(text).not.toContain('"resources":{}');
    expect(text).not.toContain('"requests":{}');
  });

  test("refers to things by their names", () => {
    const named = plane({ names: { keystone: "ks", nova: "nv", neutron: "nt" } });
    expect(spec(named, "GlanceDeployment")["keystoneRef"]).toEqual({ name: "ks" });
    expect(spec(named, "NeutronDeployment")["novaRef"]).toEqual({ name: "nv" });
    expect(spec(named, "OctaviaDeployment")["neutronRef"]).toEqual({ name: "nt" });
    expect(spec(named, "HorizonDeployment")["keystoneRef"]).toEqual({ name: "ks" });
  });

  test("is made in the order in which services need each other", () => {
    const after = (kind: string) => {
      const { config } = stack
        .all("kubectl_manifest")
        .find((one) => (one.config["manifest"] as Json)["kind"] === kind)!;
      const addresses = config["depends_on"] as string[] | undefined;
      return addresses?.map((one) => one.replace(/.*cloud_(.*?)_[0-9A-F]+$/, "$1")).sort();
    };
    expect(after("KeystoneDeployment")).toBeUndefined();
    expect(after("GlanceDeployment")).toEqual(["keystone"]);
    expect(after("CinderDeployment")).toEqual(["barbican", "glance", "keystone"]);
    // Nova's agents need Neutron's and the other way round: neither may wait for the other
    expect(after("NovaDeployment")).toEqual(["cinder", "glance", "keystone"]);
    expect(after("NeutronDeployment")).toEqual(["cinder", "glance", "keystone"]);
    expect(after("OctaviaDeployment")).toEqual(["barbican", "neutron", "nova"]);
    expect(after("HorizonDeployment")).toEqual(["neutron", "nova"]);
  });
});

describe("profile poc", () => {
  test("has one of everything, on one node, without Ceph and Cinder", () => {
    const stack = poc();
    expect(kinds(stack).sort()).toEqual([
      "GlanceDeployment",
      "HorizonDeployment",
      "KeystoneDeployment",
      "NeutronDeployment",
      "NovaDeployment",
      "YaookDisruptionBudget",
    ]);
    expect(at(spec(stack, "GlanceDeployment"), "backends.file")).toEqual({
      storageSize: "10Gi",
      storageClassName: "shared",
    });
    expect(at(spec(stack, "NovaDeployment"), "compute.configTemplates.0.volumeBackends")).toBeUndefined();
    expect(JSON.stringify(manifests(stack))).not.toMatch(/"replicas":[2-9]/);
  });
});

test("services are reached under the domain, under names of their own, at a port", () => {
  const stack = plane({ fqdns: { horizon: "portal.example.org", vnc: "console.example.org" }, port: 32443 });
  expect(at(spec(stack, "HorizonDeployment"), "ingress")).toEqual({ fqdn: "portal.example.org", port: 32443 });
  expect(at(spec(stack, "NovaDeployment"), "vnc.ingress.fqdn")).toBe("console.example.org");
  expect(at(spec(stack, "NovaDeployment"), "placement.ingress.fqdn")).toBe("placement.cloud.example.org");
  synth((scope) => {
    const made = new YaookControlPlane(scope, "cloud", { api: new KubernetesApi(scope, "k"), ...PROPS });
    expect(made.fqdns).toEqual({
      ...Object.fromEntries(
        ["keystone", "glance", "cinder", "nova", "placement", "vnc", "neutron", "octavia", "barbican", "horizon"].map(
          (one) => [one, `${one}.cloud.example.org`],
        ),
      ),
    });
    expect([made.adminSecret, made.namespace, made.region]).toEqual(["keystone-admin", "yaook", "de-1"]);
  });
});

test("Designate comes with name servers", () => {
  const stack = plane({ nameServers: [{ hostname: "ns1.example.org.", priority: 1 }], podCidr: "10.244.0.0/16" });
  expect(spec(stack, "DesignateDeployment")).toMatchObject({
    nsRecords: [{ hostname: "ns1.example.org.", priority: 1 }],
    powerdns: { replicas: 3, subnetCidr: "10.244.0.0/16" },
  });
});

test("variants: routes of one's own, a public certificate, the legacy set-up, a bucket for backups", () => {
  const routed = plane({ createIngresses: false, certificateSecret: "public", ingressClass: "traefik" });
  expect(at(spec(routed, "KeystoneDeployment"), "api.ingress")).toEqual({
    fqdn: "keystone.cloud.example.org",
    port: 443,
    createIngress: false,
    ingressClassName: "traefik",
    externalCertificateSecretRef: { name: "public" },
  });
  const legacy = plane({ ovs: { l3: {} } });
  expect(spec(legacy, "NeutronDeployment")["setup"]).toEqual({ ovs: { l3: {} } });
  expect(kinds(legacy)).not.toContain("OctaviaDeployment");
  const backupTarget = { endpoint: "https://s3.example.org", bucket: "yaook", credentialSecret: "s3" };
  expect(at(spec(plane({ backupTarget }), "GlanceDeployment"), "database.backup.targets.s3.bucket")).toBe("yaook");
});

test("sizes, resources, policies and overrides take the place of the profile's", () => {
  const stack = plane({
    sizes: { api: 2, memcached: undefined },
    resources: { keystone: { cpuRequest: "1" } },
    policies: { keystone: { admin_required: "role:admin" } },
    overrides: { keystone: { api: { replicas: 5 } } },
  });
  expect(spec(stack, "KeystoneDeployment")).toMatchObject({
    api: { replicas: 5, resources: { keystone: { requests: { cpu: "1" } } } },
    memcached: { replicas: 3 },
    policy: { admin_required: "role:admin" },
  });
  expect(at(spec(stack, "GlanceDeployment"), "api.replicas")).toBe(2);
});

test("waits are on every service, where the provider has them", () => {
  const stack = plane({ waitUntilUpdated: true }, { kubectlSource: KubectlSource.ALEKC });
  const waiting = stack.all("kubectl_manifest").filter((one) => one.config["wait_for"] !== undefined);
  expect(waiting).toHaveLength(8); // all but the budget
  expect(waiting[0]!.config["wait_for"]).toEqual({ field: [{ key: "status.phase", value: "Updated" }] });
  expect(errorOf(() => plane({ waitUntilUpdated: true })).code).toBe("SCSBP-3009");
});

test("hashicorp/kubernetes cannot plan it: the sections of Glance's configuration differ in shape", () => {
  expect(errorOf(() => plane({}, { emitter: ManifestEmitter.KUBERNETES }))).toMatchObject({
    code: "SCSBP-3014",
    got: expect.stringMatching(/^spec\.glanceConfig: the entries \w+ and \w+ of this map differ in shape$/),
  });
});

test("services are kept unless it is said that they may go; Horizon keeps nothing", () => {
  const kept = (stack: SynthesizedStack) =>
    stack
      .all("kubectl_manifest")
      .filter((one) => (one.config["lifecycle"] as Json | undefined)?.["prevent_destroy"] === true)
      .map((one) => (one.config["manifest"] as Json)["kind"]);
  expect(kept(plane({ removalPolicy: RemovalPolicy.DESTROY }))).toEqual([]);
  const retained = kept(plane());
  expect(retained).toHaveLength(7);
  expect(retained).not.toContain("HorizonDeployment");
});

describe("bad input", () => {
  const pool = (change: object) => new YaookComputePool({ name: "other", nodes: ["other-1"], ...change });
  test.each<[string, Partial<YaookControlPlaneProps>, string, RegExp]>([
    ["Ceph and a volume for images", { imageVolume }, "SCSBP-6504", /both ceph and imageVolume/],
    ["no place for images", { ceph: undefined }, "SCSBP-6504", /neither/],
    ["two control nodes for ha", { controlNodes: ["a", "b"] }, "SCSBP-6507", /a, b/],
    ["one control node three times", { controlNodes: ["a", "a", "a"] }, "SCSBP-6507", /a, a, a/],
    ["a control node twice", { controlNodes: ["a", "b", "c", "a"] }, "SCSBP-6507", /a, b, c, a/],
    ["no control node", { controlNodes: [], profile: YaookProfile.POC }, "SCSBP-6507", /none/],
    [
      "two services with one name",
      { fqdns: { glance: "keystone.cloud.example.org" } },
      "SCSBP-6505",
      /keystone\.cloud/,
    ],
    ["a name for a service that is not", { fqdns: { swift: "s3.example.org" } }, "SCSBP-6506", /swift/],
    ["an override for a service that is not", { overrides: { placement: {} } }, "SCSBP-6506", /placement/],
    ["a size for a container that is not", { resources: { nova: {} } }, "SCSBP-6506", /nova/],
    [
      "a step too far",
      { installedRelease: YaookRelease.V2024_1, release: YaookRelease.V2025_2 },
      "SCSBP-6501",
      /2025\.2/,
    ],
    ["a step back", { installedRelease: YaookRelease.V2025_2 }, "SCSBP-6501", /2025\.1/],
    ["Cinder without Ceph", { ceph: undefined, imageVolume, services: [YaookService.CINDER] }, "SCSBP-6510", /ceph/],
    ["Designate without name servers", { services: [YaookService.DESIGNATE] }, "SCSBP-6510", /nameServers/],
    ["Octavia by OVN without OVN", { ovs: {}, services: [YaookService.OCTAVIA] }, "SCSBP-6510", /OVN/],
    ["four members of a database", { sizes: { database: 4 } }, "SCSBP-6513", /database 4/],
    ["a URL for a domain", { domain: "https://cloud.example.org" }, "SCSBP-6512", /https/],
    ["a domain in capitals", { domain: "Cloud.example.org" }, "SCSBP-6512", /Cloud/],
    ["no pool", { computePools: [] }, "SCSBP-6509", /none/],
    [
      "two pools of one name",
      { computePools: [general, pool({ name: "general" })] },
      "SCSBP-6509",
      /two pools called general/,
    ],
    [
      "a node in two pools",
      { computePools: [general, pool({ nodes: ["compute-1"] })] },
      "SCSBP-6509",
      /compute-1 in two/,
    ],
    [
      "a pool of all nodes beside another",
      { computePools: [general, pool({ nodeSelector: {} })] },
      "SCSBP-6509",
      /other takes the nodes of general/,
    ],
    ["a schedule that is none", { backupSchedule: "every hour" }, "SCSBP-3011", /backup\.schedule/],
    ["a size without a unit", { storageSize: "8 gigabytes" }, "SCSBP-3011", /storageSize/],
    [
      "a name server without a dot at the end",
      { nameServers: [{ hostname: "ns1", priority: 1 }] },
      "SCSBP-3011",
      /hostname/,
    ],
    ["Barbican behind a Gateway", { gateway: GATEWAY }, "SCSBP-6518", /without gateway\.backends\.barbican/],
    ["a Gateway and ingresses", { gateway: GATEWAY, createIngresses: true }, "SCSBP-6519", /edge with createIngresses/],
    ["a Gateway and a class", { gateway: GATEWAY, ingressClass: "nginx" }, "SCSBP-6519", /ingressClass nginx/],
    [
      "a backend of a service that is not",
      { gateway: { ...GATEWAY, backends: { swift: { service: "swift", port: 1 } } } },
      "SCSBP-6506",
      /swift/,
    ],
    ["no API at all", { sizes: { database: -1 } }, "SCSBP-3011", /replicas/],
  ])("%s is refused", (_, change, code, got) => {
    const error = errorOf(() => plane(change));
    expect(error.code).toBe(code);
    expect(error.got).toMatch(got);
    expect(error.fix).toBeTruthy();
  });

  test("two clouds of one program under one domain", () => {
    const twice = (domain: string) => () =>
      synth((scope) => {
        const api = new KubernetesApi(scope, "k");
        new YaookControlPlane(scope, "one", { api, ...PROPS });
        new YaookControlPlane(scope, "two", { api, ...PROPS, namespace: "yaook-2", domain });
      });
    twice("de-2.example.org")();
    expect(errorOf(twice(PROPS.domain)).code).toBe("SCSBP-6505");
  });

  test.each([
    ["no monitor", { monitors: [] }],
    ["a monitor without a port", { monitors: ["mon-a"] }],
    ["two monitors in one text", { monitors: ["mon-a:1,mon-b:1"] }],
    ["a UUID in capitals", { secretUuid: "6F5B3A0E-9D6C-4B0A-8A54-6F1C2D3E4F50" }],
    ["no UUID", { secretUuid: "" }],
  ])("Ceph with %s", (_, change) => {
    expect(errorOf(() => new YaookCeph({ monitors: ["a:1"], secretUuid: ceph.secretUuid, ...change })).code).toBe(
      "SCSBP-6511",
    );
  });
});
