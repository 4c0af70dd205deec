import { FindingResult, type Finding } from "./finding";
import { Quote } from "./quote";

/** What is known of a cluster's network. */
export interface ClusterNetworkFacts {
  /** Network plugin, such as `cilium`. @default - not known */
  readonly cni?: string;
  /** Whether the e2e tests with focus NetworkPolicy passed. @default - not run: judged by the plugin */
  readonly networkPolicyTestsPassed?: boolean;
  /** Whether AdminNetworkPolicy and BaselineAdminNetworkPolicy work. @default - not known */
  readonly adminNetworkPolicy?: boolean;
  /** Whether an ingress controller with a default IngressClass is on offer. @default - not known */
  readonly defaultIngressClass?: boolean;
}

const TESTCASE = "kaas-networking-check";
const STANDARD = "scs-0219-v1";

/** Plugins whose documentation claims networking.k8s.io/v1 NetworkPolicy as a whole. */
const ENFORCES = ["antrea", "calico", "canal", "cilium", "kube-ovn", "kube-router", "ovn-kubernetes"];
/** Plugins that take NetworkPolicy objects and do nothing with them. */
const IGNORES = ["flannel", "bridge", "kubenet"];

/** Cluster networking (scs-0219-v1): NetworkPolicy must work. */
export class ClusterNetworking {
  /** Whether a network plugin is known to enforce NetworkPolicy; undefined when the library does not know it. */
  public static enforcesNetworkPolicy(cni: string): boolean | undefined {
    const name = cni.trim().toLowerCase();
    return ENFORCES.includes(name) ? true : IGNORES.includes(name) ? false : undefined;
  }

  public static check(facts: ClusterNetworkFacts): Finding[] {
    const ingress = "ingress controller with default IngressClass on offer (recommended)";
    return [
      ClusterNetworking.networkPolicy(facts),
      ...ClusterNetworking.advised(
        "AdminNetworkPolicy, BaselineAdminNetworkPolicy (recommended)",
        facts.adminNetworkPolicy,
      ),
      ...ClusterNetworking.advised(ingress, facts.defaultIngressClass),
    ];
  }

  private static networkPolicy(facts: ClusterNetworkFacts): Finding {
    const clause = "NetworkPolicy is enforced";
    const { cni, networkPolicyTestsPassed: tested } = facts;
    if (tested !== undefined) {
      return tested
        ? ClusterNetworking.finding(clause, FindingResult.PASS, "the NetworkPolicy tests passed")
        : {
            ...ClusterNetworking.finding(clause, FindingResult.FAIL, "the NetworkPolicy tests failed"),
            fix: `use a plugin such as ${ENFORCES.slice(0, 4).join(", ")}`,
          };
    }
    const enforces = cni === undefined ? undefined : ClusterNetworking.enforcesNetworkPolicy(cni);
    if (cni === undefined || enforces === undefined) {
      return {
        ...ClusterNetworking.finding(clause, FindingResult.UNKNOWN, "the network plugin is not known to the library"),
        got: cni === undefined ? undefined : Quote.text(cni),
        fix: "run the e2e tests with focus NetworkPolicy",
      };
    }
    return enforces
      ? { ...ClusterNetworking.finding(clause, FindingResult.PASS, `${cni} enforces NetworkPolicy`), got: cni }
      : {
          ...ClusterNetworking.finding(clause, FindingResult.FAIL, `${cni} ignores NetworkPolicy`),
          got: cni,
          allowed: ENFORCES.join(", "),
          fix: "choose another plugin, or add a policy engine and run the tests",
        };
  }

  /** A recommendation: nothing to say while the fact is not known. */
  private static advised(clause: string, fact: boolean | undefined): Finding[] {
    if (fact === undefined) {
      return [];
    }
    return [
      fact
        ? ClusterNetworking.finding(clause, FindingResult.PASS, "there")
        : ClusterNetworking.finding(clause, FindingResult.WARN, "missing"),
    ];
  }

  private static finding(clause: string, result: FindingResult, message: string): Finding {
    return { testcase: TESTCASE, standard: STANDARD, clause, result, message };
  }
}
