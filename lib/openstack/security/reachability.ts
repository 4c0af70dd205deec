import type { IConstruct } from "constructs";
import { TerraformStack } from "../../core/engine";
import { type DeclaredRule, SecurityGroup } from "./security-group";
import { type IConnectable, type ISecurityGroup, PeerKind } from "./peer";
import type { Port } from "./port";

/** One thing that can connect to another, and where. */
export interface ReachabilityRow {
  /** Who is reached: the path of its security group in the stack, `web`. */
  readonly target: string;
  /** Who reaches it: a path, `bastion`; a block, `192.0.2.0/24`; `anywhere`. */
  readonly source: string;
  /** What kind of source it is. */
  readonly kind: PeerKind;
  /** On what: `tcp 443`, `udp 8000-8010`, `icmp`, `any`; sorted. */
  readonly ports: string[];
  /** Why, where the program says so. @default - no reason given */
  readonly reason?: string;
}

/**
 * Who can reach whom, by what the program declares: security groups that were looked up keep their own rules and are
 * listed as a source of unknown ports (`?`), and packets still need a route.
 *
 * @example
 * server.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(22));
 * Reachability.of(stack).whoCanReach(server); // [{"target":"given-server","source":"192.0.2.0/24","kind":"cidr","ports":["tcp 22"]}]
 */
export class Reachability {
  /** All that is declared below a construct, a stack or the app. */
  public static of(scope: IConstruct): Reachability {
    return new Reachability(scope.node.findAll().filter((one) => SecurityGroup.isSecurityGroup(one)));
  }

  private constructor(private readonly groups: readonly SecurityGroup[]) {}

  /** All rows, by target and source. */
  public get rows(): ReachabilityRow[] {
    return this.groups.flatMap((group) => rowsOf(group)).sort(byTargetAndSource);
  }

  /** The rows of one target: of its own security group and of those it is in besides. */
  public whoCanReach(target: IConnectable): ReachabilityRow[] {
    const groups: ISecurityGroup[] = [target.connections.securityGroup, ...(target.additionalSecurityGroups ?? [])];
    return groups
      .flatMap((group) => (SecurityGroup.isSecurityGroup(group) ? rowsOf(group) : [unknownRow(group)]))
      .sort(byTargetAndSource);
  }
}

function rowsOf(group: SecurityGroup): ReachabilityRow[] {
  const target = nameOf(group);
  const bySource = new Map<string, ReachabilityRow>();
  for (const rule of group.ingress.filter((one) => !heldBack(one, group))) {
    const source = sourceOf(rule, group);
    const before = bySource.get(source);
    const ports = [...new Set([...(before?.ports ?? []), textOf(rule.port)])].sort();
    const { kind, description } = rule.peer;
    const reasons = [...new Set([before?.reason, description].filter((one) => one !== undefined))];
    bySource.set(source, {
      target,
      source,
      kind,
      ports,
      ...(reasons.length === 0 ? {} : { reason: reasons.join("; ") }),
    });
  }
  return [...bySource.values()];
}

/** Whether the source is a group of this program that does not let the connection out. */
function heldBack({ peer, port }: DeclaredRule, target: SecurityGroup): boolean {
  const source = peer.remoteGroup;
  if (!SecurityGroup.isSecurityGroup(source) || source.allowAllOutbound) {
    return false;
  }
  return !source.egress.some(
    (rule) =>
      covers(rule.port, port) &&
      rule.peer.ethertype === peer.ethertype &&
      (rule.peer.remoteGroup === undefined || rule.peer.remoteGroup === target),
  );
}

function covers(wide: Port, narrow: Port): boolean {
  if (wide.protocol === "any") {
    return true;
  }
  const inside = (wide.first ?? 0) <= (narrow.first ?? 0) && (narrow.last ?? 0) <= (wide.last ?? 0);
  return wide.protocol === narrow.protocol && inside;
}

function sourceOf({ peer }: DeclaredRule, target: SecurityGroup): string {
  if (peer.construct === target) {
    return "itself";
  }
  if (peer.kind === PeerKind.ANYWHERE) {
    return "anywhere";
  }
  return peer.construct === undefined ? (peer.remoteIpPrefix ?? peer.id) : nameOf(peer.construct);
}

function unknownRow(group: ISecurityGroup): ReachabilityRow {
  const name = nameOf(group);
  return {
    target: name,
    source: "?",
    kind: PeerKind.SECURITY_GROUP,
    ports: ["?"],
    reason: "the rules of a group that is there already are not known to the program",
  };
}

/** Path in the stack; a group that a server or pool made for itself has its owner's. */
function nameOf(construct: IConstruct): string {
  const stack = TerraformStack.of(construct);
  return construct.node.path.slice(stack.node.path.length + 1).replace(/\/security-group$/, "");
}

function textOf(port: Port): string {
  return port.id.replace("-", " ");
}

function byTargetAndSource(a: ReachabilityRow, b: ReachabilityRow): number {
  const key = (row: ReachabilityRow) => `${row.target}\0${row.source}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
