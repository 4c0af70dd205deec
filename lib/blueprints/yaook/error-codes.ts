import type { ErrorCode } from "../../core/error-codes";

/** Every code that lib/blueprints/yaook raises. */
export const YAOOK_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-6500",
    title: "Not a release that Yaook's operators are known to run",
    explanation:
      "The operators take the releases of their own lists only. YaookRelease.unlisted() is for operators that are newer than this library.",
  },
  {
    code: "SCSBP-6501",
    title: "A step of the upgrade is skipped",
    explanation: "Yaook's operators go from one release of their lists to the next, and never back.",
  },
  {
    code: "SCSBP-6502",
    title: "Images in two places, or in none",
    explanation: "Yaook's Glance has one backend: Ceph or a volume.",
  },
  {
    code: "SCSBP-6503",
    title: "Networks by OVN and Open vSwitch, or by neither",
    explanation: "Yaook's Neutron has one set-up.",
  },
  {
    code: "SCSBP-6504",
    title: "Ceph and volumes mixed",
    explanation:
      "A cloud keeps images and volumes in Ceph, or, for trials, images on a volume of the cluster and no volumes at all.",
  },
  {
    code: "SCSBP-6505",
    title: "Two services have one name in DNS",
    explanation:
      "Each service is reached at a name of its own; clouds that share a domain need names of their own too.",
  },
  {
    code: "SCSBP-6506",
    title: "Not a service of the control plane",
    explanation:
      "Names, overrides and settings go by the service: keystone, glance, cinder, nova, placement, vnc, neutron, octavia, barbican, designate, horizon.",
  },
  {
    code: "SCSBP-6507",
    title: "Too few control nodes for a quorum",
    explanation:
      "Galera, RabbitMQ and OVN's databases go on when one of three members is lost, if each is on a node of its own.",
  },
  {
    code: "SCSBP-6508",
    title: "A ratio breaks what flavors promise",
    explanation:
      "scs-0100 says how many vCPUs may share a core or a thread for each CPU type, and that oversubscribed memory shows in the name.",
  },
  {
    code: "SCSBP-6509",
    title: "Pools of hypervisors contradict each other",
    explanation: "A node is in one pool and in one disruption budget; a pool has a name and nodes.",
  },
  {
    code: "SCSBP-6510",
    title: "The service needs what was not given",
    explanation: "Cinder needs Ceph, Designate name servers, Octavia's OVN provider OVN.",
  },
  {
    code: "SCSBP-6511",
    title: "Not a setting of Ceph that services can share",
    explanation:
      "Monitors are addresses with ports; the key's UUID is written in lower case and is the same for Cinder and Nova.",
  },
  {
    code: "SCSBP-6512",
    title: "Not a domain for a cloud",
    explanation: "Services are reached at <service>.<domain>, in lower case.",
  },
  {
    code: "SCSBP-6513",
    title: "An even number of members that elect a leader",
    explanation: "A majority of four is three, as of five: the fourth member only adds to what can fail.",
  },
  {
    code: "SCSBP-6514",
    title: "Not a version of Yaook's charts",
    explanation: "All charts have one version, said exactly: definitions and operators of different ones do not fit.",
  },
  {
    code: "SCSBP-6515",
    title: "The cluster lacks what Yaook asks for",
    explanation:
      "prometheus-operator, cert-manager, an ingress class and a default StorageClass are there before Yaook (docs.yaook.cloud, requirements/k8s-cluster).",
  },
  {
    code: "SCSBP-6516",
    title: "Rook has not made the Secret with a key",
    explanation: "Rook makes a Secret for each CephClient; services cannot start without the key in it.",
  },
  {
    code: "SCSBP-6517",
    title: "A node is for control and for servers",
    explanation: "YaookProfile.HA keeps both apart; for a trial on few nodes say that they are shared.",
  },
  {
    code: "SCSBP-6518",
    title: "A route to a service that is not known",
    explanation: "Routes of the Gateway API name the Services that operators make; those of a public cloud are known.",
  },
  {
    code: "SCSBP-6519",
    title: "Ingresses beside a Gateway",
    explanation: "Both would answer to the same names.",
  },
];
