import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CatalogFlavor, FlavorSet, IaasPart, VolumeEncryption } from "../../../../lib/blueprints/operator/index";
import {
  ScsOnYaook,
  type ScsOnYaookProps,
  YaookCeph,
  YaookComputePool,
  YaookLogin,
  YaookProfile,
  YaookRelease,
  YaookService,
} from "../../../../lib/blueprints/yaook/index";
import { Compliance, Fulfilment, Outcome, Profile } from "../../../../lib/compliance/index";
import { App } from "../../../../lib/index";
import { KubernetesConnection, ManifestEmitter } from "../../../../lib/kubernetes/index";
import { Scope } from "../../../../lib/scs/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";

type Json = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

const PROPS: ScsOnYaookProps = {
  domain: "cloud.example.org",
  region: "de-1",
  release: YaookRelease.of("2025.1"),
  controlNodes: ["control-1", "control-2", "control-3"],
  computePools: [new YaookComputePool({ name: "general", nodes: ["compute-1", "compute-2"] })],
  ceph: new YaookCeph({ monitors: ["mon-a:6789"], secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50" }),
  connection: KubernetesConnection.fromKubeconfig("~/.kube/config", "undercloud"),
  content: { reliedOn: [IaasPart.IMAGES] },
};

function stacks(props: Partial<ScsOnYaookProps> = {}): { openstack: Json; content: Json; order: string[] } {
  const outdir = mkdtempSync(join(tmpdir(), "scsbp-yaook-"));
  try {
    const app = new App({ outdir });
    new ScsOnYaook(app, "cloud", { ...PROPS, ...props });
    app.synth();
    const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), "utf8"));
    const manifest = read("manifest.json") as { stacks: Record<string, { dependencies: string[] }> };
    const content = read("stacks/cloud-content/cdk.tf.json") as Json;
    expect(schemaProblems(content)).toEqual([]);
    return {
      openstack: read("stacks/cloud-openstack/cdk.tf.json") as Json,
      content,
      order: manifest.stacks["cloud-content"]!.dependencies,
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

test("two stacks: the custom resources, then what is in the cloud", () => {
  const { openstack, content, order } = stacks();
  const kinds = Object.values(openstack["resource"]!["kubernetes_manifest"]!).map(
    (each) => (each["manifest"] as { kind: string }).kind,
  );
  expect(kinds).toEqual(expect.arrayContaining(["KeystoneDeployment", "OctaviaDeployment", "CinderDeployment"]));
  expect(Object.keys(content["resource"]!["openstack_compute_flavor_v2"]!)).toHaveLength(15);
  expect(order).toEqual(["cloud-openstack"]);
});

test("the content's provider logs in by the Secret, which is looked at before", () => {
  const { content } = stacks();
  const [[name, secret]] = Object.entries(content["data"]!["kubernetes_secret_v1"]!) as [[string, object]];
  const data = `data.kubernetes_secret_v1.${name}.data`;
  expect(content["provider"]!["openstack"]).toEqual([
    {
      auth_url: `\${${data}["OS_AUTH_URL"]}`,
      user_name: `\${${data}["OS_USERNAME"]}`,
      password: `\${${data}["OS_PASSWORD"]}`,
      tenant_name: `\${${data}["OS_PROJECT_NAME"]}`,
      user_domain_name: `\${lookup(${data}, "OS_USER_DOMAIN_NAME", "Default")}`,
      project_domain_name: `\${lookup(${data}, "OS_PROJECT_DOMAIN_NAME", "Default")}`,
      region: "de-1",
    },
  ]);
  expect(secret).toMatchObject({
    metadata: { name: "keystone-admin", namespace: "yaook" },
    lifecycle: {
      postcondition: [{ error_message: expect.stringMatching(/^SCSBP-6561: .*keystone-admin.*yaook.*OS_PASSWORD/) }],
    },
  });
  expect(content["provider"]!["kubernetes"]).toEqual([{ config_context: "undercloud", config_path: "~/.kube/config" }]);
});

test("steps log in as the provider does, and keep no password", () => {
  const { content } = stacks({
    content: {
      reliedOn: [IaasPart.IMAGES],
      volumeTypes: { types: [{ name: "luks", encryption: VolumeEncryption.luks() }] },
    },
  });
  const steps = Object.values(content["resource"]!["terraform_data"]!) as {
    input?: object;
    provisioner: { "local-exec": { environment: Record<string, string> } }[];
  }[];
  expect(steps.length).toBeGreaterThan(3);
  for (const step of steps) {
    expect(step.provisioner[0]!["local-exec"].environment).toMatchObject({
      OS_CLOUD: "",
      OS_AUTH_TYPE: "password",
      OS_PASSWORD: expect.stringContaining('.data["OS_PASSWORD"]'),
    });
    expect(JSON.stringify(step.input ?? {})).not.toContain("PASSWORD");
  }
});

test("another Secret, another URL; a login of the environment reads no Secret", () => {
  const { content } = stacks({
    adminSecret: "first-admin",
    authUrl: "https://keystone.example.org/v3",
    namespace: "os",
  });
  const [provider] = content["provider"]!["openstack"] as unknown as Record<string, string>[];
  expect(provider!["auth_url"]).toBe("https://keystone.example.org/v3");
  expect(JSON.stringify(content["data"]!["kubernetes_secret_v1"])).toContain('"name":"first-admin","namespace":"os"');
  const bare = stacks({ login: YaookLogin.ENVIRONMENT, emitter: ManifestEmitter.KUBECTL });
  expect(bare.content["provider"]).toEqual({ openstack: [{}] });
  expect(JSON.stringify(bare.content)).not.toContain("kubernetes");
});

test("services are waited for where the provider can: the login is there when the content is planned", () => {
  expect(JSON.stringify(stacks().openstack)).toContain('"status.phase":"Updated"');
  expect(JSON.stringify(stacks({ emitter: ManifestEmitter.KUBECTL }).openstack)).not.toContain("status.phase");
});

describe("held against IaaS v5.1, all stacks together", () => {
  const report = (props: Partial<ScsOnYaookProps> = {}) => {
    const app = new App();
    new ScsOnYaook(app, "cloud", { ...PROPS, ...props });
    return Compliance.of(app).check([Profile.scope(Scope.IAAS_V5_1)], { date: "2026-11-23" });
  };

  test("only the images are missing, which this content leaves to others", () => {
    const { results } = report();
    expect(results.filter((each) => each.outcome === Outcome.FAIL).map(({ rule }) => rule.id)).toEqual([
      "scs-0104-image-ubuntu-2404",
    ]);
    const satisfied = results.filter((each) => each.fulfilment === Fulfilment.SATISFIED).map(({ rule }) => rule.id);
    expect(satisfied.filter((id) => !id.startsWith("scs-0103"))).toEqual([
      ...["compute", "identity", "image", "network", "load-balancer", "placement"].map(
        (type) => `scs-0123-service-${type}`,
      ),
      "scs-0123-storage-apis",
    ]);
    expect(results.find(({ rule }) => rule.id === "scs-0117-test-backup")).toMatchObject({
      fulfilment: Fulfilment.RELIED_ON,
    });
  });

  test("a trial without Ceph lacks volumes, backups and load balancers", () => {
    const { results } = report({
      ceph: undefined,
      imageVolume: { storageSize: "10Gi", storageClass: "local" },
      profile: YaookProfile.POC,
      services: [YaookService.HORIZON],
    });
    const failed = results.filter((each) => each.outcome === Outcome.FAIL).map(({ rule }) => rule.id);
    expect(failed).toEqual([
      "scs-0104-image-ubuntu-2404",
      "scs-0117-test-backup",
      "scs-0123-service-load-balancer",
      "scs-0123-storage-apis",
    ]);
  });
});

test.each<[code: string, props: Partial<ScsOnYaookProps>]>([
  ["SCSBP-6560", { emitter: ManifestEmitter.KUBECTL, waitUntilUpdated: true }],
  ["SCSBP-6562", { login: YaookLogin.ENVIRONMENT, adminSecret: "x" }],
  ["SCSBP-6501", { installedRelease: YaookRelease.of("2024.1"), release: YaookRelease.of("2026.1") }],
  ["SCSBP-6507", { controlNodes: ["one"] }],
  [
    "SCSBP-6342",
    {
      content: {
        reliedOn: [IaasPart.IMAGES],
        flavors: { set: FlavorSet.NONE, flavors: [CatalogFlavor.scs("SCS-2V-4")] },
      },
    },
  ],
])("refused with %s", (code, props) => {
  expect(errorOf(() => new ScsOnYaook(new App(), "cloud", { ...PROPS, ...props })).code).toBe(code);
});
