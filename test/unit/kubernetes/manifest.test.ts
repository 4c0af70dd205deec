import type { Construct } from "constructs";
import {
  HelmRelease,
  KubectlSource,
  KubernetesApi,
  KubernetesConnection,
  KubernetesNamespace,
  KubernetesObject,
  type KubernetesObjectProps,
  KubernetesSecret,
  ManifestEmitter,
  PodSecurity,
} from "../../../lib/kubernetes/index";
import { TerraformVariable } from "../../../lib/core/engine";
import { RemovalPolicy, Secret } from "../../../lib/index";
import { errorOf } from "../../support/errors";
import { synth } from "../../support/synth";

const LIMITS = {
  apiVersion: "v1",
  kind: "LimitRange",
  name: "defaults",
  namespace: "team-a",
  body: { spec: { limits: [] } },
};
const refused = (change: Partial<KubernetesObjectProps>) =>
  errorOf(() =>
    synth((stack) => new KubernetesObject(stack, "x", { api: new KubernetesApi(stack, "api"), ...LIMITS, ...change })),
  );

describe("an object", () => {
  test("goes out as kubernetes_manifest where the API says so, with only what was set", () => {
    const { resources } = synth((stack) => {
      const api = new KubernetesApi(stack, "api", { emitter: ManifestEmitter.KUBERNETES });
      new KubernetesObject(stack, "limits", { api, ...LIMITS });
    });
    expect(resources).toHaveLength(1);
    expect(resources[0]!.address).toMatch(/^kubernetes_manifest\.limits_/);
    const { manifest, field_manager, wait } = resources[0]!.config;
    expect(manifest).toEqual({
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "defaults", namespace: "team-a" },
      spec: { limits: [] },
    });
    expect(field_manager).toEqual({ name: "scs-blueprints" });
    expect(wait).toBeUndefined();
  });

  test("goes out as kubectl_manifest, applied by the server", () => {
    const stack = synth((stack) => {
      const api = new KubernetesApi(stack, "api", { forceConflicts: true });
      new KubernetesObject(stack, "limits", { api, ...LIMITS });
    });
    const { config } = stack.one("kubectl_manifest");
    expect(config).toMatchObject({
      server_side_apply: true,
      force_conflicts: true,
    });
    expect(JSON.parse(config["yaml_body"] as string)).toMatchObject({ kind: "LimitRange", spec: { limits: [] } });
    expect(stack.json["terraform"]).toMatchObject({
      required_providers: { kubectl: { source: "gavinbunney/kubectl", version: ">= 1.19.0, < 2.0.0" } },
    });
  });

  test("as kubectl_manifest leaves it to Terraform what only Terraform knows, and masks what only looks so", () => {
    const body = (data: object) =>
      synth((stack) => {
        const api = new KubernetesApi(stack, "api", { emitter: ManifestEmitter.KUBECTL });
        const later = new TerraformVariable(stack, "later", {}).stringValue;
        new KubernetesObject(stack, "x", { api, ...LIMITS, body: { data: { ...data, later } } });
      }).one("kubectl_manifest").config["yaml_body"] as string;
    expect(body({ a: "b" })).toMatch(/^\$\{jsonencode\(.*var\.later/s);
    expect(body({ a: "$${HOME}" })).toContain("$${HOME}");
    expect(body({ a: "$${HOME}" })).not.toContain("$$$");
  });

  test("what only looks like an expression is masked beside quotes, too", () => {
    const stack = synth((scope) => {
      const api = new KubernetesApi(scope, "api", { emitter: ManifestEmitter.KUBECTL });
      new KubernetesObject(scope, "x", { api, ...LIMITS, body: { data: { a: 'it"s', b: "${c} %{d}", e: "$${f}" } } });
    });
    const text = stack.one("kubectl_manifest").config["yaml_body"] as string;
    expect(text).toContain('{"a":"it\\"s","b":"$${c} %%{d}","e":"$${f}"}');
  });

  test("may outlive its name, be kept, and hold a destroy up until it is gone", () => {
    const options = { createBeforeDestroy: true, removalPolicy: RemovalPolicy.RETAIN, deletionMinutes: 30 };
    const config = (emitter: ManifestEmitter, more: Partial<KubernetesObjectProps>) =>
      synth((stack) => {
        new KubernetesObject(stack, "x", { api: new KubernetesApi(stack, "api", { emitter }), ...LIMITS, ...more });
      }).resources[0]!.config;
    const lifecycle = { create_before_destroy: true, prevent_destroy: true };
    expect(config(ManifestEmitter.KUBERNETES, options)).toMatchObject({ lifecycle, timeouts: { delete: "30m" } });
    expect(config(ManifestEmitter.KUBECTL, options)).toMatchObject({ lifecycle, wait: true });
    expect(config(ManifestEmitter.KUBECTL, { awaitDeletion: true })).toMatchObject({ wait: true });
    expect(config(ManifestEmitter.KUBERNETES, { awaitDeletion: true })).not.toHaveProperty("timeouts");
    expect(Object.keys(config(ManifestEmitter.KUBECTL, {}))).not.toEqual(expect.arrayContaining(["wait", "lifecycle"]));
  });

  test("what the kubectl provider cannot do is refused", () => {
    const emitter = ManifestEmitter.KUBECTL;
    const waiting = () =>
      synth((stack) => {
        const api = new KubernetesApi(stack, "api", { emitter });
        new KubernetesObject(stack, "x", { api, ...LIMITS, waitForFields: { "status.phase": "Ready" } });
      });
    expect(errorOf(waiting)).toMatchObject({ code: "SCSBP-3009", got: "status.phase" });
    const named = () => synth((stack) => new KubernetesApi(stack, "api", { emitter, fieldManager: "team" }));
    expect(errorOf(named)).toMatchObject({ code: "SCSBP-3009", got: "team" });
  });

  test("waits for fields and conditions where asked to", () => {
    const stack = synth((stack) => {
      const api = new KubernetesApi(stack, "api", { kubectlSource: KubectlSource.ALEKC });
      const waits = { waitForConditions: { Ready: "True" }, deletionMinutes: 30 };
      new KubernetesObject(stack, "x", { api, ...LIMITS, ...waits });
      new KubernetesObject(stack, "y", { api, ...LIMITS, ...waits, name: "y", emitter: ManifestEmitter.KUBERNETES });
    });
    const condition = [{ type: "Ready", status: "True" }];
    expect(stack.one("kubernetes_manifest").config).toMatchObject({ wait: { condition }, timeouts: { delete: "30m" } });
    expect(stack.one("kubectl_manifest").config).toMatchObject({
      wait_for: { condition },
      timeouts: { delete: "30m" },
    });
  });

  test("comes after all that is named", () => {
    const stack = synth((stack) => {
      const api = new KubernetesApi(stack, "api");
      const namespace = new KubernetesNamespace(stack, "team-a", { api });
      new KubernetesObject(stack, "x", { api, ...LIMITS, dependsOn: [namespace] });
    });
    expect(stack.one("kubectl_manifest", "test/x/Resource").config["depends_on"]).toEqual([
      expect.stringMatching(/^kubernetes_namespace_v1\.team-a_/),
    ]);
  });

  test.each([
    ["a name in capitals", { name: "Defaults" }, "SCSBP-3003"],
    ["a name of 254 characters", { name: "a".repeat(254) }, "SCSBP-3003"],
    ["a namespace with a dot", { namespace: "team.a" }, "SCSBP-3003"],
    ["a label's key with two slashes", { labels: { "a/b/c": "x" } }, "SCSBP-3003"],
    ["a label's value with a blank", { labels: { a: "x y" } }, "SCSBP-3003"],
    ["an annotation without a name", { annotations: { "example.org/": "x" } }, "SCSBP-3003"],
    ["a null deep down", { body: { spec: { limits: [{ max: null }] } } }, "SCSBP-3005"],
    ["a status", { body: { status: {} } }, "SCSBP-3005"],
    ["metadata in the body", { body: { metadata: {} } }, "SCSBP-3005"],
    ["a Secret", { kind: "Secret" }, "SCSBP-3006"],
  ])("%s is refused", (_, change, code) => {
    const error = refused(change);
    expect(error.code).toBe(code);
    expect(error.fix).toBeDefined();
    expect(error.path).toBe("test/x");
  });

  test("a field named status further down is the object's own", () => {
    expect(() =>
      synth((stack) => {
        const api = new KubernetesApi(stack, "api");
        new KubernetesObject(stack, "x", { api, ...LIMITS, body: { spec: { status: "on", unset: undefined } } });
      }),
    ).not.toThrow();
  });

  test("one that is there is taken note of by the kubectl provider, and by no other", () => {
    const stack = synth((scope) => {
      const api = new KubernetesApi(scope, "api", { emitter: ManifestEmitter.KUBECTL });
      new KubernetesObject(scope, "limits", { api, ...LIMITS, importExisting: true });
      const { namespace: _, ...whole } = LIMITS;
      new KubernetesObject(scope, "whole", { api, ...whole, importExisting: true });
    });
    const { import: imports } = stack.json as unknown as { import: { id: string }[] };
    expect(imports.map((one) => one.id)).toEqual(["v1//LimitRange//defaults//team-a", "v1//LimitRange//defaults"]);
    expect(stack.all("kubectl_manifest").map((one) => one.config["lifecycle"])).toEqual([
      { ignore_changes: "all" },
      { ignore_changes: "all" },
    ]);
    expect(refused({ importExisting: true, emitter: ManifestEmitter.KUBERNETES }).code).toBe("SCSBP-3013");
  });

  test("two constructs for one object are refused; the same name elsewhere is another object", () => {
    const twice =
      (second: Partial<KubernetesObjectProps>, sameApi = true) =>
      () =>
        synth((stack) => {
          const api = new KubernetesApi(stack, "api");
          new KubernetesObject(stack, "one", { api, ...LIMITS });
          const other = sameApi ? api : new KubernetesApi(stack, "other");
          new KubernetesObject(stack, "two", { api: other, ...LIMITS, ...second });
        });
    const error = errorOf(twice({}));
    expect([error.code, error.got]).toEqual(["SCSBP-3004", "v1 LimitRange team-a/defaults, by test/one too"]);
    expect(twice({ namespace: "team-b" })).not.toThrow();
    expect(twice({}, false)).not.toThrow();
  });
});

describe("a namespace", () => {
  test("has the pod security asked for", () => {
    const stack = synth((stack) => {
      new KubernetesNamespace(stack, "team-a", {
        api: new KubernetesApi(stack, "api"),
        podSecurity: PodSecurity.RESTRICTED,
      });
    });
    expect(stack.one("kubernetes_namespace_v1").config["metadata"]).toEqual({
      name: "team-a",
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
  });

  test("one that Kubernetes makes itself is refused", () => {
    const make = () =>
      synth((stack) => new KubernetesNamespace(stack, "kube-system", { api: new KubernetesApi(stack, "api") }));
    expect(errorOf(make).code).toBe("SCSBP-3007");
  });
});

describe("a Secret", () => {
  const secret = (emitter: ManifestEmitter) =>
    synth((stack) => {
      const api = new KubernetesApi(stack, "api", { emitter });
      new KubernetesSecret(stack, "registry", {
        api,
        namespace: "team-a",
        labels: { a: "b" },
        values: { password: Secret.fromVariable("registry_password") },
      });
    });

  test("is a kubernetes_secret_v1", () => {
    const { config } = secret(ManifestEmitter.KUBERNETES).one("kubernetes_secret_v1");
    expect(config).toMatchObject({
      metadata: { name: "registry", namespace: "team-a", labels: { a: "b" } },
      data: { password: "${var.registry_password}" },
    });
  });

  test("is a kubectl_manifest whose data plans hide", () => {
    const stack = secret(ManifestEmitter.KUBECTL);
    const { config } = stack.one("kubectl_manifest");
    expect(config["sensitive_fields"]).toEqual(["data"]);
    expect(config["yaml_body"]).toContain("base64encode(var.registry_password)");
    expect(stack.json["variable"]).toMatchObject({ registry_password: { sensitive: true } });
  });

  test("has names beside its secrets, which are no secrets", () => {
    const stack = synth((stack) => {
      const api = new KubernetesApi(stack, "api");
      const values = { password: Secret.fromVariable("password") };
      new KubernetesSecret(stack, "login", { api, namespace: "a", values, plainValues: { user: "ops" } });
    });
    expect(stack.one("kubernetes_secret_v1").config["data"]).toEqual({ password: "${var.password}", user: "ops" });
  });

  test("a value in clear, an unfit key, and none at all are refused", () => {
    const make = (values: Record<string, unknown>) => () =>
      synth((stack) => {
        const api = new KubernetesApi(stack, "api");
        new KubernetesSecret(stack, "registry", { api, namespace: "team-a", values: values as Record<string, Secret> });
      });
    expect(errorOf(make({ password: "geheim" }))).toMatchObject({ code: "SCSBP-1011" });
    expect(errorOf(make({ password: "geheim" })).message).not.toContain("geheim");
    expect(errorOf(make({ "pass word": Secret.fromVariable("x") })).code).toBe("SCSBP-3003");
    expect(errorOf(make({})).code).toBe("SCSBP-3008");
  });
});

describe("the API", () => {
  test("from the environment nothing is said", () => {
    const { json } = synth((stack) => new KubernetesApi(stack, "api", { emitter: ManifestEmitter.KUBECTL }));
    expect(json["provider"]).toMatchObject({ kubectl: [{}] });
  });

  test.each([
    ["an empty path", () => KubernetesConnection.fromKubeconfig(" "), "SCSBP-3001"],
    [
      "a token in clear over the net",
      () => KubernetesConnection.fromToken({ host: "http://x", token: Secret.fromVariable("t") }),
      "SCSBP-3001",
    ],
    [
      "an owner with a blank",
      () => synth((stack) => new KubernetesApi(stack, "api", { fieldManager: "a b" })),
      "SCSBP-3002",
    ],
  ])("%s is refused", (_, act, code) => {
    expect(errorOf(act as () => unknown).code).toBe(code);
  });
});

test("two APIs by the kubectl provider have two providers", () => {
  const stack = synth((scope) => {
    for (const id of ["one", "two"]) {
      const api = new KubernetesApi(scope, id, { emitter: ManifestEmitter.KUBECTL });
      new KubernetesNamespace(scope, `team-${id}`, { api });
    }
  });
  expect(stack.all("kubectl_manifest").map((one) => one.config["provider"])).toEqual(["kubectl", "kubectl.two"]);
  expect((stack.json["provider"] as Record<string, unknown>)["kubectl"]).toEqual([{}, { alias: "two" }]);
});

describe("what lies in a namespace", () => {
  const dependenciesOf = (emitter: ManifestEmitter, build: (stack: Construct, api: KubernetesApi) => void) => {
    const { resources } = synth((stack) => build(stack, new KubernetesApi(stack, "api", { emitter })));
    return Object.fromEntries(
      resources.map(({ address, config }) => {
        const short = (one: string) => one.replace(/^\w+\.|_[0-9A-F]{8}$/g, "");
        return [short(address), (config["depends_on"] as string[] | undefined)?.map(short)];
      }),
    );
  };

  test.each(Object.values(ManifestEmitter))("is made after it, in whichever order they are written (%s)", (emitter) => {
    const made = dependenciesOf(emitter, (stack, api) => {
      new KubernetesObject(stack, "before", { api, ...LIMITS, name: "before" });
      const team = new KubernetesNamespace(stack, "team-a", { api });
      new KubernetesObject(stack, "after", { api, ...LIMITS, name: "after", dependsOn: [team] });
      const values = { password: Secret.fromVariable("password") };
      new KubernetesSecret(stack, "login", { api, namespace: team.namespaceName, values });
      const chart = { repository: "https://charts.example.org", chart: "app", version: "1.0.0" };
      new HelmRelease(stack, "release", { api, ...chart, namespace: "team-a" });
      new KubernetesObject(stack, "elsewhere", { api, ...LIMITS, namespace: "default" });
    });
    expect(made).toEqual({
      ...{ before: ["team-a"], "team-a": undefined, after: ["team-a"], login: ["team-a"], release: ["team-a"] },
      elsewhere: undefined,
    });
  });

  test("waits for an untyped namespace as well, and beside what else it waits for", () => {
    const made = dependenciesOf(ManifestEmitter.KUBERNETES, (stack, api) => {
      const first = new KubernetesObject(stack, "first", { api, ...LIMITS, name: "first", namespace: "default" });
      new KubernetesObject(stack, "second", { api, ...LIMITS, dependsOn: [first] });
      new KubernetesObject(stack, "team", { api, apiVersion: "v1", kind: "Namespace", name: "team-a", body: {} });
    });
    expect(made).toEqual({ first: undefined, team: undefined, second: ["first", "team"] });
  });

  test("does not wait for a namespace of that name in another cluster", () => {
    const made = dependenciesOf(ManifestEmitter.KUBERNETES, (stack, api) => {
      const other = new KubernetesApi(stack, "other", { connection: KubernetesConnection.fromKubeconfig("other") });
      new KubernetesNamespace(stack, "team-a", { api: other });
      new KubernetesObject(stack, "x", { api, ...LIMITS });
    });
    expect(made).toEqual({ x: undefined, "team-a": undefined });
  });
});
