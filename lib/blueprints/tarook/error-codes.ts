import type { ErrorCode } from "../../core/error-codes";

/** Every code that lib/blueprints/tarook raises. */
export const TAROOK_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-6700",
    title: "Not a name for a Tarook cluster",
    explanation: "Host names begin with it, and Ansible's inventory holds them.",
  },
  {
    code: "SCSBP-6701",
    title: "Not a number of masters that etcd can work with",
    explanation: "There is at least one master; an even number survives no more failures than one less.",
  },
  {
    code: "SCSBP-6702",
    title: "Anti-affinity groups are for workers",
    explanation: "Masters and gateways have groups of their own; Tarook's validation refuses such masters, too.",
  },
  {
    code: "SCSBP-6703",
    title: "A zone that the cluster does not have",
    explanation: "Where zones are named, nodes and gateways are in these.",
  },
  {
    code: "SCSBP-6704",
    title: "Addresses of a Tarook cluster overlap",
    explanation: "Nodes, WireGuard clients, pods and services have blocks of their own; they cannot be changed later.",
  },
  {
    code: "SCSBP-6705",
    title: "Who reaches the gateways",
    explanation:
      "Ansible and people come in by the gateways: some sources have to be named, and not the whole internet.",
  },
  {
    code: "SCSBP-6706",
    title: "Not a key for a node or a gateway, or no gateway",
    explanation: "Keys become a part of host names and of resource addresses.",
  },
];
