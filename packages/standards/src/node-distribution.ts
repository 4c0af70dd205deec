import { FindingResult, type Finding } from "./finding";

/** A node of a Kubernetes cluster. */
export interface NodeFacts {
  readonly name: string;
  readonly controlPlane: boolean;
  /** Labels of the node. @default - none */
  readonly labels?: Record<string, string>;
  /** Physical machine under it. @default - not known, as for most tenants */
  readonly host?: string;
}

const TESTCASE = "node-distribution-check";
const STANDARD = "scs-0214-v2";
const ZONE = "topology.kubernetes.io/zone";
const REGION = "topology.kubernetes.io/region";

/**
 * Distribution of nodes (scs-0214-v2): the control plane on several physical machines, zone and region labels on every
 * node. The official check is manual since 2026-04-28.
 */
export class NodeDistribution {
  public static check(nodes: NodeFacts[]): Finding[] {
    const controlPlane = nodes.filter((node) => node.controlPlane);
    return [
      NodeDistribution.hosts(controlPlane),
      NodeDistribution.labelled(nodes, ZONE),
      NodeDistribution.labelled(nodes, REGION),
      NodeDistribution.zones(controlPlane, "control plane over several failure zones (recommended)"),
      NodeDistribution.zones(
        nodes.filter((node) => !node.controlPlane),
        "workers over several failure zones (recommended)",
      ),
    ];
  }

  private static hosts(controlPlane: readonly NodeFacts[]): Finding {
    const clause = "control plane on several physical machines";
    if (controlPlane.length === 0) {
      return NodeDistribution.finding(clause, FindingResult.UNKNOWN, "no control-plane node is visible");
    }
    const known = controlPlane.flatMap((node) => (node.host === undefined ? [] : [node.host]));
    const hosts = new Set(known);
    if (hosts.size > 1) {
      return NodeDistribution.finding(clause, FindingResult.PASS, `the control plane uses ${hosts.size} machines`);
    }
    if (controlPlane.length > 1 && known.length < controlPlane.length) {
      return NodeDistribution.finding(
        clause,
        FindingResult.UNKNOWN,
        "the machines under the control-plane nodes are not known",
      );
    }
    return {
      ...NodeDistribution.finding(clause, FindingResult.FAIL, "one machine carries the whole control plane"),
      got: controlPlane.map((node) => `${node.name} on ${node.host ?? "?"}`).join(", "),
      allowed: "at least two machines",
      fix: "use three control-plane nodes in a server group with (soft-)anti-affinity",
    };
  }

  private static labelled(nodes: readonly NodeFacts[], label: string): Finding {
    const clause = `label ${label} on all nodes`;
    if (nodes.length === 0) {
      return NodeDistribution.finding(clause, FindingResult.UNKNOWN, "there are no nodes to look at");
    }
    const without = nodes.filter((node) => (node.labels?.[label] ?? "") === "");
    return without.length === 0
      ? NodeDistribution.finding(clause, FindingResult.PASS, "all nodes are labelled")
      : {
          ...NodeDistribution.finding(
            clause,
            FindingResult.FAIL,
            `${without.length} of ${nodes.length} nodes lack the label`,
          ),
          got: without.map((node) => node.name).join(", "),
          fix: "run the OpenStack cloud controller manager, which sets and updates it",
        };
  }

  private static zones(nodes: readonly NodeFacts[], clause: string): Finding {
    if (nodes.length < 2) {
      return NodeDistribution.finding(clause, FindingResult.NOT_APPLICABLE, "fewer than two such nodes");
    }
    const zones = new Set(nodes.flatMap((node) => node.labels?.[ZONE] ?? []));
    return zones.size > 1
      ? NodeDistribution.finding(clause, FindingResult.PASS, `${zones.size} zones`)
      : {
          ...NodeDistribution.finding(
            clause,
            FindingResult.WARN,
            "all of them are in one zone, or their zone is not known",
          ),
          fix: "spread them when the cloud has more than one zone",
        };
  }

  private static finding(clause: string, result: FindingResult, message: string): Finding {
    return { testcase: TESTCASE, standard: STANDARD, clause, result, message };
  }
}
