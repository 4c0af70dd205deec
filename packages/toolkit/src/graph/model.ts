/** How much a picture shows; each shows all that the one before does. */
export enum Preset {
  /** Who serves whom: networks, tiers, pools, balancers, clusters, who may reach them. */
  OVERVIEW = "overview",
  /** Also routers and their interfaces, public addresses, static routes, names. */
  NETWORK = "network",
  /** Also each member of a pool, volumes, listeners, users, each flavor and image, and what has no kind of its own. */
  FULL = "full",
}

/** From the least to the most. @internal */
export const PRESETS: readonly Preset[] = [Preset.OVERVIEW, Preset.NETWORK, Preset.FULL];

/** What a node of the picture is. */
export enum NodeKind {
  REGION = "region",
  STACK = "stack",
  ZONE = "zone",
  DOMAIN = "domain",
  PROJECT = "project",
  NETWORK = "network",
  TIER = "tier",
  POOL = "pool",
  SERVER = "server",
  BALANCER = "balancer",
  LISTENER = "listener",
  ROUTER = "router",
  ROUTE = "route",
  EXTERNAL_NETWORK = "external-network",
  FLOATING_IP = "floating-ip",
  PEER = "peer",
  SECURITY_GROUP = "security-group",
  VOLUME = "volume",
  OBJECT_STORE = "object-store",
  DNS_ZONE = "dns-zone",
  DNS_RECORD = "dns-record",
  SECRET = "secret",
  CREDENTIAL = "credential",
  USER = "user",
  GROUP = "group",
  FLAVOR = "flavor",
  IMAGE = "image",
  VOLUME_TYPE = "volume-type",
  CLUSTER = "cluster",
  CLUSTER_POOL = "cluster-pool",
  NAMESPACE = "namespace",
  KUBERNETES_OBJECT = "kubernetes-object",
  /** Several of one kind that are drawn as one. */
  BUNDLE = "bundle",
  OTHER = "other",
}

/** What an edge of the picture says. */
export enum EdgeKind {
  /** `from` may open connections to `to`: security groups, or the sources of a listener. */
  ALLOWS = "allows",
  /** A balancer passes connections on. */
  FORWARDS = "forwards",
  /** Packets are routed. */
  ROUTES = "routes",
  /** A public address belongs to it. */
  PUBLISHES = "publishes",
  /** A name resolves to it. */
  NAMES = "names",
  /** A role is granted on it. */
  GRANTS = "grants",
  /** It is part of it, or works with it. */
  BELONGS = "belongs",
}

/** What a plan does to something. @see PlanOverlay */
export enum PlanAction {
  CREATE = "create",
  UPDATE = "update",
  REPLACE = "replace",
  DELETE = "delete",
}

/** State of something in a compliance report; worst first. */
export enum ComplianceState {
  VIOLATED = "violated",
  OPEN = "open",
  WAIVED = "waived",
  MET = "met",
}

/** A fact that is shown on request, beside the node. */
export interface NodeFact {
  readonly name: string;
  readonly value: string;
}

/** Something in the picture. */
export interface GraphNode {
  /** Stable: stack and Terraform address, or a word and what it was made from. */
  readonly id: string;
  readonly kind: NodeKind;
  /** Name, short. */
  readonly label: string;
  /** Second line. @default - none */
  readonly detail?: string;
  /** Node that contains it. @default - none */
  readonly parent?: string;
  /** Least preset that shows it. */
  readonly preset: Preset;
  /** Nodes that stand for it where it is not shown. @default - its parent */
  readonly hosts?: readonly string[];
  /** Construct path. @default - it has none */
  readonly path?: string;
  /** Terraform type. @default - none */
  readonly type?: string;
  /** Remarks, shown as a third line. */
  readonly badges: readonly string[];
  readonly facts: readonly NodeFact[];
}

/** A relation in the picture. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** Such as `tcp 5432`. @default - none */
  readonly label?: string;
  /** Least preset that shows it. */
  readonly preset: Preset;
  /** Why it does not work though it is allowed. @default - it does */
  readonly blocked?: string;
}

/** All that is known of an app's topology, in the finest detail. */
export interface Graph {
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** State that an overlay gives to a node of the full graph. */
export interface NodeState {
  readonly action?: PlanAction;
  readonly compliance?: ComplianceState;
  /** Findings in words, worst first. */
  readonly findings?: readonly string[];
}
