import { NetworkingPortV2 } from "@scs-blueprints/provider-openstack/lib/networking-port-v2";
import { Construct, type IConstruct } from "constructs";
import { Names } from "../../core/index";
import { FloatingIp } from "./floating-ip";
import type { INetworkTier } from "./network-tier";
import { fixedIps, ipv4Of } from "../compute/server-port";

/** An address that servers share. */
export interface IVirtualIp extends IConstruct {
  /** The address in the tier. */
  readonly address: string;
}

/** Properties of a {@link VirtualIp}. */
export interface VirtualIpProps {
  /** Where the address is. */
  readonly tier: INetworkTier;
  /** The address. @default - one that Neutron chooses and that then stays */
  readonly fixedIp?: string;
  /** Whether it has a public address too. @default false */
  readonly floatingIp?: boolean;
  /** Name in the cloud. @default - stack and path */
  readonly name?: string;
}

/**
 * An address that moves between servers (keepalived, Patroni, kube-vip): no server owns its port, those that may answer
 * for it name it in their `virtualIps`.
 *
 * Defines: a port that belongs to no server; with `floatingIp` a floating IP and its association.
 *
 * @example
 * const vip = new VirtualIp(stack, "vip", { tier: network.tier("web") });
 * new ServerPool(stack, "router", {
 *   tier: network.tier("web"),
 *   flavor: Flavor.SCS_1V_2,
 *   image: Image.ubuntu("24.04"),
 *   size: 2,
 *   virtualIps: [vip],
 * });
 */
export class VirtualIp extends Construct implements IVirtualIp {
  public readonly address: string;
  /** Id of the port. */
  public readonly portId: string;
  /** The public address. @default - none: `floatingIp` is not set */
  public readonly floatingIp?: string;

  /** @throws BlueprintError SCSBP-2053 when `fixedIp` is not an address of the tier, SCSBP-2050 without a way outside */
  public constructor(scope: Construct, id: string, props: VirtualIpProps) {
    super(scope, id);
    const port = new NetworkingPortV2(this, "Resource", {
      name: props.name ?? Names.ofConstruct(this),
      networkId: props.tier.networkId,
      fixedIp: fixedIps({ tier: props.tier, fixedIp: props.fixedIp, path: this.node.path }).slice(0, 1),
      // Traffic is filtered at the ports of those who answer; Neutron would add the project's default group.
      noSecurityGroups: true,
    });
    this.portId = port.id;
    this.address = props.fixedIp ?? ipv4Of(port, props.tier);
    if (props.floatingIp === true) {
      this.floatingIp = new FloatingIp(this, "floating-ip", { tier: props.tier, portId: port.id }).address;
    }
  }
}
