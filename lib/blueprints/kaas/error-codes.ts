import type { ErrorCode } from "../../core/error-codes";

/** Every code that lib/blueprints/kaas raises. */
export const KAAS_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-6400",
    title: "Not a whole version of Kubernetes",
    explanation:
      "A cluster runs a patch release: major, minor and patch. What a target wants in another form it is given so.",
  },
  {
    code: "SCSBP-6401",
    title: "The version of Kubernetes is past its end of life",
    explanation:
      "scs-0210 asks for a version that upstream supports. The day is that of the library's table, so that synth gives the same on any day; `check` looks at today's.",
  },
  {
    code: "SCSBP-6402",
    title: "An outdated version without a reason",
    explanation:
      "KubernetesVersion.outdated() is for a cluster until its upgrade; the reason is for who reads the program.",
  },
  {
    code: "SCSBP-6405",
    title: "Not a name for a cluster",
    explanation: "Node names begin with the cluster's name, and names of nodes are DNS labels.",
  },
  {
    code: "SCSBP-6406",
    title: "An even control plane",
    explanation: "etcd needs a majority: four nodes survive the loss of one, as three do.",
  },
  {
    code: "SCSBP-6407",
    title: "The cluster has no pool of nodes",
    explanation: "Workloads do not run on the control plane.",
  },
  {
    code: "SCSBP-6408",
    title: "The network plugin does not enforce NetworkPolicy",
    explanation: "scs-0219 asks for NetworkPolicy that works; some plugins take the objects and do nothing.",
  },
  {
    code: "SCSBP-6409",
    title: "The platform cannot do this",
    explanation: "Platforms differ in what can be asked of them. What one cannot do is refused, not dropped.",
  },
  {
    code: "SCSBP-6410",
    title: "Not a name for a pool of nodes",
    explanation: "A pool's name becomes a part of node names.",
  },
  {
    code: "SCSBP-6411",
    title: "The size of a pool contradicts itself",
    explanation: "A pool has a fixed size, or it scales between min and max.",
  },
  {
    code: "SCSBP-6412",
    title: "A pool names a zone twice",
    explanation: "Nodes are shared out over the zones; each counts once.",
  },
  {
    code: "SCSBP-6413",
    title: "A flavor with a disk and a root volume",
    explanation: "A node boots from one of the two.",
  },
  {
    code: "SCSBP-6414",
    title: "The root disk is too small for a node image",
    explanation: "Node images of SCS ask for 20 GB at least.",
  },
  {
    code: "SCSBP-6415",
    title: "Addresses of a cluster overlap",
    explanation: "Nodes, pods and services have blocks of their own; they cannot be changed later.",
  },
  {
    code: "SCSBP-6416",
    title: "An OVN balancer cannot hold to allowedCidrs",
    explanation: "Octavia's OVN provider passes packets on without a look at who sends them.",
  },
  {
    code: "SCSBP-6417",
    title: "allowedCidrs lock out what manages the cluster",
    explanation:
      "Cluster API asks the new cluster's API until it answers; from outside the allowed blocks it never does.",
  },
  {
    code: "SCSBP-6418",
    title: "An empty list of allowedCidrs",
    explanation:
      "Without allowedCidrs everybody reaches the API. An empty list would say nobody, and let everybody in.",
  },
  {
    code: "SCSBP-6420",
    title: "A cluster stack is for a minor version",
    explanation: "Cluster stacks are released for a minor version of Kubernetes, 1.36.",
  },
  {
    code: "SCSBP-6421",
    title: "Not a release of a cluster stack",
    explanation: "Releases count up: v1, v2 \u2026; those of a channel of one's own have a suffix.",
  },
  {
    code: "SCSBP-6422",
    title: "The tenant has no cluster stack for this version",
    explanation: "The minor version of a cluster has to be among those of its tenant's cluster stacks.",
  },
  {
    code: "SCSBP-6430",
    title: "Not a release of RKE2, or not a safe place to fetch it from",
    explanation: "Nodes run what they fetch: a release by its revision, over https.",
  },
  {
    code: "SCSBP-6431",
    title: "A name in a machine template is not known at synth",
    explanation:
      "Templates of Cluster API are never changed: their names hold a digest of what is in them, so that another image or key is another template.",
  },
  {
    code: "SCSBP-6432",
    title: "An add-on that no ConfigMap holds",
    explanation: "A ClusterResourceSet carries add-ons in ConfigMaps, each of 1 MiB at most.",
  },
  {
    code: "SCSBP-6440",
    title: "Not a name of a Gardener project",
    explanation: "The project's own name, without the prefix of its namespace.",
  },
  {
    code: "SCSBP-6441",
    title: "A Gardener project without zones, or with one twice",
    explanation: "Gardener wants zones for each pool; those of the project are for pools that name none.",
  },
  {
    code: "SCSBP-6442",
    title: "Gardener wants a balancer by its name",
    explanation:
      "The control plane's configuration names the provider of balancers; there is no default to leave it to.",
  },
  {
    code: "SCSBP-6443",
    title: "Names of project and cluster are too long for Gardener",
    explanation: "Host names and names in the cloud hold both: 21 characters together.",
  },
  {
    code: "SCSBP-6444",
    title: "A pool's name is too long for Gardener",
    explanation: "Worker pools have names of 15 characters at most.",
  },
  {
    code: "SCSBP-6445",
    title: "Fewer nodes than zones",
    explanation: "Gardener spreads pods of its own over all zones of a pool, so that each has to have a node.",
  },
  {
    code: "SCSBP-6460",
    title: "A setting of another distribution, or kubeadm without its certificate key",
    explanation:
      "Revision and installer are RKE2's; certificate key and sources are kubeadm's, whose control-plane nodes share certificates by it.",
  },
  {
    code: "SCSBP-6461",
    title: "Not a safe place to fetch software from",
    explanation: "Nodes run what they fetch: over https.",
  },
  {
    code: "SCSBP-6462",
    title: "kubeadm is too old for its configuration",
    explanation: "The library writes kubeadm.k8s.io/v1beta4, which Kubernetes has from 1.31 on.",
  },
  {
    code: "SCSBP-6463",
    title: "Not a bootstrap token, or not a certificate key",
    explanation:
      "A precondition of the plan. kubeadm takes tokens of six and sixteen characters with a dot between, and keys of 64 hexadecimal digits: `kubeadm token generate`, `kubeadm certs certificate-key`.",
  },
  {
    code: "SCSBP-6464",
    title: "Which pool Magnum makes with the cluster",
    explanation: "One group of workers is made with the cluster and cannot go without it; the others are added to it.",
  },
  {
    code: "SCSBP-6465",
    title: "Not a label that Magnum's driver reads",
    explanation: "The driver takes unknown labels in silence, and does nothing.",
  },
  {
    code: "SCSBP-6466",
    title: "The node image is of another version of Kubernetes",
    explanation:
      "A precondition of the plan. Magnum's Cluster API driver installs nothing: the version of a cluster is that of its image, which says it in the property kube_version.",
  },
  {
    code: "SCSBP-6470",
    title: "Who logs in to the management host",
    explanation: "It holds an unrestricted login of the project: some sources are named, and not the whole internet.",
  },
  {
    code: "SCSBP-6471",
    title: "Not a certificate",
    explanation: "The cloud's own authority is given as a certificate in PEM, as it stands in its file.",
  },
];
