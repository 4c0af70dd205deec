import { DataOpenstackNetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-network-v2";
import { Construct, type IConstruct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { checkedId, lookupId, lookupOnce } from "../../core/lookups";

/** The network of the operator that leads outside: routers have their gateway on it, floating IPs come from it. */
export interface IExternalNetwork extends IConstruct {
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
  public static fromLookup(scope: Construct, id: string, lookup: ExternalNetworkLookup = {}): IExternalNetwork {
    const key = lookup.name === undefined ? "lookup-external-network" : lookupId("external-network", lookup.name);
    const name = KnownCloud.of(scope).externalNetwork(lookup.name, scope.node.path);
    const found = lookupOnce(
      scope,
      key,
      (stack) =>
        new DataOpenstackNetworkingNetworkV2(stack, key, {
          external: true,
          ...(name === undefined ? {} : { name }),
        }),
    );
    return new ImportedExternalNetwork(scope, id, () => factsOf(found));
  }

  /**
   * An external network by its id. Its name is looked up when Terraform plans.
   *
   * Defines: a data source.
   *
   * @throws BlueprintError SCSBP-2019 for an empty id
   */
  public static fromNetworkId(scope: Construct, id: string, networkId: string): IExternalNetwork {
    checkedId(networkId, "a network", scope.node.path);
    return new ImportedExternalNetwork(scope, id, (self) => networkOfId(self, networkId));
  }
}

/** What the program knows of an external network. @internal */
export interface ExternalNetworkFacts {
  readonly networkId: string;
  readonly networkName: string;
}

/** An external network that is there already. @internal */
export class ImportedExternalNetwork extends Construct implements IExternalNetwork {
  private known?: ExternalNetworkFacts;

  /** @param facts asked for once, as soon as somebody needs them: they may be looked up, below `self` */
  public constructor(
    scope: Construct,
    id: string,
    private readonly facts: (self: Construct) => ExternalNetworkFacts,
  ) {
    super(scope, id);
  }

  public get networkId(): string {
    return (this.known ??= this.facts(this)).networkId;
  }

  public get networkName(): string {
    return (this.known ??= this.facts(this)).networkName;
  }
}

/**
 * The external network that a construct takes where its program gives none: the named one, or the cloud's only one.
 * No tier or pool has an id with a capital letter.
 *
 * @internal
 */
export function defaultExternalNetwork(scope: Construct, name?: string): IExternalNetwork {
  const id = name === undefined ? "ExternalNetwork" : `ExternalNetwork-${name}`;
  const found = scope.node.tryFindChild(id) as ImportedExternalNetwork | undefined;
  return found ?? ExternalNetwork.fromLookup(scope, id, name === undefined ? {} : { name });
}

/** Looks a network up by its id. @internal */
export function networkOfId(scope: Construct, networkId: string): ExternalNetworkFacts {
  return factsOf(new DataOpenstackNetworkingNetworkV2(scope, "lookup", { networkId }));
}

/** @internal */
export function factsOf(found: DataOpenstackNetworkingNetworkV2): ExternalNetworkFacts {
  return { networkId: found.id, networkName: found.name };
}
