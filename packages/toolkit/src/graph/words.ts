import { ComplianceState, EdgeKind, NodeKind, PlanAction } from "./model";
import type { ViewEdge, ViewNode } from "./view";

/** Kinds of containers whose other words say what they are. */
const UNSAID = new Set([NodeKind.POOL, NodeKind.BUNDLE, NodeKind.SERVER]);

/** A small sign on a node. @internal */
export interface Mark {
  /** Name of its colours. */
  readonly key: string;
  readonly text: string;
  readonly meaning: string;
}

/** Texts that all forms of the picture share. @internal */
export class Words {
  public static readonly KIND: Readonly<Record<NodeKind, string>> = {
    [NodeKind.REGION]: "region",
    [NodeKind.STACK]: "stack",
    [NodeKind.ZONE]: "availability zone",
    [NodeKind.DOMAIN]: "domain",
    [NodeKind.PROJECT]: "project",
    [NodeKind.NETWORK]: "network",
    [NodeKind.TIER]: "tier",
    [NodeKind.POOL]: "server pool",
    [NodeKind.SERVER]: "server",
    [NodeKind.BALANCER]: "load balancer",
    [NodeKind.LISTENER]: "listener",
    [NodeKind.ROUTER]: "router",
    [NodeKind.ROUTE]: "route",
    [NodeKind.EXTERNAL_NETWORK]: "external network",
    [NodeKind.FLOATING_IP]: "floating IP",
    [NodeKind.PEER]: "outside",
    [NodeKind.SECURITY_GROUP]: "security group",
    [NodeKind.VOLUME]: "volume",
    [NodeKind.OBJECT_STORE]: "object store",
    [NodeKind.DNS_ZONE]: "DNS zone",
    [NodeKind.DNS_RECORD]: "DNS record",
    [NodeKind.SECRET]: "secret",
    [NodeKind.CREDENTIAL]: "application credential",
    [NodeKind.USER]: "user",
    [NodeKind.GROUP]: "group",
    [NodeKind.FLAVOR]: "flavor",
    [NodeKind.IMAGE]: "image",
    [NodeKind.VOLUME_TYPE]: "volume type",
    [NodeKind.CLUSTER]: "Kubernetes cluster",
    [NodeKind.CLUSTER_POOL]: "node pool",
    [NodeKind.NAMESPACE]: "namespace",
    [NodeKind.KUBERNETES_OBJECT]: "Kubernetes object",
    [NodeKind.BUNDLE]: "several",
    [NodeKind.OTHER]: "resource",
  };

  public static readonly EDGE: Readonly<Record<EdgeKind, string>> = {
    [EdgeKind.ALLOWS]: "may reach",
    [EdgeKind.FORWARDS]: "passes on to",
    [EdgeKind.ROUTES]: "routes",
    [EdgeKind.PUBLISHES]: "public address",
    [EdgeKind.NAMES]: "names",
    [EdgeKind.GRANTS]: "has a role on",
    [EdgeKind.BELONGS]: "is also in",
  };

  public static readonly COMPLIANCE: Readonly<Record<ComplianceState, string>> = {
    [ComplianceState.VIOLATED]: "violated",
    [ComplianceState.OPEN]: "not shown to be met",
    [ComplianceState.WAIVED]: "waived",
    [ComplianceState.MET]: "met",
  };

  private static readonly ACTION: Readonly<Record<PlanAction, readonly [string, string]>> = {
    [PlanAction.CREATE]: ["+", "to create"],
    [PlanAction.UPDATE]: ["~", "to change in place"],
    [PlanAction.REPLACE]: ["±", "to replace"],
    [PlanAction.DELETE]: ["−", "to destroy"],
  };

  private static readonly STATE: Readonly<Record<ComplianceState, string>> = {
    [ComplianceState.VIOLATED]: "✘",
    [ComplianceState.OPEN]: "?",
    [ComplianceState.WAIVED]: "w",
    [ComplianceState.MET]: "✔",
  };

  /** Lines under the label of a box. */
  public static lines({ node }: ViewNode): string[] {
    const badges = node.badges.join(" · ");
    return [...(node.detail === undefined ? [] : [node.detail]), ...(badges === "" ? [] : [badges])];
  }

  /** What stands beside the label of a container. */
  public static heading(view: ViewNode): string {
    const { kind, label } = view.node;
    const lines = Words.lines(view);
    const isSaid = UNSAID.has(kind) || label === Words.KIND[kind] || lines.includes(Words.KIND[kind]);
    return [...(isSaid ? [] : [Words.KIND[kind]]), ...lines].join(" · ");
  }

  public static edge({ label, blocked }: ViewEdge): string | undefined {
    const text = [label, blocked === undefined ? undefined : `(${blocked})`].filter(Boolean).join(" ");
    return text === "" ? undefined : text;
  }

  /** Signs of the overlays. */
  public static marks({ actions, compliance }: ViewNode): Mark[] {
    const planned = Object.values(PlanAction).flatMap((action) => {
      const number = actions[action] ?? 0;
      const [sign, meaning] = Words.ACTION[action];
      return number === 0
        ? []
        : [{ key: action, text: number === 1 ? sign : `${sign}${number}`, meaning: `${number} ${meaning}` }];
    });
    return compliance === undefined
      ? planned
      : [...planned, { key: compliance, text: Words.STATE[compliance], meaning: Words.COMPLIANCE[compliance] }];
  }

  /** All of a node in a sentence: for screen readers. */
  public static sentence(view: ViewNode): string {
    const { node } = view;
    const marks = Words.marks(view).map(({ meaning }) => meaning);
    return [`${Words.KIND[node.kind]} ${node.label}`, ...Words.lines(view), ...marks].join(", ");
  }
}
