import { FlavorDiskType, FlavorName } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import { Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { type DeclaredCluster, declaredClusters } from "../kaas/declared-clusters";
import { GoodPracticeRule } from "./good-practice-rule";

const LOCAL = [FlavorDiskType.SSD, FlavorDiskType.NVME];

/** good-practice-etcd-local-ssd: etcd writes to a local SSD (scs-0110). */
export class EtcdLocalSsd extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-etcd-local-ssd",
      url: "https://docs.scs.community/standards/scs-0110-v1-ssd-flavors",
      title: "The control plane of a cluster is on flavors with local SSD",
      rationale: "etcd waits for each write; on network storage it loses its leader under load",
      clause:
        "scs-0110-v1: SCS-2V-4-20s exists for etcd; the flavor's name ends in s (SSD) or p (NVMe) after the disk's size",
      fix: "give controlPlane: { flavor: Flavor.SCS_2V_4_20S }",
    });
  }

  public override synth(declared: Declared): Observation[] {
    return declaredClusters(declared).map((cluster) => this.judge(cluster));
  }

  private judge({ resource, flavor }: DeclaredCluster): Observation {
    const subject = resource.subject("cluster");
    const name = flavor.text;
    if (name === undefined) {
      const message = `the flavor of the control plane is ${flavor.isAbsent ? "the platform's" : "known only later"}`;
      return { outcome: Outcome.DEFERRED, subject, message };
    }
    const disk = FlavorName.tryParse(name).name?.diskType;
    return disk !== undefined && LOCAL.includes(disk)
      ? { outcome: Outcome.PASS, subject, message: `etcd is on the local disk of ${name}` }
      : {
          outcome: Outcome.FAIL,
          subject,
          message: "etcd is on network storage, or on a disk that the flavor's name says nothing of",
          got: name,
          allowed: "a flavor with local SSD, such as SCS-2V-4-20s",
        };
  }
}
