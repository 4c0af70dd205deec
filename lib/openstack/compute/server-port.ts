import {
  NetworkingPortV2,
  type NetworkingPortV2FixedIp,
} from "@scs-blueprints/provider-openstack/lib/networking-port-v2";
import type { Construct } from "constructs";
import { Fn, Token } from "../../core/engine";
import { inWords } from "@scs-blueprints/standards/errors";
import { Cidr, refuse } from "../../core/index";
import type { INetworkTier } from "../network/network-tier";
import { type ISecurityGroup, PeerKind } from "../security/peer";
import { Port } from "../security/port";
import { SecurityGroup } from "../security/security-group";

/** Where a port is in a tier. @internal */
export interface PortPlace {
  readonly tier: INetworkTier;
  readonly zone?: string;
  readonly fixedIp?: string;
  readonly path: string;
}

/** @internal */
export interface ServerPortProps extends PortPlace {
  readonly name: string;
  readonly securityGroups: readonly ISecurityGroup[];
  readonly allowedAddresses: readonly string[];
  readonly tags?: string[];
}

/** The port of a server. @internal */
export function definePort(scope: Construct, id: string, props: ServerPortProps): NetworkingPortV2 {
  const { tier, securityGroups, allowedAddresses } = props;
  const guarded = tier.portSecurity !== false;
  const tooWide = allowedAddresses.find((text) => !Token.isUnresolved(text) && blockOf(text).isInternetWide);
  if (tooWide !== undefined || (!guarded && allowedAddresses.length > 0)) {
    throw refuse(props.path, "SCSBP-2054", {
      what: guarded
        ? "a server that may answer for all addresses has no protection against spoofing left"
        : "in a tier without port security a server may use any address already",
      got: tooWide ?? allowedAddresses.join(", "),
      allowed: "the addresses or blocks that the server answers for, in tiers with port security",
      fix: guarded ? "name them; for a router without limits use a tier with portSecurity: false" : "leave them out",
    });
  }
  securityGroups.forEach((group) => checkGroup(group, props.path));
  if (!guarded) {
    noteOpen(tier, securityGroups);
  }
  return new NetworkingPortV2(scope, id, {
    name: props.name,
    networkId: tier.networkId,
    fixedIp: fixedIps(props),
    ...(guarded
      ? { securityGroupIds: securityGroups.map((group) => group.securityGroupId) }
      : { noSecurityGroups: true }),
    ...(allowedAddresses.length === 0
      ? {}
      : { allowedAddressPairs: allowedAddresses.map((ipAddress) => ({ ipAddress })) }),
    ...(props.tags === undefined ? {} : { tags: props.tags }),
    // A zone is where a server is made: when the list of zones changes, those that are there keep their addresses.
    ...(tier.zones !== undefined && props.zone !== undefined && props.fixedIp === undefined
      ? { lifecycle: { ignoreChanges: ["fixed_ip"] } }
      : {}),
  });
}

/** A block, or an address as a block of one. */
function blockOf(text: string): Cidr {
  const isBlock = typeof (text as unknown) !== "string" || text.includes("/");
  return Cidr.parse(isBlock ? text : `${text}/${text.includes(":") ? 128 : 32}`);
}

/** A port without the group that was meant would be in the project's group `default`, which others open. */
function checkGroup(group: unknown, path: string): void {
  const id = (group as ISecurityGroup | null | undefined)?.securityGroupId;
  if (typeof id !== "string" || id === "") {
    throw refuse(path, "SCSBP-2018", {
      got: inWords(group),
      allowed: "a SecurityGroup, or one that was looked up",
      fix: 'write SecurityGroup.fromLookup(stack, "default", { name: "default" }) for one that is there already',
    });
  }
}

/** Addresses to ask Neutron for: IPv4 in the zone's subnet, IPv6 in the tier's. @internal */
export function fixedIps(place: PortPlace): NetworkingPortV2FixedIp[] {
  const { tier, zone, fixedIp, path } = place;
  const part = zone === undefined ? undefined : tier.zones?.find((one) => one.zone === zone);
  if (zone !== undefined && tier.zones !== undefined && part === undefined) {
    throw refuse(path, "SCSBP-2052", {
      what: `tier "${tier.tierName}" has no subnet in the zone of the server`,
      got: zone,
      allowed: tier.zones.map((one) => one.zone).join(", "),
      fix: `add the zone to the tier, addZone("${zone}"), or place the server in another one`,
    });
  }
  const { subnetId, cidr } = part ?? tier;
  if (fixedIp !== undefined) {
    checkFixedIp(fixedIp, cidr, path);
  }
  return [
    { subnetId, ...(fixedIp === undefined ? {} : { ipAddress: fixedIp }) },
    ...(tier.ipv6SubnetId === undefined ? [] : [{ subnetId: tier.ipv6SubnetId }]),
  ];
}

/** The IPv4 address of a port; the only address where there is one family. @internal */
export function ipv4Of(port: NetworkingPortV2, tier: INetworkTier): string {
  return tier.ipv6SubnetId === undefined
    ? Fn.element(port.allFixedIps, 0)
    : `\${[for ip in ${port.fqn}.all_fixed_ips : ip if length(regexall(":", ip)) == 0][0]}`;
}

/**
 * The IPv6 address of a port in a dual-stack tier. The plan that makes a tier dual stack does not know that there will
 * be one (the provider shows the port's addresses of before), so it may be missing there.
 * @internal
 */
export function ipv6Of(port: NetworkingPortV2): string {
  return `\${try([for ip in ${port.fqn}.all_fixed_ips : ip if length(regexall(":", ip)) > 0][0], null)}`;
}

function checkFixedIp(fixedIp: string, cidr: string, path: string): void {
  if (Token.isUnresolved(fixedIp) || Token.isUnresolved(cidr)) {
    return;
  }
  const block = Cidr.parse(cidr);
  const taken = [block.address(0), block.address(1), block.address(-1)];
  if (!block.containsAddress(fixedIp) || taken.includes(fixedIp)) {
    throw refuse(path, "SCSBP-2053", {
      got: fixedIp,
      allowed: `${block.address(2)} to ${block.address(-2)}, without prefix length`,
      fix: "choose an address of the server's subnet; the first one is the router's",
    });
  }
}

/** Without port security the rules of a group say nothing: whoever asks who can reach its members has to hear that. */
function noteOpen(tier: INetworkTier, groups: readonly ISecurityGroup[]): void {
  const why = tier.portSecurityOffReason === undefined ? "" : `: ${tier.portSecurityOffReason}`;
  const description = `port security is off in tier "${tier.tierName}"${why}`;
  for (const group of groups.filter((one) => SecurityGroup.isSecurityGroup(one))) {
    group.ingress.push({
      peer: { kind: PeerKind.ANYWHERE, id: "unguarded", ethertype: "IPv4", description },
      port: Port.all(),
    });
  }
}
