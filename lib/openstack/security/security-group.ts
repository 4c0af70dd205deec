import { DataOpenstackNetworkingSecgroupV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-networking-secgroup-v2";
import { NetworkingSecgroupRuleV2 } from "@scs-blueprints/provider-openstack/lib/networking-secgroup-rule-v2";
import { NetworkingSecgroupV2 } from "@scs-blueprints/provider-openstack/lib/networking-secgroup-v2";
import { Construct } from "constructs";
import { TerraformStack } from "../../core/engine";
import { inWords } from "@scs-blueprints/standards/errors";
import { Names, refuse } from "../../core/index";
import { checkId, Connections, type ISecurityGroup, Peer, PeerKind, type PeerRule } from "./peer";
import { checkedPort, type Port } from "./port";

/** A rule as the program declared it. @internal */
export interface DeclaredRule {
  readonly peer: PeerRule;
  readonly port: Port;
}

/** How to find a security group. */
export interface SecurityGroupLookup {
  /** Its name. */
  readonly name: string;
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
export class SecurityGroup extends Construct implements ISecurityGroup {
  /**
   * A group that is there already, found when Terraform plans. Its rules stay as they are.
   *
   * Defines: a data source.
   *
   * @example
   * const monitoring = SecurityGroup.fromLookup(stack, "monitoring", { name: "monitoring" });
   * server.connections.allowFrom(monitoring, Port.tcp(9100));
   */
  public static fromLookup(scope: Construct, id: string, lookup: SecurityGroupLookup): ISecurityGroup {
    const group = new ImportedSecurityGroup(scope, id);
    group.securityGroupId = new DataOpenstackNetworkingSecgroupV2(group, "lookup", { name: lookup.name }).id;
    return group;
  }

  /**
   * A group that is there already, by its id. Nothing is looked up.
   *
   * @throws BlueprintError SCSBP-2016 for an empty id
   */
  public static fromSecurityGroupId(scope: Construct, id: string, securityGroupId: string): ISecurityGroup {
    checkId(securityGroupId, "a security group", scope.node.path);
    const group = new ImportedSecurityGroup(scope, id);
    group.securityGroupId = securityGroupId;
    return group;
  }

  /** Whether `value` is a group that this program makes. */
  public static isSecurityGroup(value: unknown): value is SecurityGroup {
    return typeof value === "object" && value !== null && MARK in value;
  }

  public readonly securityGroupId: string;
  /** Name in the cloud. */
  public readonly name: string;
  /** Whether members may open connections to anywhere. */
  public readonly allowAllOutbound: boolean;
  public readonly connections: Connections;
  /** @internal @jsii ignore */
  public readonly ingress: DeclaredRule[] = [];
  /** @internal @jsii ignore */
  public readonly egress: DeclaredRule[] = [];
  /** What rules say: Neutron refuses a second one that says the same, whatever peer it was made for. */
  private readonly contents = new Set<string>();

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
    this.connections = Connections.define(() => Peer.securityGroup(this), this);
    this.allowAllOutbound = checkedOutbound(props.allowAllOutbound ?? true, this.node.path);
    Object.defineProperty(this, MARK, { value: true });
    if (this.allowAllOutbound) {
      for (const ethertype of ["IPv4", "IPv6"]) {
        new NetworkingSecgroupRuleV2(this, `egress-any-${ethertype.slice(2)}`, {
          direction: "egress",
          ethertype,
          securityGroupId: this.securityGroupId,
        });
      }
    }
  }

  /** @internal @jsii ignore */
  public addIngress(peer: PeerRule, port: Port): void {
    const id = `ingress-${checkedPort(port, this.node.path).id}-from-${this.peerId(peer)}`;
    refuseUnknownLogins(peer, port, this.node.path);
    if (this.node.tryFindChild(id) === undefined) {
      this.defineRule(id, "ingress", peer, port);
      this.ingress.push({ peer, port });
    }
  }

  /** @internal @jsii ignore */
  public addEgress(peer: PeerRule, port: Port): void {
    const id = `egress-${checkedPort(port, this.node.path).id}-to-${this.peerId(peer)}`;
    if (!this.allowAllOutbound && this.node.tryFindChild(id) === undefined) {
      this.defineRule(id, "egress", peer, port);
      this.egress.push({ peer, port });
    }
  }

  private defineRule(id: string, direction: string, peer: PeerRule, port: Port): void {
    const { remoteIpPrefix, remoteGroup, remoteAddressGroup } = peer;
    const sources = [remoteIpPrefix, remoteGroup?.securityGroupId, remoteAddressGroup?.addressGroupId];
    if (sources.filter((one) => typeof one === "string" && one !== "").length !== 1) {
      throw refuse(this, "SCSBP-2016", {
        what: "a rule without its source would let everybody in",
        got: `${sources.map((one) => JSON.stringify(one) ?? "-").join(", ")} as block, group and address group`,
        allowed: "one of the three",
        fix: "give a peer whose address or id is known, here or when Terraform runs",
      });
    }
    const { protocol } = port;
    const icmp = peer.ethertype === "IPv6" ? "ipv6-icmp" : "icmp";
    const content = {
      direction,
      ethertype: peer.ethertype,
      ...(protocol === "any" ? {} : { protocol: protocol === "icmp" ? icmp : protocol }),
      ...(port.isWholeRange ? {} : { portRangeMin: port.first, portRangeMax: port.last }),
      ...(remoteIpPrefix === undefined ? {} : { remoteIpPrefix }),
      ...(remoteGroup === undefined ? {} : { remoteGroupId: remoteGroup.securityGroupId }),
      ...(remoteAddressGroup === undefined ? {} : { remoteAddressGroupId: remoteAddressGroup.addressGroupId }),
    };
    if (this.contents.has(JSON.stringify(content))) {
      return;
    }
    this.contents.add(JSON.stringify(content));
    const { description } = peer;
    new NetworkingSecgroupRuleV2(this, id, {
      ...content,
      securityGroupId: this.securityGroupId,
      // Neutron cannot change it: other words for the reason would close the port until the rule is made anew.
      ...(description === undefined ? {} : { description, lifecycle: { ignoreChanges: ["description"] } }),
    });
  }

  /** Part of a resource address: says the peer, and does not change when the stack is renamed. */
  private peerId(peer: PeerRule): string {
    const { construct, id, kind } = peer;
    if (construct === undefined) {
      return id;
    }
    if (construct === this) {
      return `self-${id}`;
    }
    const stack = TerraformStack.of(this);
    const sameStack = TerraformStack.of(construct) === stack;
    const path = sameStack ? construct.node.path.slice(stack.node.path.length + 1) : construct.node.path;
    return `${kind === PeerKind.SECURITY_GROUP ? "group" : kind}-${path.replaceAll("/", "-")}-${id}`;
  }
}

/** Ports of logins: SSH (RFC 4251 section 4) and RDP (IANA ms-wbt-server). */
const LOGINS = [22, 3389];

/** Refuses SSH and RDP for addresses that the program does not know, unless a description says whose they are. */
function refuseUnknownLogins({ unknownAddresses, description }: PeerRule, port: Port, path: string): void {
  const open = LOGINS.filter((login) => (port.first ?? 0) <= login && login <= (port.last ?? 65535));
  const tcp = port.protocol === "tcp" || port.protocol === "any";
  if (unknownAddresses === true && description === undefined && tcp && open.length > 0) {
    throw refuse(path, "SCSBP-2057", {
      what: "the addresses of the group are not known to the program, and the rule opens SSH or RDP",
      got: `${port.id} from an address group by its id`,
      allowed: "an AddressGroup of this program, or a description that says whose addresses these are",
      fix: 'say it: allowFrom(group, Port.tcp(22), "VPN of the operators")',
    });
  }
}

/** A text such as "false" would count as true, and open. */
function checkedOutbound(value: unknown, path: string): boolean {
  if (typeof value === "boolean") {
    return value;
  }
  throw refuse(path, "SCSBP-2017", {
    got: inWords(value),
    allowed: "true, false",
    fix: 'write allowAllOutbound: false; of a variable: value === "true"',
  });
}

const MARK = Symbol.for("scs-blueprints.SecurityGroup");

/** A group that is there already. */
class ImportedSecurityGroup extends Construct implements ISecurityGroup {
  public securityGroupId = "";
  public readonly connections = Connections.define(() => Peer.securityGroup(this));
}
