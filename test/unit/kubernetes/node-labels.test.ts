import {
  KubernetesApi,
  ManifestEmitter,
  NodeLabels,
  type NodeLabelsProps,
  TaintEffect,
} from "../../../lib/kubernetes/index";
import { errorOf } from "../../support/errors";
import { synth } from "../../support/synth";

const labelled = (change: Partial<NodeLabelsProps> = {}, emitter = ManifestEmitter.KUBERNETES) =>
  synth((scope) => {
    const api = new KubernetesApi(scope, "k", { emitter });
    new NodeLabels(scope, "node", { api, node: "compute-1.example.org", labels: { "a.b/c": "true" }, ...change });
  });
const taints = [{ key: "a.b/c", effect: TaintEffect.NO_SCHEDULE }];

test("hashicorp/kubernetes has labels and taints of their own", () => {
  const stack = labelled({ taints });
  const { "//": _, ...labels } = stack.one("kubernetes_labels").config;
  expect(labels).toEqual({
    api_version: "v1",
    kind: "Node",
    metadata: { name: "compute-1.example.org" },
    labels: { "a.b/c": "true" },
    field_manager: "scs-blueprints",
    provider: "kubernetes",
  });
  expect(stack.one("kubernetes_node_taint").config["taint"]).toEqual([
    { key: "a.b/c", value: "", effect: "NoSchedule" },
  ]);
  expect(labelled().all("kubernetes_node_taint")).toEqual([]);
});

test("the kubectl provider never deletes the node, and has no taints", () => {
  const { config } = labelled({}, ManifestEmitter.KUBECTL).one("kubectl_manifest");
  expect(config).toMatchObject({ apply_only: true, server_side_apply: true });
  expect(config["yaml_body"]).toContain("compute-1.example.org");
  expect(errorOf(() => labelled({ taints }, ManifestEmitter.KUBECTL)).code).toBe("SCSBP-3009");
});

test.each<[string, Partial<NodeLabelsProps>, string]>([
  ["a node in capitals", { node: "Compute" }, "SCSBP-3003"],
  ["a label with a space", { labels: { a: "b c" } }, "SCSBP-3003"],
  ["a taint with two slashes", { taints: [{ key: "a/b/c", effect: TaintEffect.NO_EXECUTE }] }, "SCSBP-3003"],
])("%s is refused", (_, change, code) => {
  expect(errorOf(() => labelled(change)).code).toBe(code);
});

test("a node has one construct", () => {
  const twice = () =>
    synth((scope) => {
      const api = new KubernetesApi(scope, "k");
      new NodeLabels(scope, "one", { api, node: "a", labels: {} });
      new NodeLabels(scope, "two", { api, node: "a", labels: {} });
    });
  expect(errorOf(twice).code).toBe("SCSBP-3004");
});
