import { NetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/networking-network-v2";
import { NetworkingRbacPolicyV2 } from "@scs-blueprints/provider-openstack/lib/networking-rbac-policy-v2";
import { NetworkingSubnetV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnet-v2";
import { Construct } from "constructs";
import { Names, refuse } from "../../../core/index";
import type { IExternalNetwork } from "../../../openstack/network/external-network";
import { CloudStep } from "@scs-blueprints/standards";
import { OutOfBandStep } from "../steps/out-of-band-step";
import { CheckedSubnet, type ProviderSubnet } from "./provider-subnet";

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
