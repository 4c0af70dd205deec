import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataOpenstackNetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-network-v2";
import { NetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/networking-network-v2";
import { Fn, TerraformHclModule, TerraformOutput } from "cdktf";
import { App, Cloud, ScsStack } from "../../../lib/index";
import { KubernetesNamespace, KubernetesObject, KubernetesStack } from "../../../lib/kubernetes/index";
import { errorOf } from "../../support/errors";

type Json = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

/** Synthesizes two stacks on one cloud. @returns their JSON and what the second is applied after */
function synthTwo(define: (a: ScsStack, b: ScsStack, app: App) => void, engine = false) {
  const outdir = mkdtempSync(join(tmpdir(), "scs-blueprints-test-"));
  if (engine) {
    process.env["SCS_BLUEPRINTS_SYNTH"] = "engine";
  }
  try {
    const app = new App({ outdir });
    const cloud = Cloud.fromEnvironment();
    define(new ScsStack(app, "a", { cloud }), new ScsStack(app, "b", { cloud }), app);
    app.synth();
    const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), "utf8")) as unknown;
    const { stacks } = read("manifest.json") as { stacks: Record<string, { dependencies: string[] }> };
    const after = (id: string) => stacks[id]!.dependencies;
    const json = Object.fromEntries(Object.keys(stacks).map((id) => [id, read(`stacks/${id}/cdk.tf.json`) as Json]));
    return { a: json["a"]!, b: json["b"]!, json, after };
  } finally {
    delete process.env["SCS_BLUEPRINTS_SYNTH"];
    rmSync(outdir, { recursive: true, force: true });
  }
}

const network = (scope: ScsStack, id: string) => new NetworkingNetworkV2(scope, id, { name: id });

test.each([false, true])(
  "what is of another stack leaves depends_on, and its stack comes first (engine: %s)",
  (engine) => {
    const { a, b, after } = synthTwo((one, two) => {
      const far = network(one, "far");
      const near = network(two, "near");
      new NetworkingNetworkV2(two, "both", { name: "both", dependsOn: [far, near] });
      network(two, "raw").dependsOn = [far.fqn];
      network(two, "part").dependsOn = [`${Fn.element([far.fqn], 0)}`];
      new DataOpenstackNetworkingNetworkV2(two, "found", { name: "found", dependsOn: [far] });
      new TerraformHclModule(two, "module", { source: "example/module/openstack", dependsOn: [far, near] });
      new TerraformOutput(two, "output", { value: 1, dependsOn: [far] });
    }, engine);
    const networks = b["resource"]!["openstack_networking_network_v2"]!;
    expect(networks["both"]!["depends_on"]).toEqual(["openstack_networking_network_v2.near"]);
    for (const alone of [
      networks["raw"],
      networks["part"],
      b["output"]!["output"],
      b["data"]!["openstack_networking_network_v2"]!["found"],
    ]) {
      expect(alone).toBeDefined();
      expect(alone).not.toHaveProperty("depends_on");
    }
    expect(b["module"]!["module"]!["depends_on"]).toEqual(["openstack_networking_network_v2.near"]);
    expect(after("b")).toEqual(["a"]);
    // and nothing crosses that nobody asked for
    expect(a).not.toHaveProperty("output");
    expect(b["data"]).not.toHaveProperty("terraform_remote_state");
  },
);

test("a Kubernetes object of one stack that is made after one of another", () => {
  const { json, after } = synthTwo((_a, _b, app) => {
    const one = new KubernetesStack(app, "one");
    const two = new KubernetesStack(app, "two");
    const namespace = new KubernetesNamespace(one, "namespace", { api: one.api, name: "shop" });
    const body = { data: { a: "b" } };
    const what = { apiVersion: "v1", kind: "ConfigMap", name: "settings", namespace: "shop", body };
    new KubernetesObject(two, "object", { ...what, api: two.api, dependsOn: [namespace] });
  });
  expect(JSON.stringify(json["two"])).not.toContain("depends_on");
  expect(after("two")).toEqual(["one"]);
});

test("stacks that need each other are refused, with the whole round", () => {
  const refused = (define: (a: ScsStack, b: ScsStack, app: App) => void) => errorOf(() => synthTwo(define));
  const byDependency = refused((a, b) => {
    network(a, "x").dependsOn = [network(b, "y").fqn];
    network(b, "z").dependsOn = [network(a, "w").fqn];
  });
  expect([byDependency.code, byDependency.got]).toEqual(["SCSBP-1033", "b needs a needs b"]);
  const byValue = refused((a, b) => {
    network(a, "x").description = network(b, "y").id;
    network(b, "z").description = network(a, "w").id;
  });
  expect([byValue.code, byValue.got]).toEqual(["SCSBP-1033", "b needs a needs b"]);
  const byThree = refused((a, b, app) => {
    const c = new ScsStack(app, "c", { cloud: Cloud.fromEnvironment() });
    a.addDependency(b);
    b.addDependency(c);
    network(c, "x").description = network(a, "y").id;
  });
  expect([byThree.code, byThree.got]).toEqual(["SCSBP-1033", "c needs a needs b needs c"]);
});
