import type { Construct } from "constructs";
import { CapoPlatform, ClusterStackTenant, KaasCluster, KubernetesVersion } from "../../../lib/blueprints/kaas/index";
import { TerraformResource, TerraformVariable } from "../../../lib/core/engine";
import { Flavor, Secret } from "../../../lib/index";
import {
  CrdSchemas,
  HelmRelease,
  KubectlSource,
  KubernetesApi,
  type KubernetesApiProps,
  KubernetesConnection,
  KubernetesNamespace,
  KubernetesObject,
  KubernetesSecret,
  ManifestEmitter,
  NodeLabels,
  TaintEffect,
} from "../../../lib/kubernetes/index";
import { errorOf } from "../../support/errors";
import { schemaProblems } from "../../support/provider-schema";
import { synth } from "../../support/synth";

const ENV = ["KUBE_CONFIG", "KUBECONFIG", "KUBE_CONFIG_PATH", "SCS_BLUEPRINTS_WITHOUT_REGISTRY"];
const before = process.env;
beforeEach(() => {
  process.env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ENV.includes(name)));
});
afterAll(() => {
  process.env = before;
});

const COUNT = { apiVersion: "example.org/v1", kind: "Widget", name: "one", namespace: "team-a" };
const widget = (scope: Construct, api: KubernetesApi, id = "widget") =>
  new KubernetesObject(scope, id, { api, ...COUNT, body: { spec: { count: 1 } } });
/** One of each. */
const everything = (props: KubernetesApiProps = {}, taints = true) =>
  synth((stack) => {
    const api = new KubernetesApi(stack, "api", props);
    new KubernetesNamespace(stack, "team-a", { api });
    new KubernetesSecret(stack, "login", { api, namespace: "team-a", values: { a: Secret.fromVariable("a") } });
    new NodeLabels(stack, "node", {
      ...{ api, node: "compute-1", labels: { a: "b" } },
      taints: taints ? [{ key: "a", effect: TaintEffect.NO_SCHEDULE }] : [],
    });
    widget(stack, api);
  });
const typesOf = (stack: ReturnType<typeof synth>) => stack.resources.map((one) => one.type).sort();
const providersOf = (stack: ReturnType<typeof synth>) =>
  (stack.json["terraform"] as { required_providers: Record<string, { source: string; version: string }> })
    .required_providers;

describe("what sends which object", () => {
  test("by default typed resources where there are any, and kubectl for the rest", () => {
    const stack = everything();
    expect(typesOf(stack)).toEqual([
      "kubectl_manifest",
      "kubernetes_labels",
      "kubernetes_namespace_v1",
      "kubernetes_node_taint",
      "kubernetes_secret_v1",
    ]);
    expect(providersOf(stack)).toMatchObject({
      kubernetes: { source: "hashicorp/kubernetes", version: ">= 2.38, < 4" },
      kubectl: { source: "gavinbunney/kubectl", version: ">= 1.19.0, < 2.0.0" },
    });
    expect(schemaProblems(stack.json)).toEqual([]);
  });

  test.each([
    [ManifestEmitter.KUBECTL, false, ["kubectl_manifest"]],
    [
      ManifestEmitter.KUBERNETES,
      true,
      ["kubernetes_labels", "kubernetes_manifest", "kubernetes_node_taint", "kubernetes_secret_v1"],
    ],
  ])("%s sends all", (emitter, taints, types) => {
    const stack = everything({ emitter }, taints);
    expect([...new Set(typesOf(stack))]).toEqual(types);
    expect(schemaProblems(stack.json)).toEqual([]);
  });

  test("without a registry the default is kubectl for all; what a program says goes before", () => {
    process.env["SCS_BLUEPRINTS_WITHOUT_REGISTRY"] = "1";
    expect([...new Set(typesOf(everything({}, false)))]).toEqual(["kubectl_manifest"]);
    expect(typesOf(everything({ emitter: ManifestEmitter.AUTO }))).toContain("kubernetes_secret_v1");
  });

  test("a stack configures only the provider that it needs", () => {
    const one = (add: (stack: Construct, api: KubernetesApi) => unknown) =>
      Object.keys(synth((stack) => void add(stack, new KubernetesApi(stack, "api"))).json["provider"] as object).sort();
    expect(one((stack, api) => new KubernetesNamespace(stack, "team-a", { api }))).toEqual(["kubernetes", "openstack"]);
    expect(one(widget)).toEqual(["kubectl", "openstack"]);
    expect(one(() => undefined)).toEqual(["openstack"]);
  });

  test("an object can go another way than its API's others", () => {
    const stack = synth((scope) => {
      const api = new KubernetesApi(scope, "api");
      const waits = { emitter: ManifestEmitter.KUBERNETES, waitForFields: { "status.phase": "Ready" } };
      new KubernetesObject(scope, "one", { api, ...COUNT, body: {}, ...waits });
    });
    expect(stack.one("kubernetes_manifest").config["wait"]).toEqual({ fields: { "status.phase": "Ready" } });
  });

  test("an owner of fields is refused once the kubectl provider is needed, and only then", () => {
    const made = (add: (stack: Construct, api: KubernetesApi) => unknown) => () =>
      synth((stack) => void add(stack, new KubernetesApi(stack, "api", { fieldManager: "team" })));
    expect(errorOf(made(widget))).toMatchObject({ code: "SCSBP-3009", got: "team" });
    expect(made((stack, api) => new NodeLabels(stack, "n", { api, node: "n", labels: { a: "b" } }))).not.toThrow();
  });
});

