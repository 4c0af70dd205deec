import { Cidr } from "../../cidr";
import type { Declared } from "../../evidence/declared";
import { Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { type DeclaredBlock, type DeclaredCluster, declaredClusters } from "../kaas/declared-clusters";
import { GoodPracticeRule } from "./good-practice-rule";

/** good-practice-cluster-address-overlap: nodes, pods and services have blocks of their own. */
export class ClusterAddressOverlap extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-cluster-address-overlap",
      url: "https://kubernetes.io/docs/concepts/cluster-administration/networking/",
      title: "Nodes, pods and services of a cluster have addresses of their own",
      rationale: "Where two blocks overlap some addresses are not reached, and none of them can be changed later",
      clause: "no two of the cluster's blocks have an address in common",
      fix: "choose another block for one of them before the cluster is made",
    });
  }

  public override synth(declared: Declared): Observation[] {
    return declaredClusters(declared)
      .filter(({ blocks }) => blocks.length > 1)
      .map((cluster) => this.judge(cluster));
  }

  private judge({ resource, blocks }: DeclaredCluster): Observation {
    const subject = resource.subject("cluster");
    const known = blocks.flatMap(({ name, cidr }) =>
      cidr.text === undefined ? [] : [{ name, cidr: Cidr.parse(cidr.text) }],
    );
    const pairs = known.flatMap((one, index) => known.slice(index + 1).map((other) => [one, other] as const));
    const clash = pairs.find(([one, other]) => one.cidr.overlaps(other.cidr));
    const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(", ");
    if (clash !== undefined) {
      return {
        outcome: Outcome.FAIL,
        subject,
        message: `the addresses of ${clash[0].name} and ${clash[1].name} overlap`,
        got: `${clash[0].cidr.text} and ${clash[1].cidr.text}`,
        allowed: "blocks that have no address in common",
      };
    }
    const later: DeclaredBlock[] = blocks.filter(({ cidr }) => cidr.isUnknown);
    return later.length > 0
      ? { outcome: Outcome.DEFERRED, subject, message: `the addresses of ${names(later)} are known only later` }
      : { outcome: Outcome.PASS, subject, message: `the addresses of ${names(known)} do not overlap` };
  }
}
