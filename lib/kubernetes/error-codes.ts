import type { ErrorCode } from "../core/error-codes";

/** Every code that lib/kubernetes raises. */
export const KUBERNETES_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-3001",
    title: "The way to a Kubernetes API is not usable",
    explanation:
      "A kubeconfig has a path; a credential is sent to an https URL only; the environment names one kubeconfig for both providers.",
  },
  {
    code: "SCSBP-3002",
    title: "Not a name for an owner of fields",
    explanation: "Server-side apply notes who owns a field: 1 to 128 printable characters.",
  },
  {
    code: "SCSBP-3003",
    title: "Not a name that Kubernetes takes",
    explanation: "Names, namespaces, labels and keys follow RFC 1123 and the rules for labels.",
  },
  {
    code: "SCSBP-3004",
    title: "Two constructs write one object",
    explanation: "An object belongs to one construct; two would change it back and forth.",
  },
  {
    code: "SCSBP-3005",
    title: "An object holds what must not be sent",
    explanation:
      "A null tells the API to remove a field, which never plans empty; the status belongs to controllers; names and labels have props of their own.",
  },
  {
    code: "SCSBP-3006",
    title: "A Secret is not sent as a manifest",
    explanation: "A manifest is shown by plans and stands in the synthesized files. KubernetesSecret hides its values.",
  },
  {
    code: "SCSBP-3007",
    title: "Kubernetes makes this namespace itself",
    explanation: "default, kube-system, kube-public and kube-node-lease are there from the start.",
  },
  {
    code: "SCSBP-3008",
    title: "The Secret has no values",
    explanation: "An empty Secret is a mistake more often than a wish.",
  },
  {
    code: "SCSBP-3009",
    title: "The kubectl provider cannot do this",
    explanation:
      "It has no owner of fields to choose; gavinbunney/kubectl waits for nothing but rollouts. alekc/kubectl waits (kubectlSource).",
  },
  {
    code: "SCSBP-3010",
    title: "Definitions of custom resources could not be read",
    explanation: "CrdSchemas reads files with objects of kind CustomResourceDefinition, in YAML or JSON.",
  },
  {
    code: "SCSBP-3011",
    title: "A custom resource is not what its definition allows",
    explanation:
      "Checked against the definitions given to the API: types, required fields, enums, patterns and unknown fields.",
  },
  {
    code: "SCSBP-3012",
    title: "The cluster's definitions have no such kind or version",
    explanation: "The group is known, the kind or its version is not served by it.",
  },
  {
    code: "SCSBP-3013",
    title: "Objects that are there are taken over by the kubectl provider only",
    explanation: "What an import by hashicorp/kubernetes leaves in the state could not be tried.",
  },
  {
    code: "SCSBP-3014",
    title: "hashicorp/kubernetes cannot plan this object",
    explanation:
      "kubernetes_manifest gives each field a type: entries of a free-form map have to have one shape, a field without a schema has to be known when it plans, and it accepts nothing that the API server rewrites, as Cluster API does with a topology. ManifestEmitter.AUTO and KUBECTL send any object.",
  },
  {
    code: "SCSBP-3015",
    title: "Two APIs of a stack collide",
    explanation:
      "Each API of a stack has its providers under an alias, made from its id; and a stack has one source of the kubectl provider.",
  },
];
