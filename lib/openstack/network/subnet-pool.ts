import { DataOpenstackNetworkingSubnetpoolV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-subnetpool-v2";
import { NetworkingSubnetpoolV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnetpool-v2";
import { Construct, type IConstruct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { Cidr, Names, refuse } from "../../core/index";
import { lookupId, lookupOnce } from "../../core/lookups";

/** A subnet pool, owned or looked up: Neutron gives each subnet a block that no other has. */
export interface ISubnetPool extends IConstruct {
  /** Id of the pool. */
  readonly subnetPoolId: string;
  /** 4 or 6. */
  readonly ipVersion: number;
}

/** How to find a subnet pool. */
export interface SubnetPoolLookup {
  /** Its name. @default - the cloud's default pool of the address family */
  readonly name?: string;
  /** 4 or 6. @default 4 */
  readonly ipVersion?: number;
}

/** Properties of a {@link SubnetPool}. */
export interface SubnetPoolProps {
  /** Blocks to give from, all IPv4 or all IPv6. */
  readonly prefixes: string[];
  /** Prefix length of a subnet that asks for none. @default - Neutron's: the shortest that the pool allows */
  readonly defaultPrefixLength?: number;
  /** Name in the cloud. @default - stack and path */
  readonly name?: string;
  /** Neutron tags. @default - none */
  readonly tags?: string[];
}

/**
 * A pool of addresses that Neutron gives blocks from, so that no two subnets of a project overlap.
 *
 * Defines: a subnet pool.
 *
 * @example
 * const pool = new SubnetPool(stack, "pool", { prefixes: ["10.16.0.0/16"] });
 * new ProjectNetwork(stack, "lab", { subnetPool: pool, tierPrefixLength: 26, tiers: ["web"] });
 */
export class SubnetPool extends Construct implements ISubnetPool {
  /**
   * Finds a subnet pool when Terraform plans. The same one asked for twice in a stack is looked up once.
   *
   * Defines: a data source.
   */
  public static fromLookup(scope: Construct, id: string, lookup: SubnetPoolLookup = {}): ISubnetPool {
    const extension = lookup.name === undefined ? "default-subnetpools" : "subnet_allocation";
    KnownCloud.of(scope).networkExtension(extension, scope.node.path);
    const ipVersion = lookup.ipVersion ?? 4;
    const key = lookupId("subnet-pool", lookup.name ?? `default-v${ipVersion}`);
    const found = lookupOnce(
      scope,
      key,
      (stack) =>
        new DataOpenstackNetworkingSubnetpoolV2(stack, key, {
          ipVersion,
          ...(lookup.name === undefined ? { isDefault: true } : { name: lookup.name }),
        }),
    );
    return new ImportedSubnetPool(scope, id, found.id, ipVersion);
  }

  public readonly subnetPoolId: string;
  public readonly ipVersion: number;

  /** @throws BlueprintError SCSBP-1001 for what is no block, SCSBP-2025 for no prefixes or such of two families */
  public constructor(scope: Construct, id: string, props: SubnetPoolProps) {
    super(scope, id);
    KnownCloud.of(this).networkExtension("subnet_allocation", this.node.path);
    const blocks = props.prefixes.map((prefix) => Cidr.parse(prefix));
    const families = new Set(blocks.map((block) => block.ipVersion));
    if (families.size !== 1) {
      throw refuse(this, "SCSBP-2025", {
        got: JSON.stringify(props.prefixes),
        allowed: "at least one block, all IPv4 or all IPv6",
        fix: "make one pool for each family",
      });
    }
    this.ipVersion = blocks[0]?.ipVersion ?? 4;
    this.subnetPoolId = new NetworkingSubnetpoolV2(this, "Resource", {
      name: props.name ?? Names.ofConstruct(this),
      // Neutron joins neighbours and tells them in this order: in any other each plan would change the list.
      prefixes: Cidr.merged(blocks).map((block) => block.text),
      ...(props.defaultPrefixLength === undefined ? {} : { defaultPrefixlen: props.defaultPrefixLength }),
      ...(props.tags === undefined ? {} : { tags: props.tags }),
    }).id;
  }
}

/** A subnet pool that is there already. @internal */
export class ImportedSubnetPool extends Construct implements ISubnetPool {
  public constructor(
    scope: Construct,
    id: string,
    public readonly subnetPoolId: string,
    public readonly ipVersion: number,
  ) {
    super(scope, id);
  }
}
