import { DataOpenstackNetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-network-v2";
import type { Construct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { lookupId, lookupOnce } from "../../core/lookups";

/** The network of the operator that leads outside: routers have their gateway on it, floating IPs come from it. */
export interface IExternalNetwork {
  /** Id of the network. */
  readonly networkId: string;
  /** Name of the network, which the provider calls the pool of floating IPs. */
  readonly networkName: string;
}

/** How to find an external network. */
export interface ExternalNetworkLookup {
  /**
   * Its name. External networks have a different name on each cloud (`public`, `external`, `ext01` …).
   * @default - that of the cloud's profile, else the only external network that the project sees; Terraform reports when
   * there are several
   */
  readonly name?: string;
}

/**
 * External networks, which belong to the operator of a cloud and are looked up, never defined, by its users.
 */
export class ExternalNetwork {
  /**
   * Finds an external network when Terraform plans. The same one asked for twice in a stack is looked up once.
   *
   * Defines: a data source.
   *
   * @throws BlueprintError SCSBP-1106 when the context of the stack has no such network, or several and none is named
   */
  public static fromLookup(scope: Construct, lookup: ExternalNetworkLookup = {}): IExternalNetwork {
    const id = lookup.name === undefined ? "lookup-external-network" : lookupId("external-network", lookup.name);
    const name = KnownCloud.of(scope).externalNetwork(lookup.name, scope.node.path);
    const found = lookupOnce(
      scope,
      id,
      (stack) =>
        new DataOpenstackNetworkingNetworkV2(stack, id, {
          external: true,
          ...(name === undefined ? {} : { name }),
        }),
    );
    return { networkId: found.id, networkName: found.name };
  }
}
