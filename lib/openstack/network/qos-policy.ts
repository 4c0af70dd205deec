import { DataOpenstackNetworkingQosPolicyV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-qos-policy-v2";
import type { Construct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { lookupId, lookupOnce } from "../../core/lookups";

/** A QoS policy of Neutron: bandwidth limits and priorities that the operator offers. */
export interface IQosPolicy {
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
 * const policy = QosPolicy.fromLookup(stack, { name: "limit-1g" });
 * network.addTier("backup", { qosPolicy: policy });
 */
export class QosPolicy {
  /**
   * Finds a policy when Terraform plans. The same one asked for twice in a stack is looked up once.
   *
   * Defines: a data source.
   */
  public static fromLookup(scope: Construct, lookup: QosPolicyLookup): IQosPolicy {
    KnownCloud.of(scope).networkExtension("qos", scope.node.path);
    const id = lookupId("qos-policy", lookup.name);
    const found = lookupOnce(
      scope,
      id,
      (stack) => new DataOpenstackNetworkingQosPolicyV2(stack, id, { name: lookup.name }),
    );
    return { qosPolicyId: found.id };
  }
}
