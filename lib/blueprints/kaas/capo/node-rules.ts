import { Cni } from "../kaas-cluster";

/** A rule of the security groups that CAPO makes for a cluster (OpenStackCluster, `SecurityGroupRuleSpec`). */
export interface NodeRule {
  readonly name: string;
  readonly direction: string;
  readonly etherType: string;
  readonly protocol: string;
  readonly portRangeMin?: number;
  readonly portRangeMax?: number;
  readonly remoteManagedGroups: string[];
}

/** Protocol number of IP in IP (RFC 2003), by which Calico tunnels unless told otherwise. */
const IP_IN_IP = "4";

/**
 * What a network plugin needs between nodes beside what CAPO opens by itself (API, etcd, kubelet, node ports). Cilium's
 * as in the class openstack-scs2 (cluster-stacks cluster-class.yaml, `allNodesSecurityGroupRules`); Calico's:
 * docs.tigera.io calico getting-started/kubernetes/requirements, "Network requirements".
 */
const RULES: Record<string, readonly NodeRule[]> = {
  [Cni.CILIUM]: [
    rule("VXLAN (Cilium)", "udp", 8472),
    rule("Health (Cilium)", "tcp", 4240),
    rule("Hubble (Cilium)", "tcp", 4244),
  ],
  [Cni.CALICO]: [
    rule("BGP (Calico)", "tcp", 179),
    rule("IP in IP (Calico)", IP_IN_IP),
    rule("VXLAN (Calico)", "udp", 4789),
    rule("Typha (Calico)", "tcp", 5473),
  ],
};

/** Rules for a plugin; Cilium's where none is named, as in the SCS cluster stacks. @internal */
export function nodeRules(cni: Cni | undefined): readonly NodeRule[] {
  return RULES[cni ?? Cni.CILIUM] ?? [];
}

function rule(name: string, protocol: string, port?: number): NodeRule {
  return {
    name,
    direction: "ingress",
    etherType: "IPv4",
    protocol,
    ...(port !== undefined && { portRangeMin: port, portRangeMax: port }),
    remoteManagedGroups: ["controlplane", "worker"],
  };
}
