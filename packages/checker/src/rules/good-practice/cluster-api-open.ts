import type { Declared } from "../../evidence/declared";
import { Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { type DeclaredCluster, declaredClusters } from "../kaas/declared-clusters";
import { GoodPracticeRule } from "./good-practice-rule";

/** good-practice-cluster-api-open: a cluster's API is reached from known addresses only. */
export class ClusterApiOpen extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-cluster-api-open",
      url: "https://kubernetes.io/docs/concepts/security/controlling-access/",
      title: "A cluster's API is reached from known addresses only",
      rationale: "A hole in the API server, or a leaked kubeconfig, is then of no use to the rest of the world",
      clause: "blocks that may reach the API are named, or it has no public address",
      fix: "give api: { allowedCidrs, managedFrom, loadBalancer: LoadBalancerProvider.AMPHORA }, or publicAddress: false",
    });
  }

  public override synth(declared: Declared): Observation[] {
    return declaredClusters(declared).map((cluster) => this.judge(cluster));
  }

  private judge({ resource, api }: DeclaredCluster): Observation {
    const subject = resource.subject("cluster");
    if (api === undefined || api.allowed.isUnknown) {
      return { outcome: Outcome.DEFERRED, subject, message: "who reaches the API is known only later" };
    }
    const { raw, text } = api.allowed;
    const blocks = Array.isArray(raw) ? raw.map(String) : (text ?? "").split(",").filter((one) => one !== "");
    const open = blocks.filter((one) => one.endsWith("/0"));
    if (!api.isPublic && open.length === 0) {
      return { outcome: Outcome.PASS, subject, message: "the API has no public address" };
    }
    return blocks.length > 0 && open.length === 0
      ? { outcome: Outcome.PASS, subject, message: `the API is reached from ${blocks.join(", ")}` }
      : {
          outcome: Outcome.FAIL,
          subject,
          message: "everybody reaches the API",
          got: open.join(", ") || "no blocks, a public address",
          allowed: "blocks that are named, or no public address",
        };
  }
}
