import { NetworkingFloatingipAssociateV2 } from "@scs-blueprints/provider-openstack/lib/networking-floatingip-associate-v2";
import { NetworkingFloatingipV2 } from "@scs-blueprints/provider-openstack/lib/networking-floatingip-v2";
import { Construct } from "constructs";
import { Names, refuse } from "../../core/index";
import type { INetworkTier } from "./network-tier";

/** Properties of a {@link FloatingIp}. */
export interface FloatingIpProps {
  /** The tier that the port is in. */
  readonly tier: INetworkTier;
  /** Id of the port. */
  readonly portId: string;
}

/**
 * A public address on a port. The address is a resource of its own: it survives the replacement of the server.
 *
 * Defines: a floating IP, its association with the port.
 *
 * @example
 * const ip = new FloatingIp(stack, "ip", { tier: network.tier("web"), portId: server.portId });
 */
export class FloatingIp extends Construct {
  /** The public address, known after apply. */
  public readonly address: string;

  /** Id of the port that has it. */
  public readonly portId: string;

  /**
   * @throws BlueprintError SCSBP-2050 when the tier has no way to the outside, SCSBP-2056 when it has no port security
   *   and does not say why
   */
  public constructor(scope: Construct, id: string, props: FloatingIpProps) {
    super(scope, id);
    const { externalNetwork, tierName, uplinks, portSecurity, portSecurityOffReason } = props.tier;
    this.portId = props.portId;
    if (externalNetwork === undefined) {
      throw refuse(this, "SCSBP-2050", {
        got: `a floating IP in tier "${tierName}"`,
        allowed: "tiers of a network with a router that has a gateway",
        fix: "leave internetAccess of the network at its default, give externalNetwork to NetworkTier.fromLookup, or leave out floatingIp",
      });
    }
    if (portSecurity === false && portSecurityOffReason === undefined) {
      throw refuse(this, "SCSBP-2056", {
        what: "a public address in a tier without port security opens every port to the internet",
        got: `a floating IP in tier "${tierName}" with portSecurity: false`,
        allowed: "tiers with port security, or a reason why there is none",
        fix: 'leave portSecurity out, or say why beside it: portSecurityOffReason: "the firewall appliance filters"',
      });
    }
    const ip = new NetworkingFloatingipV2(this, "Resource", {
      pool: externalNetwork.networkName,
      description: Names.ofConstruct(this),
    });
    this.address = ip.address;
    const association = new NetworkingFloatingipAssociateV2(this, "association", {
      floatingIp: ip.address,
      portId: props.portId,
    });
    // Neutron refuses an address for a port whose subnet no router connects to the external network yet.
    association.dependsOn = [...uplinks];
  }
}
