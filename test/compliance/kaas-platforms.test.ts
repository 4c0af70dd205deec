import { Checker, Profile, SynthEvidence, type Report } from "../../packages/checker/src/index";
import {
  CapoPlatform,
  CapoVersion,
  ClusterStackTenant,
  GardenerProject,
  type IKaasPlatform,
  KaasCluster,
  type KaasClusterProps,
  KubernetesVersion,
  SelfManagedPlatform,
} from "../../lib/blueprints/kaas/index";
import { Flavor, Image, LoadBalancerProvider, ProjectNetwork, type ScsStack, Secret } from "../../lib/index";
import { KubernetesApi, ManifestEmitter } from "../../lib/kubernetes/index";
import { Scope } from "../../packages/standards/src/index";
import { synth } from "../support/synth";

/** The rules for clusters on what the library's own platforms make, not on what an example says they make. */
const cloudsYaml = Secret.fromVariable("clouds_yaml");
const emitter = ManifestEmitter.KUBECTL;

const PLATFORMS: Readonly<Record<string, (stack: ScsStack) => IKaasPlatform>> = {
  classy: (stack) =>
    new ClusterStackTenant(stack, "team", {
      api: new KubernetesApi(stack, "api"),
      cloudsYaml,
      kubernetesMinors: ["1.36"],
    }),
  capo: (stack) => new CapoPlatform(stack, "team", { api: new KubernetesApi(stack, "api"), cloudsYaml }),
  "capo by kubectl": (stack) =>
    new CapoPlatform(stack, "team", {
      api: new KubernetesApi(stack, "api", { emitter }),
      cloudsYaml,
      capoVersion: CapoVersion.V1BETA2,
    }),
  gardener: (stack) =>
    new GardenerProject(stack, "team", {
      api: new KubernetesApi(stack, "api"),
      project: "team",
      cloudProfile: "openstack",
      region: "RegionOne",
      zones: ["az1"],
      floatingPool: "public",
      domainName: "default",
      tenantName: "team",
      credentialId: "c0ffee",
      credentialSecret: Secret.fromVariable("credential"),
      accessControl: true,
    }),
  servers: (stack) =>
    new SelfManagedPlatform({
      tier: new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["nodes"] }).tier("nodes"),
      image: Image.ubuntu("24.04"),
      token: Secret.fromVariable("token"),
      cloudConf: Secret.fromVariable("cloud_conf"),
    }),
};

function checked(platform: string, change: Partial<KaasClusterProps> = {}, date = "2026-07-13"): Report {
  const { json } = synth((stack) => {
    new KaasCluster(stack, "shop", {
      platform: PLATFORMS[platform]!(stack),
      name: "shop",
      version: KubernetesVersion.parse("1.36.4"),
      pools: { web: { flavor: Flavor.SCS_4V_8, size: 3 } },
      ...change,
    });
  });
  const profiles = [Profile.scope(Scope.KAAS_V1, true), Profile.goodPractice()];
  return Checker.check(profiles, { date, synth: SynthEvidence.fromStacks([{ name: "test", json }]) });
}

const RULES = [
  "version-policy-check",
  "kaas-networking-check",
  "node-distribution-check",
  "good-practice-etcd-local-ssd",
  "good-practice-cluster-api-open",
  "good-practice-cluster-address-overlap",
];
const outcomes = (report: Report) =>
  RULES.map((id) => report.results.find((each) => each.rule.id === id)!).map(({ findings }) =>
    [...new Set(findings.map((one) => one.outcome))].sort().join("+"),
  );

test.each([
  ["classy", ["pass", "pass", "pass", "deferred", "fail", "pass"]],
  ["capo", ["pass", "deferred", "pass", "pass", "fail", "pass"]],
  ["capo by kubectl", ["pass", "deferred", "pass", "pass", "fail", "pass"]],
  ["gardener", ["pass", "pass", "pass", "deferred", "fail", "pass"]],
  ["servers", ["pass", "deferred", "pass", "pass", "fail", ""]],
])("%s", (platform, expected) => {
  expect(outcomes(checked(platform))).toEqual(expected);
});

const named = { allowedCidrs: ["198.51.100.0/24"], managedFrom: ["198.51.100.7/32"] };
test.each([
  ["classy", { ...named, loadBalancer: LoadBalancerProvider.AMPHORA }],
  ["capo", { ...named, loadBalancer: LoadBalancerProvider.AMPHORA }],
  ["capo by kubectl", { ...named, loadBalancer: LoadBalancerProvider.AMPHORA }],
  ["gardener", named],
  ["servers", { ...named, loadBalancer: LoadBalancerProvider.AMPHORA }],
])("%s whose API is reached from named blocks", (platform, api) => {
  const finding = checked(platform, { api }).results.find((each) => each.rule.id === "good-practice-cluster-api-open");
  expect(finding!.outcome).toBe("pass");
});

test.each(["classy", "capo", "gardener", "servers"])(
  "%s with one control-plane node, or without groups",
  (platform) => {
    const distribution = (change: Partial<KaasClusterProps>) =>
      checked(platform, change).results.find((each) => each.rule.id === "node-distribution-check")!;
    expect(distribution({ controlPlane: { replicas: 1 } }).outcome).toBe("fail");
    expect(distribution({ antiAffinity: false }).outcome).toBe(platform === "gardener" ? "pass" : "fail");
  },
);

test.each(Object.keys(PLATFORMS))("%s: its version is found, and judged by the day", (platform) => {
  const judged = checked(platform, {}, "2027-12-31").results.find((each) => each.rule.id === "version-policy-check")!;
  expect([judged.outcome, judged.findings.some((one) => one.message.includes("end of life"))]).toEqual(["fail", true]);
});
