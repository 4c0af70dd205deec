import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind, Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { GoodPracticeRule } from "./good-practice-rule";

/** Provisioners of volumes that are bound to a node (kubernetes.io/docs/concepts/storage/storage-classes, "Local"). */
const LOCAL = /no-provisioner|local-path|hostpath/;

/** good-practice-default-storage-class: a claim that names no class gets a volume (scs-0211, in no scope). */
export class DefaultStorageClassRule extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-default-storage-class",
      url: "https://docs.scs.community/standards/scs-0211-v1-kaas-default-storage-class",
      title: "A cluster has one default StorageClass, of volumes that outlive a node",
      rationale: "Charts claim volumes without a class; without a default they wait for ever",
      clause: "scs-0211-v1: a default StorageClass that survives the loss of a disk or host and is not bound to a node",
      fix: "mark one class of Cinder CSI with storageclass.kubernetes.io/is-default-class",
      evidence: [EvidenceKind.LIVE],
    });
  }

  public override live(live: LiveEvidence): Observation[] {
    const { cluster } = live.facts;
    if (cluster === undefined) {
      return live.reason("cluster").startsWith("the cloud was not asked") ? [] : [this.notLookedAt(live, "cluster")];
    }
    const classes = cluster.defaultStorageClasses;
    if (classes === undefined) {
      return [this.notLookedAt(live, live.clusterFact("defaultStorageClasses"))];
    }
    const subject = live.subject("cluster", "default StorageClass");
    const names = classes.map(({ name, provisioner }) => `${name} of ${provisioner}`).join(", ");
    const local = classes.filter(({ provisioner }) => LOCAL.test(provisioner));
    if (classes.length !== 1 || local.length > 0) {
      return [
        {
          outcome: Outcome.FAIL,
          subject,
          message:
            local.length > 0
              ? "volumes of the default StorageClass are bound to a node"
              : "not one default StorageClass",
          got: names || "none",
          allowed: "exactly one, of a provisioner whose volumes outlive a node",
        },
      ];
    }
    return [{ outcome: Outcome.PASS, subject, message: `the default StorageClass is ${names}` }];
  }
}
