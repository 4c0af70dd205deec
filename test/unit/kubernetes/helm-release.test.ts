import { HelmRelease, KubernetesApi, KubernetesConnection, KubernetesNamespace } from "../../../lib/kubernetes/index";
import { RemovalPolicy } from "../../../lib/index";
import { errorOf } from "../../support/errors";
import { synth } from "../../support/synth";

const chart = { repository: "https://charts.example.org", chart: "some", version: "1.2.3", namespace: "tools" };

test("a release has its chart, version and values, and the provider the API's connection", () => {
  const stack = synth((scope) => {
    const api = new KubernetesApi(scope, "one", {
      connection: KubernetesConnection.fromKubeconfig("~/.kube/config", "one"),
    });
    const first = new HelmRelease(scope, "first", { api, ...chart });
    new HelmRelease(scope, "second", {
      api,
      ...chart,
      name: "other",
      values: { a: { b: 1 } },
      timeoutSeconds: 600,
      dependsOn: [first],
    });
  });
  const { "//": _, ...first } = stack.one("helm_release", "first/Resource").config;
  expect(first).toEqual({ ...chart, name: "some", provider: "helm.one" });
  expect(stack.one("helm_release", "second/Resource").config).toMatchObject({
    name: "other",
    values: ['{"a":{"b":1}}'],
    timeout: 600,
    depends_on: [stack.one("helm_release", "first/Resource").address],
  });
  expect((stack.json["provider"] as Record<string, unknown>)["helm"]).toEqual([
    { alias: "one", kubernetes: { config_context: "one", config_path: "~/.kube/config" } },
  ]);
  expect((stack.json["terraform"] as { required_providers: object }).required_providers).toHaveProperty("helm", {
    source: "hashicorp/helm",
    version: ">= 2.12.0, < 4.0.0",
  });
});

test.each([
  [undefined, undefined],
  [RemovalPolicy.DESTROY, undefined],
  [RemovalPolicy.RETAIN, { prevent_destroy: true }],
])("removalPolicy %s: lifecycle %j, of a release and of a namespace", (removalPolicy, lifecycle) => {
  const stack = synth((scope) => {
    const api = new KubernetesApi(scope, "one");
    const namespace = new KubernetesNamespace(scope, "tools", { api, removalPolicy });
    new HelmRelease(scope, "first", { api, ...chart, removalPolicy, dependsOn: [namespace] });
  });
  expect(stack.one("helm_release", "first/Resource").config["lifecycle"]).toEqual(lifecycle);
  expect(stack.one("kubernetes_namespace_v1").config["lifecycle"]).toEqual(lifecycle);
});

test("two APIs have two providers; the environment's connection says nothing", () => {
  const stack = synth((scope) => {
    for (const id of ["one", "two"]) {
      new HelmRelease(scope, `release-${id}`, { api: new KubernetesApi(scope, id), ...chart });
    }
  });
  expect((stack.json["provider"] as Record<string, unknown>)["helm"]).toEqual([{}, { alias: "two" }]);
  expect(stack.all("helm_release").map((one) => one.config["provider"])).toEqual(["helm", "helm.two"]);
});

test("one release twice, and a name in capitals, are refused", () => {
  const twice = (second: string) => () =>
    synth((scope) => {
      const api = new KubernetesApi(scope, "one");
      new HelmRelease(scope, "first", { api, ...chart });
      new HelmRelease(scope, "second", { api, ...chart, name: second });
    });
  expect(errorOf(twice("some")).code).toBe("SCSBP-3004");
  expect(errorOf(twice("Some")).code).toBe("SCSBP-3003");
});