describe("the source of the kubectl provider", () => {
  const clusters = (kubectlSource?: KubectlSource) =>
    synth((stack) => {
      const api = new KubernetesApi(stack, "management", { kubectlSource });
      const cloudsYaml = Secret.fromVariable("clouds_yaml");
      const wish = {
        version: KubernetesVersion.parse("1.36.4"),
        pools: { web: { flavor: Flavor.SCS_4V_8, size: 3 } },
      };
      const classes = new ClusterStackTenant(stack, "a", { api, cloudsYaml, kubernetesMinors: ["1.36"] });
      new KaasCluster(stack, "classes", { platform: classes, ...wish });
      new KaasCluster(stack, "alone", { platform: new CapoPlatform(stack, "b", { api, cloudsYaml }), ...wish });
    }).json;

  test("is one setting: nothing else changes but how long a deletion may take, which only alekc's can say", () => {
    interface Stack {
      terraform: { required_providers: { kubectl: object } };
      resource: { kubectl_manifest: Record<string, { timeouts?: object }> };
    }
    const one = clusters() as unknown as Stack;
    const other = clusters(KubectlSource.ALEKC) as unknown as Stack;
    const sources = [one, other].map(({ terraform }) => terraform.required_providers.kubectl);
    expect(sources).toEqual([
      { source: "gavinbunney/kubectl", version: ">= 1.19.0, < 2.0.0" },
      { source: "alekc/kubectl", version: ">= 2.4.0, < 3.0.0" },
    ]);
    other.terraform.required_providers.kubectl = sources[0]!;
    const manifests = Object.values(other.resource.kubectl_manifest);
    expect(manifests.flatMap(({ timeouts }) => timeouts ?? [])).toEqual([{ delete: "60m" }, { delete: "60m" }]);
    manifests.forEach((manifest) => delete manifest.timeouts);
    expect(other).toEqual(one);
  });

  test("two in one stack are refused: Terraform has one provider of a name", () => {
    const both = () =>
      synth((stack) => {
        new KubernetesApi(stack, "one");
        new KubernetesApi(stack, "two", { kubectlSource: KubectlSource.ALEKC });
      });
    expect(errorOf(both)).toMatchObject({ code: "SCSBP-3015", path: "test/two" });
  });
});

