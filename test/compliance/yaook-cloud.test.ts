import { ScsCompatibleIaas } from "../../lib/blueprints/operator/index";
import { IaasPart } from "../../lib/blueprints/operator/index";
import {
  GlanceDeployment,
  HorizonDeployment,
  KeystoneDeployment,
  NeutronDeployment,
  NovaDeployment,
  OctaviaDeployment,
  YaookRelease,
} from "../../lib/blueprints/yaook/index";
import {
  Compliance,
  Fulfilment,
  Outcome,
  Profile,
  type Report,
  ReportFormat,
  ReportWriter,
} from "../../packages/checker/src/index";
import { App, Cloud, ScsStack } from "../../lib/index";
import { KubernetesApi, ManifestEmitter } from "../../lib/kubernetes/index";
import { Scope } from "../../packages/standards/src/index";

const database = { replicas: 1, proxyReplicas: 1, backupSchedule: "0 * * * *" };
const common = {
  release: YaookRelease.fromName("2025.1"),
  issuer: "ca-issuer",
  region: "YaookRegion",
  endpoint: { replicas: 1, ingress: { fqdn: "api.yaook.example.org" } },
  database,
  messageQueue: { replicas: 1 },
};

/** The services of Yaook's quickstart: Keystone, Glance with files, Nova, Neutron, Horizon. */
function quickstart(app: App, emitter = ManifestEmitter.KUBERNETES): { stack: ScsStack; api: KubernetesApi } {
  const stack = new ScsStack(app, "openstack", { cloud: Cloud.fromEnvironment() });
  const api = new KubernetesApi(stack, "undercloud", { emitter });
  const { database: _, ...nova } = common;
  new KeystoneDeployment(stack, "keystone", { api, ...common });
  new GlanceDeployment(stack, "glance", { api, ...common, file: { storageSize: "8Gi", storageClass: "local" } });
  new NovaDeployment(stack, "nova", {
    api,
    ...nova,
    apiDatabase: database,
    cell0Database: database,
    cell1Database: database,
    placementDatabase: database,
    placement: common.endpoint,
    vnc: common.endpoint,
    computeTemplates: [{ nodeSelectors: [{}], config: {} }],
  });
  new NeutronDeployment(stack, "neutron", {
    api,
    ...common,
    ml2Config: { ml2_type_flat: { flat_networks: ["public"] } },
    ovn: {
      northbound: { replicas: 1, backupSchedule: "0 * * * *" },
      southbound: { replicas: 1, backupSchedule: "0 * * * *" },
      templates: [{ nodeSelectors: [{}], bridges: [{ name: "br-ex", uplink: "eth1", physicalNetwork: "public" }] }],
    },
  });
  new HorizonDeployment(stack, "horizon", {
    api,
    release: common.release,
    issuer: common.issuer,
    ingress: { fqdn: "horizon.yaook.example.org" },
    pods: { replicas: 1 },
  });
  return { stack, api };
}

function check(define: (app: App) => void, parameters: Record<string, string> = {}): Report {
  const app = new App();
  define(app);
  return Compliance.of(app).check([Profile.scope(Scope.IAAS_V5_1)], { date: "2026-11-23", parameters });
}
const ids = (report: Report, outcome: Outcome) =>
  report.results.filter((result) => result.outcome === outcome).map(({ rule }) => rule.id);
const resultOf = (report: Report, id: string) => report.results.find(({ rule }) => rule.id === id)!;

/** SCS governance minutes of 2026-01-26: load balancing, block storage, S3, backup, flavors, images; the rest was found. */
describe.each([ManifestEmitter.KUBERNETES, ManifestEmitter.KUBECTL])("Yaook's quickstart by %s", (emitter) => {
  const report = check((app) => quickstart(app, emitter));

  test("lacks what SCS found lacking, and nothing else", () => {
    const failed = ids(report, Outcome.FAIL);
    expect(failed.filter((id) => !id.startsWith("scs-0103-flavor-"))).toEqual([
      "scs-0104-image-ubuntu-2404",
      "scs-0117-test-backup",
      "scs-0123-service-load-balancer",
      "scs-0123-storage-apis",
    ]);
    expect(failed.filter((id) => id.startsWith("scs-0103-flavor-"))).toHaveLength(15);
    expect(ids(report, Outcome.WARN)).toEqual(["scs-0123-swift-s3"]);
  });

  test("has what SCS found there: compute, identity, image, network, placement", () => {
    const services = ids(report, Outcome.PASS);
    expect(services).toEqual(
      ["compute", "identity", "image", "network", "placement"].map((type) => `scs-0123-service-${type}`),
    );
    expect(services.map((id) => resultOf(report, id).fulfilment)).toEqual(services.map(() => Fulfilment.SATISFIED));
  });

  test.each([ReportFormat.TEXT, ReportFormat.JSON, ReportFormat.MARKDOWN, ReportFormat.HTML])(
    "the %s report says what closes each gap",
    (format) => {
      const text = ReportWriter.render(report, format).replace(/\s+/g, " ");
      for (const fix of ["OctaviaDeployment with the OVN provider", "CinderDeployment with an RBD back end"]) {
        expect(text).toContain(fix);
      }
      expect(text).toContain("ScsCompatibleIaas");
    },
  );
});

test("what closes a gap closes it: load balancing by Octavia, flavors by the content's stack", () => {
  const report = check((app) => {
    const { stack, api } = quickstart(app);
    new OctaviaDeployment(stack, "octavia", { api, ...common, managementSubnetCidr: "172.31.0.0/16" });
    const content = new ScsStack(app, "content", { cloud: Cloud.fromEnvironment() });
    new ScsCompatibleIaas(content, "iaas", { reliedOn: [IaasPart.IMAGES] });
  });
  expect(ids(report, Outcome.FAIL)).toEqual([
    "scs-0104-image-ubuntu-2404",
    "scs-0117-test-backup",
    "scs-0123-storage-apis",
  ]);
  expect(resultOf(report, "scs-0103-flavor-2v-4").fulfilment).toBe(Fulfilment.SATISFIED);
});

test("a program that says it is not the whole of the cloud relies on the rest", () => {
  const report = check((app) => quickstart(app), { "whole-cloud": "false" });
  expect(ids(report, Outcome.FAIL)).toEqual([]);
  expect(resultOf(report, "scs-0123-storage-apis").fulfilment).toBe(Fulfilment.RELIED_ON);
});
