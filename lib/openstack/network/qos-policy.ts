import { DataOpenstackNetworkingQosPolicyV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-qos-policy-v2";
import { Construct, type IConstruct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { checkedId, lookupId, lookupOnce } from "../../core/lookups";

/** A QoS policy of Neutron: bandwidth limits and priorities that the operator offers. */
export interface IQosPolicy extends IConstruct {
  /** Id of the policy. */
  readonly qosPolicyId: string;
}

/** How to find a QoS policy. */
export interface QosPolicyLookup {
  /** Its name. */
  readonly name: string;
}

/**
 * QoS policies belong to the operator of a cloud (Neutron's default policy lets nobody else make them): they are
 * looked up.
 *
 * @example
 * const policy = QosPolicy.fromLookup(stack, "limit", { name: "limit-1g" });
 * network.addTier("backup", { qosPolicy: policy });
 */
export class QosPolicy {
  /**
   * Finds a policy when Terraform plans. The same one asked for twice in a stack is looked up once.
   *
   * Defines: a data source.
   */
  public static fromLookup(scope: Construct, id: string, lookup: QosPolicyLookup): IQosPolicy {
    KnownCloud.of(scope).networkExtension("qos", scope.node.path);
    const key = lookupId("qos-policy", lookup.name);
    const found = lookupOnce(
      scope,
      key,
      (stack) => new DataOpenstackNetworkingQosPolicyV2(stack, key, { name: lookup.name }),
    );
    return new ImportedQosPolicy(scope, id, found.id);
  }

  /**
   * A policy by its id. Nothing is looked up.
   *
   * @throws BlueprintError SCSBP-2019 for an empty id
   */
  public static fromQosPolicyId(scope: Construct, id: string, qosPolicyId: string): IQosPolicy {
    return new ImportedQosPolicy(scope, id, checkedId(qosPolicyId, "a QoS policy", scope.node.path));
  }
}

/** A policy that is there already. */
class ImportedQosPolicy extends Construct implements IQosPolicy {
  public constructor(
    scope: Construct,
    id: string,
    public readonly qosPolicyId: string,
  ) {
    super(scope, id);
  }
}