describe("a connection is said to every provider alike", () => {
  const providers = (connection: KubernetesConnection, props: KubernetesApiProps = {}) => {
    const { json } = synth((stack) => {
      const api = new KubernetesApi(stack, "api", { ...props, connection });
      new KubernetesNamespace(stack, "team-a", { api });
      widget(stack, api);
      new HelmRelease(stack, "chart", {
        ...{ api, namespace: "team-a", repository: "https://charts.example.org", chart: "some", version: "1.2.3" },
      });
    });
    expect(schemaProblems(json)).toEqual([]);
    const all = json["provider"] as Record<string, Record<string, unknown>[]>;
    const { alias, ...kubernetes } = all["kubernetes"]![0]!;
    const { load_config_file: _, ...kubectl } = all["kubectl"]![0]!;
    expect(kubectl).toEqual({ alias, ...kubernetes });
    const helm = all["helm"]![0]!;
    expect(helm["alias"]).toBe(alias);
    expect(helm["kubernetes"] ?? {}).toEqual(kubernetes);
    return { alias, kubernetes };
  };
  const host = "https://127.0.0.1:6443";

  test.each<[string, KubernetesConnection, object]>([
    [
      "a context",
      KubernetesConnection.fromKubeconfig("~/.kube/config", "m"),
      { config_path: "~/.kube/config", config_context: "m" },
    ],
    [
      "a token",
      KubernetesConnection.fromToken({ host, token: Secret.fromVariable("token"), caCertificate: "PEM" }),
      { host, token: "${var.token}", cluster_ca_certificate: "PEM" },
    ],
    [
      "a client certificate",
      KubernetesConnection.fromClientCertificate({ host, certificate: "CERT", key: Secret.fromVariable("key") }),
      { host, client_certificate: "CERT", client_key: "${var.key}" },
    ],
    [
      "an exec plugin",
      KubernetesConnection.fromExecPlugin({ host, command: "login", args: ["get"], env: { A: "b" } }),
      {
        host,
        exec: { api_version: "client.authentication.k8s.io/v1", command: "login", args: ["get"], env: { A: "b" } },
      },
    ],
  ])("%s", (_, connection, expected) => {
    const { alias, kubernetes } = providers(connection);
    expect(kubernetes).toEqual(expected);
    expect(alias).toBe("api"); // gone with the last object: an error then, and never another cluster
  });

  test("the environment's: nothing is said, and there is no alias", () => {
    expect(providers(KubernetesConnection.fromEnvironment())).toEqual({ alias: undefined, kubernetes: {} });
  });

  test.each<[string, () => KubernetesConnection]>([
    [
      "a certificate in clear over the net",
      () =>
        KubernetesConnection.fromClientCertificate({
          host: "http://x",
          certificate: "",
          key: Secret.fromVariable("k"),
        }),
    ],
    ["an exec plugin without a command", () => KubernetesConnection.fromExecPlugin({ host, command: " " })],
  ])("%s is refused", (_, make) => {
    expect(errorOf(make).code).toBe("SCSBP-3001");
  });

  test("the environment must not lead the two providers to two clusters", () => {
    Object.assign(process.env, { KUBE_CONFIG_PATH: "management", KUBECONFIG: "other" });
    expect(errorOf(() => everything())).toMatchObject({
      code: "SCSBP-3001",
      got: "KUBECONFIG=other, KUBE_CONFIG_PATH=management",
    });
    expect(() => everything({ emitter: ManifestEmitter.KUBERNETES })).not.toThrow(); // it reads one of them only
    process.env["KUBECONFIG"] = "management";
    expect(() => everything()).not.toThrow();
  });
});

describe("several APIs in a stack", () => {
  test("the first may go without an alias, whatever the others define", () => {
    const { json } = synth((stack) => {
      new KubernetesApi(stack, "management");
      const second = new KubernetesApi(stack, "work-load", { connection: KubernetesConnection.fromKubeconfig("w") });
      widget(stack, second);
    });
    expect((json["provider"] as Record<string, unknown>)["kubectl"]).toEqual([
      { alias: "work_load", config_path: "w" },
    ]);
  });

  test("two under one alias are refused", () => {
    const connection = KubernetesConnection.fromKubeconfig("w");
    const both = () =>
      synth((stack) => {
        new KubernetesApi(stack, "work-load", { connection });
        new KubernetesApi(stack, "work_load", { connection });
      });
    expect(errorOf(both)).toMatchObject({
      code: "SCSBP-3015",
      got: "work_load, by test/work-load too",
      path: "test/work_load",
    });
  });
});

