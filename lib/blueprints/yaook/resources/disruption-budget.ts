import type { Construct } from "constructs";
import { YaookKind } from "../yaook-kind";
import { onlySet } from "./merge";
import { YaookCustomResource, type YaookResourceOptions } from "./yaook-custom-resource";

/** Properties of a {@link YaookDisruptionBudget}. */
export interface YaookDisruptionBudgetProps extends YaookResourceOptions {
  /** Labels of the nodes, one set of them or another; `[{}]` is all nodes. A node is in one budget at most. */
  readonly nodeSelectors: Record<string, string>[];
  /** Nodes that are emptied at a time. */
  readonly maxUnavailable: number;
  /** Running servers are shut off to be moved, in place of moving while they run. @default - the operator's: false */
  readonly disruptiveMaintenance?: boolean;
  /** Only mark the nodes that a change is for, do not empty them. @default - the operator's: false */
  readonly preventDeletion?: boolean;
}

/**
 * How many hypervisors are emptied at a time, when a change of their set-up recreates them (`yaook.cloud/v1
 * YaookDisruptionBudget`; fields as in RPCU/argus infrastructure/yaook/disruptionbudget.yaml at bc3f511).
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new YaookDisruptionBudget(stack, "hypervisors", { api, nodeSelectors: [{}], maxUnavailable: 1 });
 */
export class YaookDisruptionBudget extends YaookCustomResource {
  /** @throws BlueprintError SCSBP-3011 for what the definition does not allow */
  public constructor(scope: Construct, id: string, props: YaookDisruptionBudgetProps) {
    const { nodeSelectors, maxUnavailable, disruptiveMaintenance, preventDeletion } = props;
    super(scope, id, {
      ...props,
      kind: YaookKind.DISRUPTION_BUDGET,
      spec: onlySet({
        nodeSelectors: nodeSelectors.map((matchLabels) => ({ matchLabels })),
        maxUnavailable,
        disruptiveMaintenance,
        preventDeletion,
      }),
    });
  }
}
