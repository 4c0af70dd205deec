import { NetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/networking-network-v2";
import { NetworkingRbacPolicyV2 } from "@scs-blueprints/provider-openstack/lib/networking-rbac-policy-v2";
import { NetworkingSubnetV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnet-v2";
import { CloudStep } from "@scs-blueprints/standards";
import { Construct } from "constructs";
import { Address4, Address6 } from "ip-address";
import { BlueprintError, Cidr, Names, refuse } from "../../core/index";
import type { IExternalNetwork } from "../../openstack/network/external-network";
import { OutOfBandStep } from "./out-of-band-step";

/** Addresses from the first to the last, both included. */
export interface AddressRange {
  readonly start: string;
  readonly end: string;
}

/** One subnet of a provider network. */
export interface ProviderSubnet {
  /** Key of the subnet, which its name in the cloud ends with. @default - v4 or v6, by the block */
  readonly key?: string;
  /** The block, such as 203.0.113.0/24. */
  readonly cidr: string;
  /** Address of the gateway in the operator's network. @default - the first address of the block */
  readonly gateway?: string;
  /** Addresses that routers and floating IPs get. @default - all but the gateway's */
  readonly allocationPools?: AddressRange[];
}

/**
 * A subnet of a provider network that was looked over: gateway and pools lie in the block, pools do not overlap.
 *
 * @internal
 */
export class CheckedSubnet {
  public readonly key: string;
  public readonly cidr: Cidr;

  /** @throws BlueprintError SCSBP-1001 for what is no block, SCSBP-6263 for addresses outside of it or given twice */
  public constructor(
    public readonly subnet: ProviderSubnet,
    private readonly path: string,
  ) {
    this.cidr = Cidr.parse(subnet.cidr);
    this.key = subnet.key ?? `v${this.cidr.ipVersion}`;
    const gateway = subnet.gateway === undefined ? undefined : this.within("gateway", subnet.gateway);
    const ranges = (subnet.allocationPools ?? []).map((pool): [bigint, bigint, AddressRange] => [
      this.within("start of a pool", pool.start),
      this.within("end of a pool", pool.end),
      pool,
    ]);
    ranges.sort(([a], [b]) => (a < b ? -1 : 1));
    ranges.forEach(([start, end, pool], index) => {
      const next = ranges[index + 1];
      if (start > end || (next !== undefined && next[0] <= end)) {
        throw this.refuse("pools of addresses run upwards and do not overlap", `${pool.start} to ${pool.end}`);
      }
      if (gateway !== undefined && gateway >= start && gateway <= end) {
        throw this.refuse("the gateway's address lies in a pool", `${subnet.gateway} in ${pool.start} to ${pool.end}`);
      }
    });
  }

  private within(what: string, text: string): bigint {
    const address = CheckedSubnet.addressOf(text);
    if (address === undefined || !this.cidr.containsAddress(text)) {
      throw this.refuse(`the ${what} is no address of the subnet`, text);
    }
    return address.bigInt();
  }

  private refuse(what: string, got: string): BlueprintError {
    return refuse(this.path, "SCSBP-6263", {
      what,
      got,
      allowed: `addresses of ${this.cidr.text}, each for one purpose`,
      fix: "correct the addresses of the subnet",
    });
  }

  private static addressOf(text: string): Address4 | Address6 | undefined {
    try {
      return text.includes(":") ? new Address6(text) : new Address4(text);
    } catch {
      return undefined;
    }
  }
}

/** How a provider network lies on the operator's network. */
export enum ProviderNetworkType {
  /** Untagged, on a physical network of its own. */
  FLAT = "flat",
  /** A VLAN of the physical network. */
  VLAN = "vlan",
}

/** A project that a provider network is offered to. */
export interface ProviderNetworkAudience {
  /** Key of the offer, which its address in Terraform is made of. */
  readonly key: string;
  readonly projectId: string;
}

/** Properties of a {@link ScsProviderNetwork}. */
export interface ScsProviderNetworkProps {
  /** Neutron's name of the operator's network (`bridge_mappings`), such as physnet1. */
  readonly physicalNetwork: string;
  /** @default ProviderNetworkType.FLAT */
  readonly type?: ProviderNetworkType;
  /** VLAN id, 1 to 4094. @default - none: a flat network */
  readonly vlanId?: number;
  /** Its subnets; scs-0126-v1 wants IPv6 and recommends IPv4. */
  readonly subnets: ProviderSubnet[];
  /** Bytes. @default - Neutron's for the physical network */
  readonly mtu?: number;
  /** The network that projects get without asking: one a cloud. @default true */
  readonly isDefault?: boolean;
  /**
   * Only these projects see it, and may use it for routers and floating IPs.
   * @default - all projects
   */
  readonly offeredTo?: ProviderNetworkAudience[];
  /**
   * Servers may have ports on it. The standard then asks for port security, which is set.
   * @default false
   */
  readonly shared?: boolean;
  /** Name in the cloud. @default public */
  readonly name?: string;
  /** Neutron tags. @default - none */
  readonly tags?: string[];
}

/**
 * The provider network of a cloud (draft scs-0126-v1): external, the default, its subnets without DHCP. The one that
 * tenants' routers lead to and that floating IPs come from.
 *
 * `is_default` is set by a step beside Terraform: the provider has no such attribute, and its `value_specs` would replace
 * the network, with all floating IPs on it, whenever the value changes.
 *
 * With `offeredTo` the network is offered by RBAC policies project by project in place of to all.
 *
 * Defines: a network, a subnet for each block, a step; with `offeredTo` a RBAC policy for each project.
 *
 * @example
 * new ScsProviderNetwork(stack, "public", {
 *   physicalNetwork: "physnet1",
 *   subnets: [{ cidr: "203.0.113.0/24", gateway: "203.0.113.1" }, { cidr: "2001:db8:1::/64" }],
 * });
 */
export class ScsProviderNetwork extends Construct implements IExternalNetwork {
  /** Id of the network, known when its subnets are there: a router gets no address from a network without. */
  public readonly networkId: string;
  public readonly networkName: string;

  /**
   * @throws BlueprintError SCSBP-6261 for a VLAN id that does not fit the type, SCSBP-6262 for no subnets or two of one
   * key, SCSBP-6263 for addresses outside of their block, SCSBP-6264 for a default network that not all projects see
   */
  public constructor(scope: Construct, id: string, props: ScsProviderNetworkProps) {
    super(scope, id);
    const { offeredTo, tags, mtu, shared = false, vlanId } = props;
    const type = this.checkedType(props);
    const isDefault = props.isDefault ?? offeredTo === undefined;
    this.checkAudience(props);
    const subnets = this.checkedSubnets(props.subnets);
    const name = props.name ?? "public";
    const network = new NetworkingNetworkV2(this, "Resource", {
      name,
      // offered project by project, Neutron makes it external with the first policy
      ...(offeredTo === undefined ? { external: true } : {}),
      ...(shared ? { shared, portSecurityEnabled: true } : {}),
      ...(mtu === undefined ? {} : { mtu }),
      ...(tags === undefined ? {} : { tags }),
      segments: [
        {
          networkType: type,
          physicalNetwork: props.physicalNetwork,
          ...(vlanId === undefined ? {} : { segmentationId: vlanId }),
        },
      ],
    });
    this.networkName = network.name;
    let last: NetworkingSubnetV2 | undefined;
    for (const { key, cidr, subnet } of subnets) {
      const made: NetworkingSubnetV2 = new NetworkingSubnetV2(this, `subnet-${key}`, {
        name: Names.join([name, key]),
        networkId: network.id,
        cidr: cidr.text,
        ipVersion: cidr.ipVersion,
        enableDhcp: false,
        ...(subnet.gateway === undefined ? {} : { gatewayIp: subnet.gateway }),
        ...(subnet.allocationPools === undefined
          ? {}
          : { allocationPool: subnet.allocationPools.map(({ start, end }) => ({ start, end })) }),
        ...(tags === undefined ? {} : { tags }),
        ...(last === undefined ? {} : { dependsOn: [last] }),
      });
      last = made;
    }
    this.networkId = last?.networkId ?? network.id;
    for (const { key, projectId } of offeredTo ?? []) {
      new NetworkingRbacPolicyV2(this, `offer-${key}`, {
        action: "access_as_external",
        objectType: "network",
        objectId: network.id,
        targetTenant: projectId,
      });
    }
    // said to be none, it is taken back: Terraform runs no provisioner of a step that left the program
    if (isDefault || props.isDefault === false) {
      new OutOfBandStep(this, "default", {
        step: CloudStep.defaultExternalNetwork(network.id, isDefault),
        undoOnDestroy: true,
      });
    }
  }

  private checkedType(props: ScsProviderNetworkProps): ProviderNetworkType {
    const type = props.type ?? (props.vlanId === undefined ? ProviderNetworkType.FLAT : ProviderNetworkType.VLAN);
    const { vlanId } = props;
    const fits =
      type === ProviderNetworkType.FLAT
        ? vlanId === undefined
        : vlanId !== undefined && Number.isInteger(vlanId) && vlanId >= 1 && vlanId <= 4094;
    if (!fits) {
      throw refuse(this, "SCSBP-6261", {
        got: `type ${type}, VLAN id ${vlanId ?? "none"}`,
        allowed: "flat without VLAN id, or vlan with one of 1 to 4094 (IEEE 802.1Q)",
        fix: type === ProviderNetworkType.FLAT ? "leave vlanId out, or make the type vlan" : "correct vlanId",
      });
    }
    return type;
  }

  private checkedSubnets(subnets: readonly ProviderSubnet[]): CheckedSubnet[] {
    const checked = subnets.map((subnet) => new CheckedSubnet(subnet, this.node.path));
    const keys = checked.map((each) => each.key);
    const overlapping = checked.find((one, index) =>
      checked.slice(index + 1).some((other) => one.cidr.overlaps(other.cidr)),
    );
    if (checked.length === 0 || new Set(keys).size < keys.length || overlapping !== undefined) {
      throw refuse(this, "SCSBP-6262", {
        got: checked.map((each) => `${each.key}: ${each.cidr.text}`).join(", ") || "no subnet",
        allowed: "at least one; two of one address family get a key each",
        fix:
          checked.length === 0 ? "add the block that the operator's routers know" : "give each its own key and block",
      });
    }
    return checked;
  }

  private checkAudience({ offeredTo, isDefault, shared }: ScsProviderNetworkProps): void {
    if (offeredTo !== undefined && (isDefault === true || shared === true)) {
      throw refuse(this, "SCSBP-6264", {
        what: "a network that is offered to some projects is neither the default of all nor shared with all",
        got: `offeredTo with ${isDefault === true ? "isDefault" : "shared"}: true`,
        allowed: "one of them",
        fix: "leave offeredTo out, or make another network the default",
      });
    }
  }
}
