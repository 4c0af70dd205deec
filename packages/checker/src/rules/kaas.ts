import {
  ClusterNetworking,
  FindingResult,
  Findings,
  KubernetesVersions,
  NodeDistribution,
  type Finding as StandardFinding,
} from "@scs-blueprints/standards";
import type { ClusterFacts } from "../evidence/cloud-facts";
import type { Declared } from "../evidence/declared";
import { declaredClusters, declaredKubernetesVersions, type DeclaredCluster } from "../evidence/declared-clusters";
import { Outcome, type Observation } from "../report-model";
import type { Rule, RuleContext } from "../rule";
import { fromFindings, testcaseRule, type TestcaseDefinition } from "./rule-definition";

const CONFORMANCE = "cncf-k8s-conformance";
const VERSIONS = "version-policy-check";
const NETWORKING = "kaas-networking-check";
const NODES = "node-distribution-check";

/** The testcases of SCS-compatible KaaS: about a cluster (scs-0201, scs-0210, scs-0214, scs-0219). @internal */
export const kaas = (): Rule[] => [
  clusterRule(CONFORMANCE, "conformancePassed", {
    title: "The CNCF's conformance tests pass",
    rationale: "Applications run on any conformant cluster",
    clause: "all requirements of scs-0201-v1",
    fix: "sonobuoy run --mode=certified-conformance, then repair what fails",
    limitation: "needs a cluster for hours: run Sonobuoy in mode certified-conformance, as the official suite does",
    check: (passed) => [
      {
        testcase: CONFORMANCE,
        standard: "scs-0201-v1",
        clause: "certified-conformance",
        result: passed ? FindingResult.PASS : FindingResult.FAIL,
        message: passed ? "the conformance tests passed" : "conformance tests failed",
      },
    ],
  }),
  clusterRule(VERSIONS, "versions", {
    title: "Kubernetes is within upstream support and patched within a month",
    rationale: "Nobody repairs vulnerabilities of a version that is out of support",
    clause: "Decision: latest patch within a month (two weeks when severe), minors until their end of life",
    fix: "upgrade the cluster to the newest patch of a supported minor",
    synth: versionsInCode,
    check: (versions, { date }) => KubernetesVersions.check(versions, date),
  }),
  clusterRule(NETWORKING, "networking", {
    title: "NetworkPolicy is enforced",
    rationale: "Without it every pod reaches every other, whatever the policies say",
    clause: "Decision: the network plugin fully supports networking.k8s.io/v1 NetworkPolicy",
    fix: "use a network plugin that enforces NetworkPolicy, such as Cilium or Calico",
    limitation: "needs a cluster: the official test runs the e2e suite with focus NetworkPolicy (Sonobuoy)",
    synth: networkingInCode,
    check: (networking) => Findings.ofTestcase(ClusterNetworking.check(networking), NETWORKING),
  }),
  clusterRule(NODES, "nodes", {
    title: "The control plane is on several machines; nodes carry zone and region",
    rationale: "One broken machine must not take the whole control plane with it",
    clause: "Decision: control-plane nodes on several physical machines; topology labels on all nodes",
    fix: "put control-plane nodes into a server group with anti-affinity, and run the OpenStack cloud controller manager",
    limitation: "the official check is manual; a cluster's API shows the labels and rarely the machines",
    synth: (declared) => declaredClusters(declared).map((cluster) => controlPlaneInCode(cluster)),
    check: (nodes) => Findings.ofTestcase(NodeDistribution.check(nodes), NODES),
  }),
];

interface ClusterDefinition<Part extends keyof ClusterFacts> extends TestcaseDefinition {
  /** Checks the part of the live cluster's facts. */
  readonly check: (facts: NonNullable<ClusterFacts[Part]>, context: RuleContext) => StandardFinding[];
}

/**
 * The rule of a testcase about a cluster.
 *
 * @param part the part of the cluster's facts that it decides on
 */
function clusterRule<Part extends keyof ClusterFacts>(
  id: string,
  part: Part,
  { check, ...texts }: ClusterDefinition<Part>,
): Rule {
  return testcaseRule(id, {
    ...texts,
    live: (live, context) => {
      const facts = live.facts.cluster?.[part];
      return facts === undefined || facts === null
        ? [
            {
              ...live.notLookedAt(live.clusterFact(part)),
              subject: live.subject("cluster"),
              fix: "make that part of the cluster readable for the user, then check again",
            },
          ]
        : fromFindings(check(facts, context), ({ subject, clause }) => live.subject("cluster", subject ?? clause));
    },
  });
}

function versionsInCode(declared: Declared, { date }: RuleContext): Observation[] {
  return declaredKubernetesVersions(declared).flatMap(({ resource, version }) => {
    const subject = resource.subject("cluster");
    const running = version.text;
    return running === undefined
      ? [{ outcome: Outcome.DEFERRED, subject, message: "the version is known only later" }]
      : fromFindings(KubernetesVersions.check({ running }, date), subject, { undecided: Outcome.DEFERRED });
  });
}

function networkingInCode(declared: Declared): Observation[] {
  return declaredClusters(declared).flatMap(({ resource, cni }) => {
    const subject = resource.subject("cluster");
    if (cni.text === undefined) {
      const message = "the network plugin is not said by code: it comes with add-ons or from the platform";
      return [{ outcome: Outcome.DEFERRED, subject, message }];
    }
    // the first finding is about the plugin
    return fromFindings(ClusterNetworking.check({ cni: cni.text }), subject, { undecided: Outcome.DEFERRED }).slice(
      0,
      1,
    );
  });
}

/** The control plane only: labels are set by the cloud controller manager, and looked at on the cluster. */
function controlPlaneInCode({ resource, replicas, apart }: DeclaredCluster): Observation {
  const subject = resource.subject("cluster");
  const count = replicas.number;
  if (count !== undefined && count < 2) {
    return {
      outcome: Outcome.FAIL,
      subject,
      message: "one machine carries the whole control plane",
      got: String(count),
      allowed: "three control-plane nodes or more",
    };
  }
  if (apart === undefined || count === undefined) {
    return { outcome: Outcome.DEFERRED, subject, message: "where the control plane runs is not said by code" };
  }
  return apart
    ? { outcome: Outcome.PASS, subject, message: `${count} control-plane nodes are kept on different machines` }
    : {
        outcome: Outcome.FAIL,
        subject,
        message: `nothing keeps the ${count} control-plane nodes on different machines`,
        got: "no server group",
        allowed: "a server group with (soft-)anti-affinity",
      };
}
