import { Cidr, refuse } from "../../core/index";
import type { Peer } from "../../openstack/index";
import { checkedPeers } from "../../openstack/security/peer";
import { type TarookGateway, type TarookNode, TarookRole } from "./tarook-node";

/** What is asked of a Tarook cluster, as far as it can be wrong at synth. @internal */
export interface TarookQuestions {
  readonly clusterName: string;
  readonly zones: readonly string[];
  readonly nodes: Record<string, TarookNode>;
  readonly gateways: Record<string, TarookGateway>;
  readonly allowedSources: readonly Peer[];
  /** Blocks by what they are for. */
  readonly blocks: Record<string, string>;
  readonly path: string;
}

/** @throws BlueprintError SCSBP-6700 to SCSBP-6706 @internal */
export function checkTarook(asked: TarookQuestions): void {
  requireName(asked);
  requireKeys(asked);
  requireMasters(asked);
  requireGroups(asked);
  requireZones(asked);
  requireApart(asked);
  requireSources(asked);
}

const KEY = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

function requireName({ clusterName, path }: TarookQuestions): void {
  if (!/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/.test(clusterName)) {
    throw refuse(path, "SCSBP-6700", {
      got: JSON.stringify(clusterName),
      allowed: "a lower-case letter, then lower-case letters, digits and hyphens, at most 32, known at synth",
      fix: "correct clusterName",
    });
  }
}

function requireKeys({ nodes, gateways, path }: TarookQuestions): void {
  const keys = [...Object.keys(nodes), ...Object.keys(gateways)];
  const unfit = keys.find((key) => !KEY.test(key));
  // A node `gateway-a` and the gateway `a` would have one host name.
  const twice = Object.keys(gateways).find((key) => nodes[`gateway-${key}`] !== undefined);
  if (unfit !== undefined || twice !== undefined || Object.keys(gateways).length === 0) {
    const none = unfit === undefined && twice === undefined;
    throw refuse(path, "SCSBP-6706", {
      what: none ? "the cluster has no gateway" : "not a key for a node or a gateway, or one host name for two",
      got: none ? "gateways: {}" : (unfit ?? `node gateway-${twice ?? ""} beside gateway ${twice ?? ""}`),
      allowed: "lower-case letters, digits and hyphens, as in a host name; one gateway at least",
      fix: none ? "leave gateways out to get one for each zone" : "rename it",
    });
  }
}

function requireMasters({ nodes, path }: TarookQuestions): void {
  const masters = Object.keys(nodes).filter((key) => nodes[key]?.role === TarookRole.MASTER);
  if (masters.length % 2 === 0) {
    throw refuse(path, "SCSBP-6701", {
      what:
        masters.length === 0
          ? "the cluster has no master"
          : "a cluster has an odd number of masters: an even one survives no more failures than one less",
      got: masters.join(", ") || "no node with TarookRole.MASTER",
      allowed: "1, 3, 5 …; 3 or more where a host may fail (scs-0214)",
      fix: "take 3; to renew one, change its imageRevision",
    });
  }
}

function requireGroups({ nodes, path }: TarookQuestions): void {
  const unfit = Object.entries(nodes).find(
    ([, { role, antiAffinityGroup }]) =>
      antiAffinityGroup !== undefined && (role !== TarookRole.WORKER || !KEY.test(antiAffinityGroup)),
  );
  if (unfit !== undefined) {
    throw refuse(path, "SCSBP-6702", {
      got: `${unfit[0]}: ${unfit[1].role} in group ${JSON.stringify(unfit[1].antiAffinityGroup)}`,
      allowed: "workers; lower-case letters, digits and hyphens",
      fix: "masters are kept apart by masterAntiAffinity",
    });
  }
}

function requireZones({ zones, nodes, gateways, path }: TarookQuestions): void {
  const all = Object.entries({ ...gateways, ...nodes });
  const unknown = all.find(([, { zone }]) => zone !== undefined && zones.length > 0 && !zones.includes(zone));
  const twice = zones.find((zone, index) => zones.findIndex((one) => key(one) === key(zone)) !== index);
  if (unknown !== undefined || twice !== undefined) {
    throw refuse(path, "SCSBP-6703", {
      what: twice === undefined ? "a zone that the cluster does not have" : "a zone is named twice",
      got: twice ?? `${unknown?.[0] ?? ""} in ${unknown?.[1].zone ?? ""}`,
      allowed: zones.join(", "),
      fix: twice === undefined ? "add the zone to zones, or correct it" : "name each zone once",
    });
  }
}

function requireApart({ blocks, path }: TarookQuestions): void {
  const all = Object.entries(blocks).map(([name, text]) => ({ name, cidr: Cidr.parse(text) }));
  all.forEach((one, index) => {
    const other = all.slice(0, index).find((each) => each.cidr.overlaps(one.cidr));
    if (other !== undefined || one.cidr.ipVersion !== 4) {
      throw refuse(path, "SCSBP-6704", {
        what: other === undefined ? `${one.name} is no block of IPv4` : `${other.name} and ${one.name} overlap`,
        got: `${other === undefined ? "" : `${other.cidr.text} and `}${one.cidr.text}`,
        allowed: "blocks of IPv4 that have no address in common",
        fix: "choose another block for one of them; it cannot be changed later",
      });
    }
  });
}

function requireSources({ allowedSources, path }: TarookQuestions): void {
  const open = checkedPeers(allowedSources, "allowedSources", path).some((peer) => peer.isAnywhere);
  if (open || allowedSources.length === 0) {
    throw refuse(path, "SCSBP-6705", {
      what: open ? "SSH of the gateways is not open to the whole internet" : "nobody reaches the gateways",
      got: open ? "Peer.anywhere as an allowed source" : "no allowed sources",
      allowed: "the addresses that Ansible and people come from",
      fix: 'name them: allowedSources: [Peer.cidr("192.0.2.0/24")]',
    });
  }
}

/** The key of a zone's gateway. @internal */
export function key(zone: string): string {
  return zone
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
