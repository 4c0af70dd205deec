import { NetworkingSecgroupRuleV2 } from "@scs-blueprints/provider-openstack/lib/networking-secgroup-rule-v2";
import { NetworkingSecgroupV2 } from "@scs-blueprints/provider-openstack/lib/networking-secgroup-v2";
import { Construct, type IConstruct } from "constructs";
import { Names } from "../core/index";
import { TerraformStack } from "../core/engine";
import { Connections, type IConnectable } from "./connections";
import type { PeerRule } from "./peer";
import type { Port } from "./port";

/** A security group, owned or looked up. */
export interface ISecurityGroup extends IConstruct {
  /** Id of the group, known after apply. */
  readonly securityGroupId: string;
}

/** Properties of a {@link SecurityGroup}. */
export interface SecurityGroupProps {
  /** Name in the cloud. @default - stack and path, `shop-web` */
  readonly name?: string;
  /** What the group is for. @default - "Managed by scs-blueprints" */
  readonly description?: string;
  /** Whether members may open connections to anywhere, IPv4 and IPv6. @default true, as scs-0115 recommends */
  readonly allowAllOutbound?: boolean;
  /** Neutron tags. @default - none */
  readonly tags?: string[];
}

/**
 * A security group that lets nothing in until asked to.
 *
 * The cloud's default rules for new groups are removed and the rules written out, so that the group is the same on
 * every cloud, whatever its operator set as defaults.
 *
 * Defines: a security group; egress rules for IPv4 and IPv6; a rule for each peer, address family and port let in.
 *
 * @example
 * const group = new SecurityGroup(stack, "web");
 * group.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(22));
 */
export class SecurityGroup extends Construct implements ISecurityGroup, IConnectable {
  public readonly securityGroupId: string;
  /** Name in the cloud. */
  public readonly name: string;
  public readonly connections: Connections;

  public constructor(scope: Construct, id: string, props: SecurityGroupProps = {}) {
    super(scope, id);
    this.name = props.name ?? Names.ofConstruct(this);
    const group = new NetworkingSecgroupV2(this, "Resource", {
      name: this.name,
      description: props.description ?? "Managed by scs-blueprints",
      deleteDefaultRules: true,
      ...(props.tags === undefined ? {} : { tags: props.tags }),
    });
    this.securityGroupId = group.id;
    this.connections = new Connections(this);
    if (props.allowAllOutbound ?? true) {
      for (const ethertype of ["IPv4", "IPv6"]) {
        new NetworkingSecgroupRuleV2(this, `egress-any-${ethertype.slice(2)}`, {
          direction: "egress",
          ethertype,
          securityGroupId: this.securityGroupId,
        });
      }
    }
  }

  /** @internal */
  public addIngress(peer: PeerRule, port: Port): void {
    const id = `ingress-${port.id}-from-${this.peerId(peer)}`;
    if (this.node.tryFindChild(id) !== undefined) {
      return; // the same rule said twice is one rule
    }
    const icmp = peer.ethertype === "IPv6" ? "ipv6-icmp" : "icmp";
    new NetworkingSecgroupRuleV2(this, id, {
      direction: "ingress",
      ethertype: peer.ethertype,
      securityGroupId: this.securityGroupId,
      ...(port.protocol === "any" ? {} : { protocol: port.protocol === "icmp" ? icmp : port.protocol }),
      ...(port.first === undefined ? {} : { portRangeMin: port.first, portRangeMax: port.last }),
      ...(peer.remoteIpPrefix === undefined ? {} : { remoteIpPrefix: peer.remoteIpPrefix }),
      ...(peer.remoteGroup === undefined ? {} : { remoteGroupId: peer.remoteGroup.securityGroupId }),
      ...(peer.description === undefined ? {} : { description: peer.description }),
    });
  }

  /** Part of a resource address: says the peer, and does not change when the stack is renamed. */
  private peerId(peer: PeerRule): string {
    if (peer.remoteGroup === undefined) {
      return peer.id;
    }
    if (peer.remoteGroup === this) {
      return `self-${peer.id}`;
    }
    const stack = TerraformStack.of(this);
    const sameStack = TerraformStack.of(peer.remoteGroup) === stack;
    const path = sameStack ? peer.remoteGroup.node.path.slice(stack.node.path.length + 1) : peer.remoteGroup.node.path;
    return `group-${path.replaceAll("/", "-")}-${peer.id}`;
  }
}
