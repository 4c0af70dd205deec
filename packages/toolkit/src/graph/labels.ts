import { constructOf, type StackResource } from "@scs-blueprints/checker/assembly";
import { textOf } from "@scs-blueprints/checker/reading";
import { ComplianceState, EdgeKind, NodeKind, PlanAction } from "./model";
import type { ViewEdge, ViewNode } from "./view";

/** Kinds of containers whose other words say what they are. */
const UNSAID = new Set([NodeKind.POOL, NodeKind.BUNDLE, NodeKind.SERVER]);

/** A small sign on a node. @internal */
interface Mark {
  /** Name of its colours. */
  readonly key: string;
  readonly text: string;
  readonly meaning: string;
}

/** Texts that all forms of the picture share. @internal */
export class Labels {
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
    const lines = Labels.lines(view);
    const isSaid = UNSAID.has(kind) || label === Labels.KIND[kind] || lines.includes(Labels.KIND[kind]);
    return [...(isSaid ? [] : [Labels.KIND[kind]]), ...lines].join(" · ");
  }

  public static edge({ label, blocked }: ViewEdge): string | undefined {
    const text = [label, blocked === undefined ? undefined : `(${blocked})`].filter(Boolean).join(" ");
    return text === "" ? undefined : text;
  }

  /** Signs of the overlays. */
  public static marks({ actions, compliance }: ViewNode): Mark[] {
    const planned = Object.values(PlanAction).flatMap((action) => {
      const number = actions[action] ?? 0;
      const [sign, meaning] = Labels.ACTION[action];
      return number === 0
        ? []
        : [{ key: action, text: number === 1 ? sign : `${sign}${number}`, meaning: `${number} ${meaning}` }];
    });
    return compliance === undefined
      ? planned
      : [...planned, { key: compliance, text: Labels.STATE[compliance], meaning: Labels.COMPLIANCE[compliance] }];
  }

  /** All of a node in a sentence: for screen readers. */
  public static sentence(view: ViewNode): string {
    const { node } = view;
    const marks = Labels.marks(view).map(({ meaning }) => meaning);
    return [`${Labels.KIND[node.kind]} ${node.label}`, ...Labels.lines(view), ...marks].join(", ");
  }
}

/** Last parts of a construct path that say what it is, not which one. */
const COMMON = new Set(["Resource", "Default", "server", "subnet", "port", "members", "Cluster", "store", "project"]);

/** Names as people would say them. @internal */
export class Names {
  /** Of an element: the end of its construct path, else its name. */
  public static of(element: StackResource): string {
    return element.path === undefined
      ? (Names.known(textOf(element.values, "name")) ??
          element.address.replace(/^data\./, "").split(".")[1] ??
          element.address)
      : Names.ofPath(element.path);
  }

  /** `shop/bastion/server/Resource` → `bastion`. */
  public static ofPath(path: string): string {
    const parts = path.split("/");
    while (parts.length > 1 && COMMON.has(parts[parts.length - 1] ?? "")) {
      parts.pop();
    }
    return parts[parts.length - 1] ?? path;
  }

  /** `shop/network/web/Resource` → `shop/network/web`: the construct that the user made. */
  public static construct(path: string): string {
    return constructOf(path);
  }

  /** The construct around it. */
  public static around(path: string | undefined): string | undefined {
    const at = path === undefined ? -1 : Names.construct(path).lastIndexOf("/");
    return path === undefined || at <= 0 ? undefined : path.slice(0, at);
  }

  /** A text that holds no expression. */
  public static known(text: string | undefined): string | undefined {
    return text === undefined || text.includes("${") || text === "" ? undefined : text;
  }

  /** `3 servers`, `1 server`. */
  public static count(number: number, word: string): string {
    return `${number} ${word}${number === 1 ? "" : "s"}`;
  }

  /** `a, b, c and 4 more`. */
  public static list(names: readonly string[], most = 3): string {
    const all = [...new Set(names)];
    return all.length <= most ? all.join(", ") : `${all.slice(0, most).join(", ")} and ${all.length - most} more`;
  }
}