describe("what hashicorp/kubernetes cannot plan", () => {
  const free = { "x-kubernetes-preserve-unknown-fields": true };
  const schemas = CrdSchemas.fromDefinitions([
    {
      kind: "CustomResourceDefinition",
      spec: {
        group: "example.org",
        names: { kind: "Widget" },
        versions: [
          {
            name: "v1",
            served: true,
            schema: {
              openAPIV3Schema: {
                type: "object",
                properties: {
                  spec: {
                    type: "object",
                    properties: {
                      sections: { type: "object", additionalProperties: { type: "object", ...free } },
                      typed: { type: "object", additionalProperties: { type: "string" } },
                      list: { type: "array", items: { type: "object", ...free } },
                      value: free,
                      text: { type: "string" },
                    },
                  },
                },
              },
            },
          },
        ],
      },
    },
  ]);
  const later = (scope: Construct) => {
    const other = new TerraformResource(scope, "other", { terraformResourceType: "terraform_data" });
    return other.getStringAttribute("id");
  };
  const planned = (spec: (scope: Construct) => object, emitter = ManifestEmitter.KUBERNETES) =>
    synth((scope) => {
      const api = new KubernetesApi(scope, "api", { emitter, schemas });
      new KubernetesObject(scope, "widget", { api, ...COUNT, body: { spec: spec(scope) } });
    });

  test.each<[string, (scope: Construct) => object, RegExp]>([
    [
      "entries of a free-form map that differ in shape",
      () => ({ sections: { DEFAULT: { debug: true }, glance: { store: "rbd" } } }),
      /^spec\.sections: the entries DEFAULT and glance of this map differ in shape$/,
    ],
    ["a value of an apply without a schema", (scope) => ({ value: later(scope) }), /^spec\.value: it has no schema/],
    ["an item of an apply", (scope) => ({ list: [`x-${later(scope)}`] }), /^spec\.list\[0\]: it has no schema/],
    ["an entry of an apply", (scope) => ({ sections: { a: later(scope) } }), /^spec\.sections\.a: it has no schema/],
  ])("%s is refused, with the field and the way out", (_, spec, got) => {
    const error = errorOf(() => planned(spec));
    expect(error).toMatchObject({ code: "SCSBP-3014", path: "test/widget", got: expect.stringMatching(got) });
    expect(error.fix).toContain("ManifestEmitter.AUTO");
    expect(() => planned(spec, ManifestEmitter.AUTO)).not.toThrow();
  });

  test.each<[string, (scope: Construct) => object]>([
    ["entries of one shape", () => ({ sections: { a: { debug: true }, b: { debug: false } } })],
    ["entries that have a schema", () => ({ typed: { a: "b", c: "d" } })],
    ["what differs in a list", () => ({ list: [{ a: 1 }, { b: "c" }] })],
    ["a value of an apply within one without a schema", (scope) => ({ value: [{ a: later(scope) }] })],
    ["a value of an apply in an item", (scope) => ({ list: [{ a: `x-${later(scope)}` }] })],
    ["a value of an apply with a schema", (scope) => ({ text: later(scope) })],
    ["a variable, which is known", (scope) => ({ value: new TerraformVariable(scope, "v", {}).stringValue })],
  ])("%s is taken", (_, spec) => {
    expect(() => planned(spec)).not.toThrow();
  });

  test("a topology of Cluster API is refused", () => {
    const made = () =>
      synth((scope) => {
        const api = new KubernetesApi(scope, "api", { emitter: ManifestEmitter.KUBERNETES });
        const cluster = { apiVersion: "cluster.x-k8s.io/v1beta1", kind: "Cluster", name: "shop" };
        new KubernetesObject(scope, "c", { api, ...cluster, body: { spec: { topology: { class: "a" } } } });
      });
    expect(errorOf(made)).toMatchObject({ code: "SCSBP-3014", got: expect.stringMatching(/^spec\.topology: /) });
  });
});
