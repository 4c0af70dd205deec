import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "../../../lib/index";
import {
  KubernetesConnection,
  KubernetesNamespace,
  KubernetesStack,
  type KubernetesStackProps,
} from "../../../lib/kubernetes/index";
import { errorOf } from "../../support/errors";

function json(props?: KubernetesStackProps): Record<string, Record<string, unknown>> {
  const outdir = mkdtempSync(join(tmpdir(), "scsbp-kubernetes-stack-"));
  try {
    const app = new App({ outdir });
    const stack = new KubernetesStack(app, "platform", props);
    new KubernetesNamespace(stack, "yaook", { api: stack.api });
    stack.addOutput("namespace", "yaook", { description: "where the operators are" });
    app.synth();
    return JSON.parse(readFileSync(join(outdir, "stacks/platform/cdk.tf.json"), "utf8"));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

test("a stack has Kubernetes' provider, a state and outputs, and nothing of OpenStack", () => {
  const made = json({ connection: KubernetesConnection.fromKubeconfig("~/.kube/config", "undercloud") });
  expect(Object.keys(made["provider"]!)).toEqual(["kubernetes"]);
  expect(JSON.stringify(made)).not.toContain("openstack");
  expect(made["terraform"]).toHaveProperty("backend.local");
  expect(made["output"]).toEqual({ namespace: { description: "where the operators are", value: "yaook" } });
});

test("an id that is no directory and an output twice are refused", () => {
  expect(errorOf(() => new KubernetesStack(new App(), "1st")).code).toBe("SCSBP-1030");
  const stack = new KubernetesStack(new App(), "platform");
  stack.addOutput("a", 1);
  expect(errorOf(() => stack.addOutput("a", 2)).code).toBe("SCSBP-1031");
});
